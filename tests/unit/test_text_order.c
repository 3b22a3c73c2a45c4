/* Search keys and Vietnamese order. */
#include "thidua/text.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <locale.h>
#include <stdlib.h>

static void folds(const char *s, const char *expected) {
    struct arena a = {0};
    assert_string_equal(text_folded(&a, s), expected);
    arena_free(&a);
}

static void folded(void **state) {
    (void)state;
    folds("", "");
    folds("Hải Hòa", "hai hoa");
    folds("hai hoà", "hai hoa");
    folds("HẢI HOÀ", "hai hoa");
    folds("Ha\u0309i Ho\u0300a", "hai hoa");
    folds("Thủy", "thuy");
    folds("Thuỷ", "thuy");
    folds("Đường Âu Cơ", "duong au co");
    folds("  một \t hai\n\nba  ", "mot hai ba");
    folds("quý, quí", "quy, qui");
    /* letters that Unicode does not take apart, and those of other languages */
    folds("Zoë Ångström Łódź", "zoe angstrom lodz");
    folds("Øresund Straße Æsir œuvre Ðuro ıstanbul İzmir",
          "oresund strasse aesir oeuvre duro istanbul "
          "izmir");
    folds("“một” – ‘hai’ — ba…", "\"mot\" - 'hai' - ba...");
    folds("50 m² Ｆ ﬁ", "50 m2 f fi");
    folds("ЕЛ漢字", "ел漢字");
    folds("a\u200db\u00adc", "abc"); /* what nobody sees is not searched for */
}

/* The 134 letters with marks, both cases, in the order of the alphabet and the tones. */
static const char *const alphabet[] = {
    "a à ả ã á ạ", "ă ằ ẳ ẵ ắ ặ", "â ầ ẩ ẫ ấ ậ", "b", "c",           "d",
    "đ",           "e è ẻ ẽ é ẹ", "ê ề ể ễ ế ệ", "g", "h",           "i ì ỉ ĩ í ị",
    "k",           "l",           "m",           "n", "o ò ỏ õ ó ọ", "ô ồ ổ ỗ ố ộ",
    "ơ ờ ở ỡ ớ ợ", "p",           "q",           "r", "s",           "t",
    "u ù ủ ũ ú ụ", "ư ừ ử ữ ứ ự", "v",           "x", "y ỳ ỷ ỹ ý ỵ",
};
static const char *const capitals[] = {
    "A À Ả Ã Á Ạ", "Ă Ằ Ẳ Ẵ Ắ Ặ", "Â Ầ Ẩ Ẫ Ấ Ậ", "B", "C",           "D",
    "Đ",           "E È Ẻ Ẽ É Ẹ", "Ê Ề Ể Ễ Ế Ệ", "G", "H",           "I Ì Ỉ Ĩ Í Ị",
    "K",           "L",           "M",           "N", "O Ò Ỏ Õ Ó Ọ", "Ô Ồ Ổ Ỗ Ố Ộ",
    "Ơ Ờ Ở Ỡ Ớ Ợ", "P",           "Q",           "R", "S",           "T",
    "U Ù Ủ Ũ Ú Ụ", "Ư Ừ Ử Ữ Ứ Ự", "V",           "X", "Y Ỳ Ỷ Ỹ Ý Ỵ",
};
enum { LETTERS = sizeof alphabet / sizeof *alphabet };

typedef void key_fn(const char *, struct buf *);

static int compare(key_fn *key, const char *a, const char *b) {
    struct buf ka = {0};
    struct buf kb = {0};
    key(a, &ka);
    key(b, &kb);
    for (const char *p = buf_str(&ka); *p != '\0'; p++)
        assert_in_range(*p, ' ', '~'); /* printable ASCII */
    int c = strcmp(buf_str(&ka), buf_str(&kb));
    buf_free(&ka);
    buf_free(&kb);
    return c;
}

