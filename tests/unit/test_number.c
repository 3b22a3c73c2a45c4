/* Numbers and money, written and read. */
#include "thidua/text.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void writes(void write(struct buf *, int64_t), int64_t n, const char *expected) {
    struct buf b = {0};
    write(&b, n);
    assert_string_equal(buf_str(&b), expected);
    buf_free(&b);
}

static void written(void **state) {
    (void)state;
    writes(text_number, 0, "0");
    writes(text_number, 7, "7");
    writes(text_number, 999, "999");
    writes(text_number, 1000, "1.000");
    writes(text_number, 48210, "48.210");
    writes(text_number, 1000000, "1.000.000");
    writes(text_number, -1234, "-1.234");
    writes(text_number, INT64_MAX, "9.223.372.036.854.775.807");
    writes(text_number, INT64_MIN, "-9.223.372.036.854.775.808");
    writes(text_decimal, 0, "0");
    writes(text_decimal, 1200, "1,2");
    writes(text_decimal, 1000, "1");
    writes(text_decimal, 1, "0,001");
    writes(text_decimal, 10, "0,01");
    writes(text_decimal, 1234567, "1.234,567");
    writes(text_decimal, 1200500, "1.200,5");
    writes(text_decimal, -500, "-0,5");
    writes(text_decimal, INT64_MIN, "-9.223.372.036.854.775,808");
}

typedef enum rc read_fn(const char *, int64_t *, struct err *);

static void reads(read_fn *read, const char *s, int64_t expected) {
    struct err e;
    int64_t n = 42;
    if (read(s, &n, &e) != RC_OK)
        fail_msg("“%s” refused: %s", s, e.message);
    assert_int_equal(n, expected);
}

/* Refused, with `what` in the sentence; the number stays. */
static void refuses(read_fn *read, const char *s, const char *what) {
    struct err e;
    int64_t n = 42;
    if (read(s, &n, &e) != RC_INVALID)
        fail_msg("“%s” taken as %lld", s, (long long)n);
    assert_int_equal(n, 42);
    if (strstr(e.message, what) == NULL)
        fail_msg("“%s” lacks “%s”", e.message, what);
    assert_memory_equal(e.message, "“", 3); /* what was found comes first */
    assert_int_equal(read(s, &n, NULL), RC_INVALID);
}

static void whole(void **state) {
    (void)state;
    reads(text_parse_number, "0", 0);
    reads(text_parse_number, "36", 36);
    reads(text_parse_number, "02", 2);
    reads(text_parse_number, "  36 ", 36);
    reads(text_parse_number, "1.200", 1200);
    reads(text_parse_number, "1 200", 1200);
    reads(text_parse_number, "48.210", 48210);
    reads(text_parse_number, "1.000.000", 1000000);
    reads(text_parse_number, "1 000 000", 1000000);
    reads(text_parse_number, "1200", 1200);
    reads(text_parse_number, "-5", -5);
    reads(text_parse_number, "-1.200", -1200);
    reads(text_parse_number, "9.223.372.036.854.775.807", INT64_MAX);
    reads(text_parse_number, "9223372036854775807", INT64_MAX);
}

static void not_whole(void **state) {
    (void)state;
    refuses(text_parse_number, "1.2", "1,2");
    refuses(text_parse_number, "12.34", "12,34");
    refuses(text_parse_number, "0.500", "0,500");
    refuses(text_parse_number, "1.2345", "1,2345");
    refuses(text_parse_number, "1200.300", "1200,300");
    refuses(text_parse_number, "1.200.30", "1.200,30");
    refuses(text_parse_number, "1.200 300", "số nguyên");
    refuses(text_parse_number, "1 20", "số nguyên");
    refuses(text_parse_number, "1  200", "số nguyên");
    refuses(text_parse_number, "1,5", "số nguyên");
    refuses(text_parse_number, "12abc", "số nguyên");
    refuses(text_parse_number, "1e3", "số nguyên");
    refuses(text_parse_number, "0x10", "số nguyên");
    refuses(text_parse_number, "", "số nguyên");
    refuses(text_parse_number, "   ", "số nguyên");
    refuses(text_parse_number, "-", "số nguyên");
    refuses(text_parse_number, "--5", "số nguyên");
    refuses(text_parse_number, "- 5", "số nguyên");
    refuses(text_parse_number, "+5", "số nguyên");
    refuses(text_parse_number, ".5", "số nguyên");
    refuses(text_parse_number, "5.", "số nguyên");
    refuses(text_parse_number, "1..200", "số nguyên");
    refuses(text_parse_number, "５", "số nguyên");
    refuses(text_parse_number, "9223372036854775808", "quá lớn");
    refuses(text_parse_number, "9.223.372.036.854.775.808", "quá lớn");
    refuses(text_parse_number, "99999999999999999999999", "quá lớn");
}

