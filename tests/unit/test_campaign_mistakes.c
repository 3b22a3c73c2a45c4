/* Every mistake of a campaign file, with its line and what is said of it. */
#include "support/campaigns.h"
#include "support/test.h"
#include "thidua/campaign_tables.h"

#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct mistake {
    size_t replace;   /* which line of the good file */
    const char *with; /* by what; "" leaves it out */
    int line;         /* where the problem is said to be */
    const char *part; /* of its sentence */
};

static void expect(const struct mistake *m) {
    struct buf text = {0};
    struct campaign *c = NULL;
    struct problems p = {0};
    struct err e = {0};
    campaigns_good_with(&text, m->replace, m->with);
    enum rc rc = campaigns_load_text(text.data, text.len, &c, &p, &e);
    if (rc != RC_INVALID || p.count != 1 || p.list[0].line != m->line ||
        strstr(p.list[0].text, m->part) == NULL) {
        campaigns_print(&p);
        fail_msg("“%s”: wanted one problem on line %d with: %s", m->with, m->line, m->part);
    }
    assert_null(c);
    assert_int_equal(e.line, m->line);
    assert_string_equal(e.message, p.list[0].text);
    assert_string_equal(e.file, p.list[0].file);
    problems_free(&p);
    buf_free(&text);
}

