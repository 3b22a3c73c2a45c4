/* thidua restore: a backup takes the place of the database. */
#include "thidua/restore.h"
#include "thidua/command.h"

enum rc cmd_restore(struct job *job, struct err *e) {
    struct restore_done done;
    char head[CHAIN_TEXT_SIZE];
    const char *from = job->line->words[0];
    enum rc rc = restore_file(job->db_path, from, job->campaign, job->claim, job->today, job->arena,
                              &done, e);
    if (!rc)
        rc = job_say(job, e, "Đã khôi phục %s từ %s.", job->db_path, from);
    if (!rc && done.kept)
        rc = job_say(job, e, "Tệp có trước đó nay là %s.", done.kept);
    if (!rc && done.shut)
        rc = job_say(job, e,
                     "Cán bộ bị khóa (đã bị khóa từ khi sao lưu, hoặc thuộc đơn vị mà bản sao lưu "
                     "chưa có): %s.",
                     done.shut);
    if (!rc && done.changed)
        rc = job_say(job, e, "Vai trò, đơn vị, tài khoản máy chủ giữ như trước khi khôi phục: %s.",
                     done.changed);
    if (!rc && done.dropped)
        rc = job_say(job, e, "Khóa SSH đã gỡ từ khi sao lưu vẫn bị gỡ: %s.", done.dropped);
    if (!rc && done.added)
        rc = job_say(job, e, "Khóa SSH đã thêm từ khi sao lưu vẫn dùng được: %s.", done.added);
    if (!rc && done.unasked)
        rc = job_say(job, e,
                     "Không có tệp trước đó để biết từ khi sao lưu ai đã bị khóa, khóa SSH nào đã "
                     "gỡ; hãy xem lại bằng “thidua officer list” và “thidua officer key list”.");
    if (!rc)
        rc = job_say(job, e, "Mốc nhật ký: %s\nAi đang mở màn hình phải thoát ra rồi vào lại.",
                     chain_text(&done.head, head));
    return rc;
}
