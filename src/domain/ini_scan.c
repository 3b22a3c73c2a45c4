#include "thidua/ini_scan.h"

#include "thidua/text.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Some bytes of the file. */
struct span {
    const char *at;
    size_t n;
};

struct scanner {
    const char *file;
    struct arena *arena;
    struct ini_scan *out;
    struct problems *problems;
    size_t room;  /* of either array */
    int line;     /* the one being read, from 1 */
    bool orphans; /* keys here belong to no section, and that was said */
    bool quiet;   /* this line was said to be wrong: only its name is noted */
    bool full;
};

/* What isspace takes for a blank, as iniparser does. */
static bool blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static struct span trimmed(struct span s) {
    while (s.n > 0 && blank(s.at[0])) {
        s.at++;
        s.n--;
    }
    while (s.n > 0 && blank(s.at[s.n - 1]))
        s.n--;
    return s;
}

static struct span from(struct span s, size_t i) {
    return (struct span){s.at + i, s.n - i};
}

/* Index of `c`, or s.n. */
static size_t position(struct span s, char c) {
    const char *found = s.n == 0 ? NULL : memchr(s.at, c, s.n);
    return found == NULL ? s.n : (size_t)(found - s.at);
}

static struct ini_scan_section *current(const struct scanner *s) {
    return s->out->nsections == 0 || s->orphans ? NULL : &s->out->sections[s->out->nsections - 1];
}

static struct problem_place here(const struct scanner *s, const char *key) {
    const struct ini_scan_section *section = current(s);
    return (struct problem_place){.file = s->file,
                                  .line = s->line,
                                  .section = section == NULL ? NULL : section->name,
                                  .key = key};
}

#define SAY(s, key, ...)                                                                           \
    do {                                                                                           \
        if (!(s)->quiet) {                                                                         \
            struct problem_place place_ = here(s, key);                                            \
            problems_add((s)->problems, &place_, __VA_ARGS__);                                     \
        }                                                                                          \
    } while (0)

/* A span for a message. */
static const char *quoted(struct span s, char out[TEXT_QUOTE_SIZE]) {
    char head[TEXT_QUOTE_SIZE];
    size_t n = s.n < sizeof head - 1 ? s.n : sizeof head - 1;
    memcpy(head, s.at, n);
    head[n] = '\0';
    return text_quote(head, out);
}

static bool name_of(struct span s, const char *also) {
    for (size_t i = 0; i < s.n; i++) {
        char c = s.at[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') &&
            (c == '\0' || strchr(also, c) == NULL))
            return false;
    }
    return s.n > 0 && s.n <= INI_NAME_MAX;
}

static bool room_left(struct scanner *s) {
    if (s->out->nsections + s->out->nkeys < s->room)
        return true;
    s->quiet = false;
    SAY(s, NULL, "tệp có quá nhiều mục và khóa; cần không quá %d. Từ dòng này chưa xét.",
        (int)INI_ENTRIES_MAX);
    s->full = true;
    return false;
}

/* The bytes as far as the first that is not UTF-8. */
static size_t valid_prefix(struct span s) {
    size_t n = 0;
    while (n < s.n) {
        size_t len = 1;
        while (len <= 4 && n + len <= s.n && !text_valid(s.at + n, len))
            len++;
        if (len > 4 || n + len > s.n)
            break;
        n += len;
    }
    return n;
}

/* The key of a line that may not be fit to be read, or NULL. */
static const char *key_on(const struct scanner *s, struct span line) {
    size_t sign = position(line, '=');
    struct span name = trimmed((struct span){line.at, sign});
    return sign < line.n && name_of(name, "_") ? arena_dup_n(s->arena, name.at, name.n) : NULL;
}

/* What no line may have, whatever it says. */
static bool line_sound(struct scanner *s, struct span line) {
    struct span inner = trimmed(line);
    if (line.n > INI_LINE_MAX) {
        SAY(s, key_on(s, line), "dòng dài %zu byte; cần không quá %d byte, hãy viết ngắn lại.",
            line.n, (int)INI_LINE_MAX);
    } else if (position(line, '\0') < line.n) {
        SAY(s, key_on(s, line), "có byte NUL; cần văn bản UTF-8, hãy lưu lại tệp dạng UTF-8.");
    } else if (!text_valid(line.at, line.n)) {
        size_t good = valid_prefix(line);
        SAY(s, key_on(s, line),
            "byte thứ %zu (0x%02X) không phải là UTF-8; cần lưu lại tệp dạng UTF-8.", good + 1,
            (unsigned)(unsigned char)line.at[good]);
    } else if (inner.n > 0 && inner.at[inner.n - 1] == '\\') {
        SAY(s, key_on(s, line),
            "dòng kết thúc bằng dấu \\ (nối dòng); cần viết trọn trên một dòng.");
    } else {
        return true;
    }
    return false;
}

