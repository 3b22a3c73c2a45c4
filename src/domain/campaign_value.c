#include "thidua/campaign_value.h"

#include "thidua/text.h"

#include <stdio.h>
#include <string.h>

/* What is being converted, and where to say what is wrong. */
struct reading {
    struct campaign_reader *r;
    const struct key_row *row;
    const char *text;
    void *member;
    struct problem_place place;
};

static struct arena *arena(const struct reading *at) {
    return &at->r->c->arena;
}

#define SAY(at, ...) problems_add((at)->r->problems, &(at)->place, __VA_ARGS__)

/* "có “x”; cần …; có phải “y” không?" for a word that must be one of `names`. */
static void say_unknown(const struct reading *at, const char *wanted, const char *const *names,
                        size_t count) {
    char found[TEXT_QUOTE_SIZE];
    const char *near = text_nearest(at->text, names, count);
    text_quote(at->text, found);
    if (near != NULL)
        SAY(at, "có %s; cần %s. Có phải là %s?", found, wanted, near);
    else
        SAY(at, "có %s; cần %s.", found, wanted);
}

static void set_text(const struct reading *at, const char *text) {
    const char *copy = arena_dup(arena(at), text);
    memcpy(at->member, &copy, sizeof copy);
}

static void set_int(const struct reading *at, int64_t value) {
    int number = (int)value;
    memcpy(at->member, &number, sizeof number);
}

static void set_int64(const struct reading *at, int64_t value) {
    memcpy(at->member, &value, sizeof value);
}

static void set_flag(const struct reading *at, bool value) {
    memcpy(at->member, &value, sizeof value);
}

static void read_text(const struct reading *at) {
    set_text(at, at->text);
}

bool campaign_code_good(const char *code) {
    size_t n = strspn(code, "abcdefghijklmnopqrstuvwxyz0123456789_-");
    return n > 0 && n <= CODE_MAX && code[n] == '\0';
}

static void read_code(const struct reading *at) {
    if (campaign_code_good(at->text)) {
        set_text(at, at->text);
        return;
    }
    char found[TEXT_QUOTE_SIZE];
    SAY(at, "có %s; cần mã gồm chữ thường không dấu, chữ số, - và _, dài nhất %d ký tự.",
        text_quote(at->text, found), (int)CODE_MAX);
}

static void read_zone(const struct reading *at) {
    if (date_zone_known(at->text)) {
        set_text(at, at->text);
        return;
    }
    char found[TEXT_QUOTE_SIZE];
    SAY(at, "có %s; cần tên múi giờ máy này biết, như Asia/Ho_Chi_Minh.",
        text_quote(at->text, found));
}

/* A date without a year would mean another day next year: DATE_NONE refuses it. */
static void read_date(const struct reading *at) {
    struct when *when = at->member;
    struct err e = {0};
    if (date_parse(at->text, DATE_NONE, &when->first, &when->precision, &e) != RC_OK) {
        SAY(at, "có %s", e.message);
        return;
    }
    when->good = true;
    when->last = when->precision == DATE_MONTH ? date_month_end(when->first) : when->first;
}

static bool in_range(const struct reading *at, int64_t value) {
    if (value >= at->row->min && value <= at->row->max)
        return true;
    char found[TEXT_QUOTE_SIZE];
    struct buf range = {0};
    bool decimal = at->row->type == KEY_DECIMAL;
    (decimal ? text_decimal : text_number)(&range, at->row->min);
    buf_puts(&range, " đến ");
    (decimal ? text_decimal : text_number)(&range, at->row->max);
    SAY(at, "có %s; cần số từ %s.", text_quote(at->text, found), buf_str(&range));
    buf_free(&range);
    return false;
}

static void read_number(const struct reading *at) {
    struct err e = {0};
    int64_t value = 0;
    bool decimal = at->row->type == KEY_DECIMAL;
    if ((decimal ? text_parse_decimal : text_parse_number)(at->text, &value, &e) != RC_OK)
        SAY(at, "có %s", e.message);
    else if (in_range(at, value))
        (at->row->type == KEY_INT ? set_int : set_int64)(at, value);
}

static void read_percent(const struct reading *at) {
    struct err e = {0};
    int64_t value = 0;
    char digits[16];
    size_t n = strlen(at->text);
    size_t keep = n > 0 && at->text[n - 1] == '%' ? n - 1 : n;
    if (keep >= sizeof digits)
        keep = sizeof digits - 1; /* too long for a percentage in any case */
    memcpy(digits, at->text, keep);
    digits[keep] = '\0';
    if (text_parse_number(digits, &value, &e) != RC_OK) {
        char found[TEXT_QUOTE_SIZE];
        SAY(at, "có %s; cần phần trăm, như 100%%.", text_quote(at->text, found));
    } else if (in_range(at, value)) {
        set_int(at, value);
    }
}

static const struct key_choice yes_no[] = {{"no", 0}, {"yes", 1}, {NULL, 0}};

static const struct key_choice *choices(const struct key_row *row) {
    return row->choices != NULL ? row->choices : yes_no;
}

/* The words a choice may be, for a message. */
static const char *listed(const struct key_choice *choice, struct buf *out) {
    for (size_t i = 0; choice[i].code != NULL; i++) {
        buf_printf(out, "%s%s",
                   i == 0                       ? ""
                   : choice[i + 1].code == NULL ? " hoặc "
                                                : ", ",
                   choice[i].code);
    }
    return buf_str(out);
}

