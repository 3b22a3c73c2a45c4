/* Whatever an officer tries and may not is in the log, in its row, whichever rule refused it; what
 * she is told stays as it is. */
#include "support/neighbours.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* {things} are another unit's. */
static const struct {
    const char *who, *command;
    int code;
    const char *told;   /* on standard error */
    const char *logged; /* NULL: nothing, it is no attempt */
} tries[] = {
    {HOA, "submit work {draft}", 4, "Không có công trình",
     "không có, hoặc ngoài phạm vi của mình: công trình, phần việc số "},
    {HOA, "submit work 990001", 4, "Không có công trình",
     "không có, hoặc ngoài phạm vi của mình: công trình, phần việc số 990001"},
    {HOA, "set work {draft} note=x", 4, "Không có công trình", "ngoài phạm vi của mình"},
    {HOA, "delete progress {entry}", 4, "Không có", "ngoài phạm vi của mình"},
    {HOA, "add progress work={going} quantity=1", 4, "Không có công trình",
     "ngoài phạm vi của mình"},
    {HOA, "judge {nomination} tc1 met", 4, "Không có", "ngoài phạm vi của mình"},
    {HOA, "add work unit={unit} title=x kind=collective theme=1", 4, "không có trong danh sách",
     "không có, hoặc ngoài phạm vi của mình: đơn vị “hai-ha”"},
    {HOA, "list works --unit={unit}", 4, "không có “hai-ha”",
     "không có, hoặc ngoài phạm vi của mình: đơn vị hai-ha"},
    {HOA, "status --unit={unit}", 4, "Không có đơn vị",
     "không có, hoặc ngoài phạm vi của mình: đơn vị “hai-ha”"},
    {HOA, "officer list", 7, "không có quyền", "không có quyền"},
    {HOA, "backup /tmp/x", 7, "không nhận tên tệp", "lệnh backup không nhận tên tệp"},
    {HOA, "--db=/tmp/x status", 7, "--db không dùng được", "--db không dùng được"},
    {HOA, "--today 01/01/2020 status", 7, "--today không dùng được", "--today không dùng được"},
    {HOA, "--config /etc/shadow status", 7, "--config không dùng được", "--config không dùng"},
    {HOA, "import works /etc/passwd", 7, "chỉ đọc từ đầu vào", "chỉ đọc từ đầu vào"},
    {ADMIN, "config check /etc/shadow", 7, "không dùng được", "Lệnh config check không dùng"},
    {VIEWER, "add work unit=hai-anh title=x kind=collective theme=1", 7, "không có quyền",
     "không có quyền"},
    {LAN, "submit work 990001", 4, "Không có công trình", NULL},
    {HOA, "list works --theme=khong-co", 4, "không có “khong-co”", NULL},
    {HOA, "nonsense", 3, "", NULL},
};

static void every_refusal_is_logged(void **state) {
    struct server *s = *state;
    for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
        long before = server_number(s, "SELECT max(id) FROM log");
        char *command = neighbours_words(s, OTHER, tries[i].command);
        char sql[300];
        struct run r = server_as(s, tries[i].who, command, NULL);
        if (r.code != tries[i].code || !strstr(r.err, tries[i].told))
            fail_msg("%s: exit %d: %s", command, r.code, r.err);
        (void)snprintf(sql, sizeof sql,
                       "SELECT count(*) || ' ' || coalesce(min(officer), '') || ': ' ||"
                       " coalesce(min(reason), '') FROM log WHERE id > %ld AND verb = 'denied'",
                       before);
        const char *logged = server_text(s, sql);
        char start[40];
        (void)snprintf(start, sizeof start, "1 %s: ", tries[i].who);
        if (tries[i].logged
                ? strncmp(logged, start, strlen(start)) != 0 || !strstr(logged, tries[i].logged)
                : logged[0] != '0')
            fail_msg("%s: logged %s", command, logged);
        run_free(&r);
        free(command);
    }
}

static int start(void **state) {
    server_prepare(state);
    neighbours_make(*state);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_refusal_is_logged)};
    return cmocka_run_group_tests(tests, start, server_stop);
}
