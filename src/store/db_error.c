/* What SQLite says, said once to the officer. */
#include "parts.h"

struct meaning {
    int code;
    enum rc rc;
    const char *sentence;
};

static const struct meaning meanings[] = {
    {SQLITE_BUSY, RC_BUSY,
     "Dữ liệu đang được người khác ghi, chờ mãi chưa xong; hãy thử lại sau giây lát."},
    {SQLITE_LOCKED, RC_BUSY,
     "Dữ liệu đang được người khác ghi, chờ mãi chưa xong; hãy thử lại sau giây lát."},
    {SQLITE_FULL, RC_IO,
     "Đĩa đã đầy nên chưa lưu được gì; hãy báo người quản trị dọn đĩa rồi thử lại."},
    {SQLITE_IOERR, RC_IO,
     "Đĩa báo lỗi khi đọc hoặc ghi dữ liệu nên chưa lưu được; hãy báo người quản trị."},
    {SQLITE_CANTOPEN, RC_IO,
     "Không mở được tệp dữ liệu hoặc tệp tạm bên cạnh nó; hãy báo người quản trị."},
    {SQLITE_READONLY, RC_IO,
     "Tệp dữ liệu hoặc đĩa chỉ cho đọc nên chưa lưu được; hãy báo người quản trị."},
    {SQLITE_PERM, RC_IO, "Không có quyền ghi tệp dữ liệu; hãy báo người quản trị mở quyền."},
    {SQLITE_CORRUPT, RC_DAMAGED,
     "Tệp dữ liệu bị hỏng; hãy ngừng nhập và báo người quản trị khôi phục từ bản sao lưu."},
    {SQLITE_ERROR, RC_DAMAGED, /* "no such table": the file was emptied */
     "Tệp dữ liệu không còn những gì chương trình cần, có lẽ đã bị hỏng hoặc bị ghi đè; hãy ngừng "
     "nhập và báo người quản trị."},
    {SQLITE_NOTADB, RC_DAMAGED,
     "Tệp dữ liệu bị hỏng hoặc không phải của chương trình này; hãy báo người quản trị."},
    {SQLITE_TOOBIG, RC_INVALID, "Nội dung quá dài nên không lưu được; hãy rút ngắn lại."},
    {SQLITE_CONSTRAINT, RC_INVALID,
     "Dữ liệu trái với ràng buộc của cơ sở dữ liệu nên không được lưu; hãy xem lại các ô đã nhập."},
};

enum rc db_fail(struct db *db, int code, struct err *e) {
    int primary = code & 0xff;
    if (primary == SQLITE_NOMEM || code == SQLITE_IOERR_NOMEM)
        return err_nomem(e);
    enum rc rc = RC_DAMAGED;
    const char *sentence = "Cơ sở dữ liệu báo lỗi lạ; hãy báo người quản trị, nguyên nhân có trong "
                           "nhật ký hệ thống của máy.";
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++)
        if (meanings[i].code == primary) {
            rc = meanings[i].rc;
            sentence = meanings[i].sentence;
        }
    err_set(e, rc, "%s", sentence);
    if (e)
        err_cause(e, "sqlite %d: %s", code,
                  db != NULL && db->handle != NULL ? sqlite3_errmsg(db->handle)
                                                   : sqlite3_errstr(code));
    return rc;
}
