#include "thidua/records.h"
#include "thidua/text.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#define EACH_KIND(k) for (const struct kind *k = kinds; k < kinds + KIND_COUNT; k++)
#define EACH_FIELD(k, f)                                                                           \
    for (const struct field *f = (k)->fields; f < (k)->fields + (k)->count; f++)

static const struct field *field(enum kind_id kind, const char *key) {
    const struct field *f = field_find(kinds[kind].fields, kinds[kind].count, key);
    assert_non_null(f);
    return f;
}

static void kinds_are_found(void **state) {
    (void)state;
    static const struct {
        const char *name, *plural, *table;
        enum kind_id id;
        size_t size;
    } rows[] = {
        {"unit", "units", "unit", KIND_UNIT, sizeof(struct unit)},
        {"officer", "officers", "officer", KIND_OFFICER, sizeof(struct officer)},
        {"work", "works", "work", KIND_WORK, sizeof(struct work)},
        {"progress", "progress", "progress", KIND_PROGRESS, sizeof(struct progress)},
        {"duty", "duties", "duty_done", KIND_DUTY_DONE, sizeof(struct duty_done)},
        {"receipt", "receipts", "receipt", KIND_RECEIPT, sizeof(struct receipt)},
        {"nomination", "nominations", "nomination", KIND_NOMINATION, sizeof(struct nomination)},
        {"judgement", "judgements", "judgement", KIND_JUDGEMENT, sizeof(struct judgement)},
    };
    assert_int_equal(sizeof rows / sizeof rows[0], KIND_COUNT);
    for (size_t i = 0; i < KIND_COUNT; i++) {
        assert_ptr_equal(kind_find(rows[i].name), &kinds[rows[i].id]);
        assert_ptr_equal(kind_find(rows[i].plural), &kinds[rows[i].id]);
        assert_int_equal(kinds[rows[i].id].id, rows[i].id);
        assert_int_equal(kinds[rows[i].id].size, rows[i].size);
        assert_string_equal(kinds[rows[i].id].table, rows[i].table);
    }
    assert_null(kind_find(""));
    assert_null(kind_find("Unit"));
    assert_null(kind_find("campaign"));
}

static void rights_of_kinds(void **state) {
    (void)state;
    assert_int_equal(kinds[KIND_UNIT].write, CAP_UNITS);
    assert_int_equal(kinds[KIND_OFFICER].write, CAP_OFFICERS);
    assert_int_equal(kinds[KIND_WORK].write, CAP_REGISTER);
    assert_int_equal(kinds[KIND_PROGRESS].write, CAP_PROGRESS);
    assert_int_equal(kinds[KIND_DUTY_DONE].write, CAP_DUTY);
    assert_int_equal(kinds[KIND_RECEIPT].write, CAP_DUTY);
    assert_int_equal(kinds[KIND_NOMINATION].write, CAP_NOMINATE);
    assert_int_equal(kinds[KIND_JUDGEMENT].write, CAP_NOMINATE);
    EACH_KIND(k) {
        bool shared = k->id == KIND_UNIT || k->id == KIND_OFFICER;
        assert_int_equal(k->campaign, !shared);
        assert_string_equal(k->unit_column, k->id == KIND_UNIT ? "code" : "unit");
        assert_non_null(field(k->id, k->unit_column));
    }
}

/* Each member has its row, of the right place, once: rows fill the struct after its head. */
static void rows_cover_the_structs(void **state) {
    (void)state;
    EACH_KIND(k) {
        unsigned char *seen = calloc(1, k->size);
        assert_non_null(seen);
        EACH_FIELD(k, f) {
            size_t size = field_is_text(f->type) ? sizeof(const char *) : sizeof(int64_t);
            assert_true(f->offset + size <= k->size);
            for (size_t i = 0; i < size; i++)
                if (seen[f->offset + i]++)
                    fail_msg("%s.%s: two rows for one member", k->name, f->key);
        }
        for (size_t i = sizeof(struct record_head); i < k->size; i++)
            if (!seen[i])
                fail_msg("%s: no row for the member at %zu", k->name, i);
        free(seen);
    }
}

