/* The door to iniparser: every mistake of writing with its line, and nothing lost beside it. */
#include "thidua/ini.h"

#include "thidua/buf.h"
#include "thidua/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct loaded {
    struct arena arena;
    struct ini ini;
    struct problems problems;
};

/* The bytes are in a block of exactly their size, so that a sanitizer sees a read past them. */
static struct loaded load_bytes(const char *bytes, size_t n) {
    struct loaded l = {0};
    struct err e = {0};
    char *exact = malloc(n > 0 ? n : 1);
    assert_non_null(exact);
    memcpy(exact, bytes, n);
    enum rc rc = ini_read(exact, n, "x.ini", &l.arena, &l.ini, &l.problems, &e);
    free(exact);
    assert_int_equal(rc, RC_OK);
    for (size_t i = 0; i < l.problems.count; i++) {
        assert_string_equal(l.problems.list[i].file, "x.ini");
        assert_true(text_valid(l.problems.list[i].text, strlen(l.problems.list[i].text)));
    }
    return l;
}

static struct loaded load(const char *text) {
    return load_bytes(text, strlen(text));
}

static void loaded_free(struct loaded *l) {
    problems_free(&l->problems);
    arena_free(&l->arena);
}

static const char *value(const struct loaded *l, const char *section, const char *key) {
    for (size_t i = 0; i < l->ini.count; i++) {
        if (strcmp(l->ini.sections[i].name, section) == 0) {
            const struct ini_key *found = ini_key_find(&l->ini.sections[i], key);
            return found == NULL ? NULL : found->value;
        }
    }
    return NULL;
}

/* Exactly one problem, on `line`, whose sentence has `part`. */
static void one_problem_bytes(const char *bytes, size_t n, int line, const char *part) {
    struct loaded l = load_bytes(bytes, n);
    if (l.problems.count != 1 || l.problems.list[0].line != line ||
        strstr(l.problems.list[0].text, part) == NULL) {
        for (size_t i = 0; i < l.problems.count; i++)
            print_error("%d: %s\n", l.problems.list[i].line, l.problems.list[i].text);
        fail_msg("wanted one problem on line %d with: %s", line, part);
    }
    loaded_free(&l);
}

static void one_problem(const char *text, int line, const char *part) {
    one_problem_bytes(text, strlen(text), line, part);
}

/* --- what is well written -----------------------------------------------------------------------
 */

static void test_values(void **state) {
    (void)state;
    struct loaded l = load("; note\n"
                           "# note\n"
                           "\n"
                           "[one.a-b_1]\n"
                           "plain = Hội LHPN huyện\n"
                           "  spaced   =   x y   \n"
                           "noted = 10/11/2021 ; note\n"
                           "hashed = 5 # note = \"\n"
                           "quoted = \"a; b # c\"  ; note \"\n"
                           "touching = \"a\";note\n"
                           "single = 'nói \"vâng\"'\n"
                           "inner = Chương trình \"Mẹ đỡ đầu\"\n"
                           "apostrophe = Xã Ea H'leo\n"
                           "equals = a = b\n"
                           "twice == b\n"
                           "\ttabbed\t=\tz\t\r\n"
                           "[ two ]\r\n"
                           "last = không xuống dòng à");
    assert_int_equal(l.problems.count, 0);
    assert_int_equal(l.ini.count, 2);
    assert_string_equal(l.ini.sections[0].name, "one.a-b_1");
    assert_int_equal(l.ini.sections[0].line, 4);
    assert_int_equal(l.ini.sections[0].count, 12);
    assert_int_equal(l.ini.sections[0].keys[2].line, 7);
    assert_string_equal(value(&l, "one.a-b_1", "plain"), "Hội LHPN huyện");
    assert_string_equal(value(&l, "one.a-b_1", "spaced"), "x y");
    assert_string_equal(value(&l, "one.a-b_1", "noted"), "10/11/2021");
    assert_string_equal(value(&l, "one.a-b_1", "hashed"), "5");
    assert_string_equal(value(&l, "one.a-b_1", "quoted"), "a; b # c");
    assert_string_equal(value(&l, "one.a-b_1", "touching"), "a");
    assert_string_equal(value(&l, "one.a-b_1", "single"), "nói \"vâng\"");
    assert_string_equal(value(&l, "one.a-b_1", "inner"), "Chương trình \"Mẹ đỡ đầu\"");
    assert_string_equal(value(&l, "one.a-b_1", "apostrophe"), "Xã Ea H'leo");
    assert_string_equal(value(&l, "one.a-b_1", "equals"), "a = b");
    assert_string_equal(value(&l, "one.a-b_1", "twice"), "= b");
    assert_string_equal(value(&l, "one.a-b_1", "tabbed"), "z");
    assert_string_equal(value(&l, "two", "last"), "không xuống dòng à");
    loaded_free(&l);
}

