/* Commands: one table. A row says how a command is called, what it needs, who may call it and from
 * where; the help, the checks before it runs, and the tests of the man page and of the completion
 * read the same row. A new command is a file in src/cmd, a row, and its section in the man page. */
#ifndef THIDUA_COMMAND_H
#define THIDUA_COMMAND_H

#include "thidua/arena.h"
#include "thidua/buf.h"
#include "thidua/campaign.h"
#include "thidua/err.h"
#include "thidua/session.h"
#include "thidua/spool.h"
#include "thidua/table.h"
#include <stdbool.h>
#include <stddef.h>

enum command_flags {
    COMMAND_CAMPAIGN = 1, /* wants the campaign file, without mistakes */
    COMMAND_SESSION = 2,  /* wants the database, and who is asking */
    COMMAND_MAY_LACK = 4, /* … but does without where the default database does not exist yet */
    COMMAND_REMOTE = 8,   /* may be called over SSH: reads and writes no file that is named to it */
    COMMAND_FILTERS = 16, /* takes --KEY[=VALUE] of a list beside its own options */
    COMMAND_INPUT = 32,   /* may be called from afar where the file named is "-": standard input */
    COMMAND_OPENS = 64,   /* opens the database itself, whoever asks */
    COMMAND_UPKEEP = 128, /* the account of a service may call it: session_open_upkeep */
    COMMAND_BARE = 256    /* may be called from afar without words: where it writes is not hers */
};

/* `--name`, or `--name VALUE` where `value` says what the value is. */
struct command_option {
    const char *name;
    const char *value; /* "TỆP"; NULL: a flag */
    const char *help;
};

/* Its value names a file: "TỆP", "TỆP.csv". */
bool command_option_is_file(const struct command_option *o);

enum { COMMAND_OPTIONS = 6 /* at most */, COMMAND_ANY = 1000 };

struct job;

struct command {
    const char *name;    /* one word or more: "plan import" */
    const char *words;   /* what stands after the name: "LOẠI MÃ [khóa=giá trị]…" */
    const char *help;    /* what it does, one line */
    size_t least, most;  /* how many words; COMMAND_ANY: as many as there are */
    enum capability cap; /* what everyone who calls it needs; CAP_COUNT: the record's kind decides,
                            or nothing is needed */
    unsigned flags;
    const struct command_option *options; /* ended by a row without a name; NULL: none */
    enum rc (*run)(struct job *job, struct err *e);
    const char *alone; /* an option with which it wants neither campaign nor database, and may not
                          be called from afar; NULL: none */
};

extern const struct command commands[];
extern const size_t command_count;
/* Options that stand before or after any command: --config --db --today --help --version. */
extern const struct command_option command_common[];
enum { COMMAND_CONFIG, COMMAND_DB, COMMAND_TODAY, COMMAND_HELP, COMMAND_VERSION, COMMAND_COMMON };

struct command_filter {
    const char *key, *value; /* value NULL: given without one */
};

/* A command line taken apart. Texts are borrowed from it. */
struct command_line {
    const struct command *command;        /* NULL: none was named, the screens are wanted */
    const char *common[COMMAND_COMMON];   /* NULL: not given; a flag is "" */
    const char *options[COMMAND_OPTIONS]; /* by index in command->options, the same way */
    const char **words;
    size_t nwords;
    struct command_filter *filters;
    size_t nfilters;
};

/* RC_USAGE with a sentence: unknown command or option (and the nearest), a value missing or not
 * wanted, an option twice, too few or too many words, an argument that is not UTF-8. */
enum rc command_parse(int argc, char *const *argv, struct arena *a, struct command_line *out,
                      struct err *e);

/* A name has at most this many words. */
enum { COMMAND_NAME = 3 };
/* The option `alone` was given. */
bool command_stands_alone(const struct command_line *line);