static const struct mistake mistakes[] = {
    /* writing, through the whole loader; the rest of it is in test_ini.c */
    {5, "start = 10/2021;x", 5, "[campaign] start: “10/2021;x” có dấu ; viết dính"},
    {3, "name = \"open", 3, "[campaign] name: “\"open” thiếu dấu \""},
    {2, "code = \xFF", 2, "không phải là UTF-8"},
    {1, "\xEF\xBB\xBF[campaign]", 1, "BOM"},
    {8, "label = Đăng ký\nbefore = 10/11/2021", 10,
     "[deadline.registration] before: khóa này đã có ở dòng 9"},
    {15, "[deadline.end]", 15, "[deadline.end]: mục này đã có ở dòng 11"},
    /* sections */
    {68, "[progres]", 68, "[progres]: không có loại mục này. Có phải là progress?"},
    {34, "[contnet.c]", 34, "Có phải là content?"},
    {34, "[zzzzzz.c]", 34, "không có loại mục này; cần một trong"},
    {34, "[content]", 34, "[content]: cần [content.mã]"},
    {34, "[content.a.b]", 34, "cần [content.mã]"},
    {34, "[content.a123456789b123456789c123456789d123456789e]", 34, "dài nhất 40"},
    {34, "[content.an_sinh]", 34, "[content.an_sinh]: mã của nội dung không có _"},
    {56, "[dossier.line]", 56, "[dossier.line]: mã này đã dùng ở [criterion.line]"},
    {72, "[access.x]", 72, "[access.x]: mục này chỉ có một; cần viết [access]"},
    {11, "[deadline.ends]", 75, "[deadline.end]: thiếu mục này"},
    /* keys */
    {9, "befor = 10/11/2021", 9, "Có phải là before?"},
    {54, "zzzz = x", 54, "[criterion.line] zzzz: không có khóa này; cần một trong: label, clause"},
    {8, "", 7, "[deadline.registration] label: thiếu khóa này; cần một dòng chữ"},
    {2, "", 1, "[campaign] code: thiếu khóa này"},
    {3, "", 1, "[campaign] name: thiếu khóa này"},
    {4, "", 1, "[campaign] plan: thiếu khóa này"},
    {5, "", 1, "[campaign] start: thiếu khóa này; cần ngày dd/mm/yyyy"},
    {6, "", 1, "[campaign] timezone: thiếu khóa này"},
    {23, "", 21, "[target.t] measure: thiếu khóa này"},
    {24, "", 21, "[target.t] at_least: thiếu khóa này"},
    {64, "", 61, "[award.a] level: thiếu khóa này; cần unit, district, province hoặc centre"},
    {69, "", 68, "[progress] stale_days: thiếu khóa này"},
    {70, "", 68, "[progress] behind_percent: thiếu khóa này"},
    {71, "", 68, "[progress] warn_days: thiếu khóa này"},
    {73, "", 72, "[access] idle_minutes: thiếu khóa này"},
    {75, "", 74, "[review] council: thiếu khóa này"},
    {10, "", 7, "[deadline.registration] clause: thiếu khóa này; cần số mục"},
    {16, "label = Xét\nclause = II.3", 20, "source: có cả clause và source"},
    /* values, every key */
    {2, "code = Có dấu", 2, "[campaign] code: có “Có dấu”; cần mã"},
    {2, "code = a123456789b123456789c123456789d123456789e", 2, "dài nhất 40"},
    {3, "name = a\x1B[2J", 3, "[campaign] name: "},
    {4, "plan = khong-co.txt", 4, "[campaign] plan: "},
    {4, "plan = .", 4, "thư mục"},
    {5, "start = 10/11", 5, "[campaign] start: có “10/11”"},
    {5, "start = 13/2021", 5, "không có tháng 13"},
    {5, "start = tháng 10", 5, "không phải là ngày"},
    {6, "timezone = Asia/Saigonn", 6, "[campaign] timezone: có “Asia/Saigonn”; cần tên múi giờ"},
    {6, "timezone = ../../etc/passwd", 6, "cần tên múi giờ"},
    {9, "before = 29/02/2021", 9, "[deadline.registration] before: có “29/02/2021”"},
    {13, "by = 15/01/2022x", 13, "[deadline.end] by: "},
    {13, "on = 31/11/2021", 13, "[deadline.end] on: "},
    {17, "from = hôm nay", 17, "[deadline.review] from: "},
    {18, "to = 2022", 18, "[deadline.review] to: "},
    {19, "source = offic", 19, "source: có “offic”; cần office. Có phải là office?"},
    {20, "for = provinces", 20, "cần unit, district, province hoặc centre. Có phải là province?"},
    {20, "measure = unit.registred", 20, "[deadline.review] measure: có “unit.registred”"},
    {23, "measure = unit.work", 23, "Có phải là unit.works?"},
    {23, "measure = hội viên", 23, "cần tên một số liệu"},
    {24, "at_least = 0", 24, "[target.t] at_least: có “0”; cần số từ 1 đến 1.000.000.000"},
    {24, "at_least = 12abc", 24, "[target.t] at_least: có “12abc”"},
    {24, "at_least = 99999999999", 24, "cần số từ 1"},
    {24, "at_least = 99999999999999999999", 24, "số quá lớn"},
    {24, "at_least = -1", 24, "at_least"},
    {25, "of_units = 101%", 25, "[target.t] of_units: có “101%”; cần số từ 1 đến 100"},
    {25, "of_units = 0", 25, "cần số từ 1 đến 100"},
    {25, "of_units = nửa", 25, "cần phần trăm, như 100%"},
    {25, "of_units = %", 25, "cần phần trăm"},
    {25, "of_units = 000000000000000000000001", 25, "of_units"},
    {26, "clause = II.4.9", 26, "kế hoạch ke-hoach.txt không có mục này, gần nhất là II.4"},
    {26, "clause = chương mười", 26, "ke-hoach.txt không có mục này"},
    {27, "deadline = ends", 27, "có “ends”; cần mã của một mốc [deadline.mã] trong tệp. Có phải"},
    {31, "own_choice = maybe", 31, "[theme.1] own_choice: có “maybe”; cần no hoặc yes"},
    {32, "unit_of_measure = a\xE2\x80\x8F", 32, "unit_of_measure: "},
    {33, "goal = 1.5", 33, "[theme.1] goal: có “1.5”"},
    {33, "goal = 0", 33, "goal: có “0”; cần số từ 0,001"},
    {37, "for = women", 37, "[content.c] for: có “women”; cần collective, individual hoặc both"},
    {41, "for = xã", 41, "[duty.d] for: "},
    {42, "deadline = hạn", 42, "[duty.d] deadline: "},
    {43, "repeated = 2", 43, "[duty.d] repeated: "},
    {53, "weight = heavy", 53, "[criterion.line] weight: có “heavy”; cần gate, required hoặc"},
    {54, "only = yes", 54, "[criterion.line] only: có “yes”; cần full_time"},
    {55, "for = all", 55, "[criterion.line] for: "},
    {52, "group = \"\"", 52, "[criterion.line] group: không có giá trị"},
    {59, "required = có", 59, "[dossier.item] required: "},
    {60, "for = x", 60, "[dossier.item] for: "},
    {64, "level = huyện", 64, "[award.a] level: "},
    {65, "quota = 13 cái", 65, "[award.a] quota: "},
    {66, "for = x", 66, "[award.a] for: "},
    {67, "retired = y", 67, "[award.a] retired: "},
    {69, "stale_days = 366", 69, "[progress] stale_days: có “366”; cần số từ 1 đến 365"},
    {69, "stale_days = 0", 69, "cần số từ 1 đến 365"},
    {70, "behind_percent = 101", 70, "cần số từ 0 đến 100"},
    {71, "warn_days = -3", 71, "[progress] warn_days: "},
    {73, "idle_minutes = 1441", 73, "[access] idle_minutes: có “1441”; cần số từ 1 đến 1.440"},
    {75, "council = a\tb\x7F", 75, "[review] council: "},
    /* rules between keys */
    {9, "", 7, "[deadline.registration]: thiếu ngày"},
    {10, "by = 09/11/2021\nclause = IV.2/2", 7, "viết ngày 2 cách"},
    {17, "", 15, "[deadline.review] from: thiếu khóa này"},
    {18, "", 15, "[deadline.review] to: thiếu khóa này"},
    {17, "from = 16/02/2022", 17, "có 16/02/2022, sau ngày cuối 15/02/2022"},
    {17, "from = 03/2022", 17, "có 03/2022, sau ngày cuối"},
    {13, "by = 30/09/2021", 13, "[deadline.end] by: ngày cuối 30/09/2021 trước ngày bắt đầu 01/10"},
    {13, "before = 01/10/2021", 13, "[deadline.end] before: ngày cuối 30/09/2021"},
    {25, "", 21, "[target.t] of_units: thiếu khóa này; cần phần trăm"},
    {23, "measure = campaign.works", 25, "campaign.works là số liệu của cả đợt"},
    {20, "measure = district.works", 20,
     "[deadline.review] measure: district.works là số liệu của"},
    {32, "", 33, "[theme.1] goal: có mức phấn đấu mà thiếu đơn vị tính"},
    {48, "group = Nhóm", 48, "điều kiện bắt buộc (gate) đứng đầu phiếu"},
    {52, "", 49, "[criterion.line] group: thiếu khóa này"},
    {53, "weight = \"gate", 53, "thiếu dấu"}, /* and nothing of its group */
};

