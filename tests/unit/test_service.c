/* A database of a service: who is let in, and what follows when that changes under her hands. */
#include "support/store.h"
#include "thidua/backup.h"
#include "thidua/chain.h"
#include "thidua/keyring.h"
#include "thidua/query.h"
#include "thidua/restore.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

/* The account of the service: not root, who serves nobody; files are given to it where we are
 * root. */
static long account(void) {
    return getuid() ? (long)getuid() : 65533;
}

static void own(const char *path) {
    if (getuid() == 0)
        assert_int_equal(chown(path, (uid_t)account(), (gid_t)account()), 0);
}

static const char lan_key[] =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFhmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZm lan@may";
static const char hoa_key[] =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAFmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZm hoa@may";

static struct officer_key parsed(struct store *s, const char *line) {
    struct officer_key key;
    assert_int_equal(officer_key_parse(line, strlen(line), &s->arena, &key, &s->err), RC_OK);
    return key;
}

static struct claim local(void) {
    return (struct claim){
        .proof = PROOF_LOCAL, .name = "thidua", .uid = account(), .account = account()};
}

static struct claim ssh(const char *name, const char *fingerprint) {
    struct claim c = {
        .proof = PROOF_SSH, .uid = -1, .account = account(), .address = "203.0.113.7"};
    (void)snprintf(c.name, sizeof c.name, "%s", name);
    (void)snprintf(c.fingerprint, sizeof c.fingerprint, "%s", fingerprint);
    return c;
}

static struct claim by_sudo(long uid) {
    return (struct claim){.proof = PROOF_SUDO, .name = "minh", .uid = uid, .account = account()};
}

static enum rc enter_as(struct store *s, const struct claim *claim) {
    session_close(&s->session);
    memset(&s->err, 0, sizeof s->err);
    return session_open(&s->session, s->db, &s->campaign, claim, store_day("2021-11-05"), &s->err);
}

static void enter(struct store *s, const char *login) {
    struct claim c = ssh(login, "");
    if (enter_as(s, &c))
        fail_msg("%s", s->err.message);
}

static void refused(struct store *s, const struct claim *claim) {
    assert_int_equal(enter_as(s, claim), RC_DENIED);
    assert_true(s->err.message[0]);
    assert_null(strchr(s->err.message, '\n'));
    assert_null(s->session.db);
}

static enum rc init_as(struct store *s, const struct claim *claim, const char *login, long uid,
                       const struct officer_key *key) {
    struct first_officer admin = {.login = login, .name = "Trần Ngọc Lan", .uid = uid, .key = key};
    memset(&s->err, 0, sizeof s->err);
    return session_init_service(&s->session, s->db, &s->campaign, claim, &admin,
                                store_day("2021-11-05"), &s->err);
}

static void add_officer(struct store *s, const char *login, enum role role, const char *unit,
                        long uid) {
    struct tx tx;
    struct officer o;
    record_blank(&kinds[KIND_OFFICER], &o);
    o.login = o.name = login;
    o.role = role;
    o.head.unit = unit;
    o.uid = uid;
    assert_int_equal(tx_begin(&tx, &s->session, CAP_OFFICERS, NULL, &s->err), RC_OK);
    if (record_insert(&tx, &kinds[KIND_OFFICER], &o, &s->err))
        fail_msg("%s", s->err.message);
    assert_int_equal(tx_commit(&tx, &s->err), RC_OK);
}

/* A service with “lan”, who administers it; two units, “hoa” of one and “minh” of the district, who
 * comes by sudo. The session is closed. */
static int setup_empty(void **state) {
    store_setup_empty(state);
    struct store *s = *state;
    assert_int_equal(db_create(s->path, &s->db, &s->err), RC_OK);
    own(s->dir);
    own(s->path);
    return 0;
}