static void test_value_is_composed(void **state) {
    (void)state;
    struct loaded l = load("[a]\nk = Ho\xCC\x82\xCC\xA3i\n"); /* decomposed */
    assert_int_equal(l.problems.count, 0);
    assert_string_equal(value(&l, "a", "k"), "Hội");
    loaded_free(&l);
}

static void test_empty(void **state) {
    (void)state;
    static const char *const files[] = {"", "\n", "; only a note", "\r\n\r\n", "#"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct loaded l = load(files[i]);
        assert_int_equal(l.problems.count, 0);
        assert_int_equal(l.ini.count, 0);
        loaded_free(&l);
    }
}

/* --- mistakes, one by one -----------------------------------------------------------------------
 */

static void test_bytes(void **state) {
    (void)state;
    static const char nul[] = "[a]\nk = a\0b\n";
    static const char wide[] = "\xFF\xFE[\0a\0]\0\n\0";
    one_problem("\xEF\xBB\xBF[a]\nk = 1\n", 1, "BOM");
    one_problem("[a]\nk = x\n\xEF\xBB\xBFm = y\n", 3, "tên khóa");
    one_problem_bytes(nul, sizeof nul - 1, 2, "[a] k: có byte NUL");
    one_problem_bytes(wide, sizeof wide - 1, 1, "UTF-16");
    one_problem("[a]\nk = ok\nm = H\xE1\xBB\n", 3, "[a] m: byte thứ 6 (0xE1) không phải là UTF-8");
    one_problem("; k = H\xE0 note\n[a]\n", 1, "byte thứ 8 (0xE0)"); /* a note has no key */
    one_problem("[a]\nk = x\xC0\x80y\n", 2, "(0xC0)");
    one_problem("[a]\nk = \xED\xA0\x80\n", 2, "UTF-8"); /* a surrogate */
    one_problem("[a]\nk = a\x01z\n", 2, "là ký tự điều khiển (U+0001)");
    one_problem("[a]\nk = a\rb\n", 2, "[a] k: ");
    one_problem("[a]\nk = a\xE2\x80\xAE"
                "b\n",
                2, "đảo chiều");
}

static char *long_line(const char *head, size_t n) {
    size_t used = strlen(head);
    char *out = malloc(n + 2);
    assert_non_null(out);
    memset(out, 'x', n);
    memcpy(out, head, used);
    out[n] = '\n';
    out[n + 1] = '\0';
    return out;
}

static void test_line_length(void **state) {
    (void)state;
    char *most = long_line("[a]\nk = ", 4 + INI_LINE_MAX);
    char *more = long_line("[a]\nk = ", 4 + INI_LINE_MAX + 1);
    char *note = long_line("; ", 2000);
    struct loaded l = load(most);
    assert_int_equal(l.problems.count, 0);
    assert_int_equal(strlen(value(&l, "a", "k")), INI_LINE_MAX - 4);
    loaded_free(&l);
    one_problem(more, 2, "[a] k: dòng dài 1001 byte; cần không quá 1000");
    one_problem(note, 1, "dòng dài 2000 byte");
    free(most);
    free(more);
    free(note);
}

static void test_notes_and_quotes(void **state) {
    (void)state;
    one_problem("[a]\nk = 5;note\n", 2, "[a] k: “5;note” có dấu ; viết dính");
    one_problem("[a]\nk = http://x/#frag\n", 2, "có dấu # viết dính");
    one_problem("[a]\nk = one;two\n", 2, "viết dính");
    one_problem("[a]\nk = \"abc\n", 2, "[a] k: “\"abc” thiếu dấu \" ở cuối");
    one_problem("[a]\nk = 'abc\n", 2, "thiếu dấu ' ở cuối");
    one_problem("[a]\nk = \"a\" b\n", 2, "sau dấu \" còn “b”");
    one_problem("[a]\nk = \"say \\\"hi\\\"\"\n", 2, "sau dấu \" còn");
    one_problem("[a]\nk = abc\"\n", 2, "ngoặc kép lẻ");
    one_problem("[a]\nk = a \"b ; c\"\n", 2, "ngoặc kép lẻ");
}

