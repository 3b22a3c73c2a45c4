#include "thidua/err.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void sentence(void **state) {
    (void)state;
    struct err e;
    memset(&e, 'x', sizeof e);
    assert_int_equal(err_set(&e, RC_INVALID, "Đơn vị %s, dòng %d.", "Hải Anh", 7), RC_INVALID);
    assert_int_equal(e.rc, RC_INVALID);
    assert_string_equal(e.message, "Đơn vị Hải Anh, dòng 7.");
    assert_string_equal(e.field, "");
    assert_string_equal(e.file, "");
    assert_string_equal(e.cause, "");
    assert_int_equal(e.line, 0);
    assert_int_equal(err_field(&e, RC_CONFLICT, "title", "Tên %s.", "trùng"), RC_CONFLICT);
    assert_string_equal(e.field, "title");
    assert_string_equal(e.message, "Tên trùng.");
}

/* Every function takes NULL and still says what happened. */
static void nobody_listens(void **state) {
    (void)state;
    assert_int_equal(err_set(NULL, RC_BUSY, "Bận."), RC_BUSY);
    assert_int_equal(err_field(NULL, RC_MISSING, "k", "Thiếu."), RC_MISSING);
    assert_int_equal(err_cause(NULL, "c"), RC_IO);
    assert_int_equal(err_at(NULL, "f", 1), RC_IO);
    assert_int_equal(err_about(NULL, "Ngày"), RC_IO);
    assert_int_equal(err_nomem(NULL), RC_NOMEM);
}

static void additions(void **state) {
    (void)state;
    struct err e;
    err_set(&e, RC_DAMAGED, "Tệp hỏng.");
    assert_int_equal(err_cause(&e, "code %d", 11), RC_DAMAGED);
    assert_int_equal(err_at(&e, "a.ini", 12), RC_DAMAGED);
    assert_string_equal(e.message, "Tệp hỏng.");
    assert_string_equal(e.cause, "code 11");
    assert_string_equal(e.file, "a.ini");
    assert_int_equal(e.line, 12);
    err_at(&e, NULL, 3);
    assert_string_equal(e.file, "a.ini");
    assert_int_equal(e.line, 3);
    err_set(&e, RC_INVALID, "Khác.");
    assert_string_equal(e.cause, "");
    assert_string_equal(e.file, "");
    assert_int_equal(e.line, 0);
}

static void about(void **state) {
    (void)state;
    struct err e;
    err_set(&e, RC_INVALID, "“32/13”: không có tháng 13.");
    err_at(&e, "x.csv", 4);
    assert_int_equal(err_about(&e, "Ngày nộp"), RC_INVALID);
    assert_string_equal(e.message, "Ngày nộp “32/13”: không có tháng 13.");
    assert_int_equal(e.line, 4);
    err_set(&e, RC_INVALID, "Dòng 2 sai.");
    err_about(&e, "Ghi chú");
    assert_string_equal(e.message, "Ghi chú: dòng 2 sai.");
    err_set(&e, RC_INVALID, "Ở đây sai.");
    err_about(&e, "Ghi chú");
    assert_string_equal(e.message, "Ghi chú: Ở đây sai.");
}

/* The old message may be part of the new one. */
static void wraps_itself(void **state) {
    (void)state;
    struct err e;
    err_field(&e, RC_INVALID, "head", "trong");
    err_set(&e, e.rc, "ngoài (%s, %s)", e.message, e.field);
    assert_string_equal(e.message, "ngoài (trong, head)");
    err_field(&e, RC_INVALID, "head", "a");
    err_field(&e, RC_INVALID, e.field, "b %s", e.message);
    assert_string_equal(e.field, "head");
    assert_string_equal(e.message, "b a");
}

/* A message too long ends with a whole character, wherever the cut falls in it. */
static void cut_between_characters(void **state) {
    (void)state;
    static const char *const characters[] = {"x", "đ", "ệ", "😀"};
    for (size_t c = 0; c < sizeof characters / sizeof *characters; c++) {
        size_t size = strlen(characters[c]);
        for (size_t lead = 0; lead < 4; lead++) {
            char text[1024] = "";
            memset(text, '-', lead);
            size_t n = lead;
            while (n + size < sizeof text) {
                memcpy(text + n, characters[c], size);
                n += size;
            }
            text[n] = '\0';
            struct err e;
            err_set(&e, RC_INVALID, "%s", text);
            size_t room = sizeof e.message - 1;
            size_t whole = lead + (room - lead) / size * size;
            assert_int_equal(strlen(e.message), whole);
            assert_memory_equal(e.message, text, whole);
            err_at(&e, text, 1);
            room = sizeof e.file - 1;
            assert_int_equal(strlen(e.file), lead + (room - lead) / size * size);
        }
    }
}

static void exit_codes(void **state) {
    (void)state;
    assert_int_equal(rc_exit_code(RC_OK), 0);
    assert_int_equal(rc_exit_code(RC_USAGE), 3);
    assert_int_equal(rc_exit_code(RC_INVALID), 4);
    assert_int_equal(rc_exit_code(RC_MISSING), 4);
    assert_int_equal(rc_exit_code(RC_CONFLICT), 5);
    assert_int_equal(rc_exit_code(RC_BUSY), 5);
    assert_int_equal(rc_exit_code(RC_IO), 6);
    assert_int_equal(rc_exit_code(RC_DAMAGED), 6);
    assert_int_equal(rc_exit_code(RC_NOMEM), 6);
    assert_int_equal(rc_exit_code(RC_DENIED), 7);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentence),     cmocka_unit_test(nobody_listens),
        cmocka_unit_test(additions),    cmocka_unit_test(about),
        cmocka_unit_test(wraps_itself), cmocka_unit_test(cut_between_characters),
        cmocka_unit_test(exit_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
