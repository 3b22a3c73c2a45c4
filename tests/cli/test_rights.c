/* What may she do: every command × every role × her own unit, another's and the district's, by the
 * program as it is on the server, against a table written from the sentences on roles. */
#include "support/neighbours.h"
#include "support/server_parts.h"
#include "support/test.h"
#include "thidua/assign.h"
#include "thidua/builtin.h"
#include "thidua/command.h"
#include "thidua/life.h"
#include "thidua/list.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whom each column of the table is about. */
static const struct {
    const char *role;
    const char *who;
    bool own_only; /* sees one unit's records */
} columns[] = {
    {"viewer", VIEWER, true},  {"unit officer", HOA, true},     {"district officer", LAN, false},
    {"leader", LEADER, false}, {"administrator", ADMIN, false},
};
enum { COLUMNS = sizeof columns / sizeof columns[0], DISTRICT_OFFICERS = 2 };

/* `codes`: for each column the exit code at her own unit (hai-anh), at hai-ha, at the district's;
 * one digit where no unit is in the words. 0 done, 4 as if it were not there, 5 its state does not
 * allow it, 7 no right; with 7 too: s in this state not hers, f not from afar, whoever asks; c: 0,
 * 1 or 2, what `check` finds. `input` is standard input. */
struct row {
    const char *command, *words, *codes, *input;
};

static const char a_key[] =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFhmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZm moi";

