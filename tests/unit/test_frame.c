/* Frames: only rows unlike the last frame's are put again, and nothing of an old row stays. */
#include "../../src/ui/frame.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static char heard[2048]; /* what was cleared and painted, of the test that runs */

static void clear(int row) {
    size_t n = strlen(heard);
    (void)snprintf(heard + n, sizeof heard - n, "-%d ", row);
}

static void paint(int row, int col, int cells, enum element el, enum text_align align,
                  const char *s) {
    size_t n = strlen(heard);
    (void)snprintf(heard + n, sizeof heard - n, "%d,%d+%d/%d%c%s ", row, col, cells, (int)el,
                   align == TEXT_RIGHT ? '>' : '<', s);
}

static const char *end(struct frame *f) {
    heard[0] = '\0';
    frame_end(f, clear, paint);
    return heard;
}

static void put(struct frame *f, int row, int col, const char *s) {
    assert_true(frame_put(f, row, col, 5, UI_TEXT, TEXT_LEFT, s));
}

static void the_first_frame_is_painted_whole(void **state) {
    struct frame f = {0};
    (void)state;
    assert_true(frame_begin(&f, 3, 80));
    put(&f, 1, 2, "a");
    put(&f, 1, 8, "b");
    assert_string_equal(end(&f), "-0 -1 1,2+5/0<a 1,8+5/0<b -2 ");
    frame_free(&f);
}

static void only_rows_that_differ(void **state) {
    struct frame f = {0};
    (void)state;
    assert_true(frame_begin(&f, 3, 80));
    put(&f, 0, 0, "a");
    put(&f, 1, 0, "b");
    end(&f);
    assert_true(frame_begin(&f, 3, 80));
    put(&f, 0, 0, "a");
    put(&f, 1, 0, "c");
    assert_string_equal(end(&f), "-1 1,0+5/0<c ");
    assert_true(frame_begin(&f, 3, 80));
    put(&f, 1, 0, "c");
    assert_string_equal(end(&f), "-0 "); /* what is put no more goes */
    assert_true(frame_begin(&f, 3, 80));
    put(&f, 1, 0, "c");
    assert_string_equal(end(&f), "");
    frame_free(&f);
}

/* Place, width, look and side count as much as the text. */
static void a_put_is_all_of_it(void **state) {
    struct frame f = {0};
    (void)state;
    static const struct {
        int col, cells;
        enum element el;
        enum text_align align;
        const char *s;
    } puts[] = {
        {1, 5, UI_TEXT, TEXT_LEFT, "a"},   {2, 5, UI_TEXT, TEXT_LEFT, "a"},
        {2, 6, UI_TEXT, TEXT_LEFT, "a"},   {2, 6, UI_TITLE, TEXT_LEFT, "a"},
        {2, 6, UI_TITLE, TEXT_RIGHT, "a"}, {2, 6, UI_TITLE, TEXT_RIGHT, "ab"},
    };
    for (size_t i = 0; i < sizeof puts / sizeof puts[0]; i++) {
        assert_true(frame_begin(&f, 1, 80));
        assert_true(
            frame_put(&f, 0, puts[i].col, puts[i].cells, puts[i].el, puts[i].align, puts[i].s));
        assert_string_not_equal(end(&f), "");
    }
    frame_free(&f);
}

static void another_size_and_forgetting_paint_whole(void **state) {
    struct frame f = {0};
    (void)state;
    assert_true(frame_begin(&f, 2, 80));
    put(&f, 0, 0, "a");
    end(&f);
    assert_true(frame_begin(&f, 2, 60));
    put(&f, 0, 0, "a");
    assert_string_equal(end(&f), "-0 0,0+5/0<a -1 ");
    frame_forget(&f);
    assert_true(frame_begin(&f, 2, 60));
    put(&f, 0, 0, "a");
    assert_string_equal(end(&f), "-0 0,0+5/0<a -1 ");
    frame_free(&f);
}

static void outside_is_nowhere(void **state) {
    struct frame f = {0};
    (void)state;
    assert_true(frame_begin(&f, 1, 80));
    put(&f, -1, 0, "a");
    put(&f, 1, 0, "a");
    assert_string_equal(end(&f), "-0 ");
    frame_free(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_frame_is_painted_whole),
        cmocka_unit_test(only_rows_that_differ),
        cmocka_unit_test(a_put_is_all_of_it),
        cmocka_unit_test(another_size_and_forgetting_paint_whole),
        cmocka_unit_test(outside_is_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
