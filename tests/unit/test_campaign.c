/* The campaign file: what a good one gives, every mistake with its line, and the one that is
 * compiled in. */
#include "thidua/builtin.h"
#include "thidua/campaign.h"
#include "thidua/campaign_tables.h"
#include "thidua/file.h"
#include "thidua/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static const struct measure_name measures[] = {
    {"unit.received", true},
    {"unit.rolled_out", true},
    {"unit.registered", true},
    {"unit.registered_on_time", true},
    {"unit.works", true},
    {"unit.district_works", true},
    {"unit.district_works_collective", true},
    {"unit.district_works_individual", true},
    {"unit.completed", true},
    {"unit.publicity", true},
    {"unit.nominated_collective", true},
    {"unit.nominated_individual", true},
    {"unit.duties", true},
    {"district.works", false},
    {"campaign.works", false},
    {"campaign.collective", false},
    {"campaign.individual", false},
    {"campaign.completed", false},
    {"campaign.behind", false},
    {"campaign.stale", false},
    {"campaign.value", false},
    {"campaign.women", false},
    {"campaign.children", false},
    {"campaign.participants", false},
    {"campaign.publicity", false},
    {"campaign.nominations", false},
    {"campaign.eligible", false},
    {"district.duties", false},
};
#define COUNT(array) (sizeof(array) / sizeof *(array))

/* --- a folder with a campaign file and the plan it names ----------------------------------------
 */

static char folder[] = "/tmp/thidua-campaign-XXXXXX";

