#include "thidua/records.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define EACH_KIND(k) for (const struct kind *k = kinds; k < kinds + KIND_COUNT; k++)
#define EACH_FIELD(k, f)                                                                           \
    for (const struct field *f = (k)->fields; f < (k)->fields + (k)->count; f++)

static const struct field *field(enum kind_id kind, const char *key) {
    const struct field *f = field_find(kinds[kind].fields, kinds[kind].count, key);
    assert_non_null(f);
    return f;
}

/* What the check says of the record: the field at fault, "" when nothing is. */
static const char *fault(enum kind_id kind, const void *record) {
    static struct err e; /* so that the field's key outlives the call */
    memset(&e, 0, sizeof e);
    enum rc rc = record_check(&kinds[kind], record, &e);
    assert_int_equal(rc, e.field[0] ? RC_INVALID : RC_OK);
    if (rc) {
        assert_true(strlen(e.message) > 0);
        assert_null(strchr(e.message, '\n'));
        assert_non_null(field(kind, e.field));
        assert_int_equal(record_check(&kinds[kind], record, NULL), RC_INVALID);
    }
    return e.field;
}

static struct work collective(void) {
    struct work w;
    record_blank(&kinds[KIND_WORK], &w);
    w.head.unit = "hai-anh";
    w.title = "Tuyến đường hoa tự quản";
    w.kind = WORK_COLLECTIVE;
    w.theme = "breakthrough";
    return w;
}

static struct work individual(void) {
    struct work w = collective();
    w.kind = WORK_INDIVIDUAL;
    w.person = "Phạm Thị Hoa";
    return w;
}

static void a_person_belongs_to_an_individual(void **state) {
    (void)state;
    struct work w = collective();
    assert_string_equal(fault(KIND_WORK, &w), "");
    w.person = "Phạm Thị Hoa";
    assert_string_equal(fault(KIND_WORK, &w), "person");
    w = collective();
    w.birth_year = 1985;
    assert_string_equal(fault(KIND_WORK, &w), "birth_year");
    w = collective();
    w.category = PERSON_OFFICER;
    assert_string_equal(fault(KIND_WORK, &w), "category");
    w = collective();
    w.post = "Chi hội trưởng";
    assert_string_equal(fault(KIND_WORK, &w), "post");
    w = collective();
    w.full_time = 1;
    assert_string_equal(fault(KIND_WORK, &w), "full_time");
    w.full_time = 0; /* "không" in every row of a spreadsheet */
    w.person = "";
    assert_string_equal(fault(KIND_WORK, &w), "");

    w = individual();
    assert_string_equal(fault(KIND_WORK, &w), "");
    w.birth_year = 1985;
    w.category = PERSON_WOMAN;
    w.post = "Xóm 5";
    assert_string_equal(fault(KIND_WORK, &w), "");
    w.person = NULL;
    assert_string_equal(fault(KIND_WORK, &w), "person");
    w.person = "";
    assert_string_equal(fault(KIND_WORK, &w), "person");
}

static void full_time_is_an_officer(void **state) {
    (void)state;
    struct work w = individual();
    w.full_time = 1;
    assert_string_equal(fault(KIND_WORK, &w), "full_time"); /* category not given */
    w.category = PERSON_MEMBER;
    assert_string_equal(fault(KIND_WORK, &w), "full_time");
    w.category = PERSON_WOMAN;
    assert_string_equal(fault(KIND_WORK, &w), "full_time");
    w.category = PERSON_OFFICER;
    assert_string_equal(fault(KIND_WORK, &w), "");
    w.full_time = 0;
    w.category = PERSON_MEMBER;
    assert_string_equal(fault(KIND_WORK, &w), "");
}

static void what_is_promised(void **state) {
    (void)state;
    struct work w = collective();
    w.goal = 1200;
    assert_string_equal(fault(KIND_WORK, &w), "unit_of_measure");
    w.unit_of_measure = "";
    assert_string_equal(fault(KIND_WORK, &w), "unit_of_measure");
    w.unit_of_measure = "km";
    assert_string_equal(fault(KIND_WORK, &w), "");
    w.goal = FIELD_NONE;
    assert_string_equal(fault(KIND_WORK, &w), "");
    w.start = 18936;
    assert_string_equal(fault(KIND_WORK, &w), "");
    w.finish = 18936; /* done in a day */
    assert_string_equal(fault(KIND_WORK, &w), "");
    w.finish = 18935;
    assert_string_equal(fault(KIND_WORK, &w), "finish");
    w.start = DATE_NONE;
    assert_string_equal(fault(KIND_WORK, &w), "");
}

static void a_paper_has_number_and_day(void **state) {
    (void)state;
    struct work w = collective();
    w.paper = "05/ĐK-PN";
    assert_string_equal(fault(KIND_WORK, &w), "received");
    w.received = 18940;
    assert_string_equal(fault(KIND_WORK, &w), "");
    w.paper = "";
    assert_string_equal(fault(KIND_WORK, &w), "paper");
}

