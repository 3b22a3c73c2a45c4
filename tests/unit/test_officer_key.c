/* Keys of officers that are taken, as ssh-keygen makes them and as people send them, and the line
 * that each becomes for sshd. */
#include "support/keyblob.h"
#include "support/test.h"
#include "thidua/officer_key.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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
        keyblob_text(&blob, type);
        if (elliptic)
            keyblob_text(&blob, "nistp256");
        keyblob_put(&blob, elliptic ? p256 : edwards, elliptic ? sizeof p256 : sizeof edwards);
        assert_int_equal(parse(keyblob_line(type, &blob, "", &a), &key, &e, &a), RC_INVALID);
        keyblob_text(&blob, "ssh:");
        const char *line = keyblob_line(type, &blob, "khóa USB", &a);
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
                buf_puts(&b, keyblob_good);
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
    int n = snprintf(line, sizeof line, "%s \x1b[2J\"quoted\" \xe2\x80\xae\xff end", keyblob_good);
    assert_int_equal(officer_key_parse(line, (size_t)n, &a, &key, NULL), RC_OK);
    assert_null(strchr(key.comment, 0x1b));
    assert_non_null(strstr(key.comment, "\"quoted\""));
    assert_null(strstr(key.comment, "\xe2\x80\xae"));
    n = snprintf(line, sizeof line, "%s ", keyblob_good);
    for (int i = 0; i < 300; i++)
        n += snprintf(line + n, sizeof line - (size_t)n, "ữ");
    assert_int_equal(officer_key_parse(line, (size_t)n, &a, &key, NULL), RC_OK);
    assert_true(strlen(key.comment) <= strlen("ữ") * 100);
    assert_memory_equal(key.comment, "lan@may-o-xa ữữ", strlen("lan@may-o-xa ữữ"));
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
    assert_int_equal(parse(keyblob_good, &key, NULL, &a), RC_OK);
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
        cmocka_unit_test(fingerprints),
        cmocka_unit_test(lines_for_the_server),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