static int setup(void **state) {
    setup_empty(state);
    struct store *s = *state;
    struct claim c = local();
    struct officer_key key = parsed(s, lan_key);
    if (init_as(s, &c, "lan", FIELD_NONE, &key))
        fail_msg("%s", s->err.message);
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    store_unit(s, "hai-ha", "Hải Hà", UNIT_COMMUNE);
    add_officer(s, "hoa", ROLE_UNIT_OFFICER, "hai-anh", FIELD_NONE);
    add_officer(s, "minh", ROLE_DISTRICT_OFFICER, NULL, 1001);
    session_close(&s->session);
    return 0;
}

/* --- making one --- */

static void first_administrator(void **state) {
    struct store *s = *state;
    struct claim c = local();
    struct officer_key key = parsed(s, lan_key);
    assert_int_equal(init_as(s, &c, "lan", 1000, &key), RC_OK);
    assert_int_equal(s->session.role, ROLE_ADMINISTRATOR);
    assert_string_equal(store_text(s, "SELECT value FROM setting WHERE key = 'mode'"), "service");
    assert_string_equal(store_text(s, "SELECT login || ' ' || author || ' ' || role || ' ' || uid"
                                      " FROM officer"),
                        "lan lan administrator 1000");
    assert_string_equal(store_text(s, "SELECT fingerprint FROM officer_key WHERE officer = 'lan'"),
                        key.fingerprint);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log WHERE verb = 'add_key' AND record = "
                                     "(SELECT id FROM officer)"),
                     1);
    session_close(&s->session);
    struct claim in = ssh("lan", key.fingerprint);
    assert_int_equal(enter_as(s, &in), RC_OK);
    in = by_sudo(1000);
    assert_int_equal(enter_as(s, &in), RC_OK);
    assert_int_equal(s->session.role, ROLE_ADMINISTRATOR);
}

static void nothing_was_made(struct store *s, const char *sentence) {
    if (!strstr(s->err.message, sentence))
        fail_msg("“%s” does not say “%s”", s->err.message, sentence);
    assert_int_equal(store_number(s, "SELECT (SELECT count(*) FROM setting)"
                                     " + (SELECT count(*) FROM officer)"
                                     " + (SELECT count(*) FROM log)"),
                     0);
}

static void only_its_account_makes_one(void **state) {
    struct store *s = *state;
    struct officer_key key = parsed(s, lan_key);
    struct claim c = ssh("lan", key.fingerprint);
    assert_int_equal(init_as(s, &c, "lan", FIELD_NONE, &key), RC_DENIED);
    nothing_was_made(s, "tài khoản của dịch vụ");
    c = by_sudo(1000);
    assert_int_equal(init_as(s, &c, "lan", FIELD_NONE, &key), RC_DENIED);
    nothing_was_made(s, "tài khoản của dịch vụ");
    c = local();
    c.uid = c.account = 0;
    assert_int_equal(init_as(s, &c, "lan", FIELD_NONE, &key), RC_DENIED);
    nothing_was_made(s, "root");
    c = local();
    c.uid = c.account = account() + 1;
    assert_int_equal(init_as(s, &c, "lan", FIELD_NONE, &key), RC_DENIED);
    nothing_was_made(s, "chmod");
    c = local();
    assert_int_equal(init_as(s, &c, "lan", FIELD_NONE, NULL), RC_INVALID);
    nothing_was_made(s, "chưa có cách nào vào");
    assert_int_equal(init_as(s, &c, "Lan Anh", FIELD_NONE, &key), RC_INVALID);
    nothing_was_made(s, "");
    assert_int_equal(chmod(s->dir, 0750), 0);
    assert_int_equal(init_as(s, &c, "lan", FIELD_NONE, &key), RC_DENIED);
    nothing_was_made(s, "0700");
    assert_int_equal(chmod(s->dir, 0700), 0);
    assert_int_equal(init_as(s, &c, "lan", FIELD_NONE, &key), RC_OK);
    session_close(&s->session);
    assert_int_equal(init_as(s, &c, "minh", FIELD_NONE, &key), RC_CONFLICT);
    assert_int_equal(store_number(s, "SELECT count(*) FROM officer"), 1);
}

/* --- coming in --- */