static void in_order(key_fn *key, const char *const *list, size_t count) {
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            int c = compare(key, list[i], list[j]);
            if ((i < j && c >= 0) || (i == j && c != 0) || (i > j && c <= 0))
                fail_msg("“%s” against “%s”: %d", list[i], list[j], c);
        }
    }
}

#define IN_ORDER(key, list) in_order((key), (list), sizeof(list) / sizeof *(list))

/* Split the rows of the alphabet into single letters; returns how many. */
static size_t letters_of(const char *const *rows, char out[][8]) {
    size_t n = 0;
    for (size_t i = 0; i < LETTERS; i++) {
        for (const char *p = rows[i]; *p != '\0';) {
            size_t len = strcspn(p, " ");
            memcpy(out[n], p, len);
            out[n++][len] = '\0';
            p += len + strspn(p + len, " ");
        }
    }
    return n;
}

static void letters_in_order(void **state) {
    (void)state;
    char small[120][8];
    char large[120][8];
    size_t n = letters_of(alphabet, small);
    assert_int_equal(letters_of(capitals, large), n);
    size_t marked = 0;
    const char *list[120] = {0};
    for (size_t i = 0; i < n; i++) {
        list[i] = small[i];
        marked += strlen(small[i]) > 1 ? 2 : 0;                       /* small and capital */
        assert_true(compare(text_order_key, small[i], large[i]) < 0); /* then case */
        struct buf a = {0};
        struct buf b = {0};
        text_fold(small[i], &a);
        text_fold(large[i], &b);
        assert_int_equal(a.len, 1); /* every one has a plain letter */
        assert_string_equal(buf_str(&a), buf_str(&b));
        buf_free(&a);
        buf_free(&b);
    }
    assert_int_equal(marked, 134);
    in_order(text_order_key, list, n);
    for (size_t i = 0; i < n; i++)
        list[i] = large[i];
    in_order(text_order_key, list, n);
}

/* A letter decides before any letter after it, a letter before all tones, tones before case. */
static void levels(void **state) {
    (void)state;
    static const char *const words[] = {
        "an", "azz", "ăn", "ânh", "ba",    "bà",  "bả", "bã",  "bá", "bạ",  "ban",  "bán", "băn",
        "da", "dữ",  "đa", "đá",  "đã xa", "em",  "êm", "fan", "ga", "in",  "jazz", "ka",  "o",
        "on", "ô",   "ôn", "ơ",   "ơn",    "pin", "u",  "ưa",  "va", "web", "xa",   "ý",   "zip"};
    IN_ORDER(text_order_key, words);
    static const char *const tones[] = {"hai hoa", "hai hòa", "hài hoa", "hải hoa", "hải hòa",
                                        "hải hỏa", "hải hóa", "hãi hoa", "hái hoa", "hại hoa"};
    IN_ORDER(text_order_key, tones);
    static const char *const cases[] = {"hải hòa", "hải Hòa", "Hải hòa",
                                        "Hải Hòa", "HẢI HÒA", "hải hóa"};
    IN_ORDER(text_order_key, cases);
    static const char *const begins[] = {"", "Hải", "Hải A", "Hải An", "Hải Anh", "Hải An Anh X"};
    for (size_t i = 0; i + 2 < sizeof begins / sizeof *begins; i++)
        assert_true(compare(text_order_key, begins[i], begins[i + 1]) < 0);
    static const char *const blanks[] = {"Hải An Anh", "Hải Anh", "Hảian"};
    IN_ORDER(text_order_key, blanks); /* a blank stands before every letter */
}

