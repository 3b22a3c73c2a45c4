/* The command line: what is not understood, what is said about it, and where output goes. */
#include "support/cli.h"
#include "support/test.h"
#include "thidua/command.h"
#include "thidua/list.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void help_names_every_command(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli_bare(c, "help", NULL), 0);
    for (size_t i = 0; i < command_count; i++) {
        cli_said(c, commands[i].name);
        cli_said(c, commands[i].help);
    }
    for (int i = 0; i < COMMAND_COMMON; i++)
        cli_said(c, command_common[i].help);
    assert_int_equal(cli_bare(c, "--help", NULL), 0);
    cli_said(c, commands[0].help);
}

static void help_of_each_command_names_its_options(void **state) {
    struct cli *c = *state;
    for (size_t i = 0; i < command_count; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s", commands[i].name);
        char *second = strchr(name, ' ');
        if (second)
            *second++ = '\0';
        char *third = second ? strchr(second, ' ') : NULL;
        if (third)
            *third++ = '\0';
        assert_int_equal(cli_bare(c, "help", name, second, third, NULL), 0);
        cli_said(c, commands[i].words);
        for (const struct command_option *o = commands[i].options; o && o->name; o++)
            cli_said(c, o->help);
        assert_int_equal(cli_bare(c, name, second ? second : "--help", third ? third : "--help",
                                  third ? "--help" : NULL, NULL),
                         second ? 0 : 3); /* --help twice is one too many */
    }
    assert_int_equal(cli_bare(c, "status", "--help", NULL), 0);
    cli_said(c, "--unit");
    assert_int_equal(cli_bare(c, "help", "officer", "key", NULL), 0);
    cli_said(c, "officer key add");
    cli_said(c, "officer key remove");
    assert_int_equal(cli_bare(c, "help", "officer", "ke", NULL), 3);
}

static void help_of_nothing_known(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli_bare(c, "help", "bay", NULL), 3);
    assert_int_equal(cli_bare(c, "help", "status", "json", NULL), 3);
    assert_int_equal(cli_bare(c, "help", "plan", NULL), 0);
    cli_said(c, "plan import");
    cli_said(c, "plan dates");
    assert_int_equal(cli_bare(c, "help", "config", NULL), 0);
    cli_said(c, "config check");
}

static void version(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli_bare(c, "--version", NULL), 0);
    assert_memory_equal(c->last.out, "thidua ", 7);
}

static void usage_mistakes(void **state) {
    static const struct {
        const char *words[4];
        const char *says;
    } mistakes[] = {
        {{"statsu"}, "“status”"},
        {{"abracadabra"}, "thidua help"},
        {{"status", "extra"}, "extra"},
        {{"list"}, "thiếu"},
        {{"judge", "1"}, "judge SỐ"},
        {{"status", "--josn"}, "--json"},
        {{"status", "--sample"}, "--sample"},
        {{"status", "-j"}, "-j"},
        {{"status", "--json=yes"}, "--json"},
        {{"status", "--json", "--json"}, "hai lần"},
        {{"status", "--unit"}, "thiếu giá trị"},
        {{"status", "--unit", "--json"}, "thiếu giá trị"},
        {{"--db"}, "thiếu giá trị"},
        {{"config"}, "config check"},
        {{"plan", "import"}, "TỆP"},
        {{"init", "--sample", "--units=a.csv"}, "--units"},
        {{"list", "works", "--csv", "--json"}, "--csv"},
        {{"checklist", "1", "--csv", "--json"}, "--csv"},
    };
    struct cli *c = *state;
    assert_int_equal(cli(c, "init", NULL), 0);
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        const char *const *w = mistakes[i].words;
        int code = cli(c, w[0], w[1], w[2], w[3], NULL);
        if (code != 3)
            fail_msg("%s %s %s: exit %d", w[0], w[1] ? w[1] : "", w[2] ? w[2] : "", code);
        cli_complained(c, mistakes[i].says);
        assert_memory_equal(c->last.err, "thidua: ", 8);
    }
}