static void officers_come_in(void **state) {
    struct store *s = *state;
    enter(s, "hoa");
    assert_string_equal(s->session.officer, "hoa");
    assert_string_equal(s->session.unit, "hai-anh");
    assert_int_equal(s->session.role, ROLE_UNIT_OFFICER);
    struct claim c = by_sudo(1001);
    assert_int_equal(enter_as(s, &c), RC_OK);
    assert_string_equal(s->session.officer, "minh");
    assert_int_equal(s->session.role, ROLE_DISTRICT_OFFICER);
    assert_string_equal(store_text(s, "SELECT group_concat(officer || ':' || source, ' ')"
                                      " FROM log WHERE verb = 'login'"),
                        "hoa:ssh 203.0.113.7 minh:sudo");
}

static void nobody_else_does(void **state) {
    struct store *s = *state;
    static const char *const names[] = {"nga", "", "LAN", "lan ", "thidua", "root", "%", "'"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct claim c = ssh(names[i], "");
        refused(s, &c);
    }
    static const long uids[] = {1000, 1002, 0, -1};
    for (size_t i = 0; i < sizeof uids / sizeof uids[0]; i++) {
        struct claim c = by_sudo(uids[i]);
        refused(s, &c);
    }
    struct claim c = local(); /* who owns the file is not thereby an officer */
    refused(s, &c);
    (void)snprintf(c.name, sizeof c.name, "lan");
    refused(s, &c);
    c = by_sudo(1001);
    (void)snprintf(c.name, sizeof c.name, "lan"); /* the account, not a name, is what sudo proves */
    assert_int_equal(enter_as(s, &c), RC_OK);
    assert_string_equal(s->session.officer, "minh");
    assert_int_equal(store_number(s, "SELECT count(*) FROM log WHERE verb = 'refused'"), 0);
}

static void a_file_open_to_others(void **state) {
    struct store *s = *state;
    struct claim c = ssh("lan", "");
    static const mode_t folders[] = {0710, 0701, 0755, 0770, 0720};
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        assert_int_equal(chmod(s->dir, folders[i]), 0);
        refused(s, &c);
    }
    assert_int_equal(chmod(s->dir, 0700), 0);
    static const mode_t files[] = {0640, 0604, 0660, 0620, 0602, 0700};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        assert_int_equal(chmod(s->path, files[i]), 0);
        refused(s, &c);
    }
    assert_int_equal(chmod(s->path, 0600), 0);
    char second[128];
    (void)snprintf(second, sizeof second, "%s/second", s->dir);
    assert_int_equal(link(s->path, second), 0);
    refused(s, &c);
    assert_int_equal(unlink(second), 0);
    c.account++; /* run by another account that somehow opened it */
    refused(s, &c);
    c.account--;
    assert_int_equal(enter_as(s, &c), RC_OK);
}

static void one_owner_takes_no_officers(void **state) {
    struct store *s = *state; /* a single one */
    struct claim c = ssh("lan", "");
    refused(s, &c);
    c = by_sudo((long)getuid());
    refused(s, &c);
    c = s->claim;
    c.uid++;
    refused(s, &c); /* not the owner of the file, though the name is the same */
    assert_int_equal(enter_as(s, &s->claim), RC_OK);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log WHERE verb = 'login'"), 0);
}

/* A file restored by somebody else (root) is not hers any more, though it knows her number. */
static void a_file_of_somebody_else(void **state) {
    struct store *s = *state;
    if (getuid() != 0)
        return;
    assert_int_equal(chown(s->path, 65533, 65533), 0);
    refused(s, &s->claim);
    assert_int_equal(chown(s->path, 0, 0), 0);
    assert_int_equal(enter_as(s, &s->claim), RC_OK);
}

/* --- while she is there --- */

static bool may_read(struct store *s, enum rc *rc) {
    int64_t n = 0;
    *rc = query_one(&s->session, CAP_READ,
                    "SELECT count(*) FROM work WHERE :scope IS NULL OR unit = :scope", &n, &s->err);
    return *rc == RC_OK;
}

static enum rc try_write(struct store *s, enum capability cap, const char *unit) {
    struct tx tx;
    enum rc rc = tx_begin(&tx, &s->session, cap, unit, &s->err);
    tx_rollback(&tx);
    return rc;
}