static const char *in_folder(const char *name) {
    static char path[sizeof folder + 64]; /* of the last call only */
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void put(const char *name, const char *bytes, size_t n) {
    FILE *f = fopen(in_folder(name), "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static int make_folder(void **state) {
    (void)state;
    if (mkdtemp(folder) == NULL || chmod(folder, 0755) != 0)
        return -1;
    put("ke-hoach.txt", builtin_plan, builtin_plan_size);
    return 0;
}

static int remove_folder(void **state) {
    (void)state;
    static const char *const names[] = {"ke-hoach.txt", "x.ini", "plan.txt"};
    for (size_t i = 0; i < COUNT(names); i++)
        (void)unlink(in_folder(names[i]));
    return rmdir(folder);
}

static void print_problems(const struct problems *p) {
    for (size_t i = 0; i < p->count; i++)
        print_error("%s:%d: %s\n", p->list[i].file, p->list[i].line, p->list[i].text);
}

static enum rc load_path(const char *path, struct campaign **c, struct problems *p, struct err *e) {
    return campaign_load(path, measures, COUNT(measures), c, p, e);
}

static enum rc load_text(const char *text, size_t n, struct campaign **c, struct problems *p,
                         struct err *e) {
    put("x.ini", text, n);
    return load_path(in_folder("x.ini"), c, p, e);
}

/* Line numbers of the cases below are those of this list, from 1. */
static const char *const good[] = {
    "[campaign]",
    "code = c1",
    "name = \"Đợt thi đua\"",
    "plan = ke-hoach.txt",
    "start = 10/2021",
    "timezone = Asia/Ho_Chi_Minh",
    "[deadline.registration]",
    "label = Đăng ký",
    "before = 10/11/2021",
    "clause = IV.2/2",
    "[deadline.end]", /* 11 */
    "label = Kết thúc",
    "by = 15/01/2022",
    "clause = II.3",
    "[deadline.review]", /* 15 */
    "label = Xét",
    "from = 20/01/2022",
    "to = 15/02/2022",
    "source = office",
    "for = province",
    "[target.t]", /* 21 */
    "label = Chỉ tiêu",
    "measure = unit.works",
    "at_least = 1.200",
    "of_units = 100%",
    "clause = II.4.2",
    "deadline = end",
    "[theme.1]", /* 28 */
    "label = Quà",
    "clause = II.4.2/1/1",
    "own_choice = no",
    "unit_of_measure = suất quà",
    "goal = 1,5",
    "[content.c]", /* 34 */
    "label = Nội dung",
    "clause = II.4.1/2",
    "for = individual",
    "[duty.d]", /* 38 */
    "label = Nhiệm vụ",
    "clause = iv.2/1",
    "for = district",
    "deadline = registration",
    "repeated = yes",
    "[criterion.gate]", /* 44 */
    "label = Chấp hành",
    "clause = III.1/1",
    "weight = gate",
    "for = both",
    "[criterion.line]", /* 49 */
    "label = Sáng kiến",
    "clause = III.1.2/4",
    "group = Nhóm",
    "weight = optional",
    "only = full_time",
    "for = individual",
    "[dossier.item]", /* 56 */
    "label = Tờ trình",
    "clause = III.3",
    "required = no",
    "for = collective",
    "[award.a]", /* 61 */
    "label = Bằng khen",
    "clause = III.2/1",
    "level = centre",
    "quota = 13",
    "for = both",
    "retired = yes",
    "[progress]", /* 68 */
    "stale_days = 14",
    "behind_percent = 15",
    "warn_days = 7",
    "[access]", /* 72 */
    "idle_minutes = 30",
    "[review]", /* 74 */
    "council = Ban Thường vụ",
};

/* The good file with line `line` replaced (0: none). */
static void with_line(struct buf *out, size_t line, const char *text) {
    for (size_t i = 0; i < COUNT(good); i++) {
        buf_puts(out, i + 1 == line ? text : good[i]);
        buf_char(out, '\n');
    }
}

static void test_good_file(void **state) {
    (void)state;
    struct buf text = {0};
    struct campaign *c = NULL;
    struct problems p = {0};
    struct err e = {0};
    char day[DATE_TEXT_SIZE];
    with_line(&text, 0, NULL);
    enum rc rc = load_text(text.data, text.len, &c, &p, &e);
    print_problems(&p);
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
    assert_null(d->measure);
    assert_string_equal(d->term.clause, "IV.2/2");
    d = campaign_deadline(c, "review");
    assert_string_equal(date_text(d->from, day), "20/01/2022");
    assert_string_equal(date_text(d->last, day), "15/02/2022");
    assert_int_equal(d->body, BODY_PROVINCE);
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

/* --- mistakes -----------------------------------------------------------------------------------
 */

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
    with_line(&text, m->replace, m->with);
    enum rc rc = load_text(text.data, text.len, &c, &p, &e);
    if (rc != RC_INVALID || p.count != 1 || p.list[0].line != m->line ||
        strstr(p.list[0].text, m->part) == NULL) {
        print_problems(&p);
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
                while (at > 0 && good[at - 1][0] != '[')
                    at--;
                bool here = strncmp(good[at - 1] + 1, kind->name, strlen(kind->name)) == 0;
                found = (here || !own) && strncmp(mistakes[m].with, key, strlen(key)) == 0;
            }
            if (!found)
                fail_msg("no mistake provokes [%s] %s", kind->name, row->name);
        }
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
        {22, "[progress]: thiếu mục này"},
    };
    struct campaign *c = NULL;
    struct problems p = {0};
    struct err e = {0};
    assert_int_equal(load_text(text, sizeof text - 1, &c, &p, &e), RC_INVALID);
    if (p.count != COUNT(wanted))
        print_problems(&p);
    assert_int_equal(p.count, COUNT(wanted));
    for (size_t i = 0; i < p.count; i++) {
        if (p.list[i].line != wanted[i].line || strstr(p.list[i].text, wanted[i].part) == NULL) {
            print_problems(&p);
            fail_msg("problem %zu: wanted line %d with: %s", i, wanted[i].line, wanted[i].part);
        }
    }
    assert_null(c);
    problems_free(&p);
}