static const struct row rows[] = {
    /* Totals, the plan, help: everybody. A unit's page: who sees the unit. */
    {"status", "", "0 0 0 0 0", NULL},
    {"status", "--json", "0 0 0 0 0", NULL},
    {"status", "--unit {unit}", "044 044 000 000 000", NULL},
    {"check", "", "c c c c c", NULL},
    {"plan", "", "0 0 0 0 0", NULL},
    {"plan", "IV.2", "0 0 0 0 0", NULL},
    {"plan dates", "", "0 0 0 0 0", NULL},
    {"help", "", "0 0 0 0 0", NULL},

    /* Records: her unit's, or all. The log not to a viewer. */
    {"list", "works --unit={unit}", "044 044 000 000 000", NULL},
    {"list", "pace --unit={unit}", "044 044 000 000 000", NULL},
    {"list", "progress --unit={unit}", "044 044 000 000 000", NULL},
    {"list", "duties --unit={unit}", "044 044 000 000 000", NULL},
    {"list", "receipts --unit={unit}", "044 044 000 000 000", NULL},
    {"list", "nominations --unit={unit}", "044 044 000 000 000", NULL},
    {"list", "officers --unit={unit}", "044 044 000 000 000", NULL},
    {"list", "log --unit={unit}", "777 044 000 000 000", NULL},
    {"list", "units", "0 0 0 0 0", NULL},
    {"checklist", "{nomination}", "044 044 000 000 000", NULL},

    /* Registration: units and the district; not leaders, not administrators. */
    {"add", "work unit={unit} title=x kind=collective theme=1", "744 044 440 777 777", NULL},
    {"add", "work unit={unit} title=x kind=collective theme=1 paper=05/ĐK received={day}",
     "744 s44 000 777 777", NULL}, /* the district enters for units from their paper */
    {"set", "work {draft} title=x", "744 044 000 777 777", NULL},
    {"set", "work {sent} title=x", "744 s44 000 777 777", NULL}, /* sent: the district's now */
    {"set", "work {going} title=x", "744 s44 000 777 777", NULL},
    {"set", "work {finished} title=x", "744 544 555 777 777", NULL},
    {"submit", "work {draft}", "744 044 000 777 777", NULL},
    {"delete", "work {draft}", "744 044 000 777 777", NULL},
    {"recover", "work {gone}", "744 044 000 777 777", NULL},
    {"import", "works -", "777 044 440 777 777",
     "unit,title,kind,theme\n{unit},Mới,collective,1\n"},

    /* Approval: the district alone. */
    {"approve", "work {sent}", "744 744 000 777 777", NULL},
    {"return", "work {sent} reason=x", "744 744 000 777 777", NULL},

    /* Progress. */
    {"add", "progress work={nominated} quantity=1", "744 044 000 777 777", NULL},
    {"set", "progress {entry} note=x", "744 044 000 777 777", NULL},
    {"delete", "progress {entry}", "744 044 000 777 777", NULL},
    {"recover", "progress {gone_entry}", "744 044 000 777 777", NULL},
    {"import", "progress -", "777 044 000 777 777",
     "unit,title,day,quantity\n{unit},Khen {mark},{day},2\n"},
    {"import", "progress -", "777 044 000 777 777", "work,day,quantity\n{nominated},{day},2\n"},
    {"complete", "work {going}", "744 044 000 777 777", NULL},
    {"stop", "work {going} reason=x", "744 044 000 777 777", NULL},

    /* Duties and receipts. */
    {"add", "duty unit={unit} duty={news}", "744 044 000 777 777", NULL},
    {"set", "duty {duty} title=x", "744 044 000 777 777", NULL},
    {"delete", "duty {duty}", "744 044 000 777 777", NULL},
    {"recover", "duty {gone_duty}", "744 044 000 777 777", NULL},
    {"add", "receipt unit={unit} person=x", "744 044 000 777 777", NULL},
    {"set", "receipt {receipt} person=x", "744 044 000 777 777", NULL},
    {"delete", "receipt {receipt}", "744 044 000 777 777", NULL},
    {"recover", "receipt {gone_receipt}", "744 044 000 777 777", NULL},

    /* Nominations: put forward and judged by units and the district; reviewed by it and leaders. */
    {"add", "nomination work={going}", "744 044 000 777 777", NULL},
    {"set", "nomination {nomination} summary=x", "744 044 000 777 777", NULL},
    {"set", "nomination {reviewed} summary=x", "744 544 555 777 777", NULL},
    {"judge", "{nomination} law unmet", "777 044 000 777 777", NULL},
    {"judge", "{reviewed} law unmet", "777 544 555 777 777", NULL},
    {"submit", "nomination {ready}", "744 044 000 777 777", NULL},
    {"submit", "nomination {nomination}", "744 544 555 777 777", NULL}, /* not all judged */
    {"delete", "nomination {nomination}", "744 044 000 777 777", NULL},
    {"recover", "nomination {gone_nomination}", "744 044 000 777 777", NULL},
    {"return", "nomination {reviewed} reason=x", "744 744 000 000 777", NULL},
    {"approve", "nomination {reviewed}", "744 744 000 000 777", NULL},

    /* Units, officers, the plan, upkeep: the administrator. */
    {"add", "unit code=moi name=Mới kind=commune", "7 7 7 7 0", NULL},
    {"set", "unit {unit} phone='0912 345 678'", "744 744 777 777 000", NULL},
    {"delete", "unit {unit}", "744 744 777 777 555", NULL}, /* it has records */
    {"recover", "unit hai-xuan", "4 4 7 7 0", NULL},
    {"import", "units -", "7 7 7 7 0", "code,name,kind\nmoi,Mới,commune\n"},
    {"officer add", "moi name=Mới role=unit_officer unit={unit}", "777 777 777 777 000", NULL},
    {"officer set", "{officer} phone='0912 345 678'", "777 777 777 777 000", NULL},
    {"officer disable", "{officer}", "777 777 777 777 000", NULL},
    {"officer list", "", "7 7 7 7 0", NULL},
    {"officer list", "--unit={unit}", "777 777 777 777 000", NULL},
    {"officer key add", "{officer} -", "777 777 777 777 000", a_key},
    {"officer key remove", "hoa SHA256:", "7 7 7 7 0", NULL},
    {"officer key list", "{officer}", "777 777 777 777 000", NULL},
    {"plan import", "-", "7 7 7 7 0", builtin_plan},
    {"doctor", "", "7 7 7 7 0", NULL},
    {"verify", "", "7 7 7 7 0", NULL},
    {"backup", "", "7 7 7 7 0", NULL},
    {"init", "", "7 7 7 7 5", NULL}, /* the campaign is there */

    /* Not from afar, whoever asks. */
    {"authorized-keys", "", "f f f f f", NULL},
    {"config check", "-", "f f f f f", ""},
    {"backup", "x", "f f f f f", NULL},
    {"restore", "/tmp/x.db", "f f f f f", NULL},
};
enum { ROWS = sizeof rows / sizeof rows[0] };

/* Her own last change, whatever it was, and nobody else's. */
static const struct row undoing = {"undo", "", "4 0 0 0 0", NULL};

/* --- the table itself --- */

static bool has_row(const char *command, const char *first) {
    size_t n = strlen(first);
    for (size_t i = 0; i < ROWS; i++)
        if (strcmp(rows[i].command, command) == 0 && strncmp(rows[i].words, first, n) == 0 &&
            (n == 0 || strchr(" ", rows[i].words[n])))
            return true;
    return false;
}