static void test_keys(void **state) {
    (void)state;
    one_problem("[a]\nbare word\n", 2, "không có dấu =");
    one_problem("[a]\n= x\n", 2, "tên khóa “” không dùng được");
    one_problem("[a]\nKey = x\n", 2, "tên khóa “Key” không dùng được");
    one_problem("[a]\nnhãn = x\n", 2, "tên khóa “nhãn”");
    one_problem("[a]\na:b = x\n", 2, "tên khóa");
    one_problem("[a]\nk =\n", 2, "[a] k: không có giá trị");
    one_problem("[a]\nk = \"\"\n", 2, "không có giá trị");
    one_problem("[a]\nk = '' ; note\n", 2, "không có giá trị");
    one_problem("[a]\nk = \"  \"\n", 2, "không có giá trị");
    one_problem("[a]\nk = ; note\n", 2, "không có giá trị");
    one_problem("[a]\nk =;note\n", 2, "không có giá trị");
    one_problem("k = 1\n[a]\n", 1, "khóa “k” đứng trước mọi mục");
    one_problem("[a]\nk = 1\nm = 2\nk = 3\n", 4, "[a] k: khóa này đã có ở dòng 2");
}

static void test_twin_of_a_wrong_key(void **state) {
    (void)state;
    struct loaded l = load("[a]\nk = \"open\nk = 3\n");
    assert_int_equal(l.problems.count, 2);
    assert_int_equal(l.problems.list[0].line, 2);
    assert_int_equal(l.problems.list[1].line, 3);
    loaded_free(&l);
}

static void test_sections(void **state) {
    (void)state;
    one_problem("[a]\nk = 1\n[b]\n[a]\nk = 2\n", 4, "[a]: mục này đã có ở dòng 1");
    one_problem("[a\nk = 1\n", 1, "thiếu dấu ]");
    one_problem("[a ; note]\n", 1, "không dùng được");
    one_problem("[a] ; note\nk = 1\n", 1, "sau dấu ] có “; note”");
    one_problem("[a] k = 1\n", 1, "sau dấu ] có “k = 1”");
    one_problem("[]\nk = 1\n", 1, "tên mục “” không dùng được");
    one_problem("[A.b]\nk = 1\n", 1, "tên mục “A.b”");
    one_problem("[mốc]\nk = 1\nm = 2\n", 1, "tên mục");
    one_problem("[a:b]\n", 1, "tên mục");
}

static void test_continuation(void **state) {
    (void)state;
    one_problem("[a]\nk = one \\\nm = 2\n", 2, "dòng kết thúc bằng dấu \\");
    one_problem("[a]\n; note \\\nm = 2\n", 2, "dòng kết thúc bằng dấu \\");
    one_problem("[a]\nk = one \\ \t\r\nm = 2\n", 2, "dòng kết thúc bằng dấu \\");
    struct loaded l = load("[a]\n; note \\\nm = 2\n");
    assert_string_equal(value(&l, "a", "m"), "2"); /* iniparser alone would drop it */
    loaded_free(&l);
}

static void test_too_many(void **state) {
    (void)state;
    struct buf text = {0};
    buf_puts(&text, "[a]\n");
    for (int i = 1; i < INI_ENTRIES_MAX; i++)
        buf_printf(&text, "k%d = %d\n", i, i);
    struct loaded l = load(buf_str(&text));
    assert_int_equal(l.problems.count, 0);
    assert_int_equal(l.ini.sections[0].count, INI_ENTRIES_MAX - 1);
    loaded_free(&l);
    buf_puts(&text, "more = 1\nbad\n[b]\n");
    one_problem(buf_str(&text), INI_ENTRIES_MAX + 1, "quá nhiều mục và khóa");
    buf_free(&text);
}

/* --- many at once -------------------------------------------------------------------------------
 */

