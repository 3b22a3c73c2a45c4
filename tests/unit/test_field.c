/* Field tables: members found, compared, shown, written and read again. */
#include "field_table.h"

static void blank_and_given(void **state) {
    (void)state;
    struct thing other;
    memset(&thing, 0xAA, sizeof thing);
    memset(&other, 0x55, sizeof other);
    field_blank(fields, FIELDS, &thing);
    field_blank(fields, FIELDS, &other);
    for (int i = 0; i < FIELDS; i++) {
        assert_false(field_given(&fields[i], &thing));
        assert_true(field_same(&fields[i], &thing, &other));
    }
    thing.name = "";
    assert_false(field_given(&fields[NAME], &thing));
    assert_true(field_same(&fields[NAME], &thing, &other));
    thing.name = "a";
    thing.count = 0; /* an honest zero is given */
    assert_true(field_given(&fields[NAME], &thing));
    assert_true(field_given(&fields[COUNT], &thing));
    assert_false(field_same(&fields[NAME], &thing, &other));
    assert_false(field_same(&fields[COUNT], &thing, &other));
    char copy[] = "a";
    other.name = copy;
    assert_true(field_same(&fields[NAME], &thing, &other));
}

static void found_by_name(void **state) {
    (void)state;
    assert_ptr_equal(field_find(fields, FIELDS, "cost"), &fields[COST]);
    assert_null(field_find(fields, FIELDS, "Cost"));
    assert_null(field_find(fields, FIELDS, ""));
    assert_ptr_equal(field_named(fields, FIELDS, "cost"), &fields[COST]);
    assert_ptr_equal(field_named(fields, FIELDS, " COST "), &fields[COST]);
    assert_ptr_equal(field_named(fields, FIELDS, "Kinh phí"), &fields[COST]);
    assert_ptr_equal(field_named(fields, FIELDS, "kinh  phi"), &fields[COST]);
    assert_ptr_equal(field_named(fields, FIELDS, "DIEN THOAI"), &fields[PHONE]);
    assert_null(field_named(fields, FIELDS, "kinh"));
    assert_null(field_named(fields, FIELDS, ""));
    assert_null(field_named(fields, 0, "cost"));
}

static void types(void **state) {
    (void)state;
    for (int i = 0; i < FIELDS; i++)
        assert_int_equal(field_is_text(fields[i].type), i <= INSTANT);
}

static void shows(int f, const char *shown, const char *edited, const char *json) {
    struct buf b = {0};
    field_show(&fields[f], &thing, &names, &b);
    assert_string_equal(buf_str(&b), shown);
    buf_clear(&b);
    field_edit(&fields[f], &thing, &b);
    assert_string_equal(buf_str(&b), edited);
    buf_clear(&b);
    field_json(&fields[f], &thing, &b);
    assert_string_equal(buf_str(&b), json);
    buf_free(&b);
}

static void shown(void **state) {
    (void)state;
    assert_int_equal(date_zone_set("Asia/Ho_Chi_Minh", NULL), RC_OK);
    for (int i = 0; i < FIELDS; i++)
        shows(i, "", "", "null");
    date_from_ymd(2021, 11, 12, &thing.day);
    thing.name = "Hải \"Hòa\"";
    thing.note = "một\nhai";
    thing.code = "x-1";
    thing.phone = "+84 912";
    thing.unit = "hai-anh";
    thing.themes = "gift own";
    thing.at = "2021-11-05T01:30:00Z";
    thing.count = 48210;
    thing.length = 1200500;
    thing.cost = 5000000;
    thing.percent = 66;
    thing.year = 1985;
    thing.urgent = 1;
    thing.kind = 1;
    shows(NAME, "Hải \"Hòa\"", "Hải \"Hòa\"", "\"Hải \\\"Hòa\\\"\"");
    shows(NOTE, "một\nhai", "một\nhai", "\"một\\nhai\"");
    shows(CODE, "x-1", "x-1", "\"x-1\"");
    shows(PHONE, "+84 912", "+84 912", "\"+84 912\"");
    shows(UNIT, "Hải Anh", "hai-anh", "\"hai-anh\"");
    shows(THEMES, "Triệu phần quà san sẻ yêu thương; tự chọn", "gift own", "[\"gift\",\"own\"]");
    shows(INSTANT, "05/11/2021 08:30", "2021-11-05T01:30:00Z", "\"2021-11-05T01:30:00Z\"");
    shows(COUNT, "48.210", "48210", "48210");
    shows(LENGTH, "1.200,5", "1200,5", "1200.5");
    shows(COST, "5.000.000 đồng", "5000000", "5000000");
    shows(PERCENT, "66%", "66", "66");
    shows(YEAR, "1985", "1985", "1985");
    shows(DAY, "12/11/2021", "12/11/2021", "\"12/11/2021\"");
    shows(URGENT, "có", "có", "true");
    shows(KIND, "thị trấn", "thị trấn", "\"town\"");
    thing.urgent = 0;
    shows(URGENT, "không", "không", "false");
    thing.unit = "gone"; /* a code nobody knows any more */
    shows(UNIT, "gone", "gone", "\"gone\"");
    thing.themes = "own";
    shows(THEMES, "tự chọn", "own", "[\"own\"]");
    thing.kind = 99; /* only a damaged file has this: nothing is read past the table */
    shows(KIND, "", "", "\"\"");
    thing.length = 1;
    shows(LENGTH, "0,001", "0,001", "0.001");
    assert_string_equal(field_label(NULL, "unit", "x"), "x");
    assert_string_equal(field_label(&names, NULL, "x"), "x");
}

/* What is edited, or written to CSV, is read as the same value. */
static void round_trip(void **state) {
    (void)state;
    static const char *const input[FIELDS] = {[NAME] = "Hải Hòa",
                                              [NOTE] = "một\n\n hai",
                                              [CODE] = "a-1",
                                              [PHONE] = "0912 345 678",
                                              [UNIT] = "Hải Hóa",
                                              [THEMES] = "own; gift",
                                              [INSTANT] = "2021-11-05T01:30:00Z",
                                              [COUNT] = "4.821",
                                              [LENGTH] = "1,234",
                                              [COST] = "1,234 tr",
                                              [PERCENT] = "7 %",
                                              [YEAR] = "2000",
                                              [DAY] = "29/2/20",
                                              [URGENT] = "x",
                                              [KIND] = "don vi truc thuoc"};
    for (int i = 0; i < FIELDS; i++) {
        assert_int_equal(field_parse(&fields[i], input[i], &names, &arena, &thing, &e), RC_OK);
        struct buf edited = {0};
        field_edit(&fields[i], &thing, &edited);
        struct thing other;
        field_blank(fields, FIELDS, &other);
        /* even with nobody to ask for names */
        assert_int_equal(field_parse(&fields[i], buf_str(&edited), NULL, &arena, &other, &e),
                         RC_OK);
        assert_true(field_same(&fields[i], &thing, &other));
        buf_free(&edited);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(blank_and_given, set_up, tear_down),
        cmocka_unit_test_setup_teardown(found_by_name, set_up, tear_down),
        cmocka_unit_test_setup_teardown(types, set_up, tear_down),
        cmocka_unit_test_setup_teardown(shown, set_up, tear_down),
        cmocka_unit_test_setup_teardown(round_trip, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