static void same_keys(void **state) {
    (void)state;
    assert_int_equal(compare(text_order_key, "Hải Hòa", "Hải Hoà"), 0);
    assert_int_equal(compare(text_order_key, "Thủy", "Thuỷ"), 0);
    assert_int_equal(compare(text_order_key, "khóa", "khoá"), 0);
    assert_int_equal(compare(text_order_key, "Hải  Hòa ", " Hải Hòa"), 0);
    assert_int_equal(compare(text_order_key, "e\u0323\u0302", "ệ"), 0);
    assert_int_equal(compare(text_order_key, "o\u031b\u0323", "ợ"), 0);
    assert_int_not_equal(compare(text_order_key, "Hải Hòa", "Hải Hoa"), 0);
    assert_int_not_equal(compare(text_order_key, "Hải Hà", "Hải Hạ"), 0);
}

static void numbers_by_value(void **state) {
    (void)state;
    static const char *const list[] = {"Hải",
                                       "Hải - x",
                                       "Hải 0",
                                       "Hải 2",
                                       "Hải 2 b",
                                       "Hải 10",
                                       "Hải 99",
                                       "Hải 100",
                                       "Hải 999999999",
                                       "Hải 1000000000",
                                       "Hải 12345678901234567890",
                                       "Hải A"};
    IN_ORDER(text_order_key, list);
    assert_int_equal(compare(text_order_key, "Xóm 02", "Xóm 2"), 0);
    assert_int_equal(compare(text_order_key, "Xóm 00", "Xóm 0"), 0);
    static const char *const inside[] = {"a1b", "a2b", "a10b", "ab"};
    IN_ORDER(text_order_key, inside);
    /* a number of more digits than a key counts does no harm */
    char digits[2000];
    memset(digits, '7', sizeof digits - 1);
    digits[sizeof digits - 1] = '\0';
    assert_true(compare(text_order_key, "8", digits) < 0);
    assert_true(compare(text_order_key, digits, "a") < 0);
}

static void other_characters(void **state) {
    (void)state;
    static const char *const list[] = {"", "!", "\"", "-", "~", "€", "★", "1", "a", "đ", "z", "漢"};
    IN_ORDER(text_order_key, list);
    assert_int_equal(compare(text_order_key, "“a”", "\"a\""), 0);
    assert_int_equal(compare(text_order_key, "a – b", "a - b"), 0);
    assert_true(compare(text_order_key, "na", "ña") < 0);
    assert_true(compare(text_order_key, "ña", "nb") < 0);
    assert_true(compare(text_order_key, "\u0301", "a") < 0); /* a mark alone */
}

/* The units of Hải Hậu as a printed list would have them. */
static void communes(void **state) {
    (void)state;
    static const char *const sorted[] = {
        "Hải An",    "Hải Anh",   "Hải Bắc",       "Hải Châu",   "Hải Chính", "Hải Cường",
        "Hải Đông",  "Hải Đường", "Hải Giang",     "Hải Hà",     "Hải Hòa",   "Hải Hưng",
        "Hải Long",  "Hải Lộc",   "Hải Lý",        "Hải Minh",   "Hải Nam",   "Hải Ninh",
        "Hải Phong", "Hải Phú",   "Hải Phúc",      "Hải Phương", "Hải Quang", "Hải Sơn",
        "Hải Tân",   "Hải Tây",   "Hải Thanh",     "Hải Triều",  "Hải Trung", "Hải Vân",
        "Hải Xuân",  "TT Cồn",    "TT Thịnh Long", "TT Yên Định"};
    assert_int_equal(sizeof sorted / sizeof *sorted, 34);
    IN_ORDER(text_order_key, sorted);
}

static void people(void **state) {
    (void)state;
    static const char *const sorted[] = {"Lê Thị An",
                                         "Trần Thị An",
                                         "Nguyễn Văn Anh",
                                         "Phạm Thị Ánh",
                                         "Bùi Thị Hoa",
                                         "Đinh Thị Hoa",
                                         "Nguyễn Thị Hoa",
                                         "Nguyễn Thị Hòa",
                                         "Nguyễn Thu Hòa",
                                         "Vũ Thị Hòa",
                                         "Đỗ Thị Hóa",
                                         "Cao Thị Hồng",
                                         "Mai Huệ",
                                         "Ngọc Lan",
                                         "Trần Thị Lan",
                                         "Đặng Thị Thu",
                                         "Lê Thu",
                                         "Nguyễn Thị Thủy",
                                         "Y",
                                         "Lê Thị Y"};
    IN_ORDER(text_person_key, sorted);
    assert_int_equal(compare(text_person_key, "Nguyễn Thị Hòa", "Nguyễn Thị Hoà "), 0);
    assert_true(compare(text_person_key, "nguyễn thị hòa", "Nguyễn Thị Hòa") < 0);
    assert_int_equal(compare(text_person_key, "", "  "), 0);
}

