#include "thidua/arena.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void zeroed_and_aligned(void **state) {
    (void)state;
    struct arena a = {0};
    for (size_t size = 0; size < 300; size++) {
        unsigned char *p = arena_alloc(&a, size);
        assert_non_null(p);
        assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xAA, size); /* so that reuse shows */
    }
    arena_reset(&a);
    unsigned char *p = arena_alloc(&a, 700);
    for (size_t i = 0; i < 700; i++)
        assert_int_equal(p[i], 0);
    arena_free(&a);
}

/* Nothing overlaps: every block keeps what was written, small and large mixed. */
static void blocks_apart(void **state) {
    (void)state;
    enum { COUNT = 500 };
    struct arena a = {0};
    unsigned char *block[COUNT];
    size_t size[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        size[i] = i % 50 == 7 ? 100000 : 1 + i * 37 % 900;
        block[i] = arena_alloc(&a, size[i]);
        assert_non_null(block[i]);
        memset(block[i], (int)(i % 251), size[i]);
    }
    for (size_t i = 0; i < COUNT; i++)
        for (size_t j = 0; j < size[i]; j++)
            assert_int_equal(block[i][j], i % 251);
    arena_free(&a);
    assert_null(a.chunks);
}

static void too_much(void **state) {
    (void)state;
    struct arena a = {0};
    assert_null(arena_array(&a, SIZE_MAX / 2, 4));
    assert_true(a.failed);
    a.failed = false;
    assert_null(arena_alloc(&a, SIZE_MAX));
    assert_true(a.failed);
    a.failed = false;
    assert_null(arena_dup_n(&a, "x", SIZE_MAX));
    assert_true(a.failed);
    assert_non_null(arena_alloc(&a, 10)); /* still good for what there is room for */
    assert_true(a.failed);                /* but one failure is remembered */
    arena_reset(&a);
    assert_false(a.failed);
    arena_free(&a);
}

static void copies(void **state) {
    (void)state;
    struct arena a = {0};
    assert_null(arena_dup(&a, NULL));
    assert_false(a.failed);
    assert_string_equal(arena_dup(&a, "Hải Hòa"), "Hải Hòa");
    assert_string_equal(arena_dup_n(&a, "Hải Hòa", 4), "Hả");
    assert_string_equal(arena_dup_n(&a, NULL, 0), "");
    assert_string_equal(arena_printf(&a, "%s %d", "mục", 12), "mục 12");
    char *empty = arena_printf(&a, "%s", "");
    assert_string_equal(empty, "");
    int *numbers = arena_array(&a, 3, sizeof *numbers);
    assert_int_equal(numbers[2], 0);
    assert_non_null(arena_array(&a, 0, 8));
    assert_non_null(arena_array(&a, 8, 0));
    arena_free(&a);
}

static void a_list_grows(void **state) {
    (void)state;
    struct arena a = {0};
    int64_t *list = NULL;
    size_t room = 0;
    for (int64_t i = 0; i < 1000; i++) {
        list = arena_grow(&a, list, (size_t)i, &room, sizeof *list);
        assert_non_null(list);
        assert_true(room > (size_t)i);
        list[i] = i;
    }
    for (int64_t i = 0; i < 1000; i++)
        assert_int_equal(list[i], i);
    assert_ptr_equal(arena_grow(&a, list, room - 1, &room, sizeof *list), list); /* room for it */
    size_t full = SIZE_MAX / 2 + 1;
    assert_null(arena_grow(&a, list, full, &full, sizeof *list));
    assert_true(a.failed);
    assert_int_equal(full, SIZE_MAX / 2 + 1);
    arena_free(&a);
}

static void reset_keeps_one_chunk(void **state) {
    (void)state;
    struct arena a = {0};
    arena_reset(&a); /* empty: nothing to keep */
    assert_null(a.chunks);
    void *first = arena_alloc(&a, 100);
    arena_reset(&a);
    assert_ptr_equal(arena_alloc(&a, 100), first);
    arena_reset(&a);
    arena_free(&a);
    arena_alloc(&a, 1000000); /* what is large is not kept for a rainy day */
    arena_reset(&a);
    assert_null(a.chunks);
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zeroed_and_aligned), cmocka_unit_test(blocks_apart),
        cmocka_unit_test(too_much),           cmocka_unit_test(copies),
        cmocka_unit_test(a_list_grows),       cmocka_unit_test(reset_keeps_one_chunk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