/* A new command, kind of record or step of a life without a row here is a mistake of this test. */
static void the_walk_leaves_nothing_out(void **state) {
    (void)state;
    static const char *const of_kinds[] = {"add", "set", "delete", "recover"};
    for (size_t i = 0; i < command_count; i++)
        if (!has_row(commands[i].name, "") && strcmp(commands[i].name, undoing.command) != 0)
            fail_msg("no row for %s", commands[i].name);
    for (size_t i = 0; assign_kind_at(i); i++)
        for (size_t k = 0; k < sizeof of_kinds / sizeof of_kinds[0]; k++)
            if (!has_row(of_kinds[k], assign_kind_at(i)->name))
                fail_msg("no row for %s %s", of_kinds[k], assign_kind_at(i)->name);
    for (size_t i = 0; i < life_step_count; i++)
        if (!has_row(life_steps[i].action, kinds[life_steps[i].kind].name))
            fail_msg("no row for %s %s", life_steps[i].action, kinds[life_steps[i].kind].name);
    for (size_t i = 0; i < list_count_specs; i++)
        if (!has_row("list", lists[i]->name))
            fail_msg("no row for list %s", lists[i]->name);
}

/* What the table says of a column at a place. */
static char expected(const char *codes, size_t column, enum place p) {
    for (; column > 0; column--)
        codes = strchr(codes, ' ') + 1;
    size_t n = strcspn(codes, " ");
    return codes[n == 1 ? 0 : p == NOWHERE ? OTHER : p];
}

/* --- one call --- */

/* What the database holds before each call. */
struct base {
    const char *kept; /* as server_keep has it */
    unsigned long records;
    long deeds;
};

/* Rows of the log that say something was done. */
static long deeds(const struct server *s) {
    return server_number(
        s, "SELECT count(*) FROM log WHERE verb NOT IN ('login', 'refused', 'denied')");
}

static struct base keep(const struct server *s, const char *name) {
    server_keep(s, name);
    return (struct base){name, server_state(s), deeds(s)};
}

struct call {
    struct server *s;
    const struct row *row;
    const char *who;
    enum place place;
    char *command, *input;
    struct run r;
};

static void make(struct call *c) {
    char words[600];
    (void)snprintf(words, sizeof words, "%s %s", c->row->command, c->row->words);
    c->command = neighbours_words(c->s, c->place, words);
    c->input = neighbours_words(c->s, c->place, c->row->input ? c->row->input : "");
    c->r = server_as(c->s, c->who, c->command, c->input);
}

static void forget(struct call *c) {
    free(c->command);
    free(c->input);
    run_free(&c->r);
}

/* All that is wrong is told, not only the first of it. */
static int wrongs;

static void wrong(const struct call *c, const char *what) {
    print_error("%s: %s (with “%s”) %s: exit %d\n%s%s", c->who, c->command, c->input, what,
                c->r.code, c->r.out, c->r.err);
    wrongs++;
}

static bool reads_only(const struct row *row) {
    static const char *const commands_that[] = {
        "status", "check",      "plan",   "list",   "officer list", "officer key list",
        "help",   "plan dates", "doctor", "verify", "checklist",    "backup"};
    for (size_t i = 0; i < sizeof commands_that / sizeof commands_that[0]; i++)
        if (strcmp(commands_that[i], row->command) == 0)
            return true;
    return false;
}

/* Does what she may, says so, and is logged; or says why not, and nothing has changed. */
static void judge(const struct call *c, char code, const struct base *base, bool changed) {
    bool good = code == '0' || code == 'c';
    bool done = good && !reads_only(c->row);
    int exit = isdigit((unsigned char)code) ? code - '0' : 7;
    if (code == 'c' ? c->r.code > 2 : c->r.code != exit)
        wrong(c, "is another exit code than the table's");
    if (good ? *c->r.err : c->r.out_size || !*c->r.err)
        wrong(c, "says it on the wrong side");
    if (changed != done)
        wrong(c, done ? "changed nothing" : "changed something");
    if ((deeds(c->s) > base->deeds) != done)
        wrong(c, done ? "is not in the log" : "did something");
    if (exit == 7 && !good &&
        strcmp(server_text(c->s, "SELECT officer || ' ' || verb FROM log"
                                 " ORDER BY id DESC LIMIT 1") +
                   strlen(c->who),
               " denied") != 0)
        wrong(c, "is refused, and the log does not know");
}

/* Nothing that another unit's texts hold: each has the mark of its unit. */
static void keeps_secrets(const struct call *c) {
    for (enum place p = OTHER; p <= DISTRICT; p++) {
        const struct neighbour *n = &neighbours[p];
        bool named = strstr(c->command, n->mark) || strstr(c->input, n->mark);
        if ((!named && (strstr(c->r.out, n->mark) || strstr(c->r.err, n->mark))) ||
            strstr(c->r.out, n->name) || strstr(c->r.err, n->name))
            wrong(c, "tells of another unit");
    }
}

