/* What people write becomes members. */
#include "field_table.h"

#include "thidua/text.h"

static enum rc parse(int f, const char *input) {
    return field_parse(&fields[f], input, &names, &arena, &thing, &e);
}

static void text_is(int f, const char *input, const char *expected) {
    if (parse(f, input) != RC_OK)
        fail_msg("“%s” refused: %s", input, e.message);
    const char *found = *field_text(&fields[f], &thing);
    if (expected == NULL)
        assert_null(found);
    else
        assert_string_equal(found, expected);
}

static void number_is(int f, const char *input, int64_t expected) {
    if (parse(f, input) != RC_OK)
        fail_msg("“%s” refused: %s", input, e.message);
    assert_int_equal(*field_number(&fields[f], &thing), expected);
}

/* Refused: the label first, the key beside it, `what` in the sentence, the record as it was. */
static void refuses(int f, const char *input, const char *what) {
    struct thing before = thing;
    if (parse(f, input) != RC_INVALID)
        fail_msg("“%s” taken", input);
    assert_memory_equal(&thing, &before, sizeof thing);
    assert_string_equal(e.field, fields[f].key);
    assert_memory_equal(e.message, fields[f].label, strlen(fields[f].label));
    if (strstr(e.message, what) == NULL)
        fail_msg("“%s” lacks “%s”", e.message, what);
    assert_true(text_valid(e.message, strlen(e.message)));
    assert_int_equal(field_parse(&fields[f], input, &names, &arena, &thing, NULL), RC_INVALID);
}

static void empty_input(void **state) {
    (void)state;
    for (int i = 0; i < FIELDS; i++) {
        if ((fields[i].flags & FIELD_REQUIRED) != 0) {
            refuses(i, "", "mục này phải có; hãy ");
            refuses(i, "  \t ", "phải có");
            refuses(i, NULL, "phải có");
            continue;
        }
        memset(&thing, 0x55, sizeof thing);
        assert_int_equal(parse(i, " \u00a0 "), RC_OK);
        assert_false(field_given(&fields[i], &thing));
        memset(&thing, 0x55, sizeof thing);
        assert_int_equal(parse(i, NULL), RC_OK);
        assert_false(field_given(&fields[i], &thing));
    }
}

static void texts(void **state) {
    (void)state;
    text_is(NAME, "  Ho\u0300a ", "Hòa");
    text_is(NAME, "Hải Hòa Đông", "Hải Hòa Đông"); /* 12 characters, 16 bytes */
    text_is(NAME, "Hải \u00a0  Hòa\t Đông", "Hải Hòa Đông");
    text_is(NOTE, "một  hai", "một  hai");
    refuses(NAME, "Hải Hòa Đông2", "dài 13 ký tự, nhiều nhất 12");
    refuses(NAME, "H", "chỉ có 1 ký tự, ít nhất 2");
    refuses(NAME, "a\x1b", "ký tự điều khiển");
    refuses(NAME, "a\nb", "xuống dòng");
    refuses(NAME, "a\xff", "UTF-8");
    text_is(NOTE, "một\r\nhai\n", "một\nhai");
    text_is(NOTE, "👩\u200d👧", "👩\u200d👧");
    refuses(NOTE, "một\nh\x07", "Ghi chú: dòng 2, ký tự thứ 2");
    struct buf b = {0};
    for (int i = 0; i < 20000; i++)
        buf_puts(&b, "đ");
    assert_int_equal(parse(NOTE, buf_str(&b)), RC_OK);
    buf_puts(&b, "đ");
    refuses(NOTE, buf_str(&b), "nhiều nhất 20000");
    struct field unlimited = {.key = "t", .label = "T", .type = FIELD_TEXT, .offset = AT(name)};
    buf_cut(&b, 500 * 2);
    assert_int_equal(field_parse(&unlimited, buf_str(&b), NULL, &arena, &thing, &e), RC_OK);
    buf_puts(&b, "đ");
    assert_int_equal(field_parse(&unlimited, buf_str(&b), NULL, &arena, &thing, &e), RC_INVALID);
    assert_non_null(strstr(e.message, "nhiều nhất 500"));
    unlimited.min = 3; /* a minimum alone leaves the maximum to the type */
    assert_int_equal(field_parse(&unlimited, "ab", NULL, &arena, &thing, &e), RC_INVALID);
    assert_int_equal(field_parse(&unlimited, "abc", NULL, &arena, &thing, &e), RC_OK);
    buf_free(&b);
}

static void codes(void **state) {
    (void)state;
    text_is(CODE, "hai-anh", "hai-anh");
    text_is(CODE, " x13 ", "x13");
    refuses(CODE, "Hải Anh", "ví dụ hai-anh.");
    refuses(CODE, "  HAI_ANH.", "ví dụ hai-anh.");
    refuses(CODE, "(Đông) – Tây!", "ví dụ dong-tay.");
    refuses(CODE, "漢", "ví dụ hai-anh.");
    refuses(CODE, "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", "nhiều nhất 40");
}