static void decimals(void **state) {
    (void)state;
    reads(text_parse_decimal, "1,2", 1200);
    reads(text_parse_decimal, "1", 1000);
    reads(text_parse_decimal, "1.200", 1200000);
    reads(text_parse_decimal, "1.200,5", 1200500);
    reads(text_parse_decimal, "1 200,5", 1200500);
    reads(text_parse_decimal, "0,001", 1);
    reads(text_parse_decimal, "0,5", 500);
    reads(text_parse_decimal, "1,234", 1234);
    reads(text_parse_decimal, "-0,5", -500);
    reads(text_parse_decimal, " 1,20 ", 1200);
    reads(text_parse_decimal, "9.223.372.036.854.775,807", INT64_MAX);
    refuses(text_parse_decimal, "1.2", "1,2");
    refuses(text_parse_decimal, "1,200.5", "một số");
    refuses(text_parse_decimal, "1,2345", "ba chữ số");
    refuses(text_parse_decimal, "1,", "một số");
    refuses(text_parse_decimal, ",5", "một số");
    refuses(text_parse_decimal, "1,2,3", "một số");
    refuses(text_parse_decimal, "1,2 km", "một số");
    refuses(text_parse_decimal, "", "một số");
    refuses(text_parse_decimal, "9.223.372.036.854.775,808", "quá lớn");
    refuses(text_parse_decimal, "9223372036854776", "quá lớn");
}

/* What is written is read as the same number. */
static void round_trip(void **state) {
    (void)state;
    for (int64_t n = -20000; n < 20000; n += 7) {
        struct buf b = {0};
        text_number(&b, n * 997);
        reads(text_parse_number, buf_str(&b), n * 997);
        buf_clear(&b);
        text_decimal(&b, n);
        reads(text_parse_decimal, buf_str(&b), n);
        buf_free(&b);
    }
}

static void money(void **state) {
    (void)state;
    reads(text_parse_money, "5.000.000", 5000000);
    reads(text_parse_money, "5 000 000", 5000000);
    reads(text_parse_money, "5000000", 5000000);
    reads(text_parse_money, "5.000.000 đồng", 5000000);
    reads(text_parse_money, "5.000.000đ", 5000000);
    reads(text_parse_money, "5.000.000 VNĐ", 5000000);
    reads(text_parse_money, "5 triệu", 5000000);
    reads(text_parse_money, "5 trieu", 5000000);
    reads(text_parse_money, "5tr", 5000000);
    reads(text_parse_money, "5 tr", 5000000);
    reads(text_parse_money, "5 Triệu đồng", 5000000);
    reads(text_parse_money, "1,2 tỷ", 1200000000);
    reads(text_parse_money, "1,2 tỉ đồng", 1200000000);
    reads(text_parse_money, "16,77 tỷ", 16770000000);
    reads(text_parse_money, "1.234,567 triệu", 1234567000);
    reads(text_parse_money, "500 nghìn", 500000);
    reads(text_parse_money, "500 ngàn", 500000);
    reads(text_parse_money, "500k", 500000);
    reads(text_parse_money, "0,5 k", 500);
    reads(text_parse_money, "1 tỷ 200 triệu", 1200000000);
    reads(text_parse_money, "1 tỷ 200 triệu 500 nghìn đồng", 1200500000);
    reads(text_parse_money, "1 triệu 500 đồng", 1000500);
    reads(text_parse_money, "  5   triệu ", 5000000);
    reads(text_parse_money, "0", 0);
    reads(text_parse_money, "-5 triệu", -5000000);
    reads(text_parse_money, "9.223.372.036.854.775.807 đồng", INT64_MAX);
}

static void not_money(void **state) {
    (void)state;
    refuses(text_parse_money, "", "số tiền");
    refuses(text_parse_money, "triệu", "số tiền");
    refuses(text_parse_money, "năm triệu", "số tiền");
    refuses(text_parse_money, "5 vạn", "số tiền");
    refuses(text_parse_money, "5 $", "số tiền");
    refuses(text_parse_money, "5 triệu 500", "số tiền");    /* 500 đồng or 500 nghìn? */
    refuses(text_parse_money, "200 triệu 1 tỷ", "số tiền"); /* the wrong way round */
    refuses(text_parse_money, "1 triệu 2 triệu", "số tiền");
    refuses(text_parse_money, "5 triệu -500 nghìn", "số tiền");
    refuses(text_parse_money, "-5 triệu 500 nghìn", "số tiền");
    refuses(text_parse_money, "5 đồng 5 nghìn", "số tiền");
    refuses(text_parse_money, "5 triệu đồng 5", "số tiền");
    refuses(text_parse_money, "5,5", "5,5 triệu"); /* half a đồng */
    refuses(text_parse_money, "0,9 đồng", "đồng không có phần lẻ");
    refuses(text_parse_money, "5.5 triệu", "5,5");
    refuses(text_parse_money, "1,2345 tỷ", "ba chữ số");
    refuses(text_parse_money, "9.223.372.036.854.775.808", "quá lớn");
    refuses(text_parse_money, "10.000.000.000 tỷ", "quá lớn");
    refuses(text_parse_money, "9.223.372.036 tỷ 900 triệu", "quá lớn");
    refuses(text_parse_money,
            "00000000000000000000000000000000000000000000000000000000000000000001", "số tiền");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(written),   cmocka_unit_test(whole),      cmocka_unit_test(not_whole),
        cmocka_unit_test(decimals),  cmocka_unit_test(round_trip), cmocka_unit_test(money),
        cmocka_unit_test(not_money),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