static void refused(const char *path, enum rc rc, int line, const char *part) {
    struct campaign *c = NULL;
    struct problems p = {0};
    struct err e = {0};
    assert_int_equal(load_path(path, &c, &p, &e), rc);
    assert_null(c);
    assert_int_equal(p.count, 1);
    assert_int_equal(p.list[0].line, line);
    assert_string_equal(p.list[0].file, path);
    assert_non_null(strstr(p.list[0].text, part));
    assert_string_equal(p.list[0].text, e.message);
    problems_free(&p);
}

static void test_files_that_are_none(void **state) {
    (void)state;
    struct buf large = {0};
    for (size_t i = 0; i < INI_SIZE_MAX / 64 + 1; i++)
        buf_puts(&large, "; 3456789012345678901234567890123456789012345678901234567890123\n");
    put("x.ini", "", 0);
    refused(in_folder("x.ini"), RC_INVALID, 1, "rỗng");
    put("x.ini", large.data, large.len);
    refused(in_folder("x.ini"), RC_INVALID, 0, "quá lớn");
    put("x.ini", "[campaign]\n", 11);
    assert_int_equal(chmod(in_folder("x.ini"), 0), 0);
    uid_t me = geteuid();
    if (me == 0) /* the superuser may read anything: be somebody else for this one */
        assert_int_equal(seteuid(65534), 0);
    refused(in_folder("x.ini"), RC_DENIED, 0, "không có quyền");
    if (me == 0)
        assert_int_equal(seteuid(0), 0);
    assert_int_equal(unlink(in_folder("x.ini")), 0);
    refused(in_folder("x.ini"), RC_MISSING, 0, "không có tệp");
    refused(folder, RC_INVALID, 0, "thư mục");
    buf_free(&large);
}

/* A plan that cannot be read is one mistake, not one more for every clause. */
static void test_bad_plan(void **state) {
    (void)state;
    static const char damaged[] = "KẾ HOẠCH\n\nI. MỤC ĐÍCH\xFF\n";
    put("plan.txt", damaged, sizeof damaged - 1);
    expect(&(struct mistake){4, "plan = plan.txt", 4, "[campaign] plan: "});
    put("plan.txt", "", 0);
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
    assert_int_equal(load_text(text, sizeof text - 1, &c, &p, &e), RC_INVALID);
    assert_null(c);
    for (size_t i = 0; i < p.count; i++)
        said = said || (p.list[i].line == 4 && strstr(p.list[i].text, "[campaign] plan: ") != NULL);
    assert_true(said);
    problems_free(&p);
}

static void test_hash_follows_the_bytes(void **state) {
    (void)state;
    static const char *const notes[] = {"", "; một", "; hai", "; một"};
    uint64_t hashes[COUNT(notes)];
    for (size_t i = 0; i < COUNT(notes); i++) {
        struct buf text = {0};
        struct campaign *c = NULL;
        struct problems p = {0};
        with_line(&text, 0, NULL);
        buf_puts(&text, notes[i]);
        assert_int_equal(load_text(text.data, text.len, &c, &p, NULL), RC_OK);
        hashes[i] = c->hash;
        campaign_free(&c);
        problems_free(&p);
        buf_free(&text);
    }
    assert_true(hashes[0] != hashes[1] && hashes[1] != hashes[2]);
    assert_true(hashes[1] == hashes[3]);
}

/* --- the compiled-in campaign -------------------------------------------------------------------
 */

static struct campaign *builtin(void) {
    struct campaign *c = NULL;
    struct problems p = {0};
    struct err e = {0};
    enum rc rc = load_path(NULL, &c, &p, &e);
    print_problems(&p);
    assert_int_equal(rc, RC_OK);
    problems_free(&p);
    return c;
}

