/* Own code: libssh and libssh2 read key files only through their whole protocol, and sshd's own
 * reader is no library. Only lengths and names are looked at here; no cryptography but the digest.
 */
#include "thidua/officer_key.h"
#include "thidua/base64.h"
#include "thidua/sha256.h"
#include "thidua/text.h"
#include <stdio.h>
#include <string.h>

enum { COMMENT_MOST = 100, RSA_LEAST = 2048, RSA_MOST = 16384 };

/* --- what is inside a key: strings and numbers, each behind its length (RFC 4251, 5) --- */

struct wire {
    const unsigned char *at;
    size_t left;
    bool good;
};

struct piece {
    const unsigned char *at;
    size_t n;
};

static struct piece take(struct wire *w) {
    struct piece p = {w->at, 0};
    if (w->good && w->left >= 4) {
        size_t n = (size_t)w->at[0] << 24 | (size_t)w->at[1] << 16 | (size_t)w->at[2] << 8 |
                   (size_t)w->at[3];
        if (n <= w->left - 4) {
            p = (struct piece){w->at + 4, n};
            w->at += 4 + n;
            w->left -= 4 + n;
            return p;
        }
    }
    w->good = false;
    return p;
}

static bool is_text(struct piece p, const char *text) {
    return p.n == strlen(text) && memcmp(p.at, text, p.n) == 0;
}

/* Bits of a positive number in its shortest form, 0 for anything else. */
static size_t bits(struct piece p) {
    if (p.n && p.at[0] == 0) {
        if (p.n < 2 || !(p.at[1] & 0x80))
            return 0;
        p.at++;
        p.n--;
    } else if (!p.n || p.at[0] & 0x80) {
        return 0;
    }
    size_t n = p.n * 8;
    for (unsigned top = p.at[0]; !(top & 0x80); top <<= 1)
        n--;
    return n;
}

enum family { EDWARDS, ELLIPTIC, RSA };

static const struct form {
    const char *type;
    enum family family;
    const char *curve; /* ELLIPTIC */
    size_t size;       /* of the point or key, bytes */
    bool token;        /* in a security key: the name of an application follows */
} forms[] = {
    {"ssh-ed25519", EDWARDS, NULL, 32, false},
    {"ecdsa-sha2-nistp256", ELLIPTIC, "nistp256", 65, false},
    {"ecdsa-sha2-nistp384", ELLIPTIC, "nistp384", 97, false},
    {"ecdsa-sha2-nistp521", ELLIPTIC, "nistp521", 133, false},
    {"ssh-rsa", RSA, NULL, 0, false},
    {"sk-ssh-ed25519@openssh.com", EDWARDS, NULL, 32, true},
    {"sk-ecdsa-sha2-nistp256@openssh.com", ELLIPTIC, "nistp256", 65, true},
};

static const struct form *form_of(const char *word, size_t n) {
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (strlen(forms[i].type) == n && memcmp(forms[i].type, word, n) == 0)
            return &forms[i];
    return NULL;
}

static enum rc broken(struct err *e) {
    return err_set(e, RC_INVALID,
                   "Khóa không nguyên vẹn: có lẽ bị cắt hoặc chép thiếu; hãy chép lại cả dòng.");
}

static enum rc check_rsa(struct wire *w, struct err *e) {
    struct piece exponent = take(w);
    struct piece modulus = take(w);
    size_t small = bits(exponent);
    size_t large = bits(modulus);
    /* An exponent of 1 would let everybody sign. */
    if (!w->good || small < 2 || small > 64 || !(exponent.at[exponent.n - 1] & 1) || !large ||
        !(modulus.at[modulus.n - 1] & 1))
        return broken(e);
    if (large < RSA_LEAST || large > RSA_MOST)
        return err_set(e, RC_INVALID,
                       "Khóa RSA dài %zu bit; chỉ nhận từ %d đến %d bit. Hãy tạo khóa Ed25519.",
                       large, RSA_LEAST, RSA_MOST);
    return RC_OK;
}

