/* CSV as offices write it, and every way in which it is refused. */
#include "thidua/buf.h"
#include "thidua/csv.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Rows as "cell|cell@line\n", for comparing. */
static void is_n(const char *bytes, size_t n, char separator, const char *expected) {
    struct arena a = {0};
    struct csv csv;
    struct err e;
    if (csv_parse(bytes, n, &a, &csv, &e) != RC_OK)
        fail_msg("refused: %s", e.message);
    struct buf b = {0};
    for (size_t i = 0; i < csv.count; i++) {
        for (size_t j = 0; j < csv.rows[i].count; j++) {
            buf_puts(&b, j == 0 ? "" : "|");
            buf_puts(&b, csv.rows[i].cells[j]);
        }
        buf_printf(&b, "@%d\n", csv.rows[i].line);
    }
    assert_string_equal(buf_str(&b), expected);
    assert_int_equal(csv.separator, separator);
    buf_free(&b);
    arena_free(&a);
}

static void is(const char *text, char separator, const char *expected) {
    is_n(text, strlen(text), separator, expected);
}

static void refused_n(const char *bytes, size_t n, int line, const char *what) {
    struct arena a = {0};
    struct csv csv;
    struct err e;
    if (csv_parse(bytes, n, &a, &csv, &e) != RC_INVALID)
        fail_msg("taken: %s", bytes);
    assert_int_equal(e.line, line);
    if (strstr(e.message, what) == NULL)
        fail_msg("“%s” lacks “%s”", e.message, what);
    assert_int_equal(csv.count, 0);
    assert_int_equal(csv_parse(bytes, n, &a, &csv, NULL), RC_INVALID);
    arena_free(&a);
}

static void refused(const char *text, int line, const char *what) {
    refused_n(text, strlen(text), line, what);
}

/* One row that cannot be read among others that can. */
static void spoilt_n(const char *bytes, size_t n, int line, const char *what) {
    struct arena a = {0};
    struct csv csv;
    struct err e;
    size_t bad = 0, found = 0;
    if (csv_parse(bytes, n, &a, &csv, &e) != RC_OK)
        fail_msg("refused: %s", e.message);
    for (size_t i = 0; i < csv.count; i++) {
        assert_true((csv.rows[i].wrong != NULL) == (csv.rows[i].cells == NULL));
        if (csv.rows[i].wrong == NULL)
            continue;
        bad = i;
        found++;
    }
    assert_int_equal(found, 1);
    assert_int_equal(csv.rows[bad].wrong_line, line);
    if (strstr(csv.rows[bad].wrong, what) == NULL)
        fail_msg("“%s” lacks “%s”", csv.rows[bad].wrong, what);
    arena_free(&a);
}

static void spoilt(const char *text, int line, const char *what) {
    spoilt_n(text, strlen(text), line, what);
}

static void shapes(void **state) {
    (void)state;
    const char *expected = "a|b@1\n1|2@2\n";
    is("a,b\n1,2\n", ',', expected);
    is("a,b\n1,2", ',', expected);
    is("a,b\r\n1,2\r\n", ',', expected);
    is("a,b\r1,2\r", ',', expected);
    is("\xEF\xBB\xBF"
       "a,b\n1,2\n",
       ',', expected);
    is("\xEF\xBB\xBF\"a\",b\n1,2\n", ',', expected);
    is("a;b\n1;2\n", ';', expected);
    is("a\tb\n1\t2\n", '\t', expected);
    is(" a , b \n 1,2 \n", ',', expected);
    is("a,b,,\n1,2,,,,\n", ',', expected); /* empty columns that spreadsheets add */
    is("\"a\",\"b\"\n\"1\",\"2\"\n", ',', expected);
    is("\"a\" , \"b\"\n1,2\n", ',', expected); /* blanks around quotes */
    is("a\n1\n", ',', "a@1\n1@2\n");
    is("a,b\n", ',', "a|b@1\n"); /* a header alone */
}

