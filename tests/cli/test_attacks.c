/* What others try with words: commands that are none, or not theirs, over a real sshd. */
#include "support/attack.h"

#include <string.h>

/* To be somebody else, by somebody else's file, on another day. */
static struct attack who_she_is[] = {
    {"the administrator's name alone", HOA, "--as quan-tri", .code = 3},
    {"the administrator's name and a command", HOA, "--as quan-tri status", .code = 3},
    {"the administrator's name behind the command", HOA, "status --as quan-tri", .code = 3},
    {"the administrator's name with an equals sign", HOA, "status --as=quan-tri", .code = 3},
    {"the administrator's name behind --", HOA, "status -- --as quan-tri", .code = 3},
    {"her own name once more", HOA, "--as hoa status", .code = 3},
    {"a short option", HOA, "-c status", .code = 3},
    {"another database", HOA, "--db /tmp/thidua.db status", .code = 7},
    {"another database behind the command", HOA, "status --db=/etc/passwd", .code = 7},
    {"another database and help", HOA, "--help --db /etc/passwd", .code = 7},
    {"another database and the version", HOA, "--version --db=/etc/passwd", .code = 7},
    {"another database behind --", HOA, "-- --db /etc/passwd", .code = 3},
    {"another campaign file", HOA, "--config /etc/passwd status", .code = 7},
    {"another campaign file behind the command", HOA, "status --config=/etc/shadow", .code = 7},
    {"another day", HOA, "--today 01/01/2022 status", .code = 7},
    {"another day with an equals sign", HOA, "status --today=01/01/2022", .code = 7},
    {"another day for an administrator too", ADMIN, "--today=01/01/2022 verify", .code = 7},
    {"a variable before the command", HOA, "LD_PRELOAD=/tmp/x.so status", .code = 3},
    {"sudo's variable before the command", HOA, "SUDO_UID=0 status", .code = 3},
};

/* To get to a shell, or to another program. */
static struct attack other_programs[] = {
    {"a second command", HOA, "status; id", .code = 4},
    {"a second command if the first succeeds", HOA, "status && id", .code = 4},
    {"a second command if the first fails", HOA, "status || id", .code = 4},
    {"a pipe", HOA, "status | cat", .code = 4},
    {"the background", HOA, "status & id", .code = 4},
    {"output to a file", HOA, "status > /tmp/x", .code = 4},
    {"input from a file", HOA, "status < /etc/passwd", .code = 4},
    {"a command in dollars", HOA, "$(id)", .code = 4},
    {"a command in dollars and quotes", HOA, "status \"$(id)\"", .code = 4},
    {"a command in backquotes", HOA, "`id`", .code = 4},
    {"a variable", HOA, "status ${HOME}", .code = 4},
    {"a pattern of files", HOA, "status *", .code = 4},
    {"braces", HOA, "list {works,log}", .code = 4},
    {"somebody's home", HOA, "~root", .code = 4},
    {"the shell's history", HOA, "!sh", .code = 4},
    {"a comment", HOA, "status # works", .code = 4},
    {"a subshell", HOA, "(status)", .code = 4},
    {"a newline", HOA, "status\nid", .code = 4},
    {"a carriage return", HOA, "status\r\nid", .code = 4},
    {"a tab", HOA, "status\tid", .code = 4},
    {"an escape sequence", HOA, "\x1b[2Jstatus", .code = 4},
    {"DEL", HOA, "status\x7f", .code = 4},
    {"a C1 control character", HOA, "status \xc2\x9b", .code = 4},
    {"UTF-8 longer than needed", HOA, "status \xc0\xaf", .code = 4},
    {"half a character", HOA, "status \xe2\x80", .code = 4},
    {"text that runs the other way", HOA, "status \xe2\x80\xae", .code = 4},
    {"letters that only look like Latin", HOA, "\xef\xbd\x93tatus", .code = 3},
    {"a single quote left open", HOA, "'status", .code = 4},
    {"a double quote left open", HOA, "status \"", .code = 4},
    {"a backslash before a quote", HOA, "status \\\"x", .code = 4},
    {"a shell up the folders", HOA, "../../../bin/sh", .code = 3},
    {"a shell by its path", HOA, "/bin/sh", .code = 3},
    {"a shell with a command", HOA, "sh -c id", .code = 3},
    {"bash for a dialogue", HOA, "bash -i", .code = 3},
    {"shellshock", HOA, "'() { :;}; id'", .code = 3},
    {"scp to the server", HOA, "scp -t /tmp", .code = 3},
    {"scp from the server", HOA, "scp -f /etc/passwd", .code = 3},
    {"rsync", HOA, "rsync --server --sender . /", .code = 3},
    {"the sftp inside sshd", HOA, "internal-sftp", .code = 3},
    {"the sftp program", HOA, "/usr/lib/openssh/sftp-server", .code = 3},
    {"git's upload", HOA, "git-upload-pack 'x'", .code = 3},
    {"an editor", HOA, "vi /etc/passwd", .code = 3},
    {"an empty command", HOA, "''", .code = 3},
    {"blanks only", HOA, "   ", .code = 3},
};

