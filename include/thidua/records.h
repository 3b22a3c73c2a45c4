/* Kinds of record: their structs, their field tables, the words for their states.
 *
 * Every struct begins with `struct record_head`. Members follow the field table: `const char *` or
 * `int64_t` (field.h). Members marked KEPT there are the program's: never typed, set or imported.
 */
#ifndef THIDUA_RECORDS_H
#define THIDUA_RECORDS_H

#include "thidua/capability.h"
#include "thidua/field.h"
#include <stddef.h>
#include <stdint.h>

struct record_head {
    int64_t id;         /* 0: not stored yet */
    int64_t version;    /* grows by one with every change */
    const char *unit;   /* code of the unit that owns it; a unit owns itself */
    const char *author; /* login of who wrote it first */
};

/* A record as somebody saw it: what she does to it is done to that and to nothing newer. */
struct seen {
    int64_t id;
    int64_t version; /* 0: whichever is there now */
};

enum unit_kind { UNIT_COMMUNE, UNIT_TOWN, UNIT_AFFILIATE, UNIT_DISTRICT };
extern const struct choice unit_kinds[];

struct unit {
    struct record_head head;
    const char *code, *name;
    int64_t kind;               /* enum unit_kind */
    const char *leader, *phone; /* the chairwoman */
    int64_t branches;           /* chi hội */
    int64_t women;              /* phụ nữ từ 18 tuổi */
    int64_t members;            /* hội viên */
};

struct officer {
    struct record_head head;
    const char *login, *name, *phone;
    int64_t role; /* enum role */
    int64_t disabled;
    int64_t uid; /* account of the machine she comes from: by sudo, or the owner herself */
};

/* A work registered by a unit for a collective or an individual (công trình, phần việc). */
enum work_kind { WORK_COLLECTIVE, WORK_INDIVIDUAL };
extern const struct choice work_kinds[];

enum work_state {
    WORK_DRAFT,
    WORK_SUBMITTED,
    WORK_RETURNED,
    WORK_APPROVED, /* đang thực hiện */
    WORK_COMPLETED,
    WORK_STOPPED
};
extern const struct choice work_states[];

enum person_category { PERSON_OFFICER, PERSON_MEMBER, PERSON_WOMAN };
extern const struct choice person_categories[]; /* cán bộ Hội, hội viên, phụ nữ */

struct work {
    struct record_head head;
    const char *title;
    int64_t kind; /* enum work_kind */
    const char *theme, *contents;
    /* the individual; only for WORK_INDIVIDUAL */
    const char *person;
    int64_t birth_year;
    int64_t category; /* enum person_category */
    const char *post;
    int64_t full_time; /* chuyên trách: only a cán bộ Hội */
    /* what is promised */
    int64_t goal; /* thousandths of unit_of_measure */
    const char *unit_of_measure;
    int64_t cost; /* đồng */
    const char *source;
    int64_t beneficiaries;
    date start, finish;
    const char *in_charge, *phone, *note;
    /* entered for a unit from its paper (nhập thay) */
    const char *paper;
    date received;
    /* its life; KEPT */
    int64_t state;                    /* enum work_state */
    date submitted, approved, closed; /* first submission; approval; completion or stop */
    date sent;       /* the last submission: how long it has waited for approval counts from here */
    int64_t on_time; /* decided at the first submission, never again */
    const char *reason; /* of the last return or stop */
    /* totals of its progress entries; KEPT */
    int64_t done, value, women, children, participants, entries, percent;
    date last_entry, behind_from, stale_from;
};

/* What was added since the last entry; below zero where it corrects an earlier one. */
struct progress {
    struct record_head head;
    int64_t work; /* its id */
    date day;
    int64_t quantity; /* thousandths */
    int64_t percent;  /* only for a work without a numeric goal */
    int64_t value;    /* đồng */
    int64_t women, children, participants;
    const char *note, *evidence;
};

struct duty_done {
    struct record_head head;
    const char *duty;
    date day;
    const char *title, *evidence; /* what was done or published; number of the paper, link */
};

struct receipt {
    struct record_head head;
    date day;
    const char *person; /* who received and read the plan */
    const char *note;
};

enum nomination_state {
    NOMINATION_DRAFT,
    NOMINATION_SUBMITTED,
    NOMINATION_RETURNED,
    NOMINATION_ELIGIBLE,
    NOMINATION_INELIGIBLE
};
extern const struct choice nomination_states[];

struct nomination {
    struct record_head head;
    int64_t work;
    int64_t kind; /* enum work_kind, of the work; KEPT */
    const char *summary;
    int64_t state; /* enum nomination_state; KEPT */
    date submitted;
    const char *reason;
};

enum judgement_part { PART_CRITERION, PART_DOSSIER };
extern const struct choice judgement_parts[];
enum judgement_result { RESULT_MET, RESULT_UNMET, RESULT_NA };
extern const struct choice judgement_results[];

/* One line of a nomination's checklist that was judged; no record: not judged yet. */
struct judgement {
    struct record_head head;
    int64_t nomination;
    int64_t part;          /* enum judgement_part */
    const char *criterion; /* code of the criterion or dossier item */
    int64_t result;        /* enum judgement_result */
    const char *evidence;
};

enum kind_id {
    KIND_UNIT,
    KIND_OFFICER,
    KIND_WORK,
    KIND_PROGRESS,
    KIND_DUTY_DONE,
    KIND_RECEIPT,
    KIND_NOMINATION,
    KIND_JUDGEMENT,
    KIND_COUNT
};

/* Room for any record. */
union any_record {
    struct record_head head;
    struct unit unit;
    struct officer officer;
    struct work work;
    struct progress progress;
    struct duty_done duty_done;
    struct receipt receipt;
    struct nomination nomination;
    struct judgement judgement;
};

/* Fields a kind may have: who goes through them keeps a bit, or a place, for each. */
enum { FIELDS_MOST = 64 };

struct kind {
    enum kind_id id;
    const char *name, *plural; /* on the command line and in the log */
    const char *table;         /* in the database */
    const char *label;         /* "công trình, phần việc" */
    size_t size;               /* of the struct */
    const struct field *fields;
    size_t count;
    enum capability write;   /* what a change of it needs */
    const char *unit_column; /* column that names the owning unit, "code" for a unit */
    bool campaign;           /* belongs to one campaign (units and officers are shared) */
    bool imported;           /* comes from CSV files too (thidua import) */
};

extern const struct kind kinds[KIND_COUNT];
/* By singular or plural; NULL if there is none. */
const struct kind *kind_find(const char *name);
/* A new record of the kind: head empty, all fields "not given". */
void record_blank(const struct kind *kind, void *record);
/* A new one whose day is not given is of this day. */
void record_day(const struct kind *kind, date today, void *record);
/* By which field people call such a record: its title, its name. NULL: by its number only. */
const struct field *record_name(const struct kind *kind);

/* Rules of one record that no single field can state: a person's fields belong to an individual's
 * work and her name is required there; full_time only for a cán bộ Hội; finish not before start; a
 * goal needs a unit of measure; a paper has a number and a day it was received, both or neither; an
 * entry must hold something (a zero is something); members not above women; an officer who works
 * for one unit has it named. RC_INVALID with the field at fault. What needs other records or the
 * clock (a percentage only without a goal, a day not after today) is the store's to check. */
enum rc record_check(const struct kind *kind, const void *record, struct err *e);
/* Whether the field has a meaning in this record. A form hides it otherwise, and saves it empty:
 * record_check refuses what is left in one. */
bool record_shows(const struct kind *kind, const struct field *f, const void *record);

#endif