static void disabled_while_at_work(void **state) {
    struct store *s = *state;
    enum rc rc = RC_OK;
    enter(s, "hoa");
    assert_true(may_read(s, &rc));
    assert_int_equal(try_write(s, CAP_REGISTER, "hai-anh"), RC_OK);
    assert_int_equal(store_force(s, "UPDATE officer SET disabled = 1 WHERE login = 'hoa'"), 0);
    assert_false(may_read(s, &rc));
    assert_int_equal(rc, RC_DENIED);
    assert_non_null(strstr(s->err.message, "vừa bị khóa"));
    assert_true(s->session.out);
    assert_int_equal(try_write(s, CAP_REGISTER, "hai-anh"), RC_DENIED);
    /* for good, even if it is taken back: she comes in again */
    assert_int_equal(store_force(s, "UPDATE officer SET disabled = 0 WHERE login = 'hoa'"), 0);
    assert_false(may_read(s, &rc));
    enter(s, "hoa");
    assert_true(may_read(s, &rc));
}

static void disabled_before_she_writes(void **state) {
    struct store *s = *state;
    enter(s, "hoa");
    assert_int_equal(store_force(s, "UPDATE officer SET disabled = 1 WHERE login = 'hoa'"), 0);
    assert_int_equal(try_write(s, CAP_REGISTER, "hai-anh"), RC_DENIED);
    assert_true(s->session.out);
    struct claim c = ssh("hoa", "");
    refused(s, &c);
    assert_non_null(strstr(s->err.message, "bị khóa"));
    assert_string_equal(
        store_text(s, "SELECT officer || ' ' || source FROM log WHERE verb = 'refused'"),
        "hoa ssh 203.0.113.7");
    assert_int_equal(store_force(s, "UPDATE officer SET disabled = 0, deleted_at ="
                                    " '2021-11-05T00:00:00Z' WHERE login = 'hoa'"),
                     0);
    refused(s, &c);
}

static void rights_that_change(void **state) {
    struct store *s = *state;
    enter(s, "hoa");
    assert_int_equal(try_write(s, CAP_REGISTER, "hai-ha"), RC_DENIED);
    assert_int_equal(store_force(s, "UPDATE officer SET unit = 'hai-ha' WHERE login = 'hoa'"), 0);
    assert_int_equal(try_write(s, CAP_REGISTER, "hai-anh"), RC_DENIED);
    assert_int_equal(try_write(s, CAP_REGISTER, "hai-ha"), RC_OK);
    assert_string_equal(s->session.unit, "hai-ha");
    assert_int_equal(store_force(s, "UPDATE officer SET role = 'viewer' WHERE login = 'hoa'"), 0);
    assert_int_equal(try_write(s, CAP_REGISTER, "hai-ha"), RC_DENIED);
    assert_false(s->session.out);
    assert_int_equal(s->session.role, ROLE_VIEWER);
    assert_int_equal(store_force(s, "UPDATE officer SET role = 'owner' WHERE login = 'hoa'"), 0);
    assert_int_equal(try_write(s, CAP_REGISTER, "hai-ha"), RC_DENIED);
    assert_true(s->session.out); /* nobody owns a service */
}

static void attempts_are_logged(void **state) {
    struct store *s = *state;
    enum rc rc = RC_OK;
    enter(s, "hoa");
    assert_int_equal(try_write(s, CAP_APPROVE, "hai-anh"), RC_DENIED);
    assert_int_equal(try_write(s, CAP_REGISTER, "hai-ha"), RC_DENIED);
    assert_int_equal(session_need(&s->session, CAP_OFFICERS, &s->err), RC_DENIED);
    assert_string_equal(
        store_text(s, "SELECT group_concat(officer || ': ' || reason, '; ') FROM log WHERE verb ="
                      " 'denied'"),
        "hoa: không có quyền duyệt đăng ký (hai-anh); "
        "hoa: không có quyền đăng ký công trình, phần việc (hai-ha); "
        "hoa: không có quyền sửa danh sách cán bộ");
    for (int i = 0; i < 100; i++)
        assert_int_equal(try_write(s, CAP_APPROVE, "hai-anh"), RC_DENIED);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log WHERE verb = 'denied'"), 20);
    assert_true(may_read(s, &rc)); /* and she works on */
}