static void read_choice(const struct reading *at) {
    enum { MOST = 8 };
    const char *names[MOST];
    const struct key_choice *choice = choices(at->row);
    size_t count = 0;
    for (; count < MOST && choice[count].code != NULL; count++) {
        if (strcmp(choice[count].code, at->text) == 0) {
            if (at->row->type == KEY_CHOICE)
                set_int(at, choice[count].value);
            else if (at->row->type == KEY_FLAG)
                set_flag(at, choice[count].value != 0);
            return;
        }
        names[count] = choice[count].code;
    }
    if (at->row->type == KEY_CHOICE)
        set_int(at, CHOICE_WRONG);
    struct buf wanted = {0};
    say_unknown(at, listed(choice, &wanted), names, count);
    buf_free(&wanted);
}

static void read_measure(const struct reading *at) {
    const struct campaign_reader *r = at->r;
    for (size_t i = 0; i < r->nmeasures; i++) {
        if (strcmp(r->measures[i].name, at->text) == 0) {
            set_text(at, at->text);
            return;
        }
    }
    const char **names = arena_array(arena(at), r->nmeasures + 1, sizeof *names);
    if (names == NULL)
        return;
    for (size_t i = 0; i < r->nmeasures; i++)
        names[i] = r->measures[i].name;
    say_unknown(at, "tên một số liệu đã liệt kê ở phần [target] của tệp mẫu", names, r->nmeasures);
}

static void read_deadline(const struct reading *at) {
    for (size_t i = 0; i < at->r->ndeadlines; i++) {
        if (strcmp(at->r->deadlines[i], at->text) == 0) {
            set_text(at, at->text);
            return;
        }
    }
    say_unknown(at, "mã của một mốc [deadline.mã] trong tệp", at->r->deadlines, at->r->ndeadlines);
}

static void read_clause(const struct reading *at) {
    const struct plan *plan = &at->r->c->plan;
    if (!at->r->plan_read)
        return;
    int i = plan_find(plan, at->text);
    if (i >= 0) {
        set_text(at, plan->nodes[i].number);
        return;
    }
    char found[TEXT_QUOTE_SIZE];
    const char *near = plan_nearest(plan, at->text);
    text_quote(at->text, found);
    if (near != NULL) {
        SAY(at, "có %s; kế hoạch %s không có mục này, gần nhất là %s.", found, at->r->set.plan,
            near);
    } else {
        SAY(at, "có %s; kế hoạch %s không có mục này, cần số mục như IV.2/2.", found,
            at->r->set.plan);
    }
}

/* How each type is read, and what is wanted where a required one is missing. */
static const struct {
    void (*read)(const struct reading *at);
    const char *wanted;
} types[] = {
    [KEY_TEXT] = {read_text, "một dòng chữ"},
    [KEY_CODE] = {read_code, "mã, như xiii-2021"},
    [KEY_ZONE] = {read_zone, "tên múi giờ, như Asia/Ho_Chi_Minh"},
    [KEY_DATE] = {read_date, "ngày dd/mm/yyyy hoặc tháng mm/yyyy"},
    [KEY_INT] = {read_number, "số"},
    [KEY_COUNT] = {read_number, "số"},
    [KEY_PERCENT] = {read_percent, "phần trăm"},
    [KEY_DECIMAL] = {read_number, "số"},
    [KEY_CHOICE] = {read_choice, NULL},
    [KEY_FLAG] = {read_choice, NULL},
    [KEY_MEASURE] = {read_measure, "tên một số liệu"},
    [KEY_DEADLINE] = {read_deadline, "mã của một mốc"},
    [KEY_CLAUSE] = {read_clause, "số mục của kế hoạch"},
    [KEY_SOURCE] = {read_choice, NULL},
};

static struct reading reading(struct campaign_reader *r, const struct ini_section *s,
                              const struct key_row *row, int line, void *record) {
    return (struct reading){.r = r,
                            .row = row,
                            .member = (char *)record + row->offset,
                            .place = {r->file, line, s->name, row->name}};
}

void campaign_value(struct campaign_reader *r, const struct ini_section *s,
                    const struct key_row *row, const struct ini_key *key, void *record) {
    struct reading at = reading(r, s, row, key->line, record);
    if (row->type == KEY_DATE)
        ((struct when *)at.member)->given = true;
    if (key->value != NULL) {
        at.text = key->value;
        types[row->type].read(&at);
    } else if (row->type == KEY_CHOICE) {
        set_int(&at, CHOICE_WRONG);
    }
}

void campaign_value_default(struct campaign_reader *r, const struct ini_section *s,
                            const struct key_row *row, void *record) {
    struct reading at = reading(r, s, row, s->line, record);
    if (row->required) {
        struct buf words = {0};
        const char *wanted = types[row->type].wanted;
        SAY(&at, "thiếu khóa này; cần %s.", wanted != NULL ? wanted : listed(choices(row), &words));
        buf_free(&words);
    } else if (row->otherwise != NULL) {
        at.text = row->otherwise;
        types[row->type].read(&at);
    } else if (row->type == KEY_COUNT || row->type == KEY_DECIMAL) {
        set_int64(&at, FIELD_NONE);
    }
}
