/* The clock of the server, which says what is on time and what is late: whether it stands before
 * what was done already. */
#include "status_parts.h"
#include "thidua/query.h"

#include <time.h>

/* So far apart are clocks that go right, of which one was set a little: seconds. */
enum { APART = 600 };

enum rc dues_of_clock(struct dues *d, struct err *e) {
    static const char sql[] = "SELECT coalesce((SELECT CAST(strftime('%s', at) AS INTEGER) FROM log"
                              " ORDER BY id DESC LIMIT 1), 0)";
    int64_t last = 0;
    enum rc rc = query_one(d->session, CAP_TOTALS, sql, &last, e);
    if (rc == RC_OK && last > (int64_t)time(NULL) + APART)
        dues_add(d, true,
                 "Đồng hồ máy chủ sai: nhật ký đã có dòng ghi sau bây giờ; đúng hạn hay muộn tính "
                 "theo nó, hãy báo người quản trị",
                 NULL, (struct list_rows){.list = "log"});
    return rc;
}
