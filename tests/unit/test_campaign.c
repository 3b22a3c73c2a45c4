/* The campaign file: what a good one gives, files that are none, and damaged ones. Each mistake by
 * itself is in test_campaign_mistakes.c, the file compiled in in test_builtin.c. */
#include "support/campaigns.h"
#include "support/test.h"
#include "thidua/ini.h"
#include "thidua/text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void test_good_file(void **state) {
    (void)state;
    struct buf text = {0};
    struct campaign *c = NULL;
    struct problems p = {0};
    struct err e = {0};
    char day[DATE_TEXT_SIZE];
    campaigns_good_with(&text, 0, NULL);
    enum rc rc = campaigns_load_text(text.data, text.len, &c, &p, &e);
    campaigns_print(&p);
    assert_int_equal(rc, RC_OK);
    assert_int_equal(p.count, 0);
    assert_string_equal(c->code, "c1");
    assert_string_equal(c->name, "Đợt thi đua");
    assert_string_equal(c->short_name, c->name);
    assert_string_equal(c->basis, "");
    assert_string_equal(c->office, "");
    assert_string_equal(c->timezone, "Asia/Ho_Chi_Minh");
    assert_string_equal(c->council, "Ban Thường vụ");
    assert_string_equal(date_text(c->start, day), "01/10/2021");
    assert_int_equal(c->start_precision, DATE_MONTH);
    assert_string_equal(date_text(c->end, day), "15/01/2022");
    assert_int_equal(c->stale_days, 14);
    assert_int_equal(c->behind_percent, 15);
    assert_int_equal(c->warn_days, 7);
    assert_int_equal(c->idle_minutes, 30);

    assert_int_equal(c->ndeadlines, 3);
    const struct deadline *d = campaign_deadline(c, "registration");
    assert_string_equal(date_text(d->last, day), "09/11/2021");
    assert_true(d->from == DATE_NONE);
    assert_int_equal(d->body, BODY_UNIT);
    assert_string_equal(d->measure, "unit.registered"); /* the file says nothing */
    assert_string_equal(d->term.clause, "IV.2/2");
    d = campaign_deadline(c, "review");
    assert_string_equal(date_text(d->from, day), "20/01/2022");
    assert_string_equal(date_text(d->last, day), "15/02/2022");
    assert_int_equal(d->body, BODY_PROVINCE);
    assert_null(d->measure);
    assert_string_equal(d->term.clause, "");
    assert_null(campaign_deadline(c, "none"));

    assert_int_equal(c->targets[0].at_least, 1200);
    assert_int_equal(c->targets[0].of_units, 100);
    assert_string_equal(c->targets[0].deadline, "end");
    assert_string_equal(c->targets[0].measure, "unit.works");
    assert_int_equal(c->themes[0].goal, 1500);
    assert_false(c->themes[0].own_choice);
    assert_string_equal(campaign_theme(c, "1")->unit_of_measure, "suất quà");
    assert_int_equal(c->contents[0].subject, FOR_INDIVIDUAL);
    assert_string_equal(campaign_duty(c, "d")->term.clause, "IV.2/1"); /* its full form */
    assert_int_equal(c->duties[0].body, BODY_DISTRICT);
    assert_true(c->duties[0].repeated);
    assert_string_equal(c->duties[0].deadline, "registration");
    assert_int_equal(c->criteria[0].weight, WEIGHT_GATE);
    assert_string_equal(c->criteria[0].group, "");
    assert_false(c->criteria[0].only_full_time);
    assert_int_equal(c->criteria[1].weight, WEIGHT_OPTIONAL);
    assert_true(c->criteria[1].only_full_time);
    assert_false(c->dossier[0].required);
    assert_int_equal(c->dossier[0].subject, FOR_COLLECTIVE);
    assert_int_equal(c->awards[0].body, BODY_CENTRE);
    assert_int_equal(c->awards[0].quota, 13);
    assert_true(c->awards[0].term.retired);
    assert_false(c->dossier[0].term.retired);
    campaign_free(&c);
    assert_null(c);
    campaign_free(&c);
    problems_free(&p);
    buf_free(&text);
}

static void refused(const char *path, enum rc rc, int line, const char *part) {
    struct campaign *c = NULL;
    struct problems p = {0};
    struct err e = {0};
    assert_int_equal(campaigns_load(path, &c, &p, &e), rc);
    assert_null(c);
    assert_int_equal(p.count, 1);
    assert_int_equal(p.list[0].line, line);
    assert_string_equal(p.list[0].file, path);
    assert_non_null(strstr(p.list[0].text, part));
    assert_string_equal(p.list[0].text, e.message);
    problems_free(&p);
}

