/* The command line taken apart by the table. getopt_long would know neither two-word commands nor
 * options that depend on them, and speaks to stderr in its own words. */
#include "thidua/command.h"
#include "thidua/text.h"
#include <string.h>

enum { NAMES = 64 };

/* An option as written: name without dashes, value after `=` or NULL. */
struct option_text {
    const char *name;
    size_t length;
    const char *value;
};

static bool is_option(const char *arg) {
    return arg[0] == '-' && arg[1];
}

static struct option_text take_apart(const char *arg) {
    const char *name = arg + 2;
    size_t n = strcspn(name, "=");
    return (struct option_text){name, n, name[n] ? name + n + 1 : NULL};
}

static int find(const struct command_option *table, const struct option_text *o) {
    for (int i = 0; table && table[i].name; i++)
        if (strlen(table[i].name) == o->length && !memcmp(table[i].name, o->name, o->length))
            return i;
    return -1;
}

static enum rc check_utf8(int argc, char *const *argv, struct err *e) {
    for (int i = 0; i < argc; i++)
        if (!text_valid(argv[i], strlen(argv[i])))
            return err_set(e, RC_USAGE, "Đối số thứ %d không phải chữ UTF-8; hãy gõ lại.", i + 1);
    return RC_OK;
}

/* "config": the first words of longer names. */
static const struct command *first_of(const char *word) {
    size_t n = strlen(word);
    for (size_t i = 0; i < command_count; i++)
        if (n && !strncmp(commands[i].name, word, n) && commands[i].name[n] == ' ')
            return &commands[i];
    return NULL;
}

static enum rc unknown_command(const char *word, struct err *e) {
    const struct command *longer = first_of(word);
    if (longer)
        return err_set(e, RC_USAGE, "Lệnh “%s” chưa đủ; cách viết: thidua %s %s", word,
                       longer->name, longer->words);
    const char *names[NAMES];
    size_t n = 0;
    char quoted[TEXT_QUOTE_SIZE];
    for (size_t i = 0; i < command_count && n < NAMES; i++)
        names[n++] = commands[i].name;
    const char *near = text_nearest(word, names, n);
    if (near)
        return err_set(e, RC_USAGE,
                       "Không có lệnh %s; có phải “%s” không? Xem các lệnh: thidua help.",
                       text_quote(word, quoted), near);
    return err_set(e, RC_USAGE, "Không có lệnh %s; xem các lệnh: thidua help.",
                   text_quote(word, quoted));
}

static enum rc unknown_option(const struct command *c, const char *arg, struct err *e) {
    const char *names[NAMES];
    size_t n = 0;
    char quoted[TEXT_QUOTE_SIZE];
    const struct option_text o = arg[1] == '-' ? take_apart(arg) : (struct option_text){0};
    char name[NAMES] = "";
    if (o.length < sizeof name && o.name)
        memcpy(name, o.name, o.length);
    for (int i = 0; command_common[i].name; i++)
        names[n++] = command_common[i].name;
    for (int i = 0; c && c->options && c->options[i].name; i++)
        names[n++] = c->options[i].name;
    const char *near = *name ? text_nearest(name, names, n) : NULL;
    text_quote(arg, quoted);
    if (near)
        return err_set(e, RC_USAGE, "Không có tùy chọn %s; có phải --%s không?", quoted, near);
    if (c)
        return err_set(e, RC_USAGE, "Không có tùy chọn %s; xem: thidua help %s.", quoted, c->name);
    return err_set(e, RC_USAGE, "Không có tùy chọn %s; xem: thidua help.", quoted);
}

/* Which command: the words, not counting options. Only the common options take a value before the
 * command is known. */
static enum rc find_command(int argc, char *const *argv, const char **words,
                            const struct command **out, size_t *taken, struct err *e) {
    size_t n = 0;
    bool options = true;
    for (int i = 0; i < argc && n < COMMAND_NAME; i++) {
        if (options && !strcmp(argv[i], "--")) {
            options = false;
        } else if (options && is_option(argv[i])) {
            struct option_text o = take_apart(argv[i]);
            int k = argv[i][1] == '-' ? find(command_common, &o) : -1;
            i += k >= 0 && command_common[k].value && !o.value;
        } else {
            words[n++] = argv[i];
        }
    }
    *taken = 0;
    *out = n ? command_find(words, n, taken) : NULL;
    return n && !*out ? unknown_command(words[0], e) : RC_OK;
}