static enum rc check_inside(const struct form *f, const struct buf *blob, struct err *e) {
    struct wire w = {(const unsigned char *)blob->data, blob->len, blob->len > 0};
    if (!is_text(take(&w), f->type) || !w.good)
        return broken(e);
    if (f->family == RSA) {
        enum rc rc = check_rsa(&w, e);
        if (rc)
            return rc;
    } else {
        if (f->curve && !is_text(take(&w), f->curve))
            return broken(e);
        struct piece point = take(&w);
        if (!w.good || point.n != f->size || (f->curve && point.at[0] != 4))
            return broken(e);
    }
    if (f->token && take(&w).n == 0)
        return broken(e);
    return w.good && w.left == 0 ? RC_OK : broken(e);
}

/* --- the line around it --- */

/* Why a line that does not begin with a kind of key we take is not taken. */
static enum rc refuse_line(const char *line, struct err *e) {
    static const struct {
        const char *start, *sentence;
    } known[] = {
        {"-----BEGIN", "Đây là khóa bí mật: không đưa cho ai, kể cả người quản trị. Hãy gửi dòng "
                       "khóa công khai (tệp có đuôi .pub)."},
        {"PuTTY-User-Key-File", "Đây là khóa bí mật của PuTTY: không đưa cho ai, kể cả người quản "
                                "trị. Hãy mở nó bằng PuTTYgen và chép dòng khóa công khai trong ô "
                                "đầu tiên."},
        {"---- BEGIN",
         "Đây là khóa công khai ghi theo dạng riêng của PuTTYgen; hãy chép dòng trong "
         "ô đầu tiên của PuTTYgen (Public key for pasting)."},
        {"ssh-dss", "Khóa DSA đã lỗi thời, máy chủ không nhận; hãy tạo khóa Ed25519."},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strncmp(line, known[i].start, strlen(known[i].start)) == 0)
            return err_set(e, RC_INVALID, "%s", known[i].sentence);
    if (strstr(line, "-cert-v0"))
        return err_set(e, RC_INVALID,
                       "Đây là chứng thư, không phải khóa; hãy gửi khóa công khai (tệp có đuôi "
                       ".pub không có chữ cert).");
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (strstr(line, forms[i].type))
            return err_set(e, RC_INVALID,
                           "Trước khóa có chữ khác; máy chủ tự đặt quyền của khóa nên không nhận. "
                           "Hãy chép từ chữ %s trở đi.",
                           forms[i].type);
    return err_set(e, RC_INVALID,
                   "Không phải khóa công khai của OpenSSH: dòng khóa bắt đầu bằng ssh-ed25519, "
                   "ecdsa-sha2-nistp256 hoặc ssh-rsa.");
}

/* The only line that says something; *found counts all of them. */
static const char *find_line(const char *bytes, size_t n, size_t *length, size_t *found) {
    const char *line = NULL;
    *found = 0;
    for (const char *at = bytes, *end = bytes + n; at < end;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        const char *next = stop ? stop + 1 : end;
        stop = stop ? stop : end;
        while (at < stop && (*at == ' ' || *at == '\t'))
            at++;
        while (stop > at && (stop[-1] == ' ' || stop[-1] == '\t' || stop[-1] == '\r'))
            stop--;
        if (stop > at && *at != '#' && (*found)++ == 0) {
            line = at;
            *length = (size_t)(stop - at);
        }
        at = next;
    }
    return line;
}

/* Up to the next blank. */
static size_t word(const char *at, const char *end) {
    const char *p = at;
    while (p < end && *p != ' ' && *p != '\t')
        p++;
    return (size_t)(p - at);
}

static const char *blanks(const char *at, const char *end) {
    while (at < end && (*at == ' ' || *at == '\t'))
        at++;
    return at;
}

/* A comment is whatever its owner wrote: what the door refuses is shown harmless, not refused. */
static enum rc keep_comment(const char *at, size_t n, struct arena *a, const char **out,
                            struct err *e) {
    struct buf clean = {0};
    struct buf harmless = {0};
    if (text_clean(at, n, TEXT_ONE_LINE, &clean, NULL)) {
        text_harmless(at, n, &harmless);
        (void)text_clean(buf_str(&harmless), harmless.len, TEXT_ONE_LINE, &clean, NULL);
    }
    const char *s = buf_str(&clean);
    size_t cut = 0;
    for (int i = 0; i < COMMENT_MOST && s[cut]; i++)
        cut += text_next(s + cut);
    bool failed = clean.failed || harmless.failed;
    *out = failed ? NULL : arena_dup_n(a, s, cut);
    buf_free(&clean);
    buf_free(&harmless);
    return *out ? RC_OK : err_nomem(e);
}