static void separators(void **state) {
    (void)state;
    is("a;b,c;d\n1;2;3\n", ';', "a|b,c|d@1\n1|2|3@2\n");
    is("\"a,b,c\";d\n1;2\n", ';', "a,b,c|d@1\n1|2@2\n"); /* those in quotes do not count */
    is("a\tb;c\td\n", '\t', "a|b;c|d@1\n");
    is("a,b;c\n", ',', "a|b;c@1\n"); /* as many: the comma */
    is("a;b\n1,5;2\n", ';', "a|b@1\n1,5|2@2\n");
    is("a\tb\n1\t\t\n\t2\n", '\t',
       "a|b@1\n1|@2\n|2@3\n"); /* tabs at the ends are cells, not blanks */
}

static void quotes(void **state) {
    (void)state;
    is("a,b\n\"một, hai\",\"nói \"\"có\"\"\"\n", ',', "a|b@1\nmột, hai|nói \"có\"@2\n");
    is("a,b\n\"một\nhai\r\nba\",2\n3,4\n", ',', "a|b@1\nmột\nhai\nba|2@2\n3|4@5\n");
    is("a,b\n\"\",\"\"\"\"\n", ',', "a|b@1\n|\"@2\n");
    is("a,b\n5\" pipe,x\"y\n", ',', "a|b@1\n5\" pipe|x\"y@2\n"); /* a quote inside is a quote */
    is("\"a\nb\",c\n1,2\n", ',', "a\nb|c@1\n1|2@3\n");
    is("a,b\n\" x \",y\n", ',', "a|b@1\nx|y@2\n");
    is("a,b\n1,\"x\"", ',', "a|b@1\n1|x@2\n");
}

static void rows(void **state) {
    (void)state;
    is("\n\n a,b\n\n,\n  \n1,2\n\n", ',', "a|b@3\n1|2@7\n"); /* empty rows go, lines stay */
    is("a,b,c\n1\n,2\n", ',', "a|b|c@1\n1||@2\n|2|@3\n");    /* short rows are filled */
    is("a,b\n\"\",\" \"\n", ',', "a|b@1\n");
}

static void cleaned(void **state) {
    (void)state;
    is("t\n  Ho\u0300a\u00a0Bi\u0300nh \n", ',', "t@1\nHòa Bình@2\n");
}

/* What we wrote comes back: every text through buf_csv, also what a spreadsheet would run. */
static void round_trip(void **state) {
    (void)state;
    static const char *const texts[] = {
        "Hải Hòa",  "1,2",   "a;b", "nói \"có\"", "một\nhai", "=1+1",
        "'=1",      "''=1",  "-5",  "- x",        "+A1",      "@x",
        "'",        "'tên'", "-",   "=",          "\"",       "+84 912 345 678",
        "-1.200,5", "'-5",   "'’",  "'@"};
    enum { COUNT = sizeof texts / sizeof *texts };
    struct buf b = {0};
    buf_puts(&b, "t,u\r\n");
    for (size_t i = 0; i < COUNT; i++) {
        buf_csv(&b, texts[i]);
        buf_char(&b, ',');
        buf_csv(&b, texts[COUNT - 1 - i]);
        buf_puts(&b, "\r\n");
    }
    struct arena a = {0};
    struct csv csv;
    struct err e;
    assert_int_equal(csv_parse(b.data, b.len, &a, &csv, &e), RC_OK);
    assert_int_equal(csv.count, COUNT + 1);
    for (size_t i = 0; i < COUNT; i++) {
        assert_string_equal(csv.rows[i + 1].cells[0], texts[i]);
        assert_string_equal(csv.rows[i + 1].cells[1], texts[COUNT - 1 - i]);
    }
    buf_free(&b);
    arena_free(&a);
}

static void wrong_quotes(void **state) {
    (void)state;
    spoilt("a,b\n1,\"x\n2,3\n4,5\n", 2,
           "không có dấu đóng"); /* where it began, not where all ended */
    spoilt("a,b\n1,\"", 2, "không có dấu đóng");
    spoilt("a,b\n1,\"x\"\"", 2, "không có dấu đóng");
    spoilt("a,b\n\n\"x\"y,2\n", 3, "Sau dấu ngoặc kép đóng");
    spoilt("a,b\n\"x\ny\" z,2\n", 3, "Sau dấu ngoặc kép đóng");
    refused("\"a\"b\n", 1, "Sau dấu ngoặc kép đóng");
}

