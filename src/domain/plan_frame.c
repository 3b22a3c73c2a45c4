/* What stands around the outline of an official text (layout: NĐ 30/2020, Phụ lục I): letterhead,
 * title, preamble before it; closing, recipients and signature after it.
 *
 * The title is the first line, before any numbered heading, that names a kind of paper: alone
 * ("KẾ HOẠCH"), in capitals ("KẾ HOẠCH PHỐI HỢP …"), as a Markdown heading, or as the very first
 * line. Its subject is the next line and those that go on with it. A text without such a line
 * has no title; its letterhead then ends with the last line that belongs to one (national name and
 * motto, "Số: …", place and date).
 * The signature block begins with the first "Nơi nhận:", "TM. …", "KT. …", "CHỦ TỊCH" or the like
 * after which no part, Roman or decimal heading comes, and goes to the end: an appendix after it
 * stays in it. */
#include "plan_impl.h"
#include <string.h>

/* No letterhead is longer. */
enum { HEAD_LINES = 40 };

static const char *const kinds[] = {
    "kế hoạch",   "hướng dẫn", "thông báo", "chương trình", "quyết định", "chỉ thị",
    "nghị quyết", "tờ trình",  "báo cáo",   "quy chế",      "qui chế",    "quy định",
    "qui định",   "thể lệ",    "đề án",     "phương án",    "kết luận",   "lời kêu gọi",
    "điều lệ",    "công văn",  "phát động", "thông tri",    NULL};

static const char *const head_lines[] = {
    "cộng hòa xã hội", "cộng hoà xã hội", "độc lập", "số:", "số :", NULL};

/* A line that begins so, right under the subject, is the preamble and not more of the subject. */
static const char *const preamble_starts[] = {
    "căn cứ",    "thực hiện", "để",       "nhằm", "theo",  "xét", "tiếp",
    "hưởng ứng", "kính gửi",  "tiếp tục", "được", "trong", NULL};

/* Offices that sign; alone on a line in capitals. */
static const char *const signers[] = {
    "chủ tịch",   "phó chủ tịch", "trưởng ban",        "phó trưởng ban",
    "bí thư",     "phó bí thư",   "giám đốc",          "phó giám đốc",
    "thủ trưởng", "người lập",    "thủ trưởng đơn vị", NULL};

/* Signed for whom: before the office, in capitals. */
static const char *const signed_for[] = {"tm.", "t/m",  "tm ", "kt.", "k/t", "tl.",
                                         "t/l", "tuq.", "q. ", "p. ", NULL};

static const char *const closings[] = {"trên đây", "nhận được kế hoạch", "nhận được hướng dẫn",
                                       "nhận được văn bản", NULL};
/* These close a text too, unless they are all that a heading says. */
static const char *const weak_closings[] = {
    "căn cứ kế hoạch này",   "kế hoạch này",          "yêu cầu các",     "đề nghị các",
    "ban thường vụ yêu cầu", "ban thường vụ đề nghị", "trong quá trình", NULL};

static bool in_capitals(const char *s) {
    bool any = false;
    for (size_t len; *s; s += len) {
        uint32_t c = plan_char(s, &len);
        if (plan_is_lower(c))
            return false;
        any = any || plan_is_upper(c);
    }
    return any;
}

static enum plan_mark mark_of(const struct plan_line *l) {
    struct plan_mark_read m;
    if (!l->marked)
        return PLAN_PARAGRAPH;
    plan_mark_read(l->s, &m);
    /* Without its series a capital letter says nothing. */
    return m.rank == RANK_UPPER && m.value != 1 ? PLAN_PARAGRAPH : m.kind;
}

static bool is_heading(enum plan_mark k) {
    return k != PLAN_PARAGRAPH && k != PLAN_DASH && k != PLAN_PLUS;
}

static bool starts_with_any(const char *s, const char *const *list) {
    for (; *list; list++)
        if (plan_starts(s, *list) > 0)
            return true;
    return false;
}

/* "Hải Anh, ngày 05 tháng 11 năm 2021" alone on its line. */
static bool is_place_and_date(const char *s) {
    const char *comma = strchr(s, ',');
    if (!comma || strlen(s) > 100 || comma[1] != ' ')
        return false;
    return plan_word(comma + 2, "ngày") > 0 && strstr(comma, "năm") != NULL &&
           !plan_ends_sentence(s);
}

/* Only a sign after the kind: "KẾ HOẠCH", "QUYẾT ĐỊNH:". */
static bool is_bare_kind(const char *s) {
    const char *kind = plan_word_of(s, kinds);
    return kind && s[plan_starts(s, kind) + strspn(s + plan_starts(s, kind), " .:*")] == '\0';
}

/* The kind itself in capitals: "KẾ HOẠCH PHỐI HỢP", "KẾ HOẠCH Về việc …". */
static bool is_capital_kind(const char *s) {
    const char *kind = plan_word_of(s, kinds);
    size_t n = kind ? plan_starts(s, kind) : 0;
    for (size_t at = 0, len; at < n; at += len)
        if (plan_is_lower(plan_char(s + at, &len)))
            return false;
    return n > 0;
}

