#include "thidua/base64.h"
#include "thidua/officer_key.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/thidua-keys-XXXXXX";
static char name[sizeof folder + 16]; /* of the key being made, in the folder */

static void remove_key(void) {
    char public[sizeof name + 8];
    (void)snprintf(public, sizeof public, "%s.pub", name);
    (void)unlink(name);
    (void)unlink(public);
}

static int make_folder(void **state) {
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    (void)snprintf(name, sizeof name, "%s/key", folder);
    return 0;
}

static int remove_folder(void **state) {
    (void)state;
    remove_key();
    return rmdir(folder);
}

static size_t read_file(const char *path, char *out, size_t size) {
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    size_t n = fread(out, 1, size - 1, f);
    out[n] = '\0';
    assert_int_equal(fclose(f), 0);
    return n;
}

/* What ssh-keygen says of the public key in the folder. */
static void keygen_fingerprint(char out[OFFICER_KEY_FINGERPRINT]) {
    char command[200];
    (void)snprintf(command, sizeof command, "ssh-keygen -E sha256 -lf %s.pub", name);
    FILE *f = popen(command, "r");
    assert_non_null(f);
    int bits = 0;
    assert_int_equal(fscanf(f, "%d %50s", &bits, out), 2);
    assert_true(bits > 0);
    while (fgetc(f) != EOF)
        ;
    assert_int_equal(pclose(f), 0);
}

/* The public key of a new pair; `of` is what ssh-keygen is told of its kind. */
static size_t keygen(const char *of, const char *comment, char *out, size_t size) {
    char command[300];
    remove_key();
    (void)snprintf(command, sizeof command, "ssh-keygen -q -N '' -t %s -C '%s' -f %s </dev/null",
                   of, comment, name);
    assert_int_equal(system(command), 0);
    char public[sizeof name + 8];
    (void)snprintf(public, sizeof public, "%s.pub", name);
    return read_file(public, out, size);
}

static const struct {
    const char *of, *type;
} kinds[] = {
    {"ed25519", "ssh-ed25519"},
    {"ecdsa -b 256", "ecdsa-sha2-nistp256"},
    {"ecdsa -b 384", "ecdsa-sha2-nistp384"},
    {"ecdsa -b 521", "ecdsa-sha2-nistp521"},
    {"rsa -b 2048", "ssh-rsa"},
    {"rsa -b 3072", "ssh-rsa"},
};

static void as_ssh_keygen_makes_them(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        char line[4096];
        size_t n = keygen(kinds[i].of, "chị Lan, máy ở xã", line, sizeof line);
        struct arena a = {0};
        struct officer_key key;
        struct err e = {0};
        assert_int_equal(officer_key_parse(line, n, &a, &key, &e), RC_OK);
        assert_string_equal(key.type, kinds[i].type);
        assert_string_equal(key.comment, "chị Lan, máy ở xã");
        assert_true(officer_key_is_fingerprint(key.fingerprint));
        char expected[OFFICER_KEY_FINGERPRINT];
        keygen_fingerprint(expected);
        assert_string_equal(key.fingerprint, expected);

        struct buf out = {0};
        assert_int_equal(officer_key_line(&key, "/usr/bin/thidua", "lan", &out, &e), RC_OK);
        char with_options[5000];
        (void)snprintf(with_options, sizeof with_options,
                       "restrict,pty,command=\"/usr/bin/thidua --as lan\" %s", line);
        assert_string_equal(buf_str(&out), with_options);
        buf_free(&out);

        /* Cut anywhere in the key, it is refused. */
        size_t key_end = strlen(kinds[i].type) + 1 + strlen(key.text);
        for (size_t cut = 0; cut < key_end; cut++)
            assert_int_equal(officer_key_parse(line, cut, &a, &key, &e), RC_INVALID);
        arena_free(&a);
    }
}

/* --- keys put together by hand --- */

static void put(struct buf *b, const void *bytes, size_t n) {
    char length[4] = {(char)(n >> 24 & 255), (char)(n >> 16 & 255), (char)(n >> 8 & 255),
                      (char)(n & 255)};
    buf_add(b, length, 4);
    buf_add(b, bytes, n);
}