static void test_mistakes(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(mistakes); i++)
        expect(&mistakes[i]);
}

/* No key of the tables without a case above that gives it a wrong value. (label, basis, office,
 * short_name are as name; any text is right for them.) */
static void test_every_key_is_provoked(void **state) {
    (void)state;
    for (size_t k = 0; k < section_kind_count; k++) {
        const struct section_kind *kind = &section_kinds[k];
        for (size_t i = 0; i < kind->nkeys + term_key_count; i++) {
            bool own = i < kind->nkeys;
            const struct key_row *row = own ? &kind->keys[i] : &term_keys[i - kind->nkeys];
            char key[64];
            bool found = row->type == KEY_TEXT;
            (void)snprintf(key, sizeof key, "%s = ", row->name);
            for (size_t m = 0; m < COUNT(mistakes) && !found; m++) {
                size_t at = mistakes[m].replace;
                while (at > 0 && campaigns_good[at - 1][0] != '[')
                    at--;
                bool here =
                    strncmp(campaigns_good[at - 1] + 1, kind->name, strlen(kind->name)) == 0;
                found = (here || !own) && strncmp(mistakes[m].with, key, strlen(key)) == 0;
            }
            if (!found)
                fail_msg("no mistake provokes [%s] %s", kind->name, row->name);
        }
    }
}

/* The file with so many contents, three lines each before the last. */
static void with_contents(size_t count, struct buf *text) {
    struct buf sections = {0};
    for (size_t i = 1; i < count; i++)
        buf_printf(&sections, "[content.c%zu]\nlabel = Nội dung\nsource = office\n", i);
    buf_puts(&sections, "[content.c]");
    campaigns_good_with(text, 34, buf_str(&sections));
    buf_free(&sections);
}

/* A work keeps which of them it chose. */
static void test_most_contents(void **state) {
    (void)state;
    for (size_t count = TERMS_MOST; count <= TERMS_MOST + 1; count++) {
        struct buf text = {0};
        struct campaign *c = NULL;
        struct problems p = {0};
        struct err e = {0};
        with_contents(count, &text);
        enum rc rc = campaigns_load_text(text.data, text.len, &c, &p, &e);
        if (count == TERMS_MOST) {
            assert_int_equal(rc, RC_OK);
            assert_int_equal(c->ncontents, TERMS_MOST);
        } else {
            assert_int_equal(rc, RC_INVALID);
            assert_int_equal(p.count, 1);
            assert_int_equal(p.list[0].line, 34 + 3 * TERMS_MOST);
            assert_non_null(strstr(p.list[0].text, "[content.c]: đã có 64 nội dung"));
        }
        campaign_free(&c);
        problems_free(&p);
        buf_free(&text);
    }
}