static bool is_title(const struct plan_lines *l, int i) {
    const struct plan_line *line = &l->line[i];
    size_t len;
    if (!plan_is_upper(plan_char(line->s, &len)) || !plan_word_of(line->s, kinds))
        return false;
    return is_bare_kind(line->s) || is_capital_kind(line->s) || line->hash ||
           (i == 0 && !plan_ends_sentence(line->s));
}

/* Where the search for letterhead and title ends: the first mark of an outline. */
static int first_mark(const struct plan_lines *l) {
    int i = 0;
    while (i < l->count && i < HEAD_LINES && mark_of(&l->line[i]) == PLAN_PARAGRAPH)
        i++;
    return i;
}

static int letterhead_end(const struct plan_lines *l, int limit) {
    int end = 0;
    for (int i = 0; i < limit; i++) {
        const char *s = l->line[i].s;
        if (starts_with_any(s, head_lines) || is_place_and_date(s) ||
            strstr(s, "Độc lập - Tự do") != NULL)
            end = i + 1;
    }
    return end;
}

/* The end of the subject that begins at line `i`. */
static int subject_end(const struct plan_lines *l, int i, bool bare) {
    size_t len;
    for (int from = i; i < l->count; i++) {
        const struct plan_line *line = &l->line[i];
        uint32_t c = plan_char(line->s, &len);
        bool first = i == from && bare;
        bool goes_on =
            first || plan_is_lower(c) || c == '(' ||
            (!line->gap && !plan_word_of(line->s, preamble_starts) && strlen(line->s) <= 160);
        if (!goes_on || mark_of(line) != PLAN_PARAGRAPH || plan_ends_sentence(line->s) ||
            (!first && line->hash)) {
            /* "(Kèm theo Quyết định …)" ends with a bracket: not the end of a sentence. */
            break;
        }
    }
    return i;
}

static bool starts_signature(const char *s) {
    size_t n = plan_word(s, "nơi nhận");
    if (n > 0)
        return s[n] == '\0' || s[n + strspn(s + n, " ")] == ':';
    if (starts_with_any(s, signed_for))
        return in_capitals(s);
    const char *office = plan_word_of(s, signers);
    return office && plan_word(s, office) == strlen(s) && in_capitals(s);
}

static int find_signature(const struct plan_lines *l, int from) {
    int at = -1;
    for (int i = from; i < l->count; i++) {
        const struct plan_line *line = &l->line[i];
        if (at >= 0 && (plan_word(line->s, "phụ lục") > 0 || plan_word(line->s, "mẫu số") > 0))
            break;
        enum plan_mark k = mark_of(line);
        if (k == PLAN_ROMAN || k == PLAN_PART || k == PLAN_DECIMAL)
            at = -1;
        else if (at < 0 && k == PLAN_PARAGRAPH && starts_signature(line->s))
            at = i;
    }
    if (at < 0)
        return l->count;
    while (at > from && is_place_and_date(l->line[at - 1].s))
        at--;
    return at;
}

void plan_frame(const struct plan_lines *l, struct plan_frame *f) {
    int limit = first_mark(l);
    int title = 0;
    while (title < limit && !is_title(l, title))
        title++;
    if (title < limit) {
        f->title = title;
        f->body = subject_end(l, title + 1, is_bare_kind(l->line[title].s));
    } else {
        f->title = f->body = letterhead_end(l, limit);
    }
    f->signature = find_signature(l, f->body);
}

bool plan_starts_closing(const char *s) {
    return plan_word_of(s, closings) != NULL;
}

void plan_frame_paras(const struct plan_paras *p, int *first, int *closing) {
    bool headings = false;
    for (int i = 0; i < p->count; i++)
        headings = headings || is_heading(p->para[i].kind);
    /* Grounds are often listed with dashes: they are preamble where the outline has headings. */
    int from = 0;
    while (from < p->count && (p->para[from].kind == PLAN_PARAGRAPH ||
                               (headings && plan_word(p->para[from].text, "căn cứ") > 0 &&
                                !is_heading(p->para[from].kind))))
        from++;
    int last = p->count; /* one past the last mark */
    while (last > 0 && p->para[last - 1].kind == PLAN_PARAGRAPH)
        last--;
    *first = from < p->count ? from : 0;
    *closing = p->count;
    for (int i = last; i < p->count; i++) {
        bool content = i > 0 && !is_heading(p->para[i - 1].kind);
        if (plan_starts_closing(p->para[i].text) ||
            (last > 0 && content && plan_word_of(p->para[i].text, weak_closings))) {
            *closing = i;
            break;
        }
    }
}

const char *plan_title(const struct plan_lines *l, int from, int to, struct arena *a) {
    size_t room = 1;
    for (int i = from; i < to; i++)
        room += strlen(l->line[i].s) + 1;
    char *title = arena_alloc(a, room);
    size_t at = 0;
    for (int i = from; title && i < to; i++) {
        size_t n = strlen(l->line[i].s);
        if (i > from)
            title[at++] = i == from + 1 ? '\n' : ' ';
        memcpy(title + at, l->line[i].s, n);
        at += n;
    }
    return title;
}
