/* The table of commands is whole, and command lines are taken apart by it. */
#include "support/test.h"
#include "thidua/command.h"

static struct arena arena;
static struct command_line line;
static struct err e;

static enum rc parse(const char *const *argv) {
    char *words[16];
    int n = 0;
    for (; argv[n]; n++)
        words[n] = (char *)(uintptr_t)argv[n];
    arena_reset(&arena);
    return command_parse(n, words, &arena, &line, &e);
}
#define PARSE(...) parse((const char *const[]){__VA_ARGS__, NULL})

static void every_row_is_whole(void **state) {
    (void)state;
    for (size_t i = 0; i < command_count; i++) {
        const struct command *c = &commands[i];
        size_t n = 0;
        assert_true(c->name && c->words && c->help && c->run);
        assert_true(c->least <= c->most);
        assert_true(!c->most || *c->words); /* words are described where there are some */
        assert_true(!(c->flags & COMMAND_SESSION) || c->flags & COMMAND_CAMPAIGN);
        assert_true(c->cap <= CAP_COUNT);
        while (c->options && c->options[n].name)
            n++;
        assert_true(n <= COMMAND_OPTIONS);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(c->name, commands[k].name);
    }
}

static void nothing_means_the_screens(void **state) {
    (void)state;
    assert_int_equal(parse((const char *const[]){NULL}), RC_OK);
    assert_null(line.command);
    assert_int_equal(PARSE("--db", "x", "--today=1/1/2022"), RC_OK);
    assert_null(line.command);
    assert_string_equal(line.common[COMMAND_DB], "x");
    assert_string_equal(line.common[COMMAND_TODAY], "1/1/2022");
}

static void two_words_may_be_a_command(void **state) {
    (void)state;
    assert_int_equal(PARSE("plan"), RC_OK);
    assert_string_equal(line.command->name, "plan");
    assert_int_equal(PARSE("plan", "II.4"), RC_OK);
    assert_string_equal(line.command->name, "plan");
    assert_string_equal(line.words[0], "II.4");
    assert_int_equal(PARSE("plan", "--json", "dates"), RC_OK);
    assert_string_equal(line.command->name, "plan dates");
    assert_int_equal(line.nwords, 0);
    assert_non_null(line.options[0]);
    assert_int_equal(PARSE("--db", "plan", "plan", "--config", "c", "import", "f"), RC_OK);
    assert_string_equal(line.command->name, "plan import");
    assert_string_equal(line.words[0], "f");
    assert_string_equal(line.common[COMMAND_DB], "plan");
    assert_int_equal(PARSE("plan", "--json"), RC_USAGE); /* an option of another command */
}

static void values_stand_after_equals_or_next(void **state) {
    (void)state;
    assert_int_equal(PARSE("status", "--unit=hai-anh", "--json"), RC_OK);
    assert_string_equal(line.options[0], "hai-anh");
    assert_int_equal(PARSE("status", "--unit", "hai-anh"), RC_OK);
    assert_string_equal(line.options[0], "hai-anh");
    assert_null(line.options[1]);
    assert_int_equal(PARSE("status", "--unit="), RC_OK);
    assert_string_equal(line.options[0], "");
    assert_int_equal(PARSE("status", "--uni", "x"), RC_USAGE);
}

static void words_after_two_dashes_are_words(void **state) {
    (void)state;
    assert_int_equal(PARSE("add", "unit", "--", "--code=x"), RC_OK);
    assert_int_equal(line.nwords, 2);
    assert_string_equal(line.words[1], "--code=x");
    assert_int_equal(PARSE("add", "unit", "--code=x"), RC_USAGE);
}

static void filters_of_lists(void **state) {
    (void)state;
    assert_int_equal(PARSE("list", "works", "--behind", "--unit", "hai-anh", "--json"), RC_OK);
    assert_int_equal(line.nfilters, 2);
    assert_string_equal(line.filters[0].key, "behind");
    assert_null(line.filters[0].value);
    assert_string_equal(line.filters[1].value, "hai-anh");
    assert_int_equal(PARSE("list", "works", "--on-time"), RC_OK);
    assert_string_equal(line.filters[0].key, "on_time");
    assert_int_equal(PARSE("list", "works", "--unit"), RC_USAGE);
    assert_int_equal(PARSE("status", "--behind"), RC_USAGE);
}

static void words_are_counted(void **state) {
    (void)state;
    assert_int_equal(PARSE("set", "unit", "hai-anh"), RC_USAGE);
    assert_int_equal(PARSE("set", "unit", "hai-anh", "--help"), RC_OK); /* help is always given */
    assert_int_equal(PARSE("delete", "unit", "hai-anh", "x"), RC_USAGE);
}

static int done(void **state) {
    (void)state;
    arena_free(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_is_whole),
        cmocka_unit_test(nothing_means_the_screens),
        cmocka_unit_test(two_words_may_be_a_command),
        cmocka_unit_test(values_stand_after_equals_or_next),
        cmocka_unit_test(words_after_two_dashes_are_words),
        cmocka_unit_test(filters_of_lists),
        cmocka_unit_test(words_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, done);
}
