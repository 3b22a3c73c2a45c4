/* One office's campaign, told once through the screens and once through the commands: the two ways
 * to do the same act, and how it begins, its units entered from an empty database. */
#ifndef TEST_STORY_H
#define TEST_STORY_H

#include "support/desk.h"

enum { STORY_UNITS = 36 }; /* those of config/don-vi.csv, the district apart */

struct story {
    struct desk d;
    bool by_screens;
    struct {
        char code[32], name[64];
    } units[STORY_UNITS]; /* in the order of the lists; without the district */
};

/* A new database, and on 28/10/2021 every unit entered into it. desk_close(&s->d) ends it. */
void story_begin(struct story *s, bool by_screens);
/* Another day: the screens are opened anew; commands only know the day. */
void story_day(struct story *s, const char *today);

/* By commands: one that succeeds, its words after --db and --today. */
void story_command(struct story *s, const char *const *words);
#define COMMAND(story, ...) story_command(story, (const char *const[]){__VA_ARGS__, NULL})
/* "key=value", as commands take it. Returns `room`. */
const char *story_pair(char *room, size_t size, const char *key, const char *value);

/* By screens: keys as terminal_send has them, formatted; a text waited for. */
void story_types(struct story *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void story_sees(struct story *s, const char *text);
/* After the last field of a form: it is saved, and the screen of this title is there again. */
void story_saves(struct story *s, const char *title);

#endif
