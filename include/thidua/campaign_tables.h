/* What a campaign file may say, as tables: one row per kind of section, one row per key. The loader
 * walks them; a new key is a member in campaign.h, a row here, and its line in the manual
 * (config/thidua.ini). For src/domain/campaign*.c. */
#ifndef THIDUA_CAMPAIGN_TABLES_H
#define THIDUA_CAMPAIGN_TABLES_H

#include "thidua/campaign.h"
#include "thidua/ini.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum key_type {
    KEY_TEXT,     /* const char * */
    KEY_CODE,     /* const char *, [a-z0-9_-]+ */
    KEY_ZONE,     /* const char *, a time zone tzdata has */
    KEY_DATE,     /* struct when */
    KEY_INT,      /* int, min to max */
    KEY_COUNT,    /* int64_t, min to max; FIELD_NONE when left out */
    KEY_PERCENT,  /* int, min to max, with or without % */
    KEY_DECIMAL,  /* int64_t thousandths, min to max; FIELD_NONE when left out */
    KEY_CHOICE,   /* an enum's int */
    KEY_FLAG,     /* bool: yes, no */
    KEY_MEASURE,  /* const char *, a name the store knows */
    KEY_DEADLINE, /* const char *, the code of a deadline in the file */
    KEY_CLAUSE,   /* const char *, a clause of the plan, in its full form */
    KEY_SOURCE    /* only a word to write: the office's own, so no clause */
};

/* A day or month of the file: a day is both its first and last. */
struct when {
    bool given; /* the key is there, perhaps wrong */
    bool good;
    date first, last;
    enum date_precision precision;
};

/* How a choice is written. */
struct key_choice {
    const char *code; /* NULL ends the table */
    int value;
};
enum { CHOICE_WRONG = -1 }; /* what a KEY_CHOICE holds when the word is none of them */

struct key_row {
    const char *name;
    enum key_type type;
    size_t offset;
    bool required;
    const char *otherwise; /* what leaving it out means, as it would be written; NULL: zero */
    int64_t min, max;
    const struct key_choice *choices;
};

enum { CODE_MAX = 40 }; /* bytes of a code; the store has columns for as many */

/* The sections that come once, as read. */
struct campaign_settings {
    const char *code, *name, *short_name, *basis, *office, *plan, *timezone;
    struct when start;
    int stale_days, behind_percent, warn_days, idle_minutes;
    const char *council;
};

/* A deadline as written; its last day comes of it. */
struct deadline_read {
    struct deadline deadline; /* first: it is what is kept */
    struct when before, by, on, from, to;
};

/* A section of the file with what the tables say of it. */
struct campaign_section {
    const struct ini_section *ini;
    const struct section_kind *kind; /* NULL: unknown, and that was said */
    const char *code;                /* after the dot; "" for a kind that comes once */
};

/* Everything a load needs to know at once. */
struct campaign_reader {
    struct campaign *c;
    struct ini ini;
    struct campaign_section *sections; /* one for each of `ini` */
    struct campaign_settings set;
    const char *file; /* for messages */
    struct problems *problems;
    const struct measure_name *measures;
    size_t nmeasures;
    const char **deadlines; /* codes the file has */
    size_t ndeadlines;
    bool plan_read; /* else nothing is said of clauses */
};

/* Say what is wrong at a line, in a section and key (NULL: none). */
#define CAMPAIGN_SAY(r, line, section, key, ...)                                                   \
    problems_add((r)->problems, &(struct problem_place){(r)->file, (line), (section), (key)},      \
                 __VA_ARGS__)

struct section_kind {
    const char *name;
    bool repeats; /* [name.code]; else [name], once, read into struct campaign_settings */
    const struct key_row *keys;
    size_t nkeys;
    /* of a kind that repeats: */
    size_t read_size; /* of what the rows fill */
    size_t size;      /* of what is kept of it: its beginning */
    size_t list;      /* offset of the pointer in struct campaign */
    size_t count;     /* offset of the number */
    /* rules between keys, and what follows from several of them; NULL: none */
    void (*finish)(struct campaign_reader *r, const struct ini_section *s, void *record);
};

extern const struct section_kind section_kinds[];
extern const size_t section_kind_count;
/* Keys of every section that repeats; their offsets are those of struct term, its first member. */
extern const struct key_row term_keys[];
extern const size_t term_key_count;
/* Sections without which there is no campaign; of a kind that repeats, any one where only its name
 * stands. */
extern const char *const required_sections[];
extern const size_t required_section_count;

#endif