/* The command whose name these words are, NULL if none; *taken: how many of them. */
const struct command *command_find(const char *const *words, size_t count, size_t *taken);
/* For command_parse: no list has a filter of this name that wants a value (--behind, not --behind
 * VALUE). */
bool command_filter_is_flag(const char *key);

/* One call of a command. */
struct job {
    const struct command_line *line;
    struct arena *arena;
    const char *db_path;
    bool db_default;    /* nobody named it */
    const char *config; /* the campaign file; NULL: compiled in */
    const struct claim *claim;
    const struct campaign *campaign; /* with COMMAND_CAMPAIGN */
    struct session *session;         /* with COMMAND_SESSION; NULL only with COMMAND_MAY_LACK */
    date today;                      /* with COMMAND_CAMPAIGN */
    bool today_given;
    struct spool out;    /* to standard output, if the command succeeds */
    struct buf mistakes; /* to standard error, success or not: lines of job_mistake */
    int exit;            /* exit code of a success: `check` and `doctor` set it */
};

/* The value of an option of this command, NULL when it was not given. */
const char *job_option(const struct job *job, const char *name);
/* How rows are wanted: as --csv or --json says, else text. RC_USAGE: both. */
enum rc job_format(const struct job *job, enum table_format *out, struct err *e);
/* Say a line on standard output: formatted, a newline added. */
enum rc job_say(struct job *job, struct err *e, const char *fmt, ...) THIDUA_PRINTF(3, 4);
/* What a file named on the command line holds; "-" is standard input. As file_read. */
enum rc job_read(const char *file, size_t most, struct buf *out, struct err *e);
/* A line for standard error: `FILE:LINE: text`, or `FILE: text` where line is 0. Made harmless.
 * `file` NULL: the compiled-in campaign file. */
void job_mistake(struct job *job, const char *file, int line, const char *text);
/* The plan in force: the imported one, else (and where there is no database yet) the campaign
 * file's. `own` is where a parsed one goes; it lives in the job's arena. */
enum rc job_plan(struct job *job, struct plan *own, const struct plan **out, struct err *e);

/* One function per command, each in the file of its name. */
enum rc cmd_init(struct job *job, struct err *e);
enum rc cmd_status(struct job *job, struct err *e);
enum rc cmd_check(struct job *job, struct err *e);
enum rc cmd_plan(struct job *job, struct err *e);
enum rc cmd_plan_import(struct job *job, struct err *e);
enum rc cmd_plan_dates(struct job *job, struct err *e);
enum rc cmd_list(struct job *job, struct err *e);
enum rc cmd_add(struct job *job, struct err *e);
enum rc cmd_set(struct job *job, struct err *e);
enum rc cmd_step(struct job *job, struct err *e); /* submit return approve complete stop */
enum rc cmd_delete(struct job *job, struct err *e);
enum rc cmd_undo(struct job *job, struct err *e);
enum rc cmd_recover(struct job *job, struct err *e);
enum rc cmd_checklist(struct job *job, struct err *e);
enum rc cmd_judge(struct job *job, struct err *e);
enum rc cmd_import(struct job *job, struct err *e);
enum rc cmd_officer_add(struct job *job, struct err *e);
enum rc cmd_officer_set(struct job *job, struct err *e);
enum rc cmd_officer_disable(struct job *job, struct err *e);
enum rc cmd_officer_list(struct job *job, struct err *e);
enum rc cmd_key_add(struct job *job, struct err *e);
enum rc cmd_key_remove(struct job *job, struct err *e);
enum rc cmd_key_list(struct job *job, struct err *e);
enum rc cmd_authorized_keys(struct job *job, struct err *e);
enum rc cmd_config_check(struct job *job, struct err *e);
enum rc cmd_doctor(struct job *job, struct err *e);
enum rc cmd_backup(struct job *job, struct err *e);
enum rc cmd_restore(struct job *job, struct err *e);
enum rc cmd_verify(struct job *job, struct err *e);
enum rc cmd_help(struct job *job, struct err *e);

#endif