static void test_builtin_campaign(void **state) {
    (void)state;
    struct campaign *c = builtin();
    char day[DATE_TEXT_SIZE];
    assert_null(c->file);
    assert_string_equal(c->code, "xiii-2021");
    assert_string_equal(c->short_name, "130 công trình, phần việc");
    assert_string_equal(date_text(c->start, day), "01/10/2021");
    assert_int_equal(c->end - c->start + 1, 107); /* as home says */
    assert_string_equal(date_text(campaign_deadline(c, "registration")->last, day), "09/11/2021");
    assert_string_equal(campaign_deadline(c, "registration")->measure, "unit.registered");
    assert_string_equal(date_text(campaign_deadline(c, "province_review")->last, day),
                        "15/02/2022");
    assert_string_equal(date_text(campaign_deadline(c, "province_honours")->last, day),
                        "08/03/2022");
    assert_string_equal(campaign_deadline(c, "introduce")->term.clause, "");

    /* the district's two works, and the own choice that counts as extra */
    assert_int_equal(c->nthemes, 3);
    assert_string_equal(campaign_theme(c, "1")->term.clause, "II.4.2/1/1");
    assert_string_equal(campaign_theme(c, "2")->term.clause, "II.4.2/1/2");
    assert_true(campaign_theme(c, "own")->own_choice);

    /* four groups of contents for collectives, the individuals' of II.4.1/2 */
    size_t collective = 0;
    for (size_t i = 0; i < c->ncontents; i++)
        collective += c->contents[i].subject == FOR_COLLECTIVE;
    assert_int_equal(collective, 4);
    assert_int_equal(c->ncontents - collective, 5);

    /* checklists: 11 lines, and 4 + 1 for an individual, one of them for full-time officers */
    size_t lines[4] = {0};
    size_t full_time = 0;
    for (size_t i = 0; i < c->ncriteria; i++) {
        lines[FOR_COLLECTIVE] += (c->criteria[i].subject & FOR_COLLECTIVE) != 0;
        lines[FOR_INDIVIDUAL] += (c->criteria[i].subject & FOR_INDIVIDUAL) != 0;
        full_time += c->criteria[i].only_full_time;
    }
    assert_int_equal(lines[FOR_COLLECTIVE], 11);
    assert_int_equal(lines[FOR_INDIVIDUAL], 5);
    assert_int_equal(full_time, 1);
    assert_int_equal(c->ndossier, 6);
    assert_int_equal(campaign_term_find(c, "award", "centre_certificate") != NULL, 1);
    assert_int_equal(c->awards[0].quota, 130);
    assert_int_equal(c->awards[1].quota, 13);
    assert_true(c->awards[3].quota == FIELD_NONE);

    /* duties of IV.1 are the district's four, of IV.2 the units' three, in the plan's order */
    size_t of_district = 0;
    size_t of_unit = 0;
    for (size_t i = 0; i < c->nduties; i++) {
        const char *clause = c->duties[i].term.clause;
        of_district += strncmp(clause, "IV.1/", 5) == 0 && c->duties[i].body == BODY_DISTRICT;
        of_unit += strncmp(clause, "IV.2/", 5) == 0 && c->duties[i].body == BODY_UNIT;
    }
    assert_int_equal(of_district, 4);
    assert_int_equal(of_unit, 3);
    assert_true(campaign_duty(c, "publicity")->repeated);
    campaign_free(&c);
}

/* Whatever the plan sets has a clause in it; only the office's own has none. */
static void test_terms(void **state) {
    (void)state;
    struct campaign *c = builtin();
    size_t office = 0;
    size_t kinds = 0;
    for (; campaign_term_kinds[kinds].code != NULL; kinds++) {
        const char *kind = campaign_term_kinds[kinds].code;
        const struct term *term = NULL;
        size_t i = 0;
        for (; (term = campaign_term(c, kind, i)) != NULL; i++) {
            assert_ptr_equal(campaign_term_find(c, kind, term->code), term);
            assert_true(term->label[0] != '\0');
            if (term->clause[0] == '\0') {
                office++;
            } else {
                int node = plan_find(&c->plan, term->clause);
                assert_true(node >= 0);
                assert_string_equal(c->plan.nodes[node].number, term->clause);
            }
        }
        assert_true(i > 0);
    }
    assert_int_equal(office, 1);
    size_t repeating = 0;
    for (size_t i = 0; i < section_kind_count; i++) {
        if (section_kinds[i].repeats) {
            assert_string_equal(section_kinds[i].name, campaign_term_kinds[repeating].code);
            repeating++;
        }
    }
    assert_int_equal(repeating, kinds);
    assert_null(campaign_term(c, "nothing", 0));
    assert_null(campaign_term_find(c, "nothing", "1"));
    assert_null(campaign_term_find(c, "theme", "9"));
    campaign_free(&c);
}

