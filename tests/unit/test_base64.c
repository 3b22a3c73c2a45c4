#include "thidua/base64.h"
#include "thidua/sha256.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

/* RFC 4648, section 10. */
static const struct {
    const char *plain, *padded, *bare;
} vectors[] = {
    {"", "", ""},
    {"f", "Zg==", "Zg"},
    {"fo", "Zm8=", "Zm8"},
    {"foo", "Zm9v", "Zm9v"},
    {"foob", "Zm9vYg==", "Zm9vYg"},
    {"fooba", "Zm9vYmE=", "Zm9vYmE"},
    {"foobar", "Zm9vYmFy", "Zm9vYmFy"},
    {"\xfb\xff\xfe", "+//+", "+//+"},
};

static void encode(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
        struct buf b = {0};
        size_t n = strlen(vectors[i].plain);
        base64_encode(&b, vectors[i].plain, n, BASE64_PADDED);
        assert_string_equal(buf_str(&b), vectors[i].padded);
        buf_clear(&b);
        base64_encode(&b, vectors[i].plain, n, BASE64_BARE);
        assert_string_equal(buf_str(&b), vectors[i].bare);
        buf_free(&b);
    }
}

static void decode(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
        struct buf b = {0};
        buf_puts(&b, ">");
        assert_true(base64_decode(&b, vectors[i].padded, strlen(vectors[i].padded)));
        assert_string_equal(buf_str(&b) + 1, vectors[i].plain);
        buf_free(&b);
    }
}

static void every_byte_there_and_back(void **state) {
    (void)state;
    unsigned char bytes[256];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(255 - i);
    for (size_t n = 0; n <= sizeof bytes; n++) {
        struct buf text = {0};
        struct buf back = {0};
        base64_encode(&text, bytes, n, BASE64_PADDED);
        assert_int_equal(text.len, (n + 2) / 3 * 4);
        assert_true(base64_decode(&back, buf_str(&text), text.len));
        assert_int_equal(back.len, n);
        assert_memory_equal(buf_str(&back), bytes, n);
        buf_free(&text);
        buf_free(&back);
    }
}

/* One key must have one spelling. */
static void other_spellings(void **state) {
    (void)state;
    static const char *const refused[] = {
        "Zg",       "Zg=",      "Zm8",     "Zm9",   "Z",          "=",     "==",
        "===",      "====",     "Z===",    "Zg=a",  "Z=g=",       "Zh==",  "Zm9=",
        "Zm8=Zm8=", "Zg==Zm9v", "Zm9v ",   " Zm9v", "Zm9v\n",     "Zm 9v", "Zm9v====",
        "Zm9-",     "Zm9_",     "Zm9\x80", "Zm9v=", "Zm9v\nZm9v", "Zm9.",  "Zm,v"};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        struct buf b = {0};
        buf_puts(&b, "before");
        assert_false(base64_decode(&b, refused[i], strlen(refused[i])));
        assert_string_equal(buf_str(&b), "before");
        buf_free(&b);
    }
    struct buf b = {0};
    assert_false(base64_decode(&b, "Zm\0v", 4));
    buf_free(&b);
}

static const char *digest(const void *bytes, size_t n, char out[SHA256_TEXT]) {
    unsigned char hash[SHA256_SIZE];
    sha256(bytes, n, hash);
    return sha256_text(hash, out);
}

/* FIPS 180-4's examples, and the empty text. */
static void digests(void **state) {
    (void)state;
    char text[SHA256_TEXT];
    assert_string_equal(digest("", 0, text),
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_string_equal(digest(NULL, 0, text),
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_string_equal(digest("abc", 3, text),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    static const char two_blocks[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    assert_string_equal(digest(two_blocks, sizeof two_blocks - 1, text),
                        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    size_t n = 1000000;
    char *million = malloc(n);
    assert_non_null(million);
    memset(million, 'a', n);
    assert_string_equal(digest(million, n, text),
                        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    free(million);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encode),
        cmocka_unit_test(decode),
        cmocka_unit_test(every_byte_there_and_back),
        cmocka_unit_test(other_spellings),
        cmocka_unit_test(digests),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
