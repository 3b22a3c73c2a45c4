/* What is no key of an officer: other texts, several at once, options before it, a spoilt inside,
 * and RSA that is too short or not sound. */
#include "support/keyblob.h"
#include "support/test.h"
#include "thidua/officer_key.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void refused(const char *bytes, size_t n, const char *sentence) {
    struct arena a = {0};
    struct officer_key key = {.type = "untouched"};
    struct err e = {0};
    assert_int_equal(officer_key_parse(bytes, n, &a, &key, &e), RC_INVALID);
    assert_int_equal(e.rc, RC_INVALID);
    if (!strstr(e.message, sentence))
        fail_msg("“%s” does not say “%s”", e.message, sentence);
    assert_string_equal(key.type, "untouched");
    arena_free(&a);
}

static void what_is_no_key(void **state) {
    (void)state;
    static const struct {
        const char *text, *sentence;
    } cases[] = {
        {"", "Không có khóa"},
        {"\n\r\n  \n", "Không có khóa"},
        {"# chỉ ghi chú\n", "Không có khóa"},
        {"xin chào", "Không phải khóa"},
        {"ssh-ed25519", "không nguyên vẹn"},
        {"ssh-ed25519 ", "không nguyên vẹn"},
        {"ssh-ed25519 lan@may", "không nguyên vẹn"},
        {"ssh-ed25519 AAAA", "không nguyên vẹn"},
        {"ssh-ed448 AAAAC3NzaC1lZDI1NTE5", "Không phải khóa"},
        {"SSH-ED25519 AAAAC3NzaC1lZDI1NTE5", "Không phải khóa"},
        {"ssh-dss AAAAB3NzaC1kc3MAAACBAA== cu", "DSA"},
        {"ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1l lan", "chứng thư"},
        {"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1r\n-----END OPENSSH PRIVATE KEY-----\n",
         "khóa bí mật"},
        {"-----BEGIN RSA PRIVATE KEY-----\nMIIEow==\n", "khóa bí mật"},
        {"PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n", "PuTTY"},
        {"---- BEGIN SSH2 PUBLIC KEY ----\nComment: \"lan\"\nAAAA\n---- END SSH2 PUBLIC KEY ----",
         "PuTTYgen"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        refused(cases[i].text, strlen(cases[i].text), cases[i].sentence);
    static const char wide[] = "s\0s\0h\0-\0";
    refused(wide, sizeof wide - 1, "UTF-8");
    char *long_one = malloc(OFFICER_KEY_BYTES + 1);
    assert_non_null(long_one);
    memset(long_one, 'A', OFFICER_KEY_BYTES + 1);
    refused(long_one, OFFICER_KEY_BYTES + 1, "dài quá");
    refused(long_one, OFFICER_KEY_BYTES, "Không phải khóa");
    free(long_one);
}

static void several(void **state) {
    (void)state;
    char text[600];
    int n = snprintf(text, sizeof text, "%s\n%s\n", keyblob_good, keyblob_good);
    refused(text, (size_t)n, "mỗi lần chỉ thêm một khóa");
    n = snprintf(text, sizeof text, "%s\nrm -rf /\n", keyblob_good);
    refused(text, (size_t)n, "mỗi lần chỉ thêm một khóa");
    n = snprintf(text, sizeof text, "%s\rssh-rsa AAAA", keyblob_good);
    struct arena a = {0};
    struct officer_key key;
    assert_int_equal(officer_key_parse(text, (size_t)n, &a, &key, NULL), RC_OK);
    assert_null(strpbrk(key.comment, "\r\n")); /* one line, whatever reads it */
    arena_free(&a);
}

static void options_before_it(void **state) {
    (void)state;
    static const char *const options[] = {"command=\"/bin/sh\"",
                                          "no-pty",
                                          "pty,agent-forwarding",
                                          "environment=\"LD_PRELOAD=x\"",
                                          "cert-authority",
                                          "from=\"10.0.0.1\"",
                                          "restrict",
                                          "lan:"};
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        char text[400];
        int n = snprintf(text, sizeof text, "%s %s", options[i], keyblob_good);
        refused(text, (size_t)n, "Trước khóa có chữ khác");
    }
}

static void spoilt_inside(void **state) {
    (void)state;
    struct arena a = {0};
    struct buf b = {0};
    /* something after the key */
    keyblob_text(&b, "ssh-ed25519");
    keyblob_filled(&b, 1, 32);
    buf_char(&b, 0);
    const char *line = keyblob_line("ssh-ed25519", &b, "", &a);
    refused(line, strlen(line), "không nguyên vẹn");
    /* of another kind than it says */
    line = keyblob_line("sk-ssh-ed25519@openssh.com", &b, "", &a);
    refused(line, strlen(line), "không nguyên vẹn");
    /* too short, too long, and a length past the end */
    static const size_t lengths[] = {0, 1, 31, 33, 64};
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        buf_clear(&b);
        keyblob_text(&b, "ssh-ed25519");
        keyblob_filled(&b, 1, lengths[i]);
        line = keyblob_line("ssh-ed25519", &b, "", &a);
        refused(line, strlen(line), "không nguyên vẹn");
    }
    buf_clear(&b);
    keyblob_text(&b, "ssh-ed25519");
    buf_add(&b, "\xff\xff\xff\xff", 4);
    keyblob_filled(&b, 1, 32);
    line = keyblob_line("ssh-ed25519", &b, "", &a);
    refused(line, strlen(line), "không nguyên vẹn");
    /* a curve that is not its own; a point that is compressed */
    buf_clear(&b);
    keyblob_text(&b, "ecdsa-sha2-nistp256");
    keyblob_text(&b, "nistp384");
    keyblob_filled(&b, 4, 65);
    line = keyblob_line("ecdsa-sha2-nistp256", &b, "", &a);
    refused(line, strlen(line), "không nguyên vẹn");
    buf_clear(&b);
    keyblob_text(&b, "ecdsa-sha2-nistp256");
    keyblob_text(&b, "nistp256");
    keyblob_filled(&b, 3, 65);
    line = keyblob_line("ecdsa-sha2-nistp256", &b, "", &a);
    refused(line, strlen(line), "không nguyên vẹn");
    /* a security key for nothing */
    buf_clear(&b);
    keyblob_text(&b, "sk-ssh-ed25519@openssh.com");
    keyblob_filled(&b, 1, 32);
    keyblob_text(&b, "");
    line = keyblob_line("sk-ssh-ed25519@openssh.com", &b, "", &a);
    refused(line, strlen(line), "không nguyên vẹn");
    buf_free(&b);
    arena_free(&a);
}

