#include "support/test.h"
#include "thidua/table.h"
#include "thidua/text.h"

static const struct list_column columns[] = {
    {.key = "title", .label = "Tên"},
    {.key = "day", .label = "Ngày", .type = FIELD_DATE},
    {.key = "done", .label = "Đã làm", .type = FIELD_DECIMAL},
    {.key = "members", .label = "Hội viên", .type = FIELD_NUMBER},
    {.key = "note", .label = "Ghi chú", .type = FIELD_NOTE},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

/* The table of the two rows below, as text. */
static const char *made(enum table_format format, int hidden, bool rows) {
    static char text[4096];
    struct spool out = {0};
    struct table t;
    struct err e;
    date day = DATE_NONE;
    assert_true(date_from_ymd(2021, 11, 5, &day));
    const struct list_cell first[] = {{.text = "Tuyến đường hoa"},
                                      {.number = day},
                                      {.number = 1200},
                                      {.number = 48210},
                                      {.text = "một,\nhai \"ba\""}};
    const struct list_cell second[] = {{.text = "日本"},
                                       {.number = DATE_NONE},
                                       {.number = FIELD_NONE},
                                       {.number = 7},
                                       {.text = NULL}};
    assert_int_equal(table_begin(&t, format, columns, COLUMNS, NULL, &out, &e), RC_OK);
    if (hidden >= 0)
        t.shown[hidden] = false;
    if (rows) {
        assert_int_equal(table_row(&t, first, &e), RC_OK);
        assert_int_equal(table_row(&t, second, &e), RC_OK);
    }
    assert_int_equal(table_end(&t, &e), RC_OK);
    table_free(&t);
    snprintf(text, sizeof text, "%s", buf_str(&out.memory));
    spool_free(&out);
    return text;
}

static void text_is_aligned_by_cells(void **state) {
    (void)state;
    assert_string_equal(made(TABLE_TEXT, -1, true),
                        "Tên              Ngày        Đã làm  Hội viên  Ghi chú\n"
                        "Tuyến đường hoa  05/11/2021     1,2    48.210  một, hai \"ba\"\n"
                        "日本                                        7\n");
    assert_string_equal(made(TABLE_TEXT, 4, true),
                        "Tên              Ngày        Đã làm  Hội viên\n"
                        "Tuyến đường hoa  05/11/2021     1,2    48.210\n"
                        "日本                                        7\n");
}

static void csv_is_quoted_and_numbers_plain(void **state) {
    (void)state;
    assert_string_equal(made(TABLE_CSV, -1, true),
                        "title,day,done,members,note\n"
                        "Tuyến đường hoa,05/11/2021,\"1,2\",48210,\"một,\nhai \"\"ba\"\"\"\n"
                        "日本,,,7,\n");
    assert_string_equal(made(TABLE_CSV, 0, false), "day,done,members,note\n");
}

/* What a number is counted in is its column's to say: import reads the cell as it stands. */
static void csv_numbers_are_digits_alone(void **state) {
    static const struct list_column numbers[] = {
        {.key = "value", .label = "Trị giá", .type = FIELD_MONEY},
        {.key = "percent", .label = "Tỷ lệ", .type = FIELD_PERCENT},
        {.key = "quantity", .label = "Khối lượng", .type = FIELD_DECIMAL},
        {.key = "kept", .label = "Đã nhận", .type = FIELD_FLAG},
    };
    const struct list_cell cells[] = {
        {.number = -5000000}, {.number = 38}, {.number = 48210500}, {.number = 1}};
    struct spool out = {0};
    struct table t;
    struct err e;
    (void)state;
    assert_int_equal(table_begin(&t, TABLE_CSV, numbers, 4, NULL, &out, &e), RC_OK);
    assert_int_equal(table_row(&t, cells, &e), RC_OK);
    assert_int_equal(table_end(&t, &e), RC_OK);
    table_free(&t);
    assert_string_equal(buf_str(&out.memory), "value,percent,quantity,kept\n"
                                              "-5000000,38,\"48210,5\",có\n");
    spool_free(&out);
}

static void json_is_an_array_of_objects(void **state) {
    (void)state;
    assert_string_equal(made(TABLE_JSON, -1, false), "[]\n");
    assert_string_equal(made(TABLE_JSON, 1, true),
                        "[\n{\"title\":\"Tuyến đường hoa\",\"done\":1.2,\"members\":48210,"
                        "\"note\":\"một,\\nhai \\\"ba\\\"\"},"
                        "\n{\"title\":\"日本\",\"done\":null,\"members\":7,\"note\":null}\n]\n");
}

/* More than fits in memory: still aligned, and nothing lost. */
static void many_rows(void **state) {
    struct spool out = {0};
    struct table t;
    struct err e;
    char title[32], line[256];
    enum { ROWS = 20000 };
    (void)state;
    assert_int_equal(table_begin(&t, TABLE_TEXT, columns, COLUMNS, NULL, &out, &e), RC_OK);
    for (int i = 0; i < ROWS; i++) {
        snprintf(title, sizeof title, "Công trình %d", i);
        const struct list_cell cells[COLUMNS] = {
            {.text = title}, {.number = DATE_NONE}, {.number = FIELD_NONE}, {.number = i}};
        assert_int_equal(table_row(&t, cells, &e), RC_OK);
    }
    assert_int_equal(table_end(&t, &e), RC_OK);
    assert_non_null(t.cells.file);
    FILE *in = spool_rewind(&out);
    int n = 0;
    while (fgets(line, sizeof line, in)) {
        assert_true(n == 0 || text_width(line) == 16 + 2 + 4 + 2 + 6 + 2 + 8 + 1); /* newline: 1 */
        n++;
    }
    assert_int_equal(n, ROWS + 1);
    table_free(&t);
    spool_free(&out);
}

static void too_many_columns(void **state) {
    struct spool out = {0};
    struct table t;
    struct err e;
    (void)state;
    assert_int_equal(table_begin(&t, TABLE_TEXT, columns, LIST_COLUMNS + 1, NULL, &out, &e),
                     RC_INVALID);
}

static int locale(void **state) {
    (void)state;
    text_locale();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_aligned_by_cells),
        cmocka_unit_test(csv_is_quoted_and_numbers_plain),
        cmocka_unit_test(csv_numbers_are_digits_alone),
        cmocka_unit_test(json_is_an_array_of_objects),
        cmocka_unit_test(many_rows),
        cmocka_unit_test(too_many_columns),
    };
    return cmocka_run_group_tests(tests, locale, NULL);
}
