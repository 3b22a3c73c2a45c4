/* What others did, from the log: the sentence of an idle screen, and who was quicker. */
#ifndef THIDUA_NEWS_H
#define THIDUA_NEWS_H

#include "thidua/date.h"
#include "thidua/records.h"
#include "thidua/session.h"

/* The last row of the log now; 0 of an empty one. */
enum rc news_now(struct session *s, int64_t *out, struct err *e);

/* What others did after the row *seen, within her scope: "Ngọc Lan vừa duyệt 3 công trình, phần
 * việc; Minh Thu vừa thêm 1 lần cập nhật". Nothing is added to `out` for her own changes or for
 * those of records she may not read. *moved: the log has grown, so that records may be others than
 * they were (drafts do not move it). Brings *seen up to date. Costs one lookup when nothing was
 * written. */
enum rc news_since(struct session *s, int64_t *seen, bool *moved, struct buf *out, struct err *e);

struct news_change {
    bool known;                 /* false: nobody changed it, or she may not know */
    char who[328];              /* name; "bạn" when it was she herself */
    const char *verb;           /* "sửa", "duyệt"; lasting */
    char at[INSTANT_TEXT_SIZE]; /* UTC */
};

/* Who changed a record last; or, with `field` (its key), who changed that field last. */
enum rc news_last(struct session *s, const struct kind *kind, int64_t id, const char *field,
                  struct news_change *out, struct err *e);
/* Which fields the record's last `changes` changes are about, by their labels: "Chỉ tiêu, Ghi chú".
 * Nothing where she may not read the log. */
enum rc news_fields(struct session *s, const struct kind *kind, int64_t id, int64_t changes,
                    struct buf *out, struct err *e);
/* "Ngọc Lan sửa lúc 14:05"; nothing when it is not known. */
void news_say(const struct news_change *c, struct buf *out);

#endif