/* All of a file's mistakes at once, in its order, with no echo of one in another. */
static void test_all_at_once(void **state) {
    (void)state;
    static const char text[] = "x = 1\n"                   /* 1 before any section */
                               "[campaign]\n"              /* 2 no name */
                               "code = MÃ\n"               /* 3 */
                               "plan = ke-hoach.txt\n"     /* 4 */
                               "start = 31/02/2021\n"      /* 5 */
                               "timezone = Mars/Base\n"    /* 6 */
                               "\n"                        /* 7 */
                               "[deadlin.end]\n"           /* 8 kind; its code counts */
                               "label = Kết thúc\n"        /* 9 */
                               "by = 15/01/2022;x\n"       /* 10 touching; a way all the same */
                               "clause = II.3.1\n"         /* 11 */
                               "[target.a]\n"              /* 12 no of_units */
                               "label = \"A\n"             /* 13 */
                               "measure = unit.works\n"    /* 14 */
                               "at_least = 1x\n"           /* 15 */
                               "deadline = end\n"          /* 16 */
                               "clause = II.4.2\n"         /* 17 */
                               "clause = II.4.1\n"         /* 18 twin */
                               "[access]\n"                /* 19 */
                               "idle_minutes = 99999999\n" /* 20 */
                               "[review]\n"                /* 21 */
                               "council = \xC3\n";         /* 22 UTF-8; there all the same */
    static const struct {
        int line;
        const char *part;
    } wanted[] = {
        {1, "đứng trước mọi mục"},
        {2, "[campaign] name: thiếu khóa này"},
        {3, "[campaign] code: có “MÃ”"},
        {5, "[campaign] start: có “31/02/2021”"},
        {6, "[campaign] timezone: có “Mars/Base”"},
        {8, "[deadlin.end]: không có loại mục này. Có phải là deadline?"},
        {10, "by: “15/01/2022;x” có dấu ; viết dính"},
        {11, "clause: có “II.3.1”"},
        {12, "[target.a] of_units: thiếu khóa này"},
        {13, "[target.a] label: “\"A” thiếu dấu"},
        {15, "[target.a] at_least: có “1x”"},
        {18, "[target.a] clause: khóa này đã có ở dòng 17"},
        {20, "[access] idle_minutes: có “99999999”"},
        {22, "byte thứ 11 (0xC3) không phải là UTF-8"},
        {22, "[deadline.registration]: thiếu mục này"}, /* where it can be added */
        {22, "[theme]: thiếu loại mục này; cần thêm ít nhất một mục [theme.mã]"},
        {22, "[progress]: thiếu mục này"},
    };
    struct campaign *c = NULL;
    struct problems p = {0};
    struct err e = {0};
    assert_int_equal(campaigns_load_text(text, sizeof text - 1, &c, &p, &e), RC_INVALID);
    if (p.count != COUNT(wanted))
        campaigns_print(&p);
    assert_int_equal(p.count, COUNT(wanted));
    for (size_t i = 0; i < p.count; i++) {
        if (p.list[i].line != wanted[i].line || strstr(p.list[i].text, wanted[i].part) == NULL) {
            campaigns_print(&p);
            fail_msg("problem %zu: wanted line %d with: %s", i, wanted[i].line, wanted[i].part);
        }
    }
    assert_null(c);
    problems_free(&p);
}

/* A plan that cannot be read is one mistake, not one more for every clause. */
static void test_bad_plan(void **state) {
    (void)state;
    static const char damaged[] = "KẾ HOẠCH\n\nI. MỤC ĐÍCH\xFF\n";
    campaigns_put("plan.txt", damaged, sizeof damaged - 1);
    expect(&(struct mistake){4, "plan = plan.txt", 4, "[campaign] plan: "});
    campaigns_put("plan.txt", "", 0);
    expect(&(struct mistake){4, "plan = plan.txt", 4, "[campaign] plan: "});
}

/* Found by fuzzing: the section twice, only the second names a plan, and it cannot be read. */
static void test_bad_plan_of_a_second_section(void **state) {
    (void)state;
    static const char text[] = "[campaign]\ncode = x\n[campaign]\nplan = khong-co.txt\n";
    struct campaign *c = NULL;
    struct problems p = {0};
    struct err e = {0};
    bool said = false;
    assert_int_equal(campaigns_load_text(text, sizeof text - 1, &c, &p, &e), RC_INVALID);
    assert_null(c);
    for (size_t i = 0; i < p.count; i++)
        said = said || (p.list[i].line == 4 && strstr(p.list[i].text, "[campaign] plan: ") != NULL);
    assert_true(said);
    problems_free(&p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mistakes),      cmocka_unit_test(test_every_key_is_provoked),
        cmocka_unit_test(test_most_contents), cmocka_unit_test(test_all_at_once),
        cmocka_unit_test(test_bad_plan),      cmocka_unit_test(test_bad_plan_of_a_second_section),
    };
    return cmocka_run_group_tests(tests, campaigns_setup, campaigns_teardown);
}
