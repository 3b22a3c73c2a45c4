#include "thidua/place.h"
#include "thidua/service.h"
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* There, readable or not: a file that may not be read is reported by whoever opens it, not passed
 * over for another. */
static bool there(const char *path) {
    struct stat st;
    return !stat(path, &st) || errno == EACCES;
}

const char *place_config(void) {
    return there(service_config) ? service_config : NULL;
}

enum rc place_db(const struct environment *env, struct buf *out, struct err *e) {
    if (there(service_db))
        buf_puts(out, service_db);
    else if (env->data_home)
        buf_printf(out, "%s/thidua/thidua.db", env->data_home);
    else if (env->home)
        buf_printf(out, "%s/.local/share/thidua/thidua.db", env->home);
    else
        return err_set(
            e, RC_MISSING,
            "Không biết thư mục riêng của bạn ở đâu; hãy nêu cơ sở dữ liệu bằng --db TỆP.");
    return out->failed ? err_nomem(e) : RC_OK;
}

enum rc place_db_folder(const char *db, struct err *e) {
    struct buf path = {0};
    enum rc rc = RC_OK;
    for (const char *slash = strchr(db + 1, '/'); slash && !rc; slash = strchr(slash + 1, '/')) {
        buf_clear(&path);
        buf_add(&path, db, (size_t)(slash - db));
        if (path.failed)
            rc = err_nomem(e);
        else if (mkdir(buf_str(&path), 0700) && errno != EEXIST) {
            int why = errno;
            err_set(e, RC_IO, "Không tạo được thư mục %s để giữ dữ liệu; hãy xem quyền ghi ở đó.",
                    buf_str(&path));
            rc = err_cause(e, "mkdir: %s", strerror(why));
        }
    }
    buf_free(&path);
    return rc;
}
