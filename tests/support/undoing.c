#include "support/undoing.h"
#include "support/test.h"
#include "thidua/doctor.h"
#include "thidua/sha256.h"
#include "thidua/undo.h"
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

int undoing_setup(void **state) {
    store_setup(state);
    struct store *s = *state;
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    store_unit(s, "hai-ly", "Hải Lý", UNIT_COMMUNE);
    return 0;
}

const char *undoing_living(struct store *s) {
    static const char *const tables[] = {"unit",    "work",       "progress", "duty_done",
                                         "receipt", "nomination", "judgement"};
    struct buf all = {0};
    sqlite3 *db = NULL;
    unsigned char hash[SHA256_SIZE];
    char digits[SHA256_TEXT];
    assert_int_equal(sqlite3_open(s->path, &db), SQLITE_OK);
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        char sql[128];
        sqlite3_stmt *stmt = NULL;
        snprintf(sql, sizeof sql, "SELECT * FROM %s WHERE deleted_at IS NULL ORDER BY id",
                 tables[t]);
        assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
        while (sqlite3_step(stmt) == SQLITE_ROW)
            for (int i = 0; i < sqlite3_column_count(stmt); i++)
                if (strcmp(sqlite3_column_name(stmt, i), "version") != 0)
                    buf_printf(&all, "%s=%d:%s\n", sqlite3_column_name(stmt, i),
                               sqlite3_column_type(stmt, i),
                               sqlite3_column_text(stmt, i)
                                   ? (const char *)sqlite3_column_text(stmt, i)
                                   : "");
        sqlite3_finalize(stmt);
    }
    sqlite3_close(db);
    sha256(all.data, all.len, hash);
    buf_free(&all);
    return arena_dup(&s->arena, sha256_text(hash, digits));
}

const char *undoing(struct store *s) {
    struct buf said = {0};
    if (undo_last(&s->session, &said, &s->err))
        fail_msg("%s (%s)", s->err.message, s->err.cause);
    const char *text = arena_dup(&s->arena, buf_str(&said));
    buf_free(&said);
    return text;
}

void undoing_refused(struct store *s, enum rc rc, const char *sentence) {
    struct buf said = {0};
    const char *before = undoing_living(s);
    int64_t logged = store_number(s, "SELECT count(*) FROM log");
    assert_int_equal(undo_last(&s->session, &said, &s->err), rc);
    if (strstr(s->err.message, sentence) == NULL)
        fail_msg("“%s” is not in: %s", sentence, s->err.message);
    assert_string_equal(buf_str(&said), "");
    assert_string_equal(undoing_living(s), before);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log"), logged);
    buf_free(&said);
}

static void healthy_say(void *ctx, bool wrong, const char *sentence) {
    (void)ctx;
    if (wrong)
        fail_msg("%s", sentence);
}

void undoing_healthy(struct store *s) {
    int wrong = 0;
    assert_int_equal(doctor_run(&s->session, healthy_say, NULL, &wrong, &s->err), RC_OK);
}
