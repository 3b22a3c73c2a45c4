/* Nominations, with how much of the checklist was judged. */
#include "list_parts.h"

#define JUDGED(which)                                                                              \
    "(SELECT count(*) FROM judgement j WHERE j.nomination = n.id AND j.deleted_at IS NULL " which  \
    ")"

static const struct list_column columns[] = {
    COLUMN("id", "Số", FIELD_NUMBER, "n.id", 6, 0),
    COLUMN("unit", "Đơn vị", FIELD_TERM, "n.unit", 14, 2, .of = "unit", .sort = "u.name_order"),
    COLUMN("work", "Công trình số", FIELD_NUMBER, "n.work", 6, 0),
    COLUMN("title", "Tên công trình, phần việc", FIELD_TEXT, "w.title", 0, 1,
           .sort = "w.title_order"),
    COLUMN("kind", "Của", FIELD_CHOICE, "n.kind", 8, 4, .choices = work_kinds),
    COLUMN("person", "Cá nhân", FIELD_TEXT, "w.person", 22, 0, .sort = "person_key(w.person)"),
    COLUMN("state", "Trạng thái", FIELD_CHOICE, "n.state", 18, 1, .choices = nomination_states),
    COLUMN("submitted", "Ngày nộp", FIELD_DATE, "n.submitted", 10, 5),
    COLUMN("judged", "Đã đánh giá", FIELD_NUMBER, JUDGED("AND j.part = 'criterion'"), 11, 3),
    COLUMN("met", "Đạt", FIELD_NUMBER, JUDGED("AND j.part = 'criterion' AND j.result = 'met'"), 4,
           0),
    COLUMN("unmet", "Chưa đạt", FIELD_NUMBER,
           JUDGED("AND j.part = 'criterion' AND j.result = 'unmet'"), 8, 0),
    COLUMN("na", "Không áp dụng", FIELD_NUMBER,
           JUDGED("AND j.part = 'criterion' AND j.result = 'na'"), 6, 0),
    COLUMN("dossier", "Hồ sơ có", FIELD_NUMBER,
           JUDGED("AND j.part = 'dossier' AND j.result = 'met'"), 8, 6),
    COLUMN("reason", "Lý do", FIELD_NOTE, "n.reason", 24, 0),
    COLUMN("summary", "Tóm tắt thành tích", FIELD_NOTE, "n.summary", 30, 0),
    COLUMN("author", "Người ghi", FIELD_CODE, "n.author", 14, 0),
    COLUMN("version", "Phiên bản", FIELD_NUMBER, "n.version", 6, 0),
};

static const struct list_filter filters[] = {
    {"unit", "Đơn vị", MATCH_TERM, NULL, "unit", "n.unit = :value"},
    {"state", "Trạng thái", MATCH_CHOICE, nomination_states, NULL, "n.state = :value"},
    {"kind", "Của", MATCH_CHOICE, work_kinds, NULL, "n.kind = :value"},
    {"sent", "Đã nộp", MATCH_FLAG, NULL, NULL, "n.state NOT IN ('draft', 'returned')"},
    {"work", "Công trình số", MATCH_NUMBER, NULL, NULL, "n.work = :value"},
    DELETED_FILTER,
};

const struct list_spec list_nominations = {
    .name = "nominations",
    .alias = "nomination",
    .label = "giới thiệu khen thưởng",
    .cap = CAP_READ,
    .from = "nomination n LEFT JOIN work w ON w.id = n.work LEFT JOIN unit u ON u.code = n.unit",
    .deleted = "n.deleted_at",
    .where = "n.campaign = :campaign AND (:scope IS NULL OR n.unit = :scope)",
    .id = "n.id",
    .version = "n.version",
    .unit = "n.unit",
    .order = {"u.name_order", "u.code", "w.title_order", "n.id"},
    .search = "w.title_fold || ' ' || u.name_fold",
    .columns = columns,
    .ncolumns = COUNT_OF(columns),
    .filters = filters,
    .nfilters = COUNT_OF(filters),
};