/* To read or write files of the server, or what only its account may. */
static struct attack files[] = {
    {"a plan from /etc/passwd", ADMIN, "plan import /etc/passwd", .code = 7},
    {"a plan up the folders", ADMIN, "plan import ../../../etc/passwd", .code = 7},
    {"a plan from a file called -", ADMIN, "plan import ./-", .code = 7},
    {"a plan from standard input as a file", ADMIN, "plan import /dev/stdin", .code = 7},
    {"units from /etc/passwd", ADMIN, "import units /etc/passwd", .code = 7},
    {"units from /etc/passwd, only to see", ADMIN, "import units --dry-run /etc/passwd", .code = 7},
    {"works from the environment", LAN, "import works /proc/self/environ", .code = 7},
    {"works from the database", LAN, "import works /proc/self/fd/3", .code = 7},
    {"a key from a file", ADMIN, "officer key add lan /etc/ssh/ssh_host_ed25519_key", .code = 4},
    {"the shadow file as a campaign", ADMIN, "config check /etc/shadow", .code = 7},
    {"standard input as a campaign", ADMIN, "config check -", .code = 7},
    {"a new database from /etc/passwd", ADMIN, "init --units /etc/passwd", .code = 7},
    {"a first officer from /etc/passwd", ADMIN, "init --service --admin x --key /etc/passwd",
     .code = 7},
    {"the campaign again", ADMIN, "init", .code = 5},
    {"the sample over real records", ADMIN, "init --sample", .code = 5},
    {"another first officer", ADMIN, "init --service --admin x --key -", .code = 5},
    {"the campaign, by a unit", HOA, "init", .code = 7},
    {"the sample, by a unit", HOA, "init --sample", .code = 7},
    {"everybody's keys", ADMIN, "authorized-keys", .code = 7},
    {"the administrator's keys", HOA, "authorized-keys quan-tri", .code = 7},
    {"keys by a fingerprint", HOA, "authorized-keys --fingerprint SHA256:x", .code = 7},
    {"a look at the server's files", ADMIN, "doctor --deploy", .code = 7},
    {"a copy into a folder of others", ADMIN, "backup /tmp/x.db", .code = 7},
    {"a copy over the accounts", ADMIN, "backup ../../../../etc/passwd", .code = 7},
    {"a copy into the account's keys", ADMIN, "backup .ssh/authorized_keys", .code = 7},
    {"a copy up the folders", ADMIN, "backup ../x", .code = 7},
    {"a copy to standard output", ADMIN, "backup -", .code = 7},
    {"a copy to /dev/stdout", ADMIN, "backup /dev/stdout", .code = 7},
    {"a copy into no folder", ADMIN, "backup ''", .code = 7},
    {"a copy into the service's own folder", ADMIN, "backup backup", .code = 7},
    {"a copy by an option", ADMIN, "backup --to /tmp/x", .code = 3},
    {"a copy by two words", ADMIN, "backup a b", .code = 3},
    {"a copy of another database", ADMIN, "backup --db /etc/passwd", .code = 7},
    {"a copy of the database, by a unit", HOA, "backup", .code = 7},
    {"a copy of the database, by the district", LAN, "backup", .code = 7},
    {"another database in place of this", ADMIN, "restore /etc/passwd", .code = 7},
    {"a database by standard input", ADMIN, "restore -", .code = 7},
    {"a look at the database, by a unit", HOA, "doctor", .code = 7},
    {"the log's head, by a unit", HOA, "verify", .code = 7},
    {"a plan, by a unit", HOA, "plan import -", .code = 7},
    {"a result out of the outbox", HOA, "get ../../../etc/passwd", .code = 3},
};