static void test_units_of_the_sample(void **state) {
    (void)state;
    /* 34 communes and towns, 2 affiliates, the district: a header and 37 lines */
    int lines = 0;
    for (size_t i = 0; i < builtin_units_size; i++)
        lines += builtin_units[i] == '\n';
    assert_int_equal(lines, 38);
    assert_true(text_valid(builtin_units, builtin_units_size));
}

/* The outline of the plan, every clause of it. */
static const char *const clauses[] = {
    "I",          "I.1",        "I.1/1",    "I.1/2",      "I.1/3",      "I.2",        "I.2/1",
    "I.2/2",      "II",         "II.1",     "II.2",       "II.2/1",     "II.2/2",     "II.3",
    "II.4",       "II.4.1",     "II.4.1/1", "II.4.1/1/1", "II.4.1/1/2", "II.4.1/1/3", "II.4.1/1/4",
    "II.4.1/2",   "II.4.2",     "II.4.2/1", "II.4.2/1/1", "II.4.2/1/2", "II.4.2/2",   "II.4.2/2/1",
    "II.4.2/2/2", "II.4.2/2/3", "III",      "III.1",      "III.1/1",    "III.1.1",    "III.1.1/1",
    "III.1.1/2",  "III.1.1/3",  "III.1.2",  "III.1.2/1",  "III.1.2/2",  "III.1.2/3",  "III.1.2/4",
    "III.2",      "III.2/1",    "III.2/2",  "III.3",      "IV",         "IV.1",       "IV.1/1",
    "IV.1/2",     "IV.1/3",     "IV.1/4",   "IV.2",       "IV.2/1",     "IV.2/2",     "IV.2/3",
};

static void check_outline(const struct plan *plan) {
    size_t at = 0;
    assert_int_equal(plan->numbered, 56);
    for (int i = 0; i < plan->count; i++) {
        if (plan->nodes[i].number[0] != '\0') {
            assert_true(at < COUNT(clauses));
            assert_string_equal(plan->nodes[i].number, clauses[at]);
            at++;
        }
    }
    assert_int_equal(at, COUNT(clauses));
}

/* Dates, numbers, names and bodies of the plan, each where it stands. */
static const struct {
    const char *clause, *fact;
} facts[] = {
    {"I.1/1", "năm 2021"},
    {"II.1", "“130 công trình, phần việc vượt khó, sáng tạo, hiệu quả"},
    {"II.3", "tháng 10/2021"},
    {"II.3", "15/01/2022"},
    {"II.4.1/1/1", "tỷ lệ tập hợp thấp"},
    {"II.4.1/1/1", "công nghệ thông tin"},
    {"II.4.1/1/2", "Tổng Bí thư Nguyễn Phú Trọng"},
    {"II.4.1/1/2", "“Sóng và máy tính cho em” do Thủ tướng Chính phủ"},
    {"II.4.1/1/2", "“Mẹ đỡ đầu” do Đoàn Chủ tịch TW Hội LHPN Việt Nam"},
    {"II.4.1/1/3", "Chỉ thị số 05-CT/TW của Bộ Chính trị"},
    {"II.4.1/1/4", "hiến tặng"},
    {"II.4.1/2", "Chỉ thị 05"},
    {"II.4.1/2", "“Xây dựng gia đình 5 không, 3 sạch”"},
    {"II.4.2/1", "02 công trình"},
    {"II.4.2/1/1", "“Triệu phần quà san sẻ yêu thương”"},
    {"II.4.2/1/2", "lần thứ XVII, nhiệm kỳ 2021-2026"},
    {"II.4.2/2/1", "ít nhất 01"},
    {"II.4.2/2/3", "20/01/2022"},
    {"II.4.2/2/3", "15/02/2022"},
    {"II.4.2/2/3", "8/3/2022"},
    {"III.1.1/1", "báo cáo kịp thời về Hội LHPN tỉnh"},
    {"III.1.2/4", "chuyên trách"},
    {"III.2/1", "130 công trình"},
    {"III.2/1", "13 công trình"},
    {"IV.1/2", "100% cơ sở Hội"},
    {"IV.1/3", "Đài phát thanh huyện"},
    {"IV.1/4", "Hội LHPN tỉnh Nam Định"},
    {"IV.2/2", "10/11/2021"},
    {"IV.2/3", "mạng xã hội"},
};

