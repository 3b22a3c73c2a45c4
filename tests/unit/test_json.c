#include "support/test.h"
#include "thidua/field.h"
#include "thidua/json.h"

static void commas_where_they_are_due(void **state) {
    struct buf b = {0};
    (void)state;
    buf_char(&b, '[');
    for (int i = 0; i < 2; i++) {
        json_next(&b);
        buf_puts(&b, "\n{");
        json_number(&b, "n", i);
        json_text(&b, "a", "x{");
        json_text(&b, "b", "y,");
        json_bool(&b, "c", i);
        json_key(&b, "list");
        buf_puts(&b, "[]");
        json_text(&b, "d", NULL);
        buf_char(&b, '}');
    }
    buf_char(&b, ']');
    assert_string_equal(buf_str(&b),
                        "[\n{\"n\":0,\"a\":\"x{\",\"b\":\"y,\",\"c\":false,\"list\":[],\"d\":null},"
                        "\n{\"n\":1,\"a\":\"x{\",\"b\":\"y,\",\"c\":true,\"list\":[],\"d\":null}]");
    buf_free(&b);
}

static void not_given_is_null(void **state) {
    struct buf b = {0};
    (void)state;
    buf_char(&b, '{');
    json_number(&b, "n", FIELD_NONE);
    json_number(&b, "m", -5);
    assert_string_equal(buf_str(&b), "{\"n\":null,\"m\":-5");
    buf_free(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commas_where_they_are_due),
        cmocka_unit_test(not_given_is_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