/* --- keys --- */

static void keys_of_officers(void **state) {
    struct store *s = *state;
    struct officer_key lan = parsed(s, lan_key);
    struct officer_key hoa = parsed(s, hoa_key);
    struct keyring_row *rows = NULL;
    size_t n = 0;
    enter(s, "lan");
    assert_int_equal(keyring_add(&s->session, "hoa", &lan, &s->err), RC_CONFLICT);
    assert_non_null(strstr(s->err.message, "“lan”"));
    assert_int_equal(keyring_add(&s->session, "lan", &lan, &s->err), RC_CONFLICT);
    assert_int_equal(keyring_add(&s->session, "nga", &hoa, &s->err), RC_MISSING);
    assert_int_equal(keyring_add(&s->session, "hoa", &hoa, &s->err), RC_OK);
    assert_int_equal(keyring_list(&s->session, NULL, &s->arena, &rows, &n, &s->err), RC_OK);
    assert_int_equal(n, 2);
    assert_string_equal(rows[0].officer, "hoa");
    assert_string_equal(rows[0].fingerprint, hoa.fingerprint);
    assert_string_equal(rows[0].comment, "hoa@may");
    assert_string_equal(rows[0].author, "lan");
    assert_string_equal(rows[1].officer, "lan");
    assert_int_equal(keyring_list(&s->session, "lan", &s->arena, &rows, &n, &s->err), RC_OK);
    assert_int_equal(n, 1);

    assert_int_equal(keyring_remove(&s->session, "lan", hoa.fingerprint, &s->err), RC_MISSING);
    assert_int_equal(keyring_remove(&s->session, "hoa", "SHA256:x", &s->err), RC_MISSING);
    assert_int_equal(keyring_remove(&s->session, "hoa", "SHA256:", &s->err), RC_OK);
    assert_int_equal(keyring_list(&s->session, "hoa", &s->arena, &rows, &n, &s->err), RC_OK);
    assert_int_equal(n, 0);
    assert_string_equal(
        store_text(s, "SELECT group_concat(verb || ' ' || coalesce(before ->> 'comment', '') ||"
                      " coalesce(after ->> 'comment', ''), '; ') FROM log WHERE verb LIKE '%key'"
                      " AND record = (SELECT id FROM officer WHERE login = 'hoa')"),
        "add_key hoa@may; remove_key hoa@may");
    /* it is nobody's now */
    assert_int_equal(keyring_add(&s->session, "lan", &hoa, &s->err), RC_OK);
    assert_int_equal(keyring_remove(&s->session, "lan", "SHA256:", &s->err), RC_INVALID);
    assert_non_null(strstr(s->err.message, "2 khóa"));
}

static void who_may_change_keys(void **state) {
    struct store *s = *state;
    struct officer_key key = parsed(s, hoa_key);
    struct keyring_row *rows = NULL;
    size_t n = 0;
    static const char *const logins[] = {"hoa", "minh"};
    for (size_t i = 0; i < 2; i++) {
        enter(s, logins[i]);
        assert_int_equal(keyring_add(&s->session, logins[i], &key, &s->err), RC_DENIED);
        assert_int_equal(keyring_remove(&s->session, "lan", "SHA256:", &s->err), RC_DENIED);
        assert_int_equal(keyring_list(&s->session, NULL, &s->arena, &rows, &n, &s->err), RC_DENIED);
    }
    assert_int_equal(store_number(s, "SELECT count(*) FROM officer_key"), 1);
}