static void test_all_in_one_pass(void **state) {
    (void)state;
    static const char text[] = "\xEF\xBB\xBF[a]\n"  /* 1 BOM */
                               "k = 5;x\n"          /* 2 touching */
                               "good = yes\n"       /* 3 */
                               "m = \"open\n"       /* 4 quote */
                               "[b\n"               /* 5 bracket; still a section */
                               "good = one\n"       /* 6 */
                               "good = two\n"       /* 7 twin */
                               "word\n"             /* 8 no = */
                               "[a]\n"              /* 9 twin section, keeps its keys */
                               "good = other\n"     /* 10 */
                               "bad = H\xFF\n"      /* 11 UTF-8 */
                               "[Wrong]\n"          /* 12 name; its keys are nobody's */
                               "k = 1\n"            /* 13 */
                               "z = \"\n"           /* 14 nothing more said of them */
                               "[c]\n"              /* 15 */
                               "good = \"three\"\n" /* 16 */
                               "end = \\\n";        /* 17 */
    static const int lines[] = {1, 2, 4, 5, 7, 8, 9, 11, 12, 17};
    struct loaded l = load_bytes(text, sizeof text - 1);
    assert_int_equal(l.problems.count, sizeof lines / sizeof *lines);
    for (size_t i = 0; i < l.problems.count; i++)
        assert_int_equal(l.problems.list[i].line, lines[i]);
    assert_int_equal(l.ini.count, 4);
    assert_string_equal(value(&l, "a", "good"), "yes");
    assert_string_equal(value(&l, "b", "good"), "one");
    assert_string_equal(value(&l, "c", "good"), "three");
    assert_string_equal(l.ini.sections[2].name, "a");
    assert_string_equal(ini_key_find(&l.ini.sections[2], "good")->value, "other");
    assert_null(ini_key_find(&l.ini.sections[0], "k")->value); /* there, and known to be wrong */
    assert_null(value(&l, "a", "missing"));
    loaded_free(&l);
}

static void test_problems_sort(void **state) {
    (void)state;
    struct problems p = {0};
    struct err e = {0};
    assert_int_equal(problems_result(&p, &e), RC_OK);
    for (int i = 40; i > 0; i--) {
        struct problem_place at = {"f", i / 2, i % 2 ? "s" : NULL, "k"};
        problems_add(&p, &at, "%d", i);
    }
    problems_sort(&p);
    for (size_t i = 1; i < p.count; i++) {
        assert_true(p.list[i - 1].line <= p.list[i].line);
        assert_true(p.list[i - 1].line < p.list[i].line || p.list[i - 1].nth < p.list[i].nth);
    }
    assert_string_equal(p.list[0].text, "[s] k: 1");
    assert_string_equal(p.list[1].text, "[s] k: 3");
    assert_string_equal(p.list[2].text, "k: 2");
    assert_int_equal(problems_result(&p, &e), RC_INVALID);
    assert_string_equal(e.message, "[s] k: 1");
    assert_string_equal(e.file, "f");
    problems_free(&p);
}

/* --- damaged files ------------------------------------------------------------------------------
 */

static uint32_t next_random(uint32_t *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

/* Whatever the bytes: no crash, no failure, and iniparser agrees with the scan on what is left.
 * The bytes most apt to mislead one of the two readers are put in most often. */
static void test_mutations(void **state) {
    (void)state;
    static const char base[] = "; ghi chú\n[campaign]\ncode = xiii\nname = \"a; b\" ; c\n\n"
                               "[deadline.end]\nby = 15/01/2022 # x\nlabel = 'H\"à'\nz = à\r\n";
    static const char odd[] = "\"'=;#[]\\\n\r\t :\0\x85\xA0\xC3\x0B\x0Cxk";
    uint32_t seed = 130;
    for (int round = 0; round < 4000; round++) {
        char bytes[sizeof base + 64];
        size_t n = sizeof base - 1;
        memcpy(bytes, base, n);
        for (uint32_t i = 1 + next_random(&seed) % 6; i > 0; i--) {
            size_t at = next_random(&seed) % n;
            char c = odd[next_random(&seed) % (sizeof odd - 1)];
            switch (next_random(&seed) % 4) {
            case 0:
                n = at + 1;
                break;
            case 1:
                bytes[at] = (char)next_random(&seed);
                break;
            case 2:
                bytes[at] = c;
                break;
            default:
                memmove(bytes + at + 1, bytes + at, n - at);
                bytes[at] = c;
                n++;
            }
        }
        struct loaded l = load_bytes(bytes, n);
        for (size_t i = 0; i < l.problems.count; i++) {
            assert_true(l.problems.list[i].line >= 1);
            assert_null(strstr(l.problems.list[i].text, "hai cách"));
        }
        loaded_free(&l);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),        cmocka_unit_test(test_value_is_composed),
        cmocka_unit_test(test_empty),         cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_line_length),   cmocka_unit_test(test_notes_and_quotes),
        cmocka_unit_test(test_keys),          cmocka_unit_test(test_twin_of_a_wrong_key),
        cmocka_unit_test(test_sections),      cmocka_unit_test(test_continuation),
        cmocka_unit_test(test_too_many),      cmocka_unit_test(test_all_in_one_pass),
        cmocka_unit_test(test_problems_sort), cmocka_unit_test(test_mutations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
