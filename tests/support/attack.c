#include "support/attack.h"

#include <stdlib.h>
#include <string.h>

/* Not the group's state: cmocka gives a test its own only where the group has none. */
static struct server *server;

struct server *attack_server(void) {
    return server;
}

struct attack_before attack_before(const struct server *s) {
    return (struct attack_before){
        .records = server_state(s),
        .deeds = server_number(s, "SELECT count(*) FROM log WHERE verb NOT IN ('login', 'refused',"
                                  " 'denied')"),
    };
}

/* Of another unit, of /etc/passwd, of the keys. */
static bool tells(const char *text) {
    static const char *const secrets[] = {"root:", "BEGIN OPENSSH", "ssh-ed25519 AAAA"};
    for (size_t i = 0; i < sizeof secrets / sizeof secrets[0]; i++)
        if (strstr(text, secrets[i]))
            return true;
    return strstr(text, neighbours[OTHER].mark) || strstr(text, neighbours[OTHER].name) ||
           strstr(text, neighbours[DISTRICT].mark);
}

void attack_failed(const struct server *s, const char *name, struct run *r, int code,
                   const struct attack_before *before) {
    if (r->code != code)
        fail_msg("%s: exit %d, not %d: %s%s", name, r->code, code, r->out, r->err);
    if (r->out_size > 0 || tells(r->err))
        fail_msg("%s: was told %s%s", name, r->out, r->err);
    struct attack_before now = attack_before(s);
    if (now.records != before->records)
        fail_msg("%s: something was written", name);
    if (now.deeds != before->deeds)
        fail_msg("%s: something was done", name);
    run_free(r);
}

static void try_row(void **state) {
    const struct attack *a = *state;
    struct attack_before before = attack_before(server);
    const char *input = a->input ? a->input : "x\n";
    size_t size = a->input_size > 0 ? a->input_size : strlen(input);
    char *command = a->command ? neighbours_words(server, OTHER, a->command) : NULL;
    struct run r = a->options[0] ? server_ssh(server, a->key, a->options, command, input)
                                 : server_line(server, a->key, command, input, size);
    attack_failed(server, a->name, &r, a->code, &before);
    free(command);
}

void attack_add(struct CMUnitTest *tests, size_t *n, struct attack *table, size_t count) {
    for (size_t i = 0; i < count; i++)
        tests[(*n)++] = (struct CMUnitTest){
            .name = table[i].name, .test_func = try_row, .initial_state = &table[i]};
}

int attack_setup(void **state) {
    void *made = NULL;
    (void)state;
    server_start(&made);
    server = made;
    neighbours_make(server);
    return 0;
}

int attack_teardown(void **state) {
    void *made = server;
    static const char *const keys[] = {ADMIN, LAN, HOA, LEADER, VIEWER};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        server_line_end(server, keys[i]);
    (void)state;
    return server_stop(&made);
}