static void a_key_that_is_not_hers(void **state) {
    struct store *s = *state;
    struct officer_key lan = parsed(s, lan_key);
    struct officer_key hoa = parsed(s, hoa_key);
    enum rc rc = RC_OK;
    enter(s, "lan");
    assert_int_equal(keyring_add(&s->session, "hoa", &hoa, &s->err), RC_OK);
    struct claim c = ssh("hoa", lan.fingerprint);
    refused(s, &c);
    assert_int_equal(store_number(s, "SELECT count(*) FROM log WHERE verb = 'refused'"), 1);
    c = ssh("hoa", hoa.fingerprint);
    assert_int_equal(enter_as(s, &c), RC_OK);
    assert_true(may_read(s, &rc));
    assert_string_equal(
        store_text(s, "SELECT source FROM log WHERE verb = 'login' AND officer = 'hoa'"),
        store_text(s, "SELECT 'ssh 203.0.113.7 ' || fingerprint FROM officer_key"
                      " WHERE officer = 'hoa'"));
    /* replaced while she is there: by the old one nothing more is read */
    assert_int_equal(store_force(s, "DELETE FROM officer_key WHERE officer = 'hoa'"), 0);
    assert_false(may_read(s, &rc));
    assert_int_equal(rc, RC_DENIED);
    refused(s, &c); /* whatever the list of the SSH server still says */
}

static const char *authorized(struct store *s, const char *login, const char *fingerprint) {
    struct buf out = {0};
    struct claim c = local();
    if (keyring_authorized(s->db, &c, "/usr/bin/thidua", login, fingerprint, &out, &s->err))
        fail_msg("%s", s->err.message);
    const char *text = arena_dup(&s->arena, buf_str(&out));
    buf_free(&out);
    return text;
}

static void lines_for_the_ssh_server(void **state) {
    struct store *s = *state;
    struct officer_key lan = parsed(s, lan_key);
    struct officer_key hoa = parsed(s, hoa_key);
    static const char lan_line[] = "restrict,pty,command=\"/usr/bin/thidua --as lan\" ";
    static const char hoa_line[] = "restrict,pty,command=\"/usr/bin/thidua --as hoa\" ";
    char both[1024];
    enter(s, "lan");
    assert_int_equal(keyring_add(&s->session, "hoa", &hoa, &s->err), RC_OK);
    (void)snprintf(both, sizeof both, "%s%s\n%s%s\n", hoa_line, hoa_key, lan_line, lan_key);
    assert_string_equal(authorized(s, NULL, NULL), both);
    (void)snprintf(both, sizeof both, "%s%s\n", hoa_line, hoa_key);
    assert_string_equal(authorized(s, "hoa", NULL), both);
    assert_string_equal(authorized(s, NULL, hoa.fingerprint), both);
    assert_string_equal(authorized(s, "lan", hoa.fingerprint), "");
    assert_string_equal(authorized(s, "minh", NULL), "");
    assert_string_equal(authorized(s, NULL, "SHA256:x"), "");
    assert_int_equal(store_force(s, "UPDATE officer SET disabled = 1 WHERE login = 'hoa'"), 0);
    assert_string_equal(authorized(s, "hoa", NULL), "");
    assert_string_equal(authorized(s, NULL, hoa.fingerprint), "");
    assert_string_equal(authorized(s, NULL, lan.fingerprint), authorized(s, NULL, NULL));
}

static void lines_for_nobody_else(void **state) {
    struct store *s = *state;
    struct buf out = {0};
    struct claim claims[] = {ssh("lan", ""), by_sudo(1001), local(), local()};
    claims[2].account = claims[2].uid = account() + 1;
    claims[3].account = claims[3].uid = 0;
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(
            keyring_authorized(s->db, &claims[i], "/usr/bin/thidua", NULL, NULL, &out, &s->err),
            RC_DENIED);
    assert_int_equal(out.len, 0);
    assert_int_equal(chmod(s->dir, 0711), 0);
    struct claim c = local();
    assert_int_equal(keyring_authorized(s->db, &c, "/usr/bin/thidua", NULL, NULL, &out, &s->err),
                     RC_DENIED);
    assert_int_equal(out.len, 0);
    buf_free(&out);
}

/* --- the account itself, by a timer or root's hand --- */

static enum rc keep_up_as(struct store *s, const struct claim *claim) {
    session_close(&s->session);
    memset(&s->err, 0, sizeof s->err);
    return session_open_upkeep(&s->session, s->db, &s->campaign, claim, store_day("2021-11-05"),
                               &s->err);
}