static void as_stored(void **state) {
    (void)state;
    struct buf b = {0};
    text_order_key("Hải Hòa", &b);
    assert_string_equal(buf_str(&b), "hai-hoa 21 1001");
    buf_clear(&b);
    text_order_key("đường 2 (mới)", &b);
    assert_string_equal(buf_str(&b), "d~u~o~~ng-12-.(mo~~i.) 14 ");
    buf_clear(&b);
    text_person_key("Trần Thị Ngọc Lan", &b);
    /* capitals of the given name first: L … T … T … N */
    assert_string_equal(buf_str(&b), "lan 0 tra~~n-thi-ngoc 155 10010001001");
    buf_free(&b);
}

/* Keys are stored, so no locale may change them. */
static void whatever_locale(void **state) {
    (void)state;
    char *before = strdup(setlocale(LC_ALL, NULL));
    struct buf c = {0};
    struct buf utf8 = {0};
    static const char text[] = "Hải Hòa İI ß 漢 đường 12";
    setlocale(LC_ALL, "C");
    text_order_key(text, &c);
    text_fold(text, &c);
    setlocale(LC_ALL, "C.UTF-8");
    text_order_key(text, &utf8);
    text_fold(text, &utf8);
    setlocale(LC_ALL, before);
    free(before);
    assert_string_equal(buf_str(&c), buf_str(&utf8));
    buf_free(&c);
    buf_free(&utf8);
}

static void nearest(void **state) {
    (void)state;
    static const char *const names[] = {"registration", "end",       "Hải Anh",
                                        "Hải An",       "Hải Đường", "stale_days"};
    enum { COUNT = sizeof names / sizeof *names };
    assert_string_equal(text_nearest("registraton", names, COUNT), "registration");
    assert_string_equal(text_nearest("regsitration", names, COUNT), "registration");
    assert_string_equal(text_nearest("edn", names, COUNT), "end"); /* a swap is one edit */
    assert_string_equal(text_nearest("hai duong", names, COUNT), "Hải Đường");
    assert_string_equal(text_nearest("Hai An", names, COUNT), "Hải An");
    assert_string_equal(text_nearest("Hải Anhh", names, COUNT), "Hải Anh");
    assert_string_equal(text_nearest("stale-day", names, COUNT), "stale_days");
    assert_null(text_nearest("xyz", names, COUNT));
    assert_null(text_nearest("em", names, COUNT)); /* half the letters differ */
    assert_null(text_nearest("", names, COUNT));
    assert_null(text_nearest("end", names, 0));
    /* exactly a third of the letters is near, more is not */
    static const char *const six[] = {"abcdef"};
    assert_string_equal(text_nearest("abcdxy", six, 1), "abcdef");
    assert_null(text_nearest("abcxyz", six, 1));
    /* longer than what is compared: by the beginning */
    char text[600];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    const char *const one[] = {text};
    assert_ptr_equal(text_nearest(text, one, 1), text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folded),           cmocka_unit_test(letters_in_order),
        cmocka_unit_test(levels),           cmocka_unit_test(same_keys),
        cmocka_unit_test(numbers_by_value), cmocka_unit_test(other_characters),
        cmocka_unit_test(communes),         cmocka_unit_test(people),
        cmocka_unit_test(as_stored),        cmocka_unit_test(whatever_locale),
        cmocka_unit_test(nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
