/* Errors as values.
 *
 * A function that can fail returns `enum rc` and fills the `struct err` it was given: one
 * Vietnamese sentence that says what happened, where, and what to do. `cause` keeps what a library
 * said, for the log of the system (notice.h); no officer sees it. Every function here accepts a
 * NULL `struct err`. */
#ifndef THIDUA_ERR_H
#define THIDUA_ERR_H

enum rc {
    RC_OK = 0,
    RC_USAGE,    /* the command line is wrong */
    RC_INVALID,  /* input that the rules refuse */
    RC_MISSING,  /* no such record, clause, file section … */
    RC_CONFLICT, /* someone else changed it, or its state does not allow this */
    RC_BUSY,     /* the database stayed locked past the timeout */
    RC_IO,       /* the system failed a read or write */
    RC_DAMAGED,  /* the data is not what this program wrote */
    RC_NOMEM,
    RC_DENIED /* not allowed to this officer */
};

struct err {
    enum rc rc;
    int line;          /* line of `file`, from 1; 0: none */
    char file[256];    /* the file that is wrong, "" if none */
    char field[48];    /* key of the field that is wrong, "" if none */
    char message[512]; /* Vietnamese, a whole sentence without a final newline */
    char cause[256];   /* what the library or system said; English; for syslog only */
};

#define THIDUA_PRINTF(f, a) __attribute__((format(printf, f, a)))

/* Fill `e` and return `rc`, so that a caller can write `return err_set(e, RC_INVALID, "…", …);`.
 * Clears field, file, line and cause. A message too long is cut between characters. */
enum rc err_set(struct err *e, enum rc rc, const char *fmt, ...) THIDUA_PRINTF(3, 4);

/* The same, naming the field (its key) so that a form can put the cursor there. */
enum rc err_field(struct err *e, enum rc rc, const char *field, const char *fmt, ...)
    THIDUA_PRINTF(4, 5);

/* Add to a filled `e` what a library said. Returns e->rc (RC_IO where `e` is NULL). */
enum rc err_cause(struct err *e, const char *fmt, ...) THIDUA_PRINTF(2, 3);

/* Add to a filled `e` where it is: the file (NULL leaves it) and its line, 0 for none. Returns as
 * err_cause. */
enum rc err_at(struct err *e, const char *file, int line);

/* Put what it is about before the sentence of a filled `e`: "“32/13”: không có …" about "Ngày nộp"
 * is "Ngày nộp “32/13”: không có …", any other sentence gets a colon. Returns as err_cause. */
enum rc err_about(struct err *e, const char *what);

/* The sentence for memory exhausted. Always returns RC_NOMEM. */
enum rc err_nomem(struct err *e);

/* Exit code of the commands: 0, 3 usage, 4 invalid, 5 conflict or busy, 6 input/output, damaged
 * data or memory, 7 refused. */
int rc_exit_code(enum rc rc);

#endif
