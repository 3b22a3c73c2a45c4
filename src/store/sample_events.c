/* The sample but for its works: who received the plan, who did which duty, a first nomination. */
#include "sample_parts.h"
#include "thidua/record.h"
#include <string.h>

/* Units whose plan came in the post later, or who have not begun. */
static const char *const not_received[] = {"hai-trieu", "hai-hoa", "quan-su"};
static const char *const not_rolled_out[] = {"hai-chinh", "hai-xuan", "hai-chau",
                                             "hai-trieu", "hai-hoa",  "quan-su"};

struct event {
    int day;
    const char *unit, *duty, *title, *evidence;
};

static const struct event events[] = {
    {2, "huyen", "guide", "Kế hoạch triển khai đợt thi đua", "KH 12/KH-BTV"},
    {4, "huyen", "choose", "Hội nghị triển khai tới 36 đơn vị", "Biên bản hội nghị"},
    {20, "huyen", "radio", "Chuyên mục phụ nữ trên Đài phát thanh huyện",
     "Phát sóng sáng và chiều"},
    {18, "tt-yen-dinh", DUTY_PUBLICITY, "Phố hoa của chị em thị trấn Yên Định", "Trang của Hội"},
    {24, "hai-anh", DUTY_PUBLICITY, "Hải Anh: 1,2 km đường hoa do phụ nữ tự quản",
     "Đài phát thanh xã"},
    {29, "hai-minh", DUTY_PUBLICITY, "Nồi cháo nghĩa tình ở thôn Thượng", "Trang của Hội"},
    {34, "hai-anh", DUTY_PUBLICITY, "Chị em Hải Anh góp công, góp hoa",
     "Nhóm chi hội trên mạng xã hội"},
    {9, "hai-anh", "own_plan", "Kế hoạch của Hội LHPN xã", "KH 02/KH-PN"},
    {9, "hai-anh", "directive", "Phát động thi đua tại hội nghị Ban Chấp hành", "KH 02/KH-PN"},
    {10, "tt-yen-dinh", "own_plan", "Kế hoạch của Hội LHPN thị trấn", "KH 05/KH-PN"},
    {11, "hai-minh", "own_plan", "Kế hoạch của Hội LHPN xã", "KH 03/KH-PN"},
    {12, "hai-minh", "directive", "Phát động ở 11 chi hội", "Biên bản"},
    {13, "tt-thinh-long", "own_plan", "Kế hoạch của Hội LHPN thị trấn", "KH 04/KH-PN"},
    {15, "hai-bac", "directive", "Văn bản phát động gửi các chi hội", "CV 06/CV-PN"},
    {16, "hai-hung", "own_plan", "Kế hoạch của Hội LHPN xã", "KH 07/KH-PN"},
};

static bool among(const char *code, const char *const *codes, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(codes[i], code) == 0)
            return true;
    return false;
}
#define AMONG(code, list) among((code), (list), sizeof(list) / sizeof(list)[0])

/* A campaign file without this duty has a sample without it. */
static enum rc insert_duty(struct tx *tx, const struct event *ev, struct err *e) {
    struct duty_done d;
    if (campaign_duty(tx->session->campaign, ev->duty) == NULL)
        return RC_OK;
    record_blank(&kinds[KIND_DUTY_DONE], &d);
    d.head.unit = ev->unit;
    d.duty = ev->duty;
    d.day = tx->session->today;
    d.title = ev->title;
    d.evidence = ev->evidence;
    return record_insert(tx, &kinds[KIND_DUTY_DONE], &d, e);
}

static enum rc insert_receipt(struct tx *tx, const char *unit, const char *person, struct err *e) {
    struct receipt r;
    record_blank(&kinds[KIND_RECEIPT], &r);
    r.head.unit = unit;
    r.day = tx->session->today;
    r.person = person;
    return record_insert(tx, &kinds[KIND_RECEIPT], &r, e);
}

/* Units receive the plan and roll it out, two a day, in the order they were entered. */
static enum rc of_unit(struct tx *tx, const struct sample_unit *u, int place, int n,
                       struct err *e) {
    enum rc rc = RC_OK;
    if (n == 3 + place / 8 && !AMONG(u->code, not_received))
        rc = insert_receipt(tx, u->code, u->leader, e);
    if (!rc && n == 6 + place / 2 && !AMONG(u->code, not_rolled_out))
        rc = insert_duty(tx,
                         &(struct event){n, u->code, DUTY_ROLLOUT,
                                         "Triển khai tại hội nghị cán bộ, hội viên", NULL},
                         e);
    return rc;
}

enum rc sample_events(struct tx *tx, int n, const struct sample_unit *units, size_t count,
                      struct err *e) {
    enum rc rc = RC_OK;
    for (size_t i = 0; !rc && i < sizeof events / sizeof events[0]; i++)
        if (events[i].day == n)
            rc = insert_duty(tx, &events[i], e);
    for (size_t i = 0; !rc && i < count; i++)
        rc = of_unit(tx, &units[i], (int)i, n, e);
    return rc;
}

/* ---- the nomination whose checklist the screens show half judged */

static const struct {
    const char *code;
    enum judgement_result result;
    const char *evidence;
} judged[] = {
    {"law", RESULT_MET, NULL},
    {"launched", RESULT_MET, "KH 02/KH-PN 05/11/2021"},
    {"followed", RESULT_MET, "5 lần cập nhật"},
    {"led", RESULT_MET, "Ban Chấp hành phân công từng chi hội"},
    {"reach", RESULT_UNMET, "12 người thụ hưởng"},
    {"change", RESULT_MET, "350 hộ cùng chăm sóc"},
    {"recognised", RESULT_MET, "UBND xã biểu dương tại hội nghị tháng 10"},
    {"proposal", RESULT_MET, "TTr 03/TTr-PN"},
    {"list", RESULT_MET, NULL},
    {"evidence", RESULT_MET, "12 ảnh"},
};

enum rc sample_nominate(struct tx *tx, int64_t nominated, struct err *e) {
    const struct campaign *c = tx->session->campaign;
    struct nomination n;
    record_blank(&kinds[KIND_NOMINATION], &n);
    n.work = nominated;
    n.summary = "Từ đường đất thành đường hoa 1,2 km; 350 hộ hai bên đường cùng chăm sóc.";
    enum rc rc = record_insert(tx, &kinds[KIND_NOMINATION], &n, e);
    for (size_t i = 0; !rc && i < sizeof judged / sizeof judged[0]; i++) {
        bool criterion = campaign_term_find(c, "criterion", judged[i].code) != NULL;
        if (!criterion && campaign_term_find(c, "dossier", judged[i].code) == NULL)
            continue;
        struct judgement j;
        record_blank(&kinds[KIND_JUDGEMENT], &j);
        j.nomination = n.head.id;
        j.part = criterion ? PART_CRITERION : PART_DOSSIER;
        j.criterion = judged[i].code;
        j.result = judged[i].result;
        j.evidence = judged[i].evidence;
        rc = record_insert(tx, &kinds[KIND_JUDGEMENT], &j, e);
    }
    return rc;
}
