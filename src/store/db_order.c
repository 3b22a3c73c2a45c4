/* Vietnamese order and search in SQL, for what has no stored key: order_key(text), person_key(name)
 * by given name, fold(text) to be searched (text.h). What a list is ordered by as it comes has its
 * key in a column, so that an index yields the rows; these serve the columns that an officer may
 * sort by besides, and the log, whose words stand in many tables. */
#include "parts.h"

#include "thidua/text.h"

static void give(sqlite3_context *ctx, sqlite3_value *text,
                 void (*make)(const char *s, struct buf *out)) {
    struct buf key = {0};
    const char *s = (const char *)sqlite3_value_text(text);
    if (s == NULL)
        return; /* NULL gives NULL */
    make(s, &key);
    if (key.failed)
        sqlite3_result_error_nomem(ctx);
    else
        sqlite3_result_text(ctx, buf_str(&key), (int)key.len, SQLITE_TRANSIENT);
    buf_free(&key);
}

static void order_key(sqlite3_context *ctx, int count, sqlite3_value **arguments) {
    (void)count;
    give(ctx, arguments[0], text_order_key);
}

static void person_key(sqlite3_context *ctx, int count, sqlite3_value **arguments) {
    (void)count;
    give(ctx, arguments[0], text_person_key);
}

static void fold(sqlite3_context *ctx, int count, sqlite3_value **arguments) {
    (void)count;
    give(ctx, arguments[0], text_fold);
}

enum rc db_order(struct db *db, struct err *e) {
    enum { FLAGS = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY };
    static const struct {
        const char *name;
        void (*call)(sqlite3_context *ctx, int count, sqlite3_value **arguments);
    } functions[] = {{"order_key", order_key}, {"person_key", person_key}, {"fold", fold}};
    int code = SQLITE_OK;
    for (size_t i = 0; code == SQLITE_OK && i < sizeof functions / sizeof functions[0]; i++)
        code = sqlite3_create_function_v2(db->handle, functions[i].name, 1, FLAGS, NULL,
                                          functions[i].call, NULL, NULL, NULL);
    return code == SQLITE_OK ? RC_OK : db_fail(db, code, e);
}