static const struct ini_scan_section *section_named(const struct ini_scan *out, const char *name) {
    for (size_t i = 0; i < out->nsections; i++)
        if (strcmp(out->sections[i].name, name) == 0)
            return &out->sections[i];
    return NULL;
}

/* Begin the section `name`; a second one of that name goes to iniparser under another, so that it
 * keeps its keys. */
static void section_begin(struct scanner *s, struct span name) {
    char *own = arena_dup_n(s->arena, name.at, name.n);
    if (own == NULL)
        return;
    const struct ini_scan_section *twin = section_named(s->out, own);
    const char *alias = own;
    int twin_line = twin == NULL ? 0 : twin->line;
    if (twin != NULL)
        alias = arena_printf(s->arena, "%s/%d", own, s->line);
    if (alias == NULL)
        return;
    s->orphans = false;
    s->out->sections[s->out->nsections++] = (struct ini_scan_section){
        .name = own, .alias = alias, .line = s->line, .first = s->out->nkeys};
    buf_char(&s->out->copy, '[');
    buf_puts(&s->out->copy, alias);
    buf_char(&s->out->copy, ']');
    if (twin_line != 0) {
        SAY(s, NULL, "mục này đã có ở dòng %d; cần mỗi mục một lần, hãy gộp lại hoặc đổi mã.",
            twin_line);
    }
}

/* As far as a blank or a note. */
static struct span first_word(struct span s) {
    size_t n = 0;
    while (n < s.n && !blank(s.at[n]) && s.at[n] != ';' && s.at[n] != '#')
        n++;
    return (struct span){s.at, n};
}

static void scan_section(struct scanner *s, struct span line) {
    char shown[TEXT_QUOTE_SIZE];
    size_t close = position(line, ']');
    struct span name = trimmed(from((struct span){line.at, close}, 1));
    s->orphans = true; /* until the name turns out well */
    if (close == line.n) {
        name = first_word(name);
        SAY(s, NULL, "%s thiếu dấu ]; cần [loại.mã].", quoted(line, shown));
    } else if (close + 1 < line.n) {
        SAY(s, NULL, "sau dấu ] có %s; cần để trống, ghi chú thì viết xuống dòng riêng.",
            quoted(trimmed(from(line, close + 1)), shown));
    }
    if (!name_of(name, "_.-")) {
        SAY(s, NULL,
            "tên mục %s không dùng được; cần chữ thường không dấu, chữ số, - và _, dài nhất %d ký "
            "tự.",
            quoted(name, shown), (int)INI_NAME_MAX);
    } else if (room_left(s)) {
        section_begin(s, name);
    }
}

/* What follows `key =`, blanks around dropped: *value is what iniparser will read. */
static bool scan_value(struct scanner *s, const char *key, struct span text, struct span *value) {
    char shown[TEXT_QUOTE_SIZE];
    char mark = '\0';
    if (text.n > 0)
        mark = text.at[0];
    if (mark == '"' || mark == '\'') {
        struct span inner = from(text, 1);
        size_t close = position(inner, mark);
        if (close == inner.n) {
            SAY(s, key, "%s thiếu dấu %c ở cuối; cần ngoặc đủ đôi trên cùng một dòng.",
                quoted(text, shown), mark);
            return false;
        }
        *value = (struct span){inner.at, close};
        struct span rest = trimmed(from(inner, close + 1 < inner.n ? close + 1 : inner.n));
        if (rest.n > 0 && rest.at[0] != ';' && rest.at[0] != '#') {
            SAY(s, key, "sau dấu %c còn %s; cần ghi chú bắt đầu bằng ; hoặc để trống.", mark,
                quoted(rest, shown));
            return false;
        }
        return true;
    }
    size_t note = 0;
    while (note < text.n && text.at[note] != ';' && text.at[note] != '#')
        note++;
    if (note < text.n && note > 0 && !blank(text.at[note - 1])) {
        SAY(s, key,
            "%s có dấu %c viết dính vào giá trị; cần một dấu cách trước ghi chú, hoặc đặt cả giá "
            "trị trong ngoặc kép.",
            quoted(text, shown), text.at[note]);
        return false;
    }
    *value = trimmed((struct span){text.at, note});
    size_t marks = 0;
    for (size_t i = 0; i < value->n; i++)
        marks += value->at[i] == '"';
    if (marks % 2 != 0) {
        SAY(s, key, "%s có dấu ngoặc kép lẻ; cần ngoặc đủ đôi.", quoted(*value, shown));
        return false;
    }
    return true;
}

static const struct ini_scan_key *
key_named(const struct scanner *s, const struct ini_scan_section *section, struct span name) {
    for (size_t i = section->first; i < s->out->nkeys; i++) {
        const struct ini_scan_key *key = &s->out->keys[i];
        if (strlen(key->name) == name.n && memcmp(key->name, name.at, name.n) == 0)
            return key;
    }
    return NULL;
}

