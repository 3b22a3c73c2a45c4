/* One record saved, in a transaction of its own. What is given back is what the store said; nothing
 * is looked at, so that memory or the disk may fail meanwhile. */
#ifndef TESTS_SUPPORT_SAVE_H
#define TESTS_SUPPORT_SAVE_H

#include "thidua/record.h"
#include "thidua/tx.h"

/* New when its id is 0, else changed. */
enum rc save_record(struct session *s, enum kind_id kind, enum capability cap, const char *unit,
                    void *record, struct err *e);
enum rc save_deletion(struct session *s, enum kind_id kind, enum capability cap, const char *unit,
                      int64_t id, int64_t version, struct err *e);

#endif
