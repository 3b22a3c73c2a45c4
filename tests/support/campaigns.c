#include "support/campaigns.h"
#include "support/run.h"
#include "support/test.h"
#include "thidua/builtin.h"
#include "thidua/measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static char *folder;

int campaigns_setup(void **state) {
    folder = run_folder();
    assert_int_equal(chmod(folder, 0755), 0);
    campaigns_put("ke-hoach.txt", builtin_plan, builtin_plan_size);
    *state = folder;
    return 0;
}

int campaigns_teardown(void **state) {
    (void)state;
    run_folder_remove(folder);
    free(folder);
    return 0;
}

const char *campaigns_path(const char *name) {
    static char path[512];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

void campaigns_put(const char *name, const char *bytes, size_t n) {
    FILE *f = fopen(campaigns_path(name), "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

const char *const campaigns_good[CAMPAIGNS_GOOD] = {
    "[campaign]",
    "code = c1",
    "name = \"Đợt thi đua\"",
    "plan = ke-hoach.txt",
    "start = 10/2021",
    "timezone = Asia/Ho_Chi_Minh",
    "[deadline.registration]",
    "label = Đăng ký",
    "before = 10/11/2021",
    "clause = IV.2/2",
    "[deadline.end]", /* 11 */
    "label = Kết thúc",
    "by = 15/01/2022",
    "clause = II.3",
    "[deadline.review]", /* 15 */
    "label = Xét",
    "from = 20/01/2022",
    "to = 15/02/2022",
    "source = office",
    "for = province",
    "[target.t]", /* 21 */
    "label = Chỉ tiêu",
    "measure = unit.works",
    "at_least = 1.200",
    "of_units = 100%",
    "clause = II.4.2",
    "deadline = end",
    "[theme.1]", /* 28 */
    "label = Quà",
    "clause = II.4.2/1/1",
    "own_choice = no",
    "unit_of_measure = suất quà",
    "goal = 1,5",
    "[content.c]", /* 34 */
    "label = Nội dung",
    "clause = II.4.1/2",
    "for = individual",
    "[duty.d]", /* 38 */
    "label = Nhiệm vụ",
    "clause = iv.2/1",
    "for = district",
    "deadline = registration",
    "repeated = yes",
    "[criterion.gate]", /* 44 */
    "label = Chấp hành",
    "clause = III.1/1",
    "weight = gate",
    "for = both",
    "[criterion.line]", /* 49 */
    "label = Sáng kiến",
    "clause = III.1.2/4",
    "group = Nhóm",
    "weight = optional",
    "only = full_time",
    "for = individual",
    "[dossier.item]", /* 56 */
    "label = Tờ trình",
    "clause = III.3",
    "required = no",
    "for = collective",
    "[award.a]", /* 61 */
    "label = Bằng khen",
    "clause = III.2/1",
    "level = centre",
    "quota = 13",
    "for = both",
    "retired = yes",
    "[progress]", /* 68 */
    "stale_days = 14",
    "behind_percent = 15",
    "warn_days = 7",
    "[access]", /* 72 */
    "idle_minutes = 30",
    "[review]", /* 74 */
    "council = Ban Thường vụ",
};

void campaigns_good_with(struct buf *out, size_t line, const char *text) {
    for (size_t i = 0; i < CAMPAIGNS_GOOD; i++) {
        buf_puts(out, i + 1 == line ? text : campaigns_good[i]);
        buf_char(out, '\n');
    }
}

enum rc campaigns_load(const char *path, struct campaign **c, struct problems *p, struct err *e) {
    return campaign_load(path, measure_names, measure_count, c, p, e);
}

enum rc campaigns_load_text(const char *text, size_t n, struct campaign **c, struct problems *p,
                            struct err *e) {
    campaigns_put("x.ini", text, n);
    return campaigns_load(campaigns_path("x.ini"), c, p, e);
}

void campaigns_print(const struct problems *p) {
    for (size_t i = 0; i < p->count; i++)
        print_error("%s:%d: %s\n", p->list[i].file, p->list[i].line, p->list[i].text);
}