static void common_options_stand_before_or_after(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli_bare(c, "init", "--db", c->db, "--today=05/11/2021", NULL), 0);
    assert_int_equal(cli_bare(c, "--db", c->db, "status", "--today", "05/11/2021", "--json", NULL),
                     0);
    assert_string_equal(cli_json(c, "$.today"), "05/11/2021");
    char option[600];
    snprintf(option, sizeof option, "--db=%s", c->db);
    assert_int_equal(cli_bare(c, "plan", option, "dates", NULL), 0);
    assert_int_equal(cli_bare(c, "--today", "5/11/21", option, "status", "--json", NULL), 0);
    assert_string_equal(cli_json(c, "$.today"), "05/11/2021");
}

static void harmful_arguments_do_no_harm(void **state) {
    struct cli *c = *state;
    char *longest = malloc(100001);
    memset(longest, 'x', 100000);
    longest[100000] = '\0';
    assert_int_equal(cli(c, "init", NULL), 0);
    assert_int_equal(cli(c, "sta\xfftus", NULL), 3);
    assert_int_equal(cli(c, "status", "--unit=\xc3", NULL), 3);
    assert_int_equal(cli(c, longest, NULL), 3);
    assert_int_equal(cli(c, "plan", longest, NULL), 4);
    assert_int_equal(cli(c, "list", longest, NULL), 4);
    assert_int_equal(cli(c, "set", "unit", longest, "phone=1", NULL), 4);
    assert_int_equal(cli(c, "plan", "II\n4", NULL), 4);
    assert_ptr_equal(strchr(c->last.err, '\n'), c->last.err + c->last.err_size - 1);
    assert_int_equal(cli(c, "plan", "\x1b[31mII", NULL), 4);
    assert_null(strchr(c->last.err, '\x1b'));
    assert_int_equal(cli(c, "list", "\xe2\x80\xaeskrow", NULL), 4);
    assert_null(strstr(c->last.err, "\xe2\x80\xae"));
    assert_int_equal(cli(c, "", NULL), 3);
    assert_int_equal(cli(c, "plan", "", NULL), 4);
    assert_int_equal(cli(c, "status", "--today", "31/02/2021", NULL), 3); /* --today twice */
    c->today = "31/02/2021";
    assert_int_equal(cli(c, "status", NULL), 4);
    cli_complained(c, "31/02/2021");
    free(longest);
}