static enum rc keep(const struct command_option *option, const char **slot, const char *value,
                    struct err *e) {
    if (*slot)
        return err_set(e, RC_USAGE, "Tùy chọn --%s được viết hai lần.", option->name);
    *slot = value;
    return RC_OK;
}

/* The value of an option: after `=`, else the next argument. */
static enum rc take_value(const char *shown, int argc, char *const *argv, int *i,
                          struct option_text *o, struct err *e) {
    if (o->value)
        return RC_OK;
    if (*i + 1 >= argc || !strncmp(argv[*i + 1], "--", 2))
        return err_set(e, RC_USAGE, "Tùy chọn --%.*s thiếu giá trị; viết --%.*s=%s.",
                       (int)o->length, o->name, (int)o->length, o->name, shown);
    o->value = argv[++*i];
    return RC_OK;
}

static enum rc take_filter(struct command_line *out, int argc, char *const *argv, int *i,
                           struct option_text *o, struct arena *a, struct err *e) {
    char *key = arena_dup_n(a, o->name, o->length);
    if (!key)
        return err_nomem(e);
    for (char *dash = key; (dash = strchr(dash, '-'));)
        *dash = '_'; /* keys are names of columns; options are written with dashes */
    if (!command_filter_is_flag(key) && take_value("GIÁ_TRỊ", argc, argv, i, o, e))
        return RC_USAGE;
    out->filters[out->nfilters++] = (struct command_filter){key, o->value};
    return RC_OK;
}

/* One option at argv[*i]. */
static enum rc take_option(struct command_line *out, int argc, char *const *argv, int *i,
                           struct arena *a, struct err *e) {
    const struct command *c = out->command;
    const char *arg = argv[*i];
    if (arg[1] != '-')
        return unknown_option(c, arg, e);
    struct option_text o = take_apart(arg);
    int k = find(command_common, &o);
    const struct command_option *option = k >= 0 ? &command_common[k] : NULL;
    const char **slot = k >= 0 ? &out->common[k] : NULL;
    if (!option && c && (k = find(c->options, &o)) >= 0) {
        option = &c->options[k];
        slot = &out->options[k];
    }
    if (!option)
        return c && c->flags & COMMAND_FILTERS ? take_filter(out, argc, argv, i, &o, a, e)
                                               : unknown_option(c, arg, e);
    if (option->value)
        return take_value(option->value, argc, argv, i, &o, e) ? RC_USAGE
                                                               : keep(option, slot, o.value, e);
    if (o.value)
        return err_set(e, RC_USAGE, "Tùy chọn --%s không nhận giá trị.", option->name);
    return keep(option, slot, "", e);
}

static enum rc check_words(const struct command_line *line, struct err *e) {
    const struct command *c = line->command;
    char quoted[TEXT_QUOTE_SIZE];
    if (!c || line->common[COMMAND_HELP])
        return RC_OK;
    if (line->nwords < c->least)
        return err_set(e, RC_USAGE, "Lệnh %s thiếu đối số; cách viết: thidua %s %s", c->name,
                       c->name, c->words);
    if (line->nwords > c->most)
        return err_set(e, RC_USAGE, "Lệnh %s thừa đối số %s; cách viết: thidua %s%s%s", c->name,
                       text_quote(line->words[c->most], quoted), c->name, *c->words ? " " : "",
                       c->words);
    return RC_OK;
}

enum rc command_parse(int argc, char *const *argv, struct arena *a, struct command_line *out,
                      struct err *e) {
    *out = (struct command_line){0};
    out->words = arena_array(a, (size_t)argc + 2, sizeof *out->words);
    out->filters = arena_array(a, (size_t)argc + 1, sizeof *out->filters);
    if (a->failed)
        return err_nomem(e);
    size_t taken = 0;
    enum rc rc = check_utf8(argc, argv, e);
    if (!rc)
        rc = find_command(argc, argv, out->words, &out->command, &taken, e);
    bool options = true;
    for (int i = 0; i < argc && !rc; i++)
        if (options && !strcmp(argv[i], "--"))
            options = false;
        else if (options && is_option(argv[i]))
            rc = take_option(out, argc, argv, &i, a, e);
        else if (taken)
            taken--; /* the command's own name */
        else
            out->words[out->nwords++] = argv[i];
    return rc ? rc : check_words(out, e);
}