static void phones(void **state) {
    (void)state;
    text_is(PHONE, "0912 345 678", "0912 345 678");
    text_is(PHONE, "0912.345.678", "0912.345.678");
    text_is(PHONE, "+84 912 345 678", "+84 912 345 678");
    text_is(PHONE, "02283877123", "02283877123");
    refuses(PHONE, "0912", "số điện thoại");
    refuses(PHONE, "1234567890123456", "số điện thoại");
    refuses(PHONE, "0912 345 678.................................", "dài 45 ký tự, nhiều nhất 40");
    refuses(PHONE, "0912-345-678", "số điện thoại");
    refuses(PHONE, "0912 345 67a", "số điện thoại");
    refuses(PHONE, "84+912345678", "số điện thoại");
    refuses(PHONE, "++84912345678", "số điện thoại");
    refuses(PHONE, "chưa có", "số điện thoại");
}

static void terms(void **state) {
    (void)state;
    text_is(UNIT, "hai-anh", "hai-anh");
    text_is(UNIT, "Hải Anh", "hai-anh");
    text_is(UNIT, "hai  ANH", "hai-anh");
    text_is(UNIT, "HAI-ANH", "hai-anh");
    text_is(UNIT, "hai duong", "hai-duong");
    text_is(UNIT, "tt con", "tt-con");
    text_is(UNIT, "hải phú", "hai-phu");
    /* Hòa and Hóa: with marks whatever the capitals and the place of the tone, without marks not */
    text_is(UNIT, "Hải Hòa", "hai-hoa");
    text_is(UNIT, "hải hoà", "hai-hoa");
    text_is(UNIT, "HẢI HOÁ", "hai-hoa-2");
    text_is(UNIT, "hai-hoa", "hai-hoa");
    refuses(UNIT, "hai hoa", "có nhiều tên giống nhau nếu bỏ dấu; hãy gõ đủ dấu");
    refuses(UNIT, "Hải Đưng", "có phải “Hải Đường”?");
    refuses(UNIT, "Hà Nội", "Đơn vị “Hà Nội”: không có trong danh sách");
    /* nobody to ask: only what looks like a code */
    assert_int_equal(field_parse(&fields[UNIT], "rural_new-2", NULL, &arena, &thing, &e), RC_OK);
    assert_string_equal(thing.unit, "rural_new-2");
    assert_int_equal(field_parse(&fields[UNIT], "rural.x", NULL, &arena, &thing, &e), RC_INVALID);
    assert_int_equal(field_parse(&fields[UNIT], "Hải Anh", NULL, &arena, &thing, &e), RC_INVALID);
    assert_non_null(strstr(e.message, "không phải là mã"));
}

static void several_terms(void **state) {
    (void)state;
    text_is(THEMES, "gift", "gift");
    text_is(THEMES, "gift own", "gift own");
    text_is(THEMES, "own gift", "gift own"); /* in the order of the list, so that same is same */
    text_is(THEMES, "own,gift", "gift own");
    text_is(THEMES, "own; gift ;own;", "gift own");
    text_is(THEMES, "gift gift", "gift");
    text_is(THEMES, "Tự chọn", "own");
    text_is(THEMES, "tu chon, gift", "gift own");
    text_is(THEMES, "Xây dựng NTM nâng cao, kiểu mẫu", "rural_new"); /* a comma in the label */
    text_is(THEMES, "tự chọn; xay dung ntm nang cao, kieu mau", "rural_new own");
    text_is(THEMES, ";;", NULL);
    refuses(THEMES, "gift, quà",
            "Nội dung “quà”: không có trong danh sách; hãy chọn một trong: Triệu");
    refuses(THEMES, "tự chọn gift", "“tự”"); /* blanks separate codes only */
    assert_int_equal(field_parse(&fields[THEMES], "b a b", NULL, &arena, &thing, &e), RC_OK);
    assert_string_equal(thing.themes, "b a");
    assert_int_equal(field_parse(&fields[THEMES], "ab a, b", NULL, &arena, &thing, &e), RC_INVALID);
    assert_int_equal(field_parse(&fields[THEMES], "ab,a,b", NULL, &arena, &thing, &e), RC_OK);
    assert_string_equal(thing.themes, "ab a b"); /* a is not taken for part of ab */
    struct field required = fields[THEMES];
    required.flags = FIELD_REQUIRED;
    assert_int_equal(field_parse(&required, " ; ", &names, &arena, &thing, &e), RC_INVALID);
    assert_non_null(strstr(e.message, "phải có"));
}

static void instants(void **state) {
    (void)state;
    text_is(INSTANT, "2021-11-05T08:30:00Z", "2021-11-05T08:30:00Z");
    refuses(INSTANT, "05/11/2021", "thời điểm");
}

