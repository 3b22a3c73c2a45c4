/* Bringing an older database up to this program's schema.
 *
 * Each step is one transaction: its SQL, a check of all foreign keys, the version last. A step that
 * fails leaves the version before it, whole. Foreign keys are off meanwhile, because a table that
 * others refer to can only be remade so (sqlite.org/lang_altertable.html, 7). */
#include "parts.h"

#include <stdio.h>

/* What leads from each version to the next; schema.sql is what comes out. */
static const struct migration migrations[] = {
    {1, "ALTER TABLE draft ADD COLUMN unit TEXT REFERENCES unit (code);"
        "UPDATE draft SET unit = (SELECT o.unit FROM officer AS o WHERE o.login = draft.officer);"
        "CREATE INDEX unit_of_district ON unit (code) WHERE kind = 'district'"},
};
static const size_t migration_count = sizeof migrations / sizeof migrations[0];

enum rc migrate_version(struct db *db, int *out, struct err *e) {
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    enum rc rc = db_prepare(db, "PRAGMA user_version", &stmt, e);
    if (rc == RC_OK)
        rc = db_step(db, stmt, &row, e);
    if (rc == RC_OK)
        *out = row ? sqlite3_column_int(stmt, 0) : 0;
    db_release(db, stmt);
    return rc;
}

static enum rc check_keys(struct db *db, struct err *e) {
    sqlite3_stmt *stmt = NULL;
    bool broken = false;
    enum rc rc = db_prepare(db, "PRAGMA foreign_key_check", &stmt, e);
    if (rc == RC_OK)
        rc = db_step(db, stmt, &broken, e);
    db_release(db, stmt);
    if (rc == RC_OK && broken)
        rc = err_set(e, RC_DAMAGED,
                     "Không nâng cấp được cơ sở dữ liệu: có bản ghi trỏ tới bản ghi không còn; dữ "
                     "liệu được giữ nguyên. Hãy báo người quản trị.");
    return rc;
}

static enum rc step(struct db *db, const struct migration *m, struct err *e) {
    char version[48];
    (void)snprintf(version, sizeof version, "PRAGMA user_version = %d", m->from + 1);
    enum rc rc = db_exec(db, "BEGIN IMMEDIATE", e);
    if (rc)
        return rc;
    int now = 0; /* another process may have been quicker */
    rc = migrate_version(db, &now, e);
    if (rc == RC_OK && now == m->from) {
        rc = db_exec(db, m->sql, e);
        if (rc == RC_OK)
            rc = check_keys(db, e);
        if (rc == RC_OK)
            rc = db_exec(db, version, e);
    }
    db_forget_statements(db);
    if (rc == RC_OK)
        rc = db_exec(db, "COMMIT", e);
    if (rc)
        (void)db_exec(db, "ROLLBACK", NULL);
    return rc;
}

enum rc migrate_run(struct db *db, const struct migration *steps, size_t count, int latest,
                    struct err *e) {
    int version = 0;
    enum rc rc = migrate_version(db, &version, e);
    if (rc || version == latest)
        return rc;
    rc = db_exec(db, "PRAGMA foreign_keys = OFF", e);
    bool making = db->making;
    db->making = true;
    while (rc == RC_OK && version < latest) {
        const struct migration *m = NULL;
        for (size_t i = 0; i < count && m == NULL; i++)
            if (steps[i].from == version)
                m = &steps[i];
        if (m == NULL) {
            rc =
                err_set(e, RC_DAMAGED,
                        "Cơ sở dữ liệu ghi bản %d mà chương trình này không biết nâng cấp; dữ liệu "
                        "được giữ nguyên. Hãy báo người quản trị.",
                        version);
            break;
        }
        rc = step(db, m, e);
        if (rc == RC_OK)
            rc = migrate_version(db, &version, e);
    }
    db->making = making;
    enum rc back = db_exec(db, "PRAGMA foreign_keys = ON", rc ? NULL : e);
    return rc ? rc : back;
}

enum rc migrate(struct db *db, struct err *e) {
    return migrate_run(db, migrations, migration_count, DB_VERSION, e);
}