static void put_fingerprint(const struct buf *blob, struct officer_key *out) {
    unsigned char sum[SHA256_SIZE];
    struct buf text = {0};
    sha256(blob->data, blob->len, sum);
    base64_encode(&text, sum, sizeof sum, BASE64_BARE);
    (void)snprintf(out->fingerprint, sizeof out->fingerprint, "SHA256:%s", buf_str(&text));
    buf_free(&text);
}

static enum rc parse_line(const char *line, struct arena *a, struct officer_key *out,
                          struct err *e) {
    const char *end = line + strlen(line);
    size_t type = word(line, end);
    const struct form *form = form_of(line, type);
    if (!form)
        return refuse_line(line, e);
    const char *key = blanks(line + type, end);
    size_t size = word(key, end);
    struct buf blob = {0};
    enum rc rc = RC_OK;
    if (!base64_decode(&blob, key, size))
        rc = broken(e);
    else if (blob.failed)
        rc = err_nomem(e);
    else
        rc = check_inside(form, &blob, e);
    const char *comment = blanks(key + size, end);
    if (!rc)
        rc = keep_comment(comment, (size_t)(end - comment), a, &out->comment, e);
    if (!rc) {
        out->type = form->type;
        out->text = arena_dup_n(a, key, size);
        put_fingerprint(&blob, out);
        /* Too little memory leaves the fingerprint short. */
        if (!out->text || !officer_key_is_fingerprint(out->fingerprint))
            rc = err_nomem(e);
    }
    buf_free(&blob);
    return rc;
}

enum rc officer_key_parse(const char *bytes, size_t n, struct arena *a, struct officer_key *out,
                          struct err *e) {
    static const char bom[] = "\xef\xbb\xbf";
    if (n > OFFICER_KEY_BYTES)
        return err_set(e, RC_INVALID, "Khóa dài quá %d byte: đây không phải một khóa công khai.",
                       OFFICER_KEY_BYTES);
    if (n >= 3 && memcmp(bytes, bom, 3) == 0) {
        bytes += 3;
        n -= 3;
    }
    if (n && memchr(bytes, 0, n))
        return err_set(e, RC_INVALID,
                       "Tệp không phải văn bản UTF-8; hãy lưu lại dòng khóa bằng mã UTF-8.");
    size_t length = 0;
    size_t found = 0;
    const char *line = n ? find_line(bytes, n, &length, &found) : NULL;
    if (!line)
        return err_set(e, RC_INVALID,
                       "Không có khóa nào; hãy đưa một dòng khóa công khai, bắt đầu bằng "
                       "ssh-ed25519, ecdsa-sha2-nistp256 hoặc ssh-rsa.");
    size_t type = word(line, line + length);
    if (found > 1 && form_of(line, type))
        return err_set(e, RC_INVALID, "Có %zu dòng; mỗi lần chỉ thêm một khóa, viết trên một dòng.",
                       found);
    struct officer_key key = {0};
    const char *alone = arena_dup_n(a, line, length);
    enum rc rc = alone ? parse_line(alone, a, &key, e) : err_nomem(e);
    if (!rc)
        *out = key;
    return rc;
}

bool officer_key_is_fingerprint(const char *s) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    enum { DIGITS = 43 };
    return strncmp(s, "SHA256:", 7) == 0 && strlen(s + 7) == DIGITS &&
           strspn(s + 7, digits) == DIGITS;
}

enum rc officer_key_line(const struct officer_key *key, const char *program, const char *login,
                         struct buf *out, struct err *e) {
    static const char path[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._+-";
    static const char name[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    if (program[0] != '/' || program[strspn(program, path)])
        return err_set(e, RC_INVALID,
                       "Chương trình đặt ở nơi mà tên thư mục có dấu cách hoặc chữ lạ; hãy cài vào "
                       "/usr/local/bin.");
    if (!login[0] || login[strspn(login, name)])
        return err_set(e, RC_INVALID, "Tên đăng nhập chỉ gồm chữ a-z, chữ số và dấu gạch nối.");
    buf_printf(out, "restrict,pty,command=\"%s --as %s\" %s %s", program, login, key->type,
               key->text);
    buf_printf(out, key->comment[0] ? " %s\n" : "%s\n", key->comment);
    return out->failed ? err_nomem(e) : RC_OK;
}