/* Rights that are not hers. That each role has its own, and no more, test_rights walks. */
static struct attack rights[] = {
    {"the list of officers", HOA, "officer list", .code = 7},
    {"the administrator's keys by list", HOA, "officer key list quan-tri", .code = 7},
    {"to take the administrator's key", HOA, "officer key remove quan-tri SHA256:", .code = 7},
    {"a key of hers for the administrator", HOA, "officer key add quan-tri -", .code = 7},
    {"to be administrator", HOA, "officer set hoa role=administrator", .code = 7},
    {"to be of another unit", HOA, "officer set hoa unit=hai-ha", .code = 7},
    {"to lock the administrator out", HOA, "officer disable quan-tri", .code = 7},
    {"a second administrator", HOA, "officer add x name=x role=administrator", .code = 7},
    {"an officer as a record", HOA, "add officer login=x name=x role=administrator", .code = 4},
    {"a line of the log", HOA, "add log verb=x", .code = 4},
    {"a judgement as a record", HOA, "add judgement nomination=1 criterion=law", .code = 4},
    {"the district officer to be administrator", LAN, "officer set lan role=administrator",
     .code = 7},
    {"the leader's own officer", LEADER, "officer add x name=x role=administrator", .code = 7},
    {"a viewer to be more", VIEWER, "officer set xem role=unit_officer", .code = 7},
    {"a viewer's look at the log", VIEWER, "list log", .code = 7},
    {"the administrator to approve by another role", ADMIN,
     "officer set quan-tri role=district_officer", .code = 5},
    {"the last administrator gone", ADMIN, "officer disable quan-tri", .code = 5},
    {"an owner of the service", ADMIN, "officer set lan role=owner", .code = 4},
    {"a new owner of the service", ADMIN, "officer add x name=x role=owner", .code = 4},
    {"an officer with a name to break a line of keys", ADMIN,
     "officer add 'x\",command=\"sh' name=x role=viewer unit=hai-anh", .code = 4},
    {"an officer with a path for a name", ADMIN, "officer add ../x name=x role=leader", .code = 4},
    {"an officer with an option for a name", ADMIN, "officer add --as name=x role=leader",
     .code = 3},
};