static void test_files_that_are_none(void **state) {
    struct buf large = {0};
    for (size_t i = 0; i < INI_SIZE_MAX / 64 + 1; i++)
        buf_puts(&large, "; 3456789012345678901234567890123456789012345678901234567890123\n");
    campaigns_put("x.ini", "", 0);
    refused(campaigns_path("x.ini"), RC_INVALID, 1, "rỗng");
    campaigns_put("x.ini", large.data, large.len);
    refused(campaigns_path("x.ini"), RC_INVALID, 0, "quá lớn");
    campaigns_put("x.ini", "[campaign]\n", 11);
    assert_int_equal(chmod(campaigns_path("x.ini"), 0), 0);
    uid_t me = geteuid();
    if (me == 0) /* the superuser may read anything: be somebody else for this one */
        assert_int_equal(seteuid(65534), 0);
    refused(campaigns_path("x.ini"), RC_DENIED, 0, "không có quyền");
    if (me == 0)
        assert_int_equal(seteuid(0), 0);
    assert_int_equal(unlink(campaigns_path("x.ini")), 0);
    refused(campaigns_path("x.ini"), RC_MISSING, 0, "không có tệp");
    refused(*state, RC_INVALID, 0, "thư mục");
    buf_free(&large);
}

static void test_hash_follows_the_bytes(void **state) {
    (void)state;
    static const char *const notes[] = {"", "; một", "; hai", "; một"};
    uint64_t hashes[COUNT(notes)];
    for (size_t i = 0; i < COUNT(notes); i++) {
        struct buf text = {0};
        struct campaign *c = NULL;
        struct problems p = {0};
        campaigns_good_with(&text, 0, NULL);
        buf_puts(&text, notes[i]);
        assert_int_equal(campaigns_load_text(text.data, text.len, &c, &p, NULL), RC_OK);
        hashes[i] = c->hash;
        campaign_free(&c);
        problems_free(&p);
        buf_free(&text);
    }
    assert_true(hashes[0] != hashes[1] && hashes[1] != hashes[2]);
    assert_true(hashes[1] == hashes[3]);
}

/* --- damaged files */

static uint32_t next_random(uint32_t *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

/* Cut, flip and insert: either a campaign and no problem, or problems, each with a line of the
 * file and a sentence that can be shown. */
static void test_mutations(void **state) {
    (void)state;
    static const char odd[] = "\"'=;#[]\\\n\r\t :.%/\0\xC3 019-ax";
    struct buf base = {0};
    uint32_t seed = 2021;
    campaigns_good_with(&base, 0, NULL);
    char *bytes = malloc(base.len + 64);
    assert_non_null(bytes);
    for (int round = 0; round < 800; round++) {
        size_t n = base.len;
        memcpy(bytes, base.data, n);
        for (uint32_t i = 1 + next_random(&seed) % 8; i > 0; i--) {
            size_t at = next_random(&seed) % n;
            char c = odd[next_random(&seed) % (sizeof odd - 1)];
            uint32_t how = next_random(&seed) % 16;
            if (how == 0) {
                n = at + 1;
            } else if (how < 6) {
                bytes[at] = (char)next_random(&seed);
            } else if (how < 11) {
                bytes[at] = c;
            } else {
                memmove(bytes + at + 1, bytes + at, n - at);
                bytes[at] = c;
                n++;
            }
        }
        struct campaign *c = NULL;
        struct problems p = {0};
        struct err e = {0};
        enum rc rc = campaigns_load_text(bytes, n, &c, &p, &e);
        assert_true(rc == (p.count == 0 ? RC_OK : RC_INVALID));
        assert_true((c != NULL) == (rc == RC_OK));
        int lines = 1;
        for (size_t i = 0; i < n; i++)
            lines += bytes[i] == '\n';
        for (size_t i = 0; i < p.count; i++) {
            assert_true(p.list[i].line >= 0 && p.list[i].line <= lines);
            assert_true(i == 0 || p.list[i - 1].line <= p.list[i].line);
            assert_true(text_valid(p.list[i].text, strlen(p.list[i].text)));
        }
        campaign_free(&c);
        problems_free(&p);
    }
    free(bytes);
    buf_free(&base);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good_file),
        cmocka_unit_test(test_files_that_are_none),
        cmocka_unit_test(test_hash_follows_the_bytes),
        cmocka_unit_test(test_mutations),
    };
    return cmocka_run_group_tests(tests, campaigns_setup, campaigns_teardown);
}