static void test_builtin_plan(void **state) {
    (void)state;
    struct campaign *c = builtin();
    const struct plan *plan = &c->plan;
    check_outline(plan);
    for (size_t i = 0; i < COUNT(facts); i++) {
        int node = plan_find(plan, facts[i].clause);
        assert_true(node >= 0);
        if (strstr(plan->nodes[node].text, facts[i].fact) == NULL)
            fail_msg("%s has lost: %s", facts[i].clause, facts[i].fact);
    }
    assert_non_null(strstr(plan->title, "Đại hội đại biểu phụ nữ toàn quốc lần thứ XIII"));
    assert_non_null(strstr(plan->preamble, "04/KH-BTV ngày 27/10/2021"));
    assert_non_null(strstr(plan->closing, "Trên đây"));
    assert_non_null(strstr(plan->signature, "Lưu: VT-VP"));
    assert_non_null(strstr(plan->signature, "TM. BAN THƯỜNG VỤ"));
    static const char *const slips[] = {"các nhân", "cá cấp", "triển khai hiện"};
    for (size_t i = 0; i < COUNT(slips); i++)
        assert_null(strstr(builtin_plan, slips[i]));
    campaign_free(&c);
}

/* The dates of the plan, in its order, each with its clause. */
static const struct {
    const char *from, *to, *clause;
} dates[] = {
    {"27/10/2021", "", "mở đầu"},     {"10/2021", "", "II.3"},
    {"15/01/2022", "", "II.3"},       {"20/01/2022", "15/02/2022", "II.4.2/2/3"},
    {"08/03/2022", "", "II.4.2/2/3"}, {"23/04/2021", "", "III.3"},
    {"10/11/2021", "", "IV.2/2"},
};

static void check_dates(const struct plan *plan) {
    struct arena arena = {0};
    struct plan_date *found = NULL;
    size_t count = 0;
    assert_int_equal(plan_dates(plan, &arena, &found, &count, NULL), RC_OK);
    assert_int_equal(count, COUNT(dates));
    for (size_t i = 0; i < count; i++) {
        char day[DATE_TEXT_SIZE];
        assert_string_equal(date_text_precise(found[i].from, found[i].precision, day),
                            dates[i].from);
        assert_string_equal(date_text(found[i].to, day), dates[i].to);
        assert_string_equal(found[i].clause, dates[i].clause);
    }
    arena_free(&arena);
}

static void test_dates_of_builtin_plan(void **state) {
    (void)state;
    struct campaign *c = builtin();
    check_dates(&c->plan);
    campaign_free(&c);
}

/* --- against the real plan ----------------------------------------------------------------------
 */

/* Runs of digits of a text, in order of value, one blank after each. */
static void digits_of(const char *s, struct buf *out) {
    long found[64];
    size_t n = 0;
    while (*s != '\0') {
        if (*s >= '0' && *s <= '9') {
            char *end = NULL;
            assert_true(n < COUNT(found));
            found[n++] = strtol(s, &end, 10);
            s = end;
        } else {
            s++;
        }
    }
    for (size_t i = 1; i < n; i++) {
        for (size_t j = i; j > 0 && found[j] < found[j - 1]; j--) {
            long swap = found[j];
            found[j] = found[j - 1];
            found[j - 1] = swap;
        }
    }
    for (size_t i = 0; i < n; i++)
        buf_printf(out, "%ld ", found[i]);
}