/* Another unit's numbers in every command: as if there were no such record. */
static struct attack of_another_unit[] = {
    {"her work: change", HOA, "set work {draft} title=x", .code = 4},
    {"her work: send", HOA, "submit work {draft}", .code = 4},
    {"her work: return", HOA, "return work {sent} reason=x", .code = 4},
    {"her work: approve", HOA, "approve work {sent}", .code = 4},
    {"her work: complete", HOA, "complete work {going}", .code = 4},
    {"her work: stop", HOA, "stop work {going} reason=x", .code = 4},
    {"her work: delete", HOA, "delete work {draft}", .code = 4},
    {"her work: bring back", HOA, "recover work {gone}", .code = 4},
    {"her work: make it mine", HOA, "set work {draft} unit=hai-anh", .code = 4},
    {"my work: make it hers", HOA, "set work 1 unit=hai-ha", .code = 4},
    {"an entry for her work", HOA, "add progress work={nominated} quantity=1", .code = 4},
    {"a running total for her work", HOA, "add progress work={nominated} total=9", .code = 4},
    {"her entry: change", HOA, "set progress {entry} quantity=5", .code = 4},
    {"her entry: to my work", HOA, "set progress {entry} work=4", .code = 4},
    {"her entry: delete", HOA, "delete progress {entry}", .code = 4},
    {"her entry: bring back", HOA, "recover progress {gone_entry}", .code = 4},
    {"her nomination: make one", HOA, "add nomination work={going}", .code = 4},
    {"her nomination: change", HOA, "set nomination {nomination} summary=x", .code = 4},
    {"her nomination: send", HOA, "submit nomination {ready}", .code = 4},
    {"her nomination: return", HOA, "return nomination {reviewed} reason=x", .code = 4},
    {"her nomination: decide", HOA, "approve nomination {reviewed}", .code = 4},
    {"her nomination: judge", HOA, "judge {nomination} law unmet", .code = 4},
    {"her nomination: delete", HOA, "delete nomination {nomination}", .code = 4},
    {"her duty: change", HOA, "set duty {duty} title=x", .code = 4},
    {"her duty: delete", HOA, "delete duty {duty}", .code = 4},
    {"her receipt: change", HOA, "set receipt {receipt} person=x", .code = 4},
    {"her receipt: delete", HOA, "delete receipt {receipt}", .code = 4},
    {"a work for her unit", HOA, "add work unit=hai-ha title=x kind=collective theme=1", .code = 4},
    {"a duty for her unit", HOA, "add duty unit=hai-ha duty=rollout", .code = 4},
    {"a receipt for her unit", HOA, "add receipt unit=hai-ha person=x", .code = 4},
    {"her unit: change", HOA, "set unit hai-ha phone='0912 345 678'", .code = 4},
    {"her unit: delete", HOA, "delete unit hai-ha", .code = 4},
    {"her page", HOA, "status --unit hai-ha", .code = 4},
    {"her page, as data", VIEWER, "status --unit hai-ha --json", .code = 4},
    {"her works", HOA, "list works --unit hai-ha", .code = 4},
    {"her works by her unit's name", HOA, "list works --unit='hai ha' --json", .code = 4},
    {"her works, by a viewer", VIEWER, "list works --unit=hai-ha", .code = 4},
    {"her entries", HOA, "list progress --unit=hai-ha", .code = 4},
    {"her nominations", HOA, "list nominations --unit=hai-ha", .code = 4},
    {"her duties", HOA, "list duties --unit=hai-ha", .code = 4},
    {"her receipts", HOA, "list receipts --unit=hai-ha", .code = 4},
    {"her officers", HOA, "list officers --unit=hai-ha", .code = 4},
    {"her log", HOA, "list log --unit=hai-ha", .code = 4},
    {"her works by import", HOA, "import works -", .code = 4,
     .input = "unit,title,kind,theme\nhai-ha,x,collective,1\n"},
    {"her works by import, only to see", HOA, "import works - --dry-run", .code = 4,
     .input = "unit,title,kind,theme\nhai-ha,x,collective,1\n"},
    {"her entries by import", HOA, "import progress -", .code = 4,
     .input = "unit,title,day,quantity\nhai-ha,Khen Đoài,01/11/2021,2\n"},
    {"mine and hers in one file", HOA, "import works -", .code = 4,
     .input = "unit,title,kind,theme\nhai-anh,x,collective,1\nhai-ha,x,collective,1\n"},
};

#define BYTES(text) .input = (text), .input_size = sizeof(text) - 1

