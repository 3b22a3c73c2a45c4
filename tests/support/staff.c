#include "support/staff.h"
#include "support/test.h"
#include "thidua/keyring.h"
#include "thidua/query.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

long staff_account(void) {
    return getuid() ? (long)getuid() : 65533;
}

static void own(const char *path) {
    if (getuid() == 0)
        assert_int_equal(chown(path, (uid_t)staff_account(), (gid_t)staff_account()), 0);
}

const char staff_lan_key[] =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFhmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZm lan@may";
const char staff_hoa_key[] =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAFmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZm hoa@may";

struct officer_key staff_key(struct store *s, const char *line) {
    struct officer_key key;
    assert_int_equal(officer_key_parse(line, strlen(line), &s->arena, &key, &s->err), RC_OK);
    return key;
}

struct claim staff_by_account(void) {
    return (struct claim){
        .proof = PROOF_LOCAL, .name = "thidua", .uid = staff_account(), .account = staff_account()};
}

struct claim staff_by_ssh(const char *name, const char *fingerprint) {
    struct claim c = {
        .proof = PROOF_SSH, .uid = -1, .account = staff_account(), .address = "203.0.113.7"};
    (void)snprintf(c.name, sizeof c.name, "%s", name);
    (void)snprintf(c.fingerprint, sizeof c.fingerprint, "%s", fingerprint);
    return c;
}

struct claim staff_by_key(struct store *s, const char *login) {
    char sql[200];
    (void)snprintf(sql, sizeof sql,
                   "SELECT coalesce(min(fingerprint), '') FROM officer_key WHERE officer = '%s'",
                   login);
    return staff_by_ssh(login, store_text(s, sql));
}

struct claim staff_by_sudo(long uid) {
    return (struct claim){
        .proof = PROOF_SUDO, .name = "minh", .uid = uid, .account = staff_account()};
}

enum rc staff_enter_as(struct store *s, const struct claim *claim) {
    session_close(&s->session);
    memset(&s->err, 0, sizeof s->err);
    return session_open(&s->session, s->db, &s->campaign, claim, store_day("2021-11-05"), &s->err);
}

void staff_enter(struct store *s, const char *login) {
    struct claim c = staff_by_key(s, login);
    char sql[100];
    (void)snprintf(sql, sizeof sql, "SELECT uid FROM officer WHERE login = '%s'", login);
    if (!c.fingerprint[0])
        c = staff_by_sudo((long)store_number(s, sql));
    if (staff_enter_as(s, &c))
        fail_msg("%s", s->err.message);
}

void staff_refused(struct store *s, const struct claim *claim) {
    assert_int_equal(staff_enter_as(s, claim), RC_DENIED);
    assert_true(s->err.message[0]);
    assert_null(strchr(s->err.message, '\n'));
    assert_null(s->session.db);
}

enum rc staff_init(struct store *s, const struct claim *claim, const char *login, long uid,
                   const struct officer_key *key) {
    struct first_officer admin = {.login = login, .name = "Trần Ngọc Lan", .uid = uid, .key = key};
    memset(&s->err, 0, sizeof s->err);
    return session_init_service(&s->session, s->db, &s->campaign, claim, &admin,
                                store_day("2021-11-05"), &s->err);
}

void staff_hire(struct store *s, const char *login, enum role role, const char *unit, long uid) {
    struct officer o;
    record_blank(&kinds[KIND_OFFICER], &o);
    o.login = o.name = login;
    o.role = role;
    o.head.unit = unit;
    o.uid = uid;
    assert_int_equal(store_save(s, KIND_OFFICER, CAP_OFFICERS, NULL, &o), RC_OK);
}

int staff_setup_empty(void **state) {
    store_setup_empty(state);
    struct store *s = *state;
    assert_int_equal(db_create(s->path, &s->db, &s->err), RC_OK);
    own(s->dir);
    own(s->path);
    return 0;
}

int staff_setup(void **state) {
    staff_setup_empty(state);
    struct store *s = *state;
    struct claim c = staff_by_account();
    struct officer_key key = staff_key(s, staff_lan_key);
    if (staff_init(s, &c, "lan", FIELD_NONE, &key))
        fail_msg("%s", s->err.message);
    store_unit(s, "hai-anh", "Hải Anh", UNIT_COMMUNE);
    store_unit(s, "hai-ha", "Hải Hà", UNIT_COMMUNE);
    staff_hire(s, "hoa", ROLE_UNIT_OFFICER, "hai-anh", FIELD_NONE);
    staff_hire(s, "minh", ROLE_DISTRICT_OFFICER, NULL, 1001);
    staff_enter(s, "lan");
    key = staff_key(s, staff_hoa_key);
    assert_int_equal(keyring_add(&s->session, "hoa", &key, &s->err), RC_OK);
    session_close(&s->session);
    return 0;
}

bool staff_reads(struct store *s, enum rc *rc) {
    int64_t n = 0;
    *rc = query_one(&s->session, CAP_READ,
                    "SELECT count(*) FROM work WHERE :scope IS NULL OR unit = :scope", &n, &s->err);
    return *rc == RC_OK;
}