/* The program with its standard descriptors as given: -1 closes one. */
static int with_descriptors(struct cli *c, int in, int out, const char *command) {
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        int said = open(cli_path(c, "said"), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        dup2(said, STDERR_FILENO);
        close(said);
        int fds[2] = {in, out};
        for (int fd = 0; fd < 2; fd++)
            if (fds[fd] < 0)
                close(fd);
            else if (fds[fd] != fd)
                dup2(fds[fd], fd);
        execl(getenv("THIDUA"), "thidua", "--db", c->db, "--today", c->today, command, NULL);
        _exit(127);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void output_that_cannot_be_written(void **state) {
    struct cli *c = *state;
    int pipe_ends[2];
    assert_int_equal(cli(c, "init", NULL), 0);
    assert_int_equal(with_descriptors(c, -1, 1, "check"), cli(c, "check", NULL));
    assert_int_equal(with_descriptors(c, 0, -1, "status"), 6);
    int full = open("/dev/full", O_WRONLY);
    assert_int_equal(with_descriptors(c, 0, full, "status"), 6);
    close(full);
    assert_int_equal(pipe(pipe_ends), 0);
    close(pipe_ends[0]);
    assert_int_equal(with_descriptors(c, 0, pipe_ends[1], "status"), 6);
    close(pipe_ends[1]);
    FILE *said = fopen(cli_path(c, "said"), "r");
    assert_int_equal(fgetc(said), EOF); /* a reader who left is not told so */
    fclose(said);
    /* A database opened while descriptors are closed is still one. */
    assert_int_equal(with_descriptors(c, -1, -1, "status"), 6);
    assert_int_equal(cli(c, "doctor", NULL), 0);
}

/* No command and no terminal: a sentence, and nothing half drawn. */
static void no_screens_without_a_terminal(void **state) {
    struct cli *c = *state;
    assert_int_equal(cli(c, "init", NULL), 0);
    assert_int_equal(cli_bare(c, "--db", c->db, NULL), 6);
    cli_complained(c, "thidua help");
    snprintf(c->db, sizeof c->db, "%s/none.db", c->folder);
    assert_int_equal(cli_bare(c, "--db", c->db, NULL), 4);
    assert_int_equal(cli_bare(c, "--db=", "status", NULL), 3);
}

static char *read_all(const char *path) {
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    char *text = calloc(1, 1 << 20);
    assert_non_null(text);
    assert_int_not_equal(fread(text, 1, (1 << 20) - 1, f), 0);
    fclose(f);
    return text;
}

/* The man page writes - as \-; both forms are one here. */
static void drop_backslashes(char *s) {
    char *to = s;
    for (; *s; s++)
        if (*s != '\\' || s[1] != '-')
            *to++ = *s;
    *to = '\0';
}

static void holds(const char *file, const char *text, const char *what) {
    if (!strstr(text, what))
        fail_msg("%s does not name %s", file, what);
}

static void papers_agree_with_the_table(void **state) {
    static const char *const papers[] = {"config/man/thidua.1", "config/completions/thidua.bash",
                                         "README.md"};
    (void)state;
    for (size_t p = 0; p < sizeof papers / sizeof *papers; p++) {
        char *text = read_all(papers[p]);
        drop_backslashes(text);
        for (size_t i = 0; i < command_count; i++) {
            char name[64];
            snprintf(name, sizeof name, p == 0 ? "thidua %s" : "%s", commands[i].name);
            /* The completion knows a second word only after the first. */
            holds(papers[p], text, p == 1 && strchr(name, ' ') ? strchr(name, ' ') + 1 : name);
            for (const struct command_option *o = commands[i].options; o && o->name; o++) {
                snprintf(name, sizeof name, "--%s", o->name);
                holds(papers[p], text, name);
            }
        }
        for (size_t i = 0; i < list_count_specs && p < 2; i++)
            holds(papers[p], text, lists[i]->name);
        for (int i = 0; i < COMMAND_COMMON && p < 2; i++) {
            char name[64];
            snprintf(name, sizeof name, "--%s", command_common[i].name);
            holds(papers[p], text, name);
        }
        free(text);
    }
}

/* Rights are the table's: what may be called from afar names no file of this machine. */
static void remote_commands_name_no_files(void **state) {
    (void)state;
    for (size_t i = 0; i < command_count; i++) {
        const struct command *c = &commands[i];
        if (c->flags & COMMAND_BARE) {
            assert_int_equal(c->least, 0);
            assert_null(c->options);
        }
        if (!(c->flags & COMMAND_REMOTE))
            continue;
        assert_null(strstr(c->words, "TỆP"));
        for (const struct command_option *o = c->options; o && o->name; o++)
            assert_true(!o->value || !strstr(o->value, "TỆP"));
    }
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, cli_setup, cli_teardown)
    const struct CMUnitTest tests[] = {
        TEST(help_names_every_command),
        TEST(help_of_each_command_names_its_options),
        TEST(help_of_nothing_known),
        TEST(version),
        TEST(usage_mistakes),
        TEST(common_options_stand_before_or_after),
        TEST(harmful_arguments_do_no_harm),
        TEST(output_that_cannot_be_written),
        TEST(no_screens_without_a_terminal),
        cmocka_unit_test(papers_agree_with_the_table),
        cmocka_unit_test(remote_commands_name_no_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