/* Every row is read, whatever is wrong with those before it. */
static void every_wrong_row(void **state) {
    (void)state;
    static const char text[] = "a,b\n1,2\nx\xff,y\n\"p\"q,r\n3,4\n5,6,7\n\"m\nn\xff\",8\n9,\"end\n";
    static const int lines[] = {3, 4, 6, 8, 9};
    struct arena a = {0};
    struct csv csv;
    size_t bad = 0;
    assert_int_equal(csv_parse(text, sizeof text - 1, &a, &csv, NULL), RC_OK);
    assert_int_equal(csv.count, 8);
    for (size_t i = 0; i < csv.count; i++)
        if (csv.rows[i].wrong != NULL)
            assert_int_equal(csv.rows[i].wrong_line, lines[bad++]);
    assert_int_equal(bad, 5);
    assert_string_equal(csv.rows[4].cells[1], "4");
    arena_free(&a);
}

static void too_many_cells(void **state) {
    (void)state;
    spoilt("a,b\n1,2\n1,2,3\n", 3, "có 3 ô mà dòng đầu chỉ có 2 cột");
    spoilt("a,b\n1,2,,x\n", 2, "có 4 ô");
    spoilt("a;b\n\"x\ny\";1\n1;2;3\n", 4, "dấu “;”");
    spoilt("a\n1,2\n", 2, "có 2 ô mà dòng đầu chỉ có 1 cột");
}

static void wrong_bytes(void **state) {
    (void)state;
    spoilt("a,b\n1,x\x1by\n", 2, "Cột 2 “x\xEF\xBF\xBDy”: ký tự thứ 2 là ký tự điều khiển");
    spoilt("a,b\nC\xf4ng,1\n", 2, "Cột 1 “C\xEF\xBF\xBDng”: ký tự thứ 2 không đúng UTF-8");
    refused("a\xff,b\n", 1, "Cột 1");
    spoilt("a,b\n1,2\n\"một\nh\u202eai\",1\n", 4, "Cột 1: dòng 2, ký tự thứ 2 là ký tự đảo chiều");
    spoilt("a,b\n1,\xEF\xBB\xBFx\n", 2, "BOM");
    spoilt_n("a,b\n1,\0x\n", 9, 2, "(U+0000)");
    spoilt("a,b\n1,\"x\ry\"\n", 2, "(U+000D)"); /* no line end that anyone writes in a cell */
    refused_n("PK\x03\x04xl/workbook", 15, 0, "lưu thành “CSV UTF-8”");
    refused_n("\xFF\xFE"
              "a\0,\0b\0",
              8, 0, "UTF-16");
    refused_n("\xFE\xFF\0a\0,\0b", 8, 0, "UTF-16");
}

static void empty(void **state) {
    (void)state;
    refused("", 0, "không có dòng nào");
    refused_n(NULL, 0, 0, "không có dòng nào");
    refused("\xEF\xBB\xBF", 0, "không có dòng nào");
    refused("\n\r\n , ,\n\"\"\n", 0, "không có dòng nào");
}

static void most_rows(void **state) {
    (void)state;
    struct buf b = {0};
    buf_puts(&b, "a,b\n");
    for (int i = 0; i < 100000; i++)
        buf_printf(&b, "%d,x\n\n", i); /* empty lines do not count */
    struct arena a = {0};
    struct csv csv;
    struct err e;
    assert_int_equal(csv_parse(b.data, b.len, &a, &csv, &e), RC_OK);
    assert_int_equal(csv.count, 100001);
    assert_string_equal(csv.rows[100000].cells[0], "99999");
    assert_int_equal(csv.rows[100000].line, 200000);
    arena_free(&a);
    buf_puts(&b, "mốt,x\n");
    refused_n(b.data, b.len, 200002, "hơn 100.000 dòng");
    buf_free(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapes),       cmocka_unit_test(separators),
        cmocka_unit_test(quotes),       cmocka_unit_test(rows),
        cmocka_unit_test(cleaned),      cmocka_unit_test(round_trip),
        cmocka_unit_test(wrong_quotes), cmocka_unit_test(too_many_cells),
        cmocka_unit_test(wrong_bytes),  cmocka_unit_test(empty),
        cmocka_unit_test(most_rows),    cmocka_unit_test(every_wrong_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
