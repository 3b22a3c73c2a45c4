/* thidua init: a new database for this campaign, or this campaign into a database that is there. */
#include "thidua/command.h"
#include "thidua/import.h"
#include "thidua/place.h"
#include "thidua/sample.h"
#include "thidua/service.h"
#include <sys/stat.h>

struct init {
    struct job *job;
    struct db *db;
    struct session session;
    bool made;
};

/* The first administrator of a service, and how she comes in. `key` is where hers is kept. */
static enum rc read_admin(struct job *job, struct first_officer *out, struct officer_key *key,
                          struct err *e) {
    const char *file = job_option(job, "key");
    const char *account = job_option(job, "account");
    struct buf text = {0};
    long uid = 0;
    enum rc rc = RC_OK;
    *out = (struct first_officer){.login = job_option(job, "admin"), .uid = FIELD_NONE};
    out->name = out->login;
    if (!out->login || (!file && !account))
        return err_set(e, RC_USAGE,
                       "Với --service phải có --admin TÊN, và --key TỆP.pub hoặc --account TÊN để "
                       "người ấy vào được.");
    if (account)
        rc = service_uid(account, &uid, e);
    if (!rc && account)
        out->uid = uid;
    if (!rc && file)
        rc = job_read(file, OFFICER_KEY_BYTES, &text, e);
    if (!rc && file)
        rc = officer_key_parse(buf_str(&text), text.len, job->arena, key, e);
    if (!rc && file)
        out->key = key;
    buf_free(&text);
    return rc;
}

static enum rc make(struct init *in, struct err *e) {
    struct job *job = in->job;
    struct first_officer admin;
    struct officer_key key;
    bool service = job_option(job, "service");
    enum rc rc = service ? read_admin(job, &admin, &key, e) : RC_OK;
    if (!rc && job->db_default && !service)
        rc = place_db_folder(job->db_path, e);
    if (!rc)
        rc = db_create(job->db_path, &in->db, e);
    in->made = !rc;
    if (rc)
        return rc;
    if (service)
        return session_init_service(&in->session, in->db, job->campaign, job->claim, &admin,
                                    job->today, e);
    return session_init(&in->session, in->db, job->campaign, job->claim, job->today, e);
}

static enum rc add(struct init *in, struct err *e) {
    struct job *job = in->job;
    enum rc rc = db_open(job->db_path, &in->db, e);
    if (!rc)
        rc = session_open(&in->session, in->db, job->campaign, job->claim, job->today, e);
    if (!rc)
        rc = session_need(&in->session, CAP_CAMPAIGN, e);
    if (rc && rc != RC_MISSING)
        return rc;
    if (job_option(job, "service"))
        return err_set(e, RC_CONFLICT,
                       "Cơ sở dữ liệu %s đã có; dùng chung hay của một người là định từ lúc tạo.",
                       job->db_path);
    if (job_option(job, "sample"))
        return err_set(e, RC_CONFLICT,
                       "Cơ sở dữ liệu %s đã có; số liệu mẫu chỉ đưa vào tệp mới, hãy nêu tệp khác "
                       "bằng --db.",
                       job->db_path);
    if (rc == RC_MISSING)
        return session_init(&in->session, in->db, job->campaign, job->claim, job->today, e);
    return err_set(e, RC_CONFLICT, "Cơ sở dữ liệu %s đã có đợt thi đua “%s” rồi.", job->db_path,
                   job->campaign->code);
}

static enum rc fill(struct init *in, struct err *e) {
    struct job *job = in->job;
    const char *units = job_option(job, "units");
    struct import_result n = {0};
    enum rc rc = RC_OK;
    job->session = &in->session;
    if (job_option(job, "sample"))
        rc = sample_fill(&in->session, e);
    if (!rc && units)
        rc = import_file(job, &kinds[KIND_UNIT], units, false, &n, e);
    if (rc && !in->made)
        err_about(e, "Đợt thi đua đã được thêm, danh sách đơn vị thì chưa");
    job->session = NULL;
    if (!rc)
        rc = job_say(job, e,
                     in->made ? "Đã tạo cơ sở dữ liệu %s, đợt thi đua “%s”."
                              : "Đã thêm vào cơ sở dữ liệu %s đợt thi đua “%s”.",
                     job->db_path, job->campaign->short_name);
    if (!rc && units)
        rc = job_say(job, e, "Đã nhập đơn vị: thêm %zu, sửa %zu, giữ nguyên %zu.", n.added,
                     n.changed, n.same);
    return rc;
}

enum rc cmd_init(struct job *job, struct err *e) {
    struct init in = {.job = job};
    struct stat st;
    if (job_option(job, "sample") && job_option(job, "units"))
        return err_set(e, RC_USAGE,
                       "Số liệu mẫu có sẵn đơn vị; chỉ dùng một trong hai: --units hoặc "
                       "--sample.");
    if (!job_option(job, "service") &&
        (job_option(job, "admin") || job_option(job, "key") || job_option(job, "account")))
        return err_set(e, RC_USAGE, "--admin, --key, --account chỉ dùng cùng --service.");
    enum rc rc = lstat(job->db_path, &st) ? make(&in, e) : add(&in, e);
    if (!rc)
        rc = fill(&in, e);
    session_close(&in.session);
    db_close(&in.db);
    if (rc && in.made)
        db_file_unmake(job->db_path); /* what was made and could not be finished */
    return rc;
}