static void put_text(struct buf *b, const char *s) {
    put(b, s, strlen(s));
}

/* `n` bytes, the first given, the last odd. */
static void put_bytes(struct buf *b, unsigned char first, size_t n) {
    unsigned char bytes[3000];
    assert_true(n <= sizeof bytes);
    memset(bytes, 0x5b, sizeof bytes);
    bytes[0] = first;
    put(b, bytes, n);
}

/* "TYPE base64 COMMENT" of a key with this inside. */
static const char *line_of(const char *type, const struct buf *blob, const char *comment,
                           struct arena *a) {
    struct buf text = {0};
    base64_encode(&text, blob->data, blob->len, BASE64_PADDED);
    const char *line = arena_printf(a, "%s %s %s", type, buf_str(&text), comment);
    assert_non_null(line);
    buf_free(&text);
    return line;
}

static enum rc parse(const char *line, struct officer_key *key, struct err *e, struct arena *a) {
    return officer_key_parse(line, strlen(line), a, key, e);
}

static void in_a_security_key(void **state) {
    (void)state;
    struct arena a = {0};
    struct buf blob = {0};
    struct officer_key key;
    struct err e = {0};
    /* The base point of each curve, so that ssh-keygen takes them for keys. */
    static const unsigned char edwards[32] = {0x58, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66,
                                              0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66,
                                              0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66,
                                              0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66, 0x66};
    static const unsigned char p256[65] = {
        0x04, 0x6b, 0x17, 0xd1, 0xf2, 0xe1, 0x2c, 0x42, 0x47, 0xf8, 0xbc, 0xe6, 0xe5,
        0x63, 0xa4, 0x40, 0xf2, 0x77, 0x03, 0x7d, 0x81, 0x2d, 0xeb, 0x33, 0xa0, 0xf4,
        0xa1, 0x39, 0x45, 0xd8, 0x98, 0xc2, 0x96, 0x4f, 0xe3, 0x42, 0xe2, 0xfe, 0x1a,
        0x7f, 0x9b, 0x8e, 0xe7, 0xeb, 0x4a, 0x7c, 0x0f, 0x9e, 0x16, 0x2b, 0xce, 0x33,
        0x57, 0x6b, 0x31, 0x5e, 0xce, 0xcb, 0xb6, 0x40, 0x68, 0x37, 0xbf, 0x51, 0xf5};
    for (int elliptic = 0; elliptic < 2; elliptic++) {
        const char *type =
            elliptic ? "sk-ecdsa-sha2-nistp256@openssh.com" : "sk-ssh-ed25519@openssh.com";
        buf_clear(&blob);
        put_text(&blob, type);
        if (elliptic)
            put_text(&blob, "nistp256");
        put(&blob, elliptic ? p256 : edwards, elliptic ? sizeof p256 : sizeof edwards);
        assert_int_equal(parse(line_of(type, &blob, "", &a), &key, &e, &a), RC_INVALID);
        put_text(&blob, "ssh:");
        const char *line = line_of(type, &blob, "khóa USB", &a);
        assert_int_equal(parse(line, &key, &e, &a), RC_OK);
        assert_string_equal(key.type, type);
        assert_string_equal(key.comment, "khóa USB");
        remove_key();
        char public[sizeof name + 8];
        (void)snprintf(public, sizeof public, "%s.pub", name);
        FILE *f = fopen(public, "w");
        assert_non_null(f);
        assert_true(fprintf(f, "%s\n", line) > 0);
        assert_int_equal(fclose(f), 0);
        char expected[OFFICER_KEY_FINGERPRINT];
        keygen_fingerprint(expected);
        assert_string_equal(key.fingerprint, expected);
    }
    buf_free(&blob);
    arena_free(&a);
}

/* One that is whole, to spoil. */
static const char good[] =
    "ssh-ed25519 "
    "AAAAC3NzaC1lZDI1NTE5AAAAIFhmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZm lan@may-o-xa";