/* A modulus of `bytes` bytes whose first is `first`, and an exponent. */
static const char *rsa(struct arena *a, const void *exponent, size_t size, unsigned char first,
                       size_t bytes) {
    struct buf b = {0};
    keyblob_text(&b, "ssh-rsa");
    keyblob_put(&b, exponent, size);
    keyblob_filled(&b, first, bytes);
    const char *line = keyblob_line("ssh-rsa", &b, "", a);
    buf_free(&b);
    return line;
}

static void rsa_sizes(void **state) {
    (void)state;
    struct arena a = {0};
    struct officer_key key;
    struct err e = {0};
    /* 2048 and 16384 bits without a sign byte: the top bit would be set, so 0x40 is one bit less */
    const char *line = rsa(&a, "\x03", 1, 0x40, 257); /* 2055 bits */
    assert_int_equal(officer_key_parse(line, strlen(line), &a, &key, &e), RC_OK);
    line = rsa(&a, "\x01\x00\x01", 3, 0x01, 257); /* 2049 */
    assert_int_equal(officer_key_parse(line, strlen(line), &a, &key, &e), RC_OK);
    line = rsa(&a, "\x01\x00\x01", 3, 0x7f, 256); /* 2047 */
    refused(line, strlen(line), "dài 2047 bit");
    line = rsa(&a, "\x01\x00\x01", 3, 0x40, 128);
    refused(line, strlen(line), "dài 1023 bit");
    line = rsa(&a, "\x01\x00\x01", 3, 0x01, 2049); /* 16385 */
    refused(line, strlen(line), "dài 16385 bit");
    line = rsa(&a, "\x01", 1, 0x40, 257); /* everybody's signature */
    refused(line, strlen(line), "không nguyên vẹn");
    line = rsa(&a, "\x04", 1, 0x40, 257);
    refused(line, strlen(line), "không nguyên vẹn");
    line = rsa(&a, "", 0, 0x40, 257);
    refused(line, strlen(line), "không nguyên vẹn");
    line = rsa(&a, "\x01\x00\x00\x00\x00\x00\x00\x00\x01", 9, 0x40, 257);
    refused(line, strlen(line), "không nguyên vẹn");
    line = rsa(&a, "\x00\x03", 2, 0x40, 257); /* a zero too many */
    refused(line, strlen(line), "không nguyên vẹn");
    line = rsa(&a, "\x03", 1, 0x80, 257); /* negative */
    refused(line, strlen(line), "không nguyên vẹn");
    line = rsa(&a, "\x03", 1, 0x00, 257); /* a zero too many */
    refused(line, strlen(line), "không nguyên vẹn");
    line = rsa(&a, "\x03", 1, 0x00, 1);
    refused(line, strlen(line), "không nguyên vẹn");
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_key),    cmocka_unit_test(several),
        cmocka_unit_test(options_before_it), cmocka_unit_test(spoilt_inside),
        cmocka_unit_test(rsa_sizes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
