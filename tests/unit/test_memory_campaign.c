/* Memory exhausted while the campaign file is read: iniparser says nothing of a line that it had no
 * memory for, and all the same no file with less in it is taken. */
#include "scarce.h"

#include "thidua/builtin.h"
#include "thidua/ini.h"
#include "thidua/measure.h"

/* Every section, key and value that was read; the caller frees it. */
static char *all_of(const struct ini *ini) {
    struct buf out = {0};
    for (size_t i = 0; i < ini->count; i++) {
        const struct ini_section *section = &ini->sections[i];
        buf_printf(&out, "[%s] %d\n", section->name, section->line);
        for (size_t k = 0; k < section->count; k++)
            buf_printf(&out, "%s = %s %d\n", section->keys[k].name, section->keys[k].value,
                       section->keys[k].line);
    }
    assert_false(out.failed);
    return out.data;
}

/* The file as it is, or that memory is exhausted: never a file with less in it, nor a mistake that
 * is none. */
static bool read_with(long n, bool only_once, const char *whole) {
    struct arena a = {0};
    struct ini ini = {0};
    struct problems problems = {0};
    struct err e = {0};
    once = only_once;
    left = n;
    enum rc rc = ini_read(builtin_ini, builtin_ini_size, "x.ini", &a, &ini, &problems, &e);
    bool spared = left > 0;
    left = -1;
    once = false;
    if (rc != RC_NOMEM) {
        assert_int_equal(rc, RC_OK);
        assert_int_equal(problems.count, 0);
        char *now = all_of(&ini);
        assert_string_equal(now, whole);
        free(now);
    }
    problems_free(&problems);
    arena_free(&a);
    return spared;
}

static void file_lines(void **state) {
    struct arena a = {0};
    struct ini ini = {0};
    struct problems problems = {0};
    struct err e = {0};
    long n[2] = {1, 1};
    (void)state;
    assert_int_equal(ini_read(builtin_ini, builtin_ini_size, "x.ini", &a, &ini, &problems, &e),
                     RC_OK);
    char *whole = all_of(&ini);
    for (int i = 0; i < 2; i++) /* each of them, alone and with all after it */
        while (asked && !read_with(n[i], i == 0, whole))
            n[i]++;
    print_message("%ld and %ld allocations\n", n[0] - 1, n[1] - 1);
    assert_true(!asked || (n[0] > 500 && n[1] > 500)); /* iniparser makes several a line */
    free(whole);
    problems_free(&problems);
    arena_free(&a);
}

static size_t criteria; /* of the file as it is */

static enum rc load_campaign(struct store *s) {
    struct campaign *c = NULL;
    struct problems problems = {0};
    enum rc rc = campaign_load(NULL, measure_names, measure_count, &c, &problems, &s->err);
    if (rc == RC_OK)
        assert_int_equal(c->ncriteria, criteria);
    campaign_free(&c);
    problems_free(&problems);
    return rc;
}

static void file_loaded(void **state) {
    struct problems problems = {0};
    struct campaign *c = NULL;
    struct store *s = *state;
    assert_int_equal(campaign_load(NULL, measure_names, measure_count, &c, &problems, &s->err),
                     RC_OK);
    criteria = c->ncriteria;
    campaign_free(&c);
    problems_free(&problems);
    if (asked) /* the sanitizers leave us SQLite's allocations only */
        starve(s, load_campaign, nothing);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(file_lines),
        cmocka_unit_test_setup_teardown(file_loaded, store_setup_units, store_teardown),
    };
    return cmocka_run_group_tests(tests, scarce_memory, NULL);
}