static void numbers(void **state) {
    (void)state;
    number_is(COUNT, "0", 0);
    number_is(COUNT, "1.200", 1200);
    number_is(COUNT, "5000", 5000);
    refuses(COUNT, "5001", "nhiều nhất là 5.000");
    refuses(COUNT, "-1", "phải từ 0 trở lên");
    refuses(COUNT, "1.2", "Số hội viên “1.2”: dấu chấm");
    refuses(COUNT, "12abc", "số nguyên");
    number_is(LENGTH, "1,2", 1200);
    number_is(LENGTH, "0,1", 100);
    number_is(LENGTH, "50", 50000);
    refuses(LENGTH, "0,099", "phải từ 0,1 trở lên");
    refuses(LENGTH, "50,001", "nhiều nhất là 50");
    number_is(COST, "5 triệu", 5000000);
    number_is(COST, "1,2 tỷ", 1200000000);
    refuses(COST, "-5 triệu", "phải từ 0 trở lên");
    refuses(COST, "nhiều", "Kinh phí “nhiều”: không phải là số tiền");
    number_is(PERCENT, "66", 66);
    number_is(PERCENT, "66%", 66);
    number_is(PERCENT, "66 %", 66);
    number_is(PERCENT, "0", 0);
    number_is(PERCENT, "100 %", 100);
    static const char *const no_percents[] = {"101",  "-1", "66,5",  "%",
                                              "66%%", "a",  "1.000", "00000000000000000000"};
    for (size_t i = 0; i < sizeof no_percents / sizeof *no_percents; i++)
        refuses(PERCENT, no_percents[i], "từ 0 đến 100");
    number_is(YEAR, "1985", 1985);
    number_is(YEAR, "1900", 1900);
    number_is(YEAR, "2199", 2199);
    static const char *const no_years[] = {"1899", "2200", "85", "1.985", "01985", "198a", "-1985"};
    for (size_t i = 0; i < sizeof no_years / sizeof *no_years; i++)
        refuses(YEAR, no_years[i], "từ 1900 đến 2199");
    struct field f = fields[COUNT];
    f.min = -10; /* below zero only where the row says so */
    assert_int_equal(field_parse(&f, "-10", &names, &arena, &thing, &e), RC_OK);
    assert_int_equal(field_parse(&f, "-11", &names, &arena, &thing, &e), RC_INVALID);
    f.min = 1;
    f.max = 0;
    assert_int_equal(field_parse(&f, "9999999", &names, &arena, &thing, &e), RC_OK);
    assert_int_equal(field_parse(&f, "0", &names, &arena, &thing, &e), RC_INVALID);
}

static void dates(void **state) {
    (void)state;
    date expected;
    date_from_ymd(2022, 1, 15, &expected);
    number_is(DAY, "15/01/2022", expected);
    number_is(DAY, "15/1", expected);
    refuses(DAY, "32/13",
            "Ngày nộp “32/13”: không có tháng 13; hãy viết ngày/tháng/năm, ví dụ 05/11/2021.");
    refuses(DAY, "10/2021", "không phải là ngày");
    assert_int_equal(field_parse(&fields[DAY], "15/1", NULL, &arena, &thing, &e), RC_INVALID);
    struct field optional = fields[DAY];
    optional.flags = 0;
    assert_int_equal(field_parse(&optional, "", &names, &arena, &thing, &e), RC_OK);
    assert_true(thing.day == DATE_NONE);
}

static void flags(void **state) {
    (void)state;
    static const char *const yes[] = {"có", "CÓ", "co", "x", "X", "yes", "1", "true", "đúng"};
    static const char *const no[] = {"không", "Khong", "no", "0", "false", "trống", "sai"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        number_is(URGENT, yes[i], 1);
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        number_is(URGENT, no[i], 0);
    refuses(URGENT, "2", "“có” hoặc “không”");
    refuses(URGENT, "chưa biết", "“có” hoặc “không”");
    number_is(URGENT, "", FIELD_NONE);
    struct field required = fields[URGENT];
    required.flags = FIELD_REQUIRED; /* a box left empty among boxes marked x */
    assert_int_equal(field_parse(&required, "", &names, &arena, &thing, &e), RC_OK);
    assert_int_equal(thing.urgent, 0);
}

static void choices(void **state) {
    (void)state;
    number_is(KIND, "commune", 0);
    number_is(KIND, "Thị trấn", 1);
    number_is(KIND, "thi tran", 1);
    number_is(KIND, "TOWN", 1);
    number_is(KIND, "đơn vị trực thuộc", 2);
    refuses(KIND, "huyện", "hãy chọn một trong: xã, thị trấn, đơn vị trực thuộc.");
    assert_int_equal(choice_index(kinds, "town"), 1);
    assert_int_equal(choice_index(kinds, "Town"), -1);
    assert_int_equal(choice_index(kinds, ""), -1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(empty_input, set_up, tear_down),
        cmocka_unit_test_setup_teardown(texts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(codes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(phones, set_up, tear_down),
        cmocka_unit_test_setup_teardown(terms, set_up, tear_down),
        cmocka_unit_test_setup_teardown(several_terms, set_up, tear_down),
        cmocka_unit_test_setup_teardown(instants, set_up, tear_down),
        cmocka_unit_test_setup_teardown(numbers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(dates, set_up, tear_down),
        cmocka_unit_test_setup_teardown(flags, set_up, tear_down),
        cmocka_unit_test_setup_teardown(choices, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