/* Every name in “…” of `from` is in `in`, blanks inside the quotes aside. */
static void check_names(const char *clause, const char *from, const char *in) {
    static const char open[] = "“";
    static const char close[] = "”";
    const char *at = from;
    while ((at = strstr(at, open)) != NULL) {
        at += strlen(open);
        at += strspn(at, " ");
        const char *end = strstr(at, close);
        assert_non_null(end);
        char name[512];
        assert_true((size_t)(end - at) < sizeof name);
        memcpy(name, at, (size_t)(end - at));
        name[end - at] = '\0';
        if (strstr(in, name) == NULL)
            fail_msg("%s has lost the name: %s", clause, name);
    }
}

static void same_digits(const char *where, const char *real, const char *ours) {
    struct buf a = {0};
    struct buf b = {0};
    digits_of(real, &a);
    digits_of(ours, &b);
    if (strcmp(buf_str(&a), buf_str(&b)) != 0)
        fail_msg("%s: the plan has the numbers %s, ours %s", where, buf_str(&a), buf_str(&b));
    buf_free(&a);
    buf_free(&b);
}

/* Our words lose no clause, number, date or name of the real plan, and are our own. */
static void test_real_plan(void **state) {
    (void)state;
    struct campaign *c = builtin();
    struct buf bytes = {0};
    struct arena arena = {0};
    struct plan real;
    struct err e = {0};
    assert_int_equal(file_read(getenv("PLAN"), (size_t)1024 * 1024, &bytes, &e), RC_OK);
    assert_int_equal(plan_parse(bytes.data, bytes.len, &arena, &real, &e), RC_OK);
    check_outline(&real);
    assert_int_equal(real.count, c->plan.count);
    for (int i = 0; i < real.count; i++) {
        const struct plan_node *a = &real.nodes[i];
        const struct plan_node *b = &c->plan.nodes[i];
        assert_string_equal(a->number, b->number);
        assert_int_equal(a->mark, b->mark);
        const char *where = plan_clause(&real, i);
        same_digits(where, a->text, b->text);
        check_names(where, a->text, b->text);
    }
    check_dates(&real);
    same_digits("preamble", real.preamble, c->plan.preamble);
    same_digits("title", real.title, c->plan.title);
    same_digits("signature", real.signature, c->plan.signature);
    arena_free(&arena);
    buf_free(&bytes);
    campaign_free(&c);
}

/* --- damaged files ------------------------------------------------------------------------------
 */

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
    with_line(&base, 0, NULL);
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
        enum rc rc = load_text(bytes, n, &c, &p, &e);
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
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_every_key_is_provoked),
        cmocka_unit_test(test_all_at_once),
        cmocka_unit_test(test_files_that_are_none),
        cmocka_unit_test(test_bad_plan),
        cmocka_unit_test(test_bad_plan_of_a_second_section),
        cmocka_unit_test(test_hash_follows_the_bytes),
        cmocka_unit_test(test_builtin_campaign),
        cmocka_unit_test(test_terms),
        cmocka_unit_test(test_units_of_the_sample),
        cmocka_unit_test(test_builtin_plan),
        cmocka_unit_test(test_dates_of_builtin_plan),
        cmocka_unit_test(test_mutations),
    };
    const struct CMUnitTest real[] = {cmocka_unit_test(test_real_plan)};
    int failed = cmocka_run_group_tests(tests, make_folder, remove_folder);
    const char *plan = getenv("PLAN");
    if (plan != NULL && plan[0] != '\0')
        failed += cmocka_run_group_tests(real, NULL, NULL);
    return failed;
}