static void an_entry_holds_something(void **state) {
    (void)state;
    static const char *const numbers[] = {"quantity", "percent",  "value",
                                          "women",    "children", "participants"};
    struct progress p;
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        record_blank(&kinds[KIND_PROGRESS], &p);
        p.work = 1;
        p.day = 18936;
        assert_string_equal(fault(KIND_PROGRESS, &p), "quantity");
        *field_number(field(KIND_PROGRESS, numbers[i]), &p) = 0; /* an honest zero */
        assert_string_equal(fault(KIND_PROGRESS, &p), "");
    }
    record_blank(&kinds[KIND_PROGRESS], &p);
    p.note = "";
    assert_string_equal(fault(KIND_PROGRESS, &p), "quantity");
    p.note = "Họp tổ";
    assert_string_equal(fault(KIND_PROGRESS, &p), "");
    p.note = NULL;
    p.evidence = "ảnh";
    assert_string_equal(fault(KIND_PROGRESS, &p), "");
}

static void members_and_women(void **state) {
    (void)state;
    struct unit u;
    record_blank(&kinds[KIND_UNIT], &u);
    assert_string_equal(fault(KIND_UNIT, &u), "");
    u.members = 1500;
    assert_string_equal(fault(KIND_UNIT, &u), "");
    u.women = 1500;
    assert_string_equal(fault(KIND_UNIT, &u), "");
    u.women = 1499;
    assert_string_equal(fault(KIND_UNIT, &u), "members");
    u.members = FIELD_NONE;
    assert_string_equal(fault(KIND_UNIT, &u), "");
}

static void an_officer_of_one_unit_has_it_named(void **state) {
    (void)state;
    for (int role = 0; role < ROLE_COUNT; role++) {
        struct officer o;
        record_blank(&kinds[KIND_OFFICER], &o);
        o.login = "ngoc-lan";
        o.role = role;
        bool needs = role == ROLE_VIEWER || role == ROLE_UNIT_OFFICER;
        assert_string_equal(fault(KIND_OFFICER, &o), needs ? "unit" : "");
        o.head.unit = "hai-anh";
        assert_string_equal(fault(KIND_OFFICER, &o), "");
    }
}

static void others_have_no_rule_of_their_own(void **state) {
    (void)state;
    static const enum kind_id others[] = {KIND_DUTY_DONE, KIND_RECEIPT, KIND_NOMINATION,
                                          KIND_JUDGEMENT};
    union {
        struct duty_done d;
        struct receipt r;
        struct nomination n;
        struct judgement j;
    } record;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        record_blank(&kinds[others[i]], &record);
        assert_string_equal(fault(others[i], &record), "");
    }
}

static bool shows(const struct work *w, const char *key) {
    return record_shows(&kinds[KIND_WORK], field(KIND_WORK, key), w);
}

static void new_ones_are_of_today(void **state) {
    (void)state;
    EACH_KIND(k) {
        union any_record r;
        const struct field *day = field_find(k->fields, k->count, "day");
        record_blank(k, &r);
        union any_record blank = r;
        record_day(k, 18936, &r);
        if (day == NULL) {
            assert_memory_equal(&r, &blank, k->size);
            continue;
        }
        assert_int_equal(field_number_of(day, &r), 18936);
        record_day(k, 18937, &r); /* given already */
        assert_int_equal(field_number_of(day, &r), 18936);
    }
}

static void fields_with_a_meaning(void **state) {
    (void)state;
    static const char *const of_person[] = {"person", "birth_year", "category", "post"};
    struct work c = collective(), i = individual(), unknown = collective();
    unknown.kind = FIELD_NONE;
    for (size_t n = 0; n < sizeof of_person / sizeof of_person[0]; n++) {
        assert_false(shows(&c, of_person[n]));
        assert_false(shows(&unknown, of_person[n]));
        assert_true(shows(&i, of_person[n]));
    }
    assert_false(shows(&c, "full_time"));
    assert_false(shows(&i, "full_time"));
    i.category = PERSON_MEMBER;
    assert_false(shows(&i, "full_time"));
    i.category = PERSON_OFFICER;
    assert_true(shows(&i, "full_time"));
    assert_true(shows(&c, "title"));
    assert_true(shows(&c, "goal"));
    /* turned into a collective's: whatever is in them, they mean nothing; forms empty them */
    i.full_time = 1;
    i.kind = WORK_COLLECTIVE;
    assert_false(shows(&i, "person"));
    assert_false(shows(&i, "category"));
    assert_false(shows(&i, "full_time"));
    EACH_KIND(k) if (k->id != KIND_WORK) {
        union {
            struct unit u;
            struct officer o;
            struct progress p;
            struct nomination n;
            struct judgement j;
        } record;
        record_blank(k, &record);
        EACH_FIELD(k, f) assert_true(record_shows(k, f, &record));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_belongs_to_an_individual),
        cmocka_unit_test(full_time_is_an_officer),
        cmocka_unit_test(what_is_promised),
        cmocka_unit_test(a_paper_has_number_and_day),
        cmocka_unit_test(an_entry_holds_something),
        cmocka_unit_test(members_and_women),
        cmocka_unit_test(an_officer_of_one_unit_has_it_named),
        cmocka_unit_test(others_have_no_rule_of_their_own),
        cmocka_unit_test(new_ones_are_of_today),
        cmocka_unit_test(fields_with_a_meaning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