static void the_account_keeps_it_up(void **state) {
    struct store *s = *state;
    struct claim c = local();
    struct chain_head head;
    struct tx tx;
    assert_int_equal(enter_as(s, &c), RC_DENIED);
    int64_t logged = store_number(s, "SELECT count(*) FROM log");
    assert_int_equal(keep_up_as(s, &c), RC_OK);
    assert_int_equal(chain_verify(&s->session, NULL, &head, &s->err), RC_OK);
    assert_int_equal(tx_begin(&tx, &s->session, CAP_UNITS, NULL, &s->err), RC_DENIED);
    assert_non_null(strstr(s->err.message, "chỉ để bảo trì"));
    /* nor is there anybody whose coming could be logged */
    assert_int_equal(store_number(s, "SELECT count(*) FROM log"), logged);
}

static void others_come_as_themselves(void **state) {
    struct store *s = *state;
    struct claim c = ssh("lan", "");
    struct chain_head head;
    assert_int_equal(keep_up_as(s, &c), RC_OK);
    assert_string_equal(s->session.officer, "lan");
    c = ssh("hoa", "");
    assert_int_equal(keep_up_as(s, &c), RC_OK);
    assert_int_equal(chain_verify(&s->session, NULL, &head, &s->err), RC_DENIED);
    c = ssh("khong-co", "");
    assert_int_equal(keep_up_as(s, &c), RC_DENIED);
    c = local();
    c.uid = c.account = account() + 1;
    assert_int_equal(keep_up_as(s, &c), RC_DENIED);
}

/* A campaign file that the database does not hold must not keep anybody from a backup. */
static void of_another_campaign(void **state) {
    struct store *s = *state;
    struct claim c = local();
    s->campaign.code = "khac";
    assert_int_equal(keep_up_as(s, &c), RC_OK);
    assert_int_equal(s->session.campaign_id, 0);
}

/* --- the head of the log, for the log of the system --- */

/* What syslog was told last: it stands before libc's, whether or not that checks formats. */
static char told[1024];

static void hear(const char *format, va_list args) {
    (void)vsnprintf(told, sizeof told, format, args);
}

void syslog(int priority, const char *format, ...) {
    va_list args;
    (void)priority;
    va_start(args, format);
    hear(format, args);
    va_end(args);
}

void __syslog_chk(int priority, int flag, const char *format, ...);
void __syslog_chk(int priority, int flag, const char *format, ...) {
    va_list args;
    (void)priority;
    (void)flag;
    va_start(args, format);
    hear(format, args);
    va_end(args);
}

static void head_was_told(struct store *s, const char *beginning, const char *head) {
    struct chain_mark mark;
    assert_memory_equal(told, beginning, strlen(beginning));
    const char *at = strstr(told, ": head=");
    assert_non_null(at);
    assert_string_equal(at + strlen(": head="), head);
    assert_int_equal(chain_parse(head, &mark, &s->err), RC_OK);
}

static const char *head_of(struct store *s) {
    return store_text(s, "SELECT id || '-' || lower(substr(hex(hash), 1, 20)) FROM log"
                         " ORDER BY id DESC LIMIT 1");
}

/* Whoever comes in, whoever is still at her screens when the day changes, and every backup: no day
 * on which anything is written goes by without it. */
static void the_head_goes_to_syslog(void **state) {
    struct store *s = *state;
    struct claim c = local();
    struct backup_done made;
    char head[CHAIN_TEXT_SIZE];
    (void)snprintf(head, sizeof head, "%s", head_of(s));
    enter(s, "lan");
    head_was_told(s, "login officer=lan by=ssh from=203.0.113.7", head);
    store_unit(s, "hai-ly", "Hải Lý", UNIT_COMMUNE);
    told[0] = '\0';
    s->session.today_given = false;
    assert_true(session_tick(&s->session));
    head_was_told(s, "midnight officer=lan by=ssh", head_of(s));
    told[0] = '\0';
    assert_false(session_tick(&s->session));
    assert_string_equal(told, "");
    assert_int_equal(backup_make(&s->session, NULL, &s->arena, &made, &s->err), RC_OK);
    head_was_told(s, "backup officer=lan by=ssh", head_of(s));
    assert_int_equal(unlink(made.path), 0);
    assert_int_equal(keep_up_as(s, &c), RC_OK);
    assert_int_equal(backup_make(&s->session, NULL, &s->arena, &made, &s->err), RC_OK);
    head_was_told(s, "backup by=local account=thidua", head_of(s));
    assert_non_null(strstr(made.path, head_of(s)));
    assert_int_equal(unlink(made.path), 0);
    *strrchr((char *)(uintptr_t)made.path, '/') = '\0';
    assert_int_equal(rmdir(made.path), 0);
}

