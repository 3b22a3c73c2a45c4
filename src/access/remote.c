/* Own code: libc's wordexp runs commands and reads variables, and GLib's g_shell_parse_argv takes
 * backslashes and comments and brings GLib. */
#include "thidua/remote.h"
#include "thidua/buf.h"
#include "thidua/text.h"
#include <string.h>

/* What stands for itself only in quotes; in double quotes the first of them still do not. */
static const char acted_on[] = "$`\\;&|<>()*?[]{}~#!";
static const char acted_on_in_quotes[] = "$`\\";

struct splitter {
    const char *at;
    struct arena *arena;
    struct buf word;
    char **words;
    int count;
};

static enum rc refuse_character(char c, struct err *e) {
    return err_set(e, RC_INVALID,
                   "Lệnh có ký tự %c mà máy chủ không hiểu; nếu là chữ trong nội dung thì hãy đặt "
                   "trong cặp dấu nháy đơn.",
                   c);
}

/* From the opening quote to behind the closing one. */
static enum rc take_quoted(struct splitter *s, struct err *e) {
    char quote = *s->at++;
    for (; *s->at && *s->at != quote; s->at++) {
        if (quote == '"' && strchr(acted_on_in_quotes, *s->at))
            return refuse_character(*s->at, e);
        buf_char(&s->word, *s->at);
    }
    if (!*s->at)
        return err_set(e, RC_INVALID, "Lệnh mở dấu nháy %c mà không đóng.", quote);
    s->at++;
    return RC_OK;
}

static enum rc take_word(struct splitter *s, struct err *e) {
    buf_clear(&s->word);
    while (*s->at && *s->at != ' ') {
        if (*s->at == '"' || *s->at == '\'') {
            enum rc rc = take_quoted(s, e);
            if (rc)
                return rc;
        } else if (strchr(acted_on, *s->at)) {
            return refuse_character(*s->at, e);
        } else {
            buf_char(&s->word, *s->at++);
        }
    }
    if (s->count == REMOTE_WORDS)
        return err_set(e, RC_INVALID, "Lệnh có quá %d chữ.", REMOTE_WORDS);
    char *word = s->word.failed ? NULL : arena_dup(s->arena, buf_str(&s->word));
    if (!word)
        return err_nomem(e);
    s->words[s->count++] = word;
    return RC_OK;
}

/* The door makes a tab a blank and drops a newline at the end; here neither has any business. */
static enum rc check_bytes(const char *command, size_t n, struct err *e) {
    if (n > REMOTE_BYTES)
        return err_set(e, RC_INVALID, "Lệnh dài quá %d byte.", REMOTE_BYTES);
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)command[i] < ' ' || command[i] == 0x7f)
            return err_set(e, RC_INVALID, "Lệnh có ký tự điều khiển; lệnh chỉ viết trên một dòng.");
    return RC_OK;
}

enum rc remote_split(const char *command, size_t n, struct arena *a, char ***words, int *count,
                     struct err *e) {
    struct buf clean = {0};
    struct splitter s = {.arena = a};
    enum rc rc = check_bytes(command, n, e);
    if (!rc)
        rc = text_clean(command, n, TEXT_ONE_LINE, &clean, e);
    if (!rc && clean.failed)
        rc = err_nomem(e);
    if (rc)
        goto done;
    s.at = buf_str(&clean);
    s.words = arena_array(a, REMOTE_WORDS + 1, sizeof *s.words);
    rc = s.words ? RC_OK : err_nomem(e);
    for (s.at += strspn(s.at, " "); !rc && *s.at; s.at += strspn(s.at, " "))
        rc = take_word(&s, e);
    if (!rc && !s.count)
        rc = err_set(e, RC_USAGE, "Thiếu lệnh; xem các lệnh: help.");
    if (!rc) {
        *words = s.words;
        *count = s.count;
    }
done:
    buf_free(&clean);
    buf_free(&s.word);
    return rc;
}