/* Values that would act on the database, on a terminal, or on who reads them. */
static struct attack values[] = {
    {"SQL for a number", HOA, "set work '1 OR 1=1' title=x", .code = 4},
    {"SQL for a unit", HOA, "list works --unit=\"x' OR '1'='1\"", .code = 4},
    {"SQL for a column to sort by", HOA, "list works --sort='id; DROP TABLE work'", .code = 4},
    {"SQL for a filter", HOA, "list works \"--id=1' OR '1'='1\"", .code = 4},
    {"the state by hand", HOA, "set work 1 state=approved", .code = 4},
    {"the author by hand", HOA, "set work 1 author=lan", .code = 4},
    {"the version by hand", HOA, "set work 1 version=99", .code = 4},
    {"a number beyond all", HOA, "set work 99999999999999999999999 title=x", .code = 4},
    {"a number below zero", HOA, "set work -1 title=x", .code = 3},
    {"an escape sequence in a title", HOA, "set work 1 'title=a\x1b[2J'", .code = 4},
    {"a bell in a title", HOA, "set work 1 'title=a\a'", .code = 4},
    {"a title that runs the other way", HOA,
     "set work 1 'title=a\xe2\x80\xae"
     "b'",
     .code = 4},
    {"a title with an embedding", HOA,
     "set work 1 'title=a\xe2\x81\xa6"
     "b'",
     .code = 4},
    {"a title with a C1 control", HOA,
     "set work 1 'title=a\xc2\x9b"
     "b'",
     .code = 4},
    {"a surrogate in a title", HOA, "set work 1 'title=a\xed\xa0\x80'", .code = 4},
    {"an escape sequence in a file", HOA, "import works -", .code = 4,
     .input = "unit,title,kind,theme\nhai-anh,a\x1b[2J,collective,1\n"},
    {"a title in a file that runs the other way", HOA, "import works -", .code = 4,
     .input = "unit,title,kind,theme\nhai-anh,a\xe2\x80\xae,collective,1\n"},
    {"NUL in a file", HOA, "import works -", .code = 4,
     BYTES("unit,title,kind,theme\nhai-anh,a\0b,collective,1\n")},
    {"NUL in a plan", ADMIN, "plan import -", 4, BYTES("I. M\0C\n")},
    {"an escape sequence for a unit's name", ADMIN, "import units -", .code = 4,
     .input = "code,name,kind\nx,a\x1b]0;x\a,commune\n"},
    {"a key that is a program", ADMIN, "officer key add lan -", 4,
     BYTES("\x7f"
           "ELF\0\0")},
};

/* Longer than any command. */
static char long_word[6000];
static char many_words[1000];
static struct attack too_long[] = {
    {"five thousand letters", HOA, long_word, .code = 4},
    {"a hundred words", HOA, many_words, .code = 4},
};

#define COUNT(table) (sizeof(table) / sizeof(table)[0])
enum {
    ALL = COUNT(who_she_is) + COUNT(other_programs) + COUNT(files) + COUNT(rights) +
          COUNT(of_another_unit) + COUNT(values) + COUNT(too_long)
};
_Static_assert(ALL >= 40, "at least forty attacks");

/* None of those went by unseen. */
static void what_she_has_no_right_to_is_logged(void **state) {
    int64_t refused = 0;
    (void)state;
    for (size_t i = 0; i < COUNT(rights); i++)
        refused += rights[i].code == 7;
    assert_true(server_number(attack_server(), "SELECT count(*) FROM log WHERE verb = 'denied'") >=
                refused);
}

int main(void) {
    struct CMUnitTest tests[ALL + 1];
    size_t n = 0;
    memset(long_word, 'a', 5000);
    for (int i = 0; i < 100; i++)
        memcpy(many_words + strlen(many_words), "help ", 5);
    ATTACK_ADD(tests, &n, who_she_is);
    ATTACK_ADD(tests, &n, other_programs);
    ATTACK_ADD(tests, &n, files);
    ATTACK_ADD(tests, &n, rights);
    ATTACK_ADD(tests, &n, of_another_unit);
    ATTACK_ADD(tests, &n, values);
    ATTACK_ADD(tests, &n, too_long);
    tests[n++] = (struct CMUnitTest)cmocka_unit_test(what_she_has_no_right_to_is_logged);
    return _cmocka_run_group_tests("attacks", tests, n, attack_setup, attack_teardown);
}