/* Note the key; its line goes to iniparser when the value is well written. */
static void key_add(struct scanner *s, struct span line, struct span name, struct span text) {
    char *own = arena_dup_n(s->arena, name.at, name.n);
    if (own == NULL)
        return;
    struct span value = {NULL, 0};
    bool good = !s->quiet && scan_value(s, own, text, &value);
    if (good && value.n == 0) {
        SAY(s, own, "không có giá trị; cần một giá trị, hoặc bỏ cả dòng.");
        good = false;
    }
    s->out->keys[s->out->nkeys++] = (struct ini_scan_key){.name = own,
                                                          .value = good ? value.at : NULL,
                                                          .size = good ? value.n : 0,
                                                          .line = s->line,
                                                          .section = s->out->nsections - 1};
    s->out->sections[s->out->nsections - 1].count++;
    if (good)
        buf_add(&s->out->copy, line.at, line.n);
}

static void scan_key(struct scanner *s, struct span line) {
    char shown[TEXT_QUOTE_SIZE];
    const struct ini_scan_section *section = current(s);
    size_t sign = position(line, '=');
    struct span name = trimmed((struct span){line.at, sign});
    if (sign == line.n) {
        SAY(s, NULL, "%s không có dấu =; cần khóa = giá trị, hoặc ; ở đầu nếu là ghi chú.",
            quoted(line, shown));
    } else if (!name_of(name, "_")) {
        SAY(s, NULL, "tên khóa %s không dùng được; cần chữ thường không dấu, chữ số và _.",
            quoted(name, shown));
    } else if (s->out->nsections == 0 && !s->orphans) {
        SAY(s, NULL, "khóa %s đứng trước mọi mục; cần [loại.mã] ở trên nó.", quoted(name, shown));
    } else if (section != NULL && room_left(s)) {
        const struct ini_scan_key *twin = key_named(s, section, name);
        if (twin != NULL) {
            SAY(s, twin->name, "khóa này đã có ở dòng %d; cần mỗi khóa một lần, hãy bỏ một dòng.",
                twin->line);
        } else {
            key_add(s, line, name, trimmed(from(line, sign + 1)));
        }
    }
}

static void scan_line(struct scanner *s, struct span line) {
    s->quiet = false;
    s->quiet = !line_sound(s, line);
    line = trimmed(line);
    if (line.n == 0 || line.at[0] == ';' || line.at[0] == '#')
        return;
    if (line.at[0] == '[')
        scan_section(s, line);
    else
        scan_key(s, line);
}

/* What an editor may put before the first line. Returns how many bytes to pass over; all of them
 * when the rest is not bytes of text at all. */
static size_t scan_head(struct scanner *s, struct span all) {
    if (all.n >= 3 && memcmp(all.at, "\xEF\xBB\xBF", 3) == 0) {
        SAY(s, NULL, "tệp bắt đầu bằng dấu BOM; cần lưu lại tệp dạng UTF-8 không có BOM.");
        return 3;
    }
    if (all.n >= 2 && (memcmp(all.at, "\xFF\xFE", 2) == 0 || memcmp(all.at, "\xFE\xFF", 2) == 0)) {
        SAY(s, NULL, "tệp lưu dạng UTF-16; cần lưu lại tệp dạng UTF-8 không có BOM.");
        return all.n;
    }
    return 0;
}

enum rc ini_scan(const char *bytes, size_t n, const char *file, struct arena *a,
                 struct ini_scan *out, struct problems *problems, struct err *e) {
    *out = (struct ini_scan){0};
    struct span rest = {bytes, n};
    size_t lines = 1;
    for (size_t i = 0; i < n; i++)
        lines += bytes[i] == '\n';
    struct scanner s = {.file = file,
                        .arena = a,
                        .out = out,
                        .problems = problems,
                        .room = INI_ENTRIES_MAX,
                        .line = 1};
    size_t array = lines < INI_ENTRIES_MAX ? lines : INI_ENTRIES_MAX;
    out->sections = arena_array(a, array, sizeof *out->sections);
    out->keys = arena_array(a, array, sizeof *out->keys);
    if (out->sections == NULL || out->keys == NULL)
        return err_nomem(e);
    rest = from(rest, scan_head(&s, rest));
    for (; rest.n > 0 && !s.full && !a->failed; s.line++) {
        size_t end = position(rest, '\n');
        scan_line(&s, (struct span){rest.at, end});
        buf_char(&out->copy, '\n');
        rest = from(rest, end < rest.n ? end + 1 : end);
    }
    out->lines = s.line > 1 ? s.line - 1 : 1;
    return a->failed || out->copy.failed || problems->arena.failed ? err_nomem(e) : RC_OK;
}