/* The sentence without what she wrote herself: code and mark of the unit, and numbers. */
static char *without_her_words(const struct call *c) {
    const struct neighbour *n = &neighbours[c->place];
    char *no_unit = server_replaced(c->r.err, n->unit, "*");
    char *out = server_replaced(no_unit, n->mark, "*");
    char *to = out;
    for (const char *from = out; *from; from++)
        if (!isdigit((unsigned char)*from) || !isdigit((unsigned char)from[1]))
            *to++ = (char)(isdigit((unsigned char)*from) ? '#' : *from);
    *to = '\0';
    free(no_unit);
    return out;
}

/* Another unit's is answered as if there were no such thing. */
static void as_if_not_there(const struct call *c) {
    struct call nobodys = *c;
    nobodys.place = NOWHERE;
    make(&nobodys);
    char *sentence = without_her_words(c);
    char *of_nothing = without_her_words(&nobodys);
    if (nobodys.r.code != c->r.code || strcmp(sentence, of_nothing) != 0)
        wrong(c, nobodys.r.err);
    free(sentence);
    free(of_nothing);
    forget(&nobodys);
}

/* --- the walk --- */

static void call_as(struct server *s, const struct base *base, const struct row *row, size_t column,
                    const char *who, enum place place) {
    struct call c = {.s = s, .row = row, .who = who, .place = place};
    char code = expected(row->codes, column, place);
    make(&c);
    bool changed = server_state(s) != base->records;
    judge(&c, code, base, changed);
    if (columns[column].own_only) {
        keeps_secrets(&c);
        if (place == OTHER && code == '4')
            as_if_not_there(&c);
    }
    if (changed)
        server_put_back(s, base->kept);
    forget(&c);
}

/* Whose records are all the same to her is asked at her own and another unit only. */
static void walk_row(struct server *s, const struct base *base, const struct row *row) {
    bool everywhere = strstr(row->words, "{") || (row->input && strstr(row->input, "{"));
    for (size_t column = 0; column < COLUMNS; column++) {
        bool differs = columns[column].own_only || column == DISTRICT_OFFICERS;
        enum place last = !everywhere ? OWN : differs ? DISTRICT : OTHER;
        for (enum place p = OWN; p <= last; p++)
            call_as(s, base, row, column, columns[column].who, p);
    }
    /* she belongs to the district's unit, which makes no difference */
    call_as(s, base, row, DISTRICT_OFFICERS, THU, everywhere ? OTHER : OWN);
}

static const char kept[] = "walk";

static void every_command_every_role_every_unit(void **state) {
    struct base base = keep(*state, kept);
    for (size_t i = 0; i < ROWS; i++)
        walk_row(*state, &base, &rows[i]);
    assert_int_equal(wrongs, 0);
}

/* Each has changed something of her own just before. */
static void undo_of_every_role(void **state) {
    struct server *s = *state;
    static const struct {
        const char *who, *words;
        size_t column;
    } changes[] = {
        {HOA, "set work {draft} note=hoa", 1},
        {LAN, "set work {draft} note=lan", 2},
        {THU, "add receipt unit=hai-anh person=thu", 2},
        {LEADER, "return nomination {reviewed} reason=x", 3},
        {ADMIN, "set unit hai-ninh phone='0912 345 678'", 4},
    };
    struct base before = keep(s, kept);
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        char *command = neighbours_words(s, OWN, changes[i].words);
        struct run r = server_as(s, changes[i].who, command, NULL);
        server_expect(&r, command);
        run_free(&r);
        free(command);
        struct base base = keep(s, "undo");
        call_as(s, &base, &undoing, changes[i].column, changes[i].who, OWN);
        server_put_back(s, kept);
    }
    call_as(s, &before, &undoing, 0, VIEWER, OWN);
    assert_int_equal(wrongs, 0);
}

static int start(void **state) {
    server_prepare(state);
    struct server *s = *state;
    neighbours_make(s);
    struct run r = server_as(s, ADMIN, "delete unit hai-xuan", NULL);
    assert_int_equal(r.code, 0);
    run_free(&r);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_walk_leaves_nothing_out),
        cmocka_unit_test(every_command_every_role_every_unit),
        cmocka_unit_test(undo_of_every_role),
    };
    return cmocka_run_group_tests(tests, start, server_stop);
}