static void lines_around_it(void **state) {
    (void)state;
    static const char *const taken[] = {
        "%s",       "%s\n",       "%s\r\n",           "\n\n%s\n\n",
        "  %s  \n", "\t%s\t\r\n", "\xef\xbb\xbf%s\n", "# của Lan\n%s",
        "%s\n#%s\n"};
    struct arena a = {0};
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        struct buf b = {0};
        for (const char *p = taken[i]; *p; p++)
            if (*p == '%')
                buf_puts(&b, good);
            else if (*p != 's' || p[-1] != '%')
                buf_char(&b, *p);
        struct officer_key key;
        struct err e = {0};
        assert_int_equal(parse(buf_str(&b), &key, &e, &a), RC_OK);
        assert_string_equal(key.type, "ssh-ed25519");
        assert_string_equal(key.comment, "lan@may-o-xa");
        buf_free(&b);
    }
    struct officer_key key;
    assert_int_equal(
        parse("ssh-ed25519\t AAAAC3NzaC1lZDI1NTE5AAAAIFhmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZm",
              &key, NULL, &a),
        RC_OK);
    assert_string_equal(key.comment, "");
    arena_free(&a);
}

static void comments(void **state) {
    (void)state;
    struct arena a = {0};
    struct officer_key key;
    char line[1000];
    int n = snprintf(line, sizeof line, "%s \x1b[2J\"quoted\" \xe2\x80\xae\xff end", good);
    assert_int_equal(officer_key_parse(line, (size_t)n, &a, &key, NULL), RC_OK);
    assert_null(strchr(key.comment, 0x1b));
    assert_non_null(strstr(key.comment, "\"quoted\""));
    assert_null(strstr(key.comment, "\xe2\x80\xae"));
    n = snprintf(line, sizeof line, "%s ", good);
    for (int i = 0; i < 300; i++)
        n += snprintf(line + n, sizeof line - (size_t)n, "ữ");
    assert_int_equal(officer_key_parse(line, (size_t)n, &a, &key, NULL), RC_OK);
    assert_true(strlen(key.comment) <= strlen("ữ") * 100);
    assert_memory_equal(key.comment, "lan@may-o-xa ữữ", strlen("lan@may-o-xa ữữ"));
    arena_free(&a);
}

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
    int n = snprintf(text, sizeof text, "%s\n%s\n", good, good);
    refused(text, (size_t)n, "mỗi lần chỉ thêm một khóa");
    n = snprintf(text, sizeof text, "%s\nrm -rf /\n", good);
    refused(text, (size_t)n, "mỗi lần chỉ thêm một khóa");
    n = snprintf(text, sizeof text, "%s\rssh-rsa AAAA", good);
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
        int n = snprintf(text, sizeof text, "%s %s", options[i], good);
        refused(text, (size_t)n, "Trước khóa có chữ khác");
    }
}

static void spoilt_inside(void **state) {
    (void)state;
    struct arena a = {0};
    struct buf b = {0};
    /* something after the key */
    put_text(&b, "ssh-ed25519");
    put_bytes(&b, 1, 32);
    buf_char(&b, 0);
    const char *line = line_of("ssh-ed25519", &b, "", &a);
    refused(line, strlen(line), "không nguyên vẹn");
    /* of another kind than it says */
    line = line_of("sk-ssh-ed25519@openssh.com", &b, "", &a);
    refused(line, strlen(line), "không nguyên vẹn");
    /* too short, too long, and a length past the end */
    static const size_t lengths[] = {0, 1, 31, 33, 64};
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        buf_clear(&b);
        put_text(&b, "ssh-ed25519");
        put_bytes(&b, 1, lengths[i]);
        line = line_of("ssh-ed25519", &b, "", &a);
        refused(line, strlen(line), "không nguyên vẹn");
    }
    buf_clear(&b);
    put_text(&b, "ssh-ed25519");
    buf_add(&b, "\xff\xff\xff\xff", 4);
    put_bytes(&b, 1, 32);
    line = line_of("ssh-ed25519", &b, "", &a);
    refused(line, strlen(line), "không nguyên vẹn");
    /* a curve that is not its own; a point that is compressed */
    buf_clear(&b);
    put_text(&b, "ecdsa-sha2-nistp256");
    put_text(&b, "nistp384");
    put_bytes(&b, 4, 65);
    line = line_of("ecdsa-sha2-nistp256", &b, "", &a);
    refused(line, strlen(line), "không nguyên vẹn");
    buf_clear(&b);
    put_text(&b, "ecdsa-sha2-nistp256");
    put_text(&b, "nistp256");
    put_bytes(&b, 3, 65);
    line = line_of("ecdsa-sha2-nistp256", &b, "", &a);
    refused(line, strlen(line), "không nguyên vẹn");
    /* a security key for nothing */
    buf_clear(&b);
    put_text(&b, "sk-ssh-ed25519@openssh.com");
    put_bytes(&b, 1, 32);
    put_text(&b, "");
    line = line_of("sk-ssh-ed25519@openssh.com", &b, "", &a);
    refused(line, strlen(line), "không nguyên vẹn");
    buf_free(&b);
    arena_free(&a);
}

