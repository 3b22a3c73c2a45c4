#include "support/cli.h"
#include "support/test.h"
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { ARGUMENTS = 48 };

void cli_open(struct cli *c) {
    memset(c, 0, sizeof *c);
    c->folder = run_folder();
    c->today = "05/11/2021";
    snprintf(c->db, sizeof c->db, "%s/thidua.db", c->folder);
}

void cli_close(struct cli *c) {
    run_free(&c->last);
    run_folder_remove(c->folder);
    free(c->folder);
}

int cli_setup(void **state) {
    struct cli *c = calloc(1, sizeof *c);
    assert_non_null(c);
    cli_open(c);
    *state = c;
    return 0;
}

int cli_setup_sample(void **state) {
    cli_setup(state);
    assert_int_equal(cli(*state, "init", "--sample", NULL), 0);
    return 0;
}

int cli_teardown(void **state) {
    cli_close(*state);
    free(*state);
    return 0;
}

/* One sentence of the program's own, or lines FILE:LINE: that end with one. */
static void check_failure(const struct run *r) {
    assert_string_equal(r->out, "");
    assert_int_not_equal(r->err_size, 0);
    assert_int_equal(r->err[r->err_size - 1], '\n');
    assert_null(strstr(r->err, "sqlite"));
    assert_null(strstr(r->err, "SQL"));
}

int cli_argv(struct cli *c, const char *const *arguments) {
    char data[600];
    const char *argv[ARGUMENTS + 2] = {"thidua"};
    snprintf(data, sizeof data, "XDG_DATA_HOME=%s/data", c->folder);
    const char *const env[] = {data, NULL};
    size_t n = 1;
    for (; *arguments; arguments++) {
        assert_true(n < ARGUMENTS);
        argv[n++] = *arguments;
    }
    argv[n] = NULL;
    run_free(&c->last);
    c->last = run_program(argv, env, NULL, 0);
    if (c->last.code > 2) /* expected or not: whoever reads why a test failed wants to know it */
        print_message("exit %d: %s%s", c->last.code, c->last.err,
                      c->last.err_size ? "" : "nothing said\n");
    if (c->last.code > 2 && c->last.err_size)
        check_failure(&c->last);
    else if (c->last.code > 2) /* what they find wrong is an answer */
        assert_true(!strcmp(argv[n - 1], "doctor") || !strcmp(argv[n - 1], "backup"));
    return c->last.code;
}

static int run_list(struct cli *c, bool bare, const char *first, va_list more) {
    const char *argv[ARGUMENTS + 2];
    size_t n = 0;
    if (!bare) {
        argv[n++] = "--db";
        argv[n++] = c->db;
        argv[n++] = "--today";
        argv[n++] = c->today;
        if (c->config) {
            argv[n++] = "--config";
            argv[n++] = c->config;
        }
    }
    for (const char *a = first; a; a = va_arg(more, const char *)) {
        assert_true(n < ARGUMENTS);
        argv[n++] = a;
    }
    argv[n] = NULL;
    return cli_argv(c, argv);
}

int cli(struct cli *c, const char *first, ...) {
    va_list more;
    va_start(more, first);
    int code = run_list(c, false, first, more);
    va_end(more);
    return code;
}

int cli_bare(struct cli *c, const char *first, ...) {
    va_list more;
    va_start(more, first);
    int code = run_list(c, true, first, more);
    va_end(more);
    return code;
}

const char *cli_path(struct cli *c, const char *name) {
    static char path[1024];
    snprintf(path, sizeof path, "%s/%s", c->folder, name);
    return path;
}

const char *cli_write(struct cli *c, const char *name, const char *text) {
    const char *path = cli_path(c, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
    assert_int_equal(fclose(f), 0);
    return path;
}

bool cli_exists(struct cli *c, const char *name) {
    struct stat st;
    return stat(cli_path(c, name), &st) == 0;
}

static void select_one(struct cli *c, sqlite3 *db, const char *sql, const char *json,
                       const char *path) {
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
    if (json) {
        sqlite3_bind_text(stmt, 1, json, -1, SQLITE_STATIC);
        sqlite3_bind_text(stmt, 2, path, -1, SQLITE_STATIC);
    }
    c->value[0] = '\0';
    if (sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_text(stmt, 0))
        snprintf(c->value, sizeof c->value, "%s", (const char *)sqlite3_column_text(stmt, 0));
    sqlite3_finalize(stmt);
}

const char *cli_json(struct cli *c, const char *path) {
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    select_one(c, db, "SELECT json_valid(?1)", c->last.out, NULL);
    assert_string_equal(c->value, "1");
    select_one(c, db, "SELECT json_extract(?1, ?2)", c->last.out, path);
    sqlite3_close(db);
    return c->value;
}

int64_t cli_number(struct cli *c, const char *path) {
    return strtoll(cli_json(c, path), NULL, 10);
}

void cli_damage(struct cli *c, const char *sql) {
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(c->db, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

void *cli_lock(struct cli *c) {
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(c->db, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    return db;
}

void cli_unlock(void *lock) {
    sqlite3_close(lock);
}

int64_t cli_sql(struct cli *c, const char *sql) {
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open_v2(c->db, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    sqlite3_busy_timeout(db, 5000); /* screens may be saving */
    select_one(c, db, sql, NULL, NULL);
    sqlite3_close(db);
    return strtoll(c->value, NULL, 10);
}

void cli_said(struct cli *c, const char *text) {
    if (!strstr(c->last.out, text))
        fail_msg("“%s” is not in the answer:\n%s", text, c->last.out);
}

void cli_complained(struct cli *c, const char *text) {
    if (!strstr(c->last.err, text))
        fail_msg("“%s” is not in the complaint:\n%s", text, c->last.err);
}
