/* What the files of the doctor share. */
#ifndef THIDUA_DOCTOR_PARTS_H
#define THIDUA_DOCTOR_PARTS_H

#include "parts.h"
#include "thidua/doctor.h"

struct doctor {
    struct session *session;
    doctor_fn *say;
    void *ctx;
    int wrong;
};

/* One finding. */
void doctor_well(struct doctor *d, const char *fmt, ...) THIDUA_PRINTF(2, 3);
void doctor_wrong(struct doctor *d, const char *fmt, ...) THIDUA_PRINTF(2, 3);

/* A check reads and says; it fails only when it cannot read. */
typedef enum rc doctor_check(struct doctor *d, struct err *e);
doctor_check doctor_totals, doctor_tally, doctor_contents, doctor_keys, doctor_chain, doctor_clock,
    doctor_backup;

#endif
