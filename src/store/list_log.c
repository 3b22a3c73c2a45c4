/* The log, newest first. */
#include "list_parts.h"

/* Kinds and verbs as the log names them; the verbs of a life's steps are those of life.h. */
static const struct choice kinds_logged[] = {{"unit", "đơn vị"},
                                             {"officer", "cán bộ"},
                                             {"work", "công trình, phần việc"},
                                             {"progress", "lần cập nhật"},
                                             {"duty", "nhiệm vụ"},
                                             {"receipt", "nhận kế hoạch"},
                                             {"nomination", "giới thiệu khen thưởng"},
                                             {"judgement", "đánh giá"},
                                             {"campaign", "đợt thi đua"},
                                             {"term", "mục của tệp đợt thi đua"},
                                             {"plan", "kế hoạch"},
                                             {NULL, NULL}};

static const struct choice verbs[] = {{"add", "thêm"},
                                      {"set", "sửa"},
                                      {"delete", "xóa"},
                                      {"submit", "gửi"},
                                      {"return", "trả lại"},
                                      {"approve", "duyệt"},
                                      {"complete", "hoàn thành"},
                                      {"stop", "dừng"},
                                      {"judge", "đánh giá"},
                                      {"import", "nạp"},
                                      {"init", "lập"},
                                      {NULL, NULL}};

static const struct list_column columns[] = {
    COLUMN("id", "Số", FIELD_NUMBER, "l.id", 7, 0),
    COLUMN("at", "Lúc", FIELD_INSTANT, "l.at", 16, 1),
    COLUMN("officer", "Cán bộ", FIELD_CODE, "l.officer", 14, 3),
    COLUMN("verb", "Việc", FIELD_CHOICE, "l.verb", 11, 1, .choices = verbs),
    COLUMN("kind", "Bản ghi", FIELD_CHOICE, "l.kind", 0, 2, .choices = kinds_logged),
    COLUMN("record", "Số bản ghi", FIELD_NUMBER, "l.record", 7, 4),
    COLUMN("unit", "Đơn vị", FIELD_TERM, "l.unit", 20, 5, .of = "unit"),
    COLUMN("reason", "Lý do", FIELD_NOTE, "l.reason", 24, 0),
    COLUMN("before", "Trước", FIELD_NOTE, "l.before", 30, 0),
    COLUMN("after", "Sau", FIELD_NOTE, "l.after", 30, 0),
    COLUMN("source", "Vào từ", FIELD_TEXT, "l.source", 20, 0),
};

/* Instants are UTC; a day is one of the campaign's zone, which date_zone_set made the process's. */
#define DAY "date(l.at, 'localtime')"

static const struct list_filter filters[] = {
    {"officer", "Cán bộ", MATCH_EQUAL, NULL, NULL, "l.officer = :value"},
    {"unit", "Đơn vị", MATCH_TERM, NULL, "unit", "l.unit = :value"},
    {"kind", "Bản ghi", MATCH_CHOICE, kinds_logged, NULL, "l.kind = :value"},
    {"record", "Số bản ghi", MATCH_EQUAL, NULL, NULL, "l.record = :value"},
    {"verb", "Việc", MATCH_CHOICE, verbs, NULL, "l.verb = :value"},
    {"day", "Ngày", MATCH_DATE, NULL, NULL, DAY " = :value"},
    {"since", "Từ ngày", MATCH_DATE, NULL, NULL, DAY " >= :value"},
    {"until", "Đến ngày", MATCH_DATE, NULL, NULL, DAY " <= :value"},
};

const struct list_spec list_log = {
    .name = "log",
    .alias = NULL,
    .label = "nhật ký",
    .cap = CAP_LOG,
    .from = "log l",
    .where = "(l.campaign = :campaign OR l.campaign IS NULL) "
             "AND (:scope IS NULL OR l.unit = :scope)",
    .id = "l.id",
    .unit = "l.unit",
    .order = {"-l.id"},
    .search = "lower(coalesce(l.before, '') || ' ' || coalesce(l.after, '') || ' ' || l.officer)",
    .person = "at",
    .columns = columns,
    .ncolumns = COUNT_OF(columns),
    .filters = filters,
    .nfilters = COUNT_OF(filters),
};