/* A sample of members, so that a row moved to another's place is seen. */
static void rows_name_their_members(void **state) {
    (void)state;
    struct work w;
    record_blank(&kinds[KIND_WORK], &w);
    *field_text(field(KIND_WORK, "unit"), &w) = "hai-anh";
    *field_text(field(KIND_WORK, "title"), &w) = "T";
    *field_number(field(KIND_WORK, "goal"), &w) = 7;
    *field_number(field(KIND_WORK, "stale_from"), &w) = 8;
    assert_string_equal(w.head.unit, "hai-anh");
    assert_string_equal(w.title, "T");
    assert_int_equal(w.goal, 7);
    assert_int_equal(w.stale_from, 8);
    struct officer o;
    record_blank(&kinds[KIND_OFFICER], &o);
    *field_text(field(KIND_OFFICER, "unit"), &o) = "huyen";
    assert_string_equal(o.head.unit, "huyen");
    EACH_KIND(k) if (k->id != KIND_UNIT) {
        assert_int_equal(field(k->id, "unit")->offset, offsetof(struct record_head, unit));
    }
}

static void rows_are_whole(void **state) {
    (void)state;
    EACH_KIND(k) EACH_FIELD(k, f) {
        bool term = f->type == FIELD_TERM || f->type == FIELD_TERMS;
        bool record = strcmp(f->key, "nomination") == 0 ||
                      (strcmp(f->key, "work") == 0 && f->type == FIELD_NUMBER);
        assert_int_equal(f->choices != NULL, f->type == FIELD_CHOICE);
        assert_int_equal(f->of != NULL, term || record);
        assert_true(f->width > 0 && f->width <= 40);
        assert_true(f->min <= f->max);
        if (field_is_text(f->type) && !term)
            assert_true(f->max > 0); /* every text has a limit */
        if (f->flags & FIELD_KEPT)
            assert_false(f->flags & (FIELD_REQUIRED | FIELD_FIXED));
        bool named =
            (strcmp(f->key, "name") == 0) || (k->id == KIND_WORK && strcmp(f->key, "title") == 0);
        assert_int_equal((f->flags & FIELD_ORDERED) != 0, named);
    }
}

