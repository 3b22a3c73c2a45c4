/* A step of a record's life taken back: only by undoing, right after it. */
#include "parts.h"

#include "relate.h"
#include "thidua/pace.h"

/* What came of a work's approval stands on it. */
static const struct {
    const char *sql, *has, *what;
} stands_on[] = {
    {"SELECT count(*) FROM progress WHERE work = ?1 AND deleted_at IS NULL", "có", "lần cập nhật"},
    {"SELECT count(*) FROM nomination WHERE work = ?1 AND deleted_at IS NULL", "được",
     "giới thiệu khen thưởng"},
};

static enum rc check_work(struct tx *tx, const struct life_step *step, const struct work *w,
                          struct err *e) {
    for (size_t i = 0; step->to == WORK_APPROVED && i < sizeof stands_on / sizeof stands_on[0];
         i++) {
        int64_t n = 0;
        enum rc rc = relate_count(tx, stands_on[i].sql, w->head.id, NULL, &n, e);
        if (rc)
            return rc;
        if (n > 0)
            return err_set(e, RC_CONFLICT,
                           "Công trình, phần việc số %lld đã %s %s nên không lùi lại được; hãy xóa "
                           "%s trước.",
                           (long long)w->head.id, stands_on[i].has, stands_on[i].what,
                           stands_on[i].what);
    }
    return RC_OK;
}

enum rc life_back(struct tx *tx, const struct life_step *step, const void *now, void *was,
                  struct err *e) {
    const struct kind *kind = &kinds[step->kind];
    enum rc rc = relate_may(tx->session, step->cap, now, e);
    if (rc == RC_OK && step->kind == KIND_WORK) {
        struct work *w = was;
        int64_t given = FIELD_NONE;
        rc = check_work(tx, step, now, e);
        if (rc == RC_OK)
            rc = totals_given(tx, w->head.id, &given, e);
        if (rc == RC_OK)
            pace_fill(w, tx->session->campaign, given);
    }
    return rc ? rc : record_update_kept(tx, kind, now, was, e);
}