static void backup_and_restore_by_the_account(void **state) {
    struct store *s = *state;
    struct claim c = local();
    struct backup_done made;
    struct restore_done done = {0};
    if (getuid() == 0)
        assert_int_equal(seteuid((uid_t)account()), 0);
    assert_int_equal(keep_up_as(s, &c), RC_OK);
    enum rc rc = backup_make(&s->session, NULL, &s->arena, &made, &s->err);
    enter(s, "lan");
    add_officer(s, "huong", ROLE_LEADER, NULL, 1002);
    session_close(&s->session);
    db_close(&s->db);
    if (rc == RC_OK)
        rc = restore_file(s->path, made.path, &s->campaign, &c, store_day("2021-11-05"), &s->arena,
                          &done, &s->err);
    if (rc == RC_OK)
        rc = db_open(s->path, &s->db, &s->err);
    if (getuid() == 0)
        assert_int_equal(seteuid(0), 0);
    if (rc)
        fail_msg("%s (%s)", s->err.message, s->err.cause);
    enter(s, "lan");
    assert_int_equal(store_number(s, "SELECT count(*) FROM officer WHERE login = 'huong'"), 0);
    assert_string_equal(store_text(s, "SELECT officer || ': ' || reason FROM log"
                                      " WHERE verb = 'restore'"),
                        "lan: do tài khoản thidua trên máy thực hiện");
    assert_int_equal(unlink(made.path), 0);
    assert_int_equal(unlink(done.kept), 0);
    *strrchr((char *)(uintptr_t)made.path, '/') = '\0';
    assert_int_equal(rmdir(made.path), 0);
}

static void one_owner_needs_no_keys(void **state) {
    struct store *s = *state; /* a single one */
    struct officer_key key = parsed(s, lan_key);
    struct buf out = {0};
    assert_int_equal(keyring_add(&s->session, "lan", &key, &s->err), RC_INVALID);
    assert_int_equal(
        keyring_authorized(s->db, &s->claim, "/usr/bin/thidua", NULL, NULL, &out, &s->err),
        RC_DENIED);
    buf_free(&out);
}

#define SERVICE(test) cmocka_unit_test_setup_teardown(test, setup, store_teardown)
#define EMPTY(test)   cmocka_unit_test_setup_teardown(test, setup_empty, store_teardown)
#define SINGLE(test)  cmocka_unit_test_setup_teardown(test, store_setup, store_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        EMPTY(first_administrator),
        EMPTY(only_its_account_makes_one),
        SERVICE(officers_come_in),
        SERVICE(nobody_else_does),
        SERVICE(a_file_open_to_others),
        SINGLE(one_owner_takes_no_officers),
        SINGLE(a_file_of_somebody_else),
        SERVICE(disabled_while_at_work),
        SERVICE(disabled_before_she_writes),
        SERVICE(rights_that_change),
        SERVICE(attempts_are_logged),
        SERVICE(keys_of_officers),
        SERVICE(who_may_change_keys),
        SERVICE(a_key_that_is_not_hers),
        SERVICE(lines_for_the_ssh_server),
        SERVICE(lines_for_nobody_else),
        SINGLE(one_owner_needs_no_keys),
        SERVICE(the_account_keeps_it_up),
        SERVICE(others_come_as_themselves),
        SERVICE(of_another_campaign),
        SERVICE(backup_and_restore_by_the_account),
        SERVICE(the_head_goes_to_syslog),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