static bool in_words(const char *words, const char *key) {
    size_t n = strlen(key);
    for (const char *at = words; (at = strstr(at, key)) != NULL; at += n)
        if ((at == words || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
            return true;
    return false;
}

static void flags_as_the_issue_says(void **state) {
    (void)state;
    static const struct {
        enum kind_id kind;
        const char *required, *fixed, *kept, *person, *called;
    } rows[] = {
        {KIND_UNIT, "code name kind", "code", "", "head", "name"},
        {KIND_OFFICER, "login name role", "login", "", "name", "name"},
        {KIND_WORK, "title kind theme", "unit",
         "state submitted sent approved closed on_time reason done value women children "
         "participants "
         "entries percent last_entry behind_from stale_from",
         "person in_charge", "title"},
        {KIND_PROGRESS, "work day", "unit work", "", "", ""},
        {KIND_DUTY_DONE, "duty day", "unit", "", "", "title"},
        {KIND_RECEIPT, "day", "unit", "", "person", ""},
        {KIND_NOMINATION, "work", "unit work", "kind state submitted reason", "", ""},
        {KIND_JUDGEMENT, "nomination part criterion result", "unit nomination part criterion", "",
         "", ""},
    };
    for (size_t i = 0; i < KIND_COUNT; i++) {
        const struct kind *k = &kinds[rows[i].kind];
        EACH_FIELD(k, f) {
            unsigned flags = (in_words(rows[i].required, f->key) ? FIELD_REQUIRED : 0U) |
                             (in_words(rows[i].fixed, f->key) ? FIELD_FIXED : 0U) |
                             (in_words(rows[i].kept, f->key) ? FIELD_KEPT : 0U) |
                             (in_words(rows[i].person, f->key) ? FIELD_PERSON : 0U) |
                             (in_words(rows[i].called, f->key) ? FIELD_NAME : 0U);
            if ((f->flags & ~(unsigned)FIELD_ORDERED) != flags)
                fail_msg("%s.%s: flags %u, expected %u", k->name, f->key, f->flags, flags);
        }
    }
}

/* CSV headers and key=value find a row by key or label, marks and case ignored. */
static void rows_are_found_by_label(void **state) {
    (void)state;
    EACH_KIND(k) EACH_FIELD(k, f) {
        assert_ptr_equal(field_named(k->fields, k->count, f->key), f);
        assert_ptr_equal(field_named(k->fields, k->count, f->label), f);
    }
}

static void assert_vietnamese(const char *s) {
    static const char *const newer[] = {"oà", "oá", "uý", "uỷ", "uỳ", "oè"}; /* khoá, thuỷ */
    struct buf clean = {0};
    struct err e;
    assert_non_null(s);
    assert_int_equal(text_clean(s, strlen(s), TEXT_ONE_LINE, &clean, &e), RC_OK);
    assert_string_equal(buf_str(&clean), s); /* NFC, no blanks at the ends */
    assert_true(clean.len > 0);
    for (size_t i = 0; i < sizeof newer / sizeof newer[0]; i++) {
        const char *at = strstr(s, newer[i]);
        if (at && strchr(" ,.;", at[strlen(newer[i])]))
            fail_msg("%s: spelt with the newer tone placement", s);
    }
    buf_free(&clean);
}

static void words_are_clean(void **state) {
    (void)state;
    EACH_KIND(k) {
        assert_vietnamese(k->label);
        EACH_FIELD(k, f) {
            assert_vietnamese(f->label);
            if (f->hint)
                assert_vietnamese(f->hint);
        }
    }
}

static void assert_choices(const struct choice *choices, const char *const *expected) {
    size_t i = 0;
    for (; expected[2 * i]; i++) {
        assert_string_equal(choices[i].code, expected[2 * i]);
        assert_string_equal(choices[i].label, expected[2 * i + 1]);
    }
    assert_null(choices[i].code);
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void words_of_states(void **state) {
    (void)state;
    assert_choices(unit_kinds, WORDS("commune", "xã", "town", "thị trấn", "affiliate",
                                     "đơn vị trực thuộc", "district", "huyện"));
    assert_choices(work_kinds, WORDS("collective", "tập thể", "individual", "cá nhân"));
    assert_choices(work_states,
                   WORDS("draft", "nháp", "submitted", "đã gửi", "returned", "trả lại", "approved",
                         "đang thực hiện", "completed", "hoàn thành", "stopped", "dừng"));
    assert_choices(person_categories,
                   WORDS("officer", "cán bộ Hội", "member", "hội viên", "woman", "phụ nữ"));
    assert_choices(nomination_states,
                   WORDS("draft", "nháp", "submitted", "đã nộp", "returned", "trả lại", "eligible",
                         "đủ điều kiện", "ineligible", "không đủ điều kiện"));
    assert_choices(judgement_parts, WORDS("criterion", "tiêu chí", "dossier", "thành phần hồ sơ"));
    assert_choices(judgement_results,
                   WORDS("met", "đạt", "unmet", "chưa đạt", "na", "không áp dụng"));
    assert_string_equal(unit_kinds[UNIT_DISTRICT].code, "district");
    assert_string_equal(work_states[WORK_STOPPED].code, "stopped");
    assert_string_equal(nomination_states[NOMINATION_INELIGIBLE].code, "ineligible");
    assert_string_equal(judgement_results[RESULT_NA].code, "na");
}

static void blank(void **state) {
    (void)state;
    EACH_KIND(k) {
        unsigned char *record = malloc(k->size);
        assert_non_null(record);
        memset(record, 0xa5, k->size);
        record_blank(k, record);
        const struct record_head *head = (const void *)record;
        assert_int_equal(head->id, 0);
        assert_int_equal(head->version, 0);
        assert_null(head->unit);
        assert_null(head->author);
        EACH_FIELD(k, f) assert_false(field_given(f, record));
        free(record);
    }
}

/* An entry may take back what an earlier one had too much; a promise may not be below zero. */
static void limits_of_amounts(void **state) {
    (void)state;
    static const char *const entry[] = {"quantity", "value", "women", "children", "participants"};
    for (size_t i = 0; i < sizeof entry / sizeof entry[0]; i++) {
        const struct field *f = field(KIND_PROGRESS, entry[i]);
        assert_true(f->max > 0);
        assert_int_equal(f->min, -f->max);
        assert_true(f->max <= INT64_MAX / 1000000); /* a million entries add up */
    }
    assert_int_equal(field(KIND_WORK, "goal")->min, 1);
    assert_int_equal(field(KIND_WORK, "cost")->min, 0);
    assert_int_equal(field(KIND_WORK, "title")->max, 200);
    assert_int_equal(field(KIND_WORK, "person")->max, 80);
    assert_int_equal(field(KIND_UNIT, "name")->max, 80);
    assert_int_equal(field(KIND_WORK, "note")->max, 2000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_are_found),         cmocka_unit_test(rights_of_kinds),
        cmocka_unit_test(rows_cover_the_structs),  cmocka_unit_test(rows_name_their_members),
        cmocka_unit_test(rows_are_whole),          cmocka_unit_test(flags_as_the_issue_says),
        cmocka_unit_test(rows_are_found_by_label), cmocka_unit_test(words_are_clean),
        cmocka_unit_test(words_of_states),         cmocka_unit_test(blank),
        cmocka_unit_test(limits_of_amounts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