/* A modulus of `bytes` bytes whose first is `first`, and an exponent. */
static const char *rsa(struct arena *a, const void *exponent, size_t size, unsigned char first,
                       size_t bytes) {
    struct buf b = {0};
    put_text(&b, "ssh-rsa");
    put(&b, exponent, size);
    put_bytes(&b, first, bytes);
    const char *line = line_of("ssh-rsa", &b, "", a);
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
    assert_int_equal(parse(line, &key, &e, &a), RC_OK);
    line = rsa(&a, "\x01\x00\x01", 3, 0x01, 257); /* 2049 */
    assert_int_equal(parse(line, &key, &e, &a), RC_OK);
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

static void fingerprints(void **state) {
    (void)state;
    assert_true(officer_key_is_fingerprint("SHA256:ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmno+/"));
    static const char *const others[] = {"",
                                         "SHA256:",
                                         "SHA256:ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmno+",
                                         "SHA256:ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmno+/=",
                                         "SHA256:ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmno+\n",
                                         "MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48",
                                         "sha256:ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmno+/"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_false(officer_key_is_fingerprint(others[i]));
}

/* Nothing that a shell or sshd would read otherwise can stand in the forced command. */
static void lines_for_the_server(void **state) {
    (void)state;
    struct arena a = {0};
    struct officer_key key;
    assert_int_equal(parse(good, &key, NULL, &a), RC_OK);
    static const char *const programs[] = {"",
                                           "thidua",
                                           "./thidua",
                                           "/usr/bin/thi dua",
                                           "/usr/bin/thidua\"",
                                           "/usr/bin/$(id)",
                                           "/usr/bin/a;b",
                                           "/usr/bin/\n",
                                           "/opt/thi-đua/bin/thidua",
                                           "/a\\b"};
    static const char *const logins[] = {"",       "lan minh", "lan\"", "lan\n", "$(id)",
                                         "lan;id", "Lan",      "lân",   "../x",  "lan,pty"};
    struct buf out = {0};
    struct err e = {0};
    for (size_t i = 0; i < sizeof programs / sizeof programs[0]; i++)
        assert_int_equal(officer_key_line(&key, programs[i], "lan", &out, &e), RC_INVALID);
    for (size_t i = 0; i < sizeof logins / sizeof logins[0]; i++)
        assert_int_equal(officer_key_line(&key, "/usr/bin/thidua", logins[i], &out, &e),
                         RC_INVALID);
    assert_int_equal(out.len, 0);
    key.comment = "";
    assert_int_equal(officer_key_line(&key, "/usr/local/bin/thidua", "cb-01", &out, &e), RC_OK);
    assert_string_equal(buf_str(&out),
                        "restrict,pty,command=\"/usr/local/bin/thidua --as cb-01\" ssh-ed25519 "
                        "AAAAC3NzaC1lZDI1NTE5AAAAIFhmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZm\n");
    buf_free(&out);
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_ssh_keygen_makes_them),
        cmocka_unit_test(in_a_security_key),
        cmocka_unit_test(lines_around_it),
        cmocka_unit_test(comments),
        cmocka_unit_test(what_is_no_key),
        cmocka_unit_test(several),
        cmocka_unit_test(options_before_it),
        cmocka_unit_test(spoilt_inside),
        cmocka_unit_test(rsa_sizes),
        cmocka_unit_test(fingerprints),
        cmocka_unit_test(lines_for_the_server),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
