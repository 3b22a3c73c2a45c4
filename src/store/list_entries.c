/* What was entered day by day: progress, duties done, receipts of the plan. Newest first. */
#include "list_parts.h"
#include "sql_words.h"

/* ---- progress entries of works */

static const struct list_column progress_columns[] = {
    COLUMN("id", "Số", FIELD_NUMBER, "p.id", 6, 0),
    COLUMN("day", "Ngày", FIELD_DATE, "p.day", 10, 1),
    COLUMN("unit", "Đơn vị", FIELD_TERM, "p.unit", 14, 2, .of = "unit", .sort = "u.name_order"),
    COLUMN("work", "Công trình số", FIELD_NUMBER, "p.work", 6, 0),
    COLUMN("title", "Tên công trình, phần việc", FIELD_TEXT, "w.title", 0, 3,
           .sort = "w.title_order"),
    COLUMN("quantity", "Số lượng", FIELD_DECIMAL, "p.quantity", 10, 2),
    COLUMN("unit_of_measure", "Đơn vị tính", FIELD_TEXT, "w.unit_of_measure", 12, 5),
    COLUMN("percent", "Tỷ lệ", FIELD_PERCENT, "p.percent", 5, 0),
    COLUMN("value", "Trị giá", FIELD_MONEY, "p.value", 14, 6),
    COLUMN("women", "Phụ nữ thụ hưởng", FIELD_NUMBER, "p.women", 9, 0),
    COLUMN("children", "Trẻ em thụ hưởng", FIELD_NUMBER, "p.children", 9, 0),
    COLUMN("participants", "Người hưởng ứng", FIELD_NUMBER, "p.participants", 9, 0),
    COLUMN("note", "Ghi chú", FIELD_NOTE, "p.note", 30, 0),
    COLUMN("evidence", "Minh chứng", FIELD_TEXT, "p.evidence", 30, 0),
    COLUMN("author", "Người ghi", FIELD_CODE, "p.author", 14, 0),
    COLUMN("version", "Phiên bản", FIELD_NUMBER, "p.version", 6, 0),
};

static const struct list_filter progress_filters[] = {
    {"work", "Công trình số", MATCH_NUMBER, NULL, NULL, "p.work = :value"},
    {"unit", "Đơn vị", MATCH_TERM, NULL, "unit", "p.unit = :value"},
    {"day", "Ngày", MATCH_DATE, NULL, NULL, "p.day = :value"},
    {"since", "Từ ngày", MATCH_DATE, NULL, NULL, "p.day >= :value"},
    {"until", "Đến ngày", MATCH_DATE, NULL, NULL, "p.day <= :value"},
    DELETED_FILTER,
};

const struct list_spec list_progress = {
    .name = "progress",
    .alias = "entries",
    .label = "lần cập nhật",
    .cap = CAP_READ,
    .from = "progress p LEFT JOIN work w ON w.id = p.work LEFT JOIN unit u ON u.code = p.unit",
    .deleted = "p.deleted_at",
    .where = "p.campaign = :campaign AND (:scope IS NULL OR p.unit = :scope)",
    .total = "SELECT coalesce(sum(entries), 0) FROM tally WHERE campaign = :campaign "
             "AND (:scope IS NULL OR unit = :scope)",
    .id = "p.id",
    .version = "p.version",
    .unit = "p.unit",
    .order = {"-p.day", "-p.id"},
    .search = "w.title_fold || ' ' || u.name_fold",
    .columns = progress_columns,
    .ncolumns = COUNT_OF(progress_columns),
    .filters = progress_filters,
    .nfilters = COUNT_OF(progress_filters),
};

/* ---- duties done */

static const struct list_column duties_columns[] = {
    COLUMN("id", "Số", FIELD_NUMBER, "d.id", 6, 0),
    COLUMN("day", "Ngày", FIELD_DATE, "d.day", 10, 1),
    COLUMN("unit", "Đơn vị", FIELD_TERM, "d.unit", 14, 2, .of = "unit", .sort = "u.name_order"),
    COLUMN("duty", "Nhiệm vụ", FIELD_TERM, "d.duty", 24, 3, .of = "duty",
           .sort = "(SELECT position FROM term WHERE campaign = :campaign AND kind = 'duty' "
                   "AND code = d.duty)"),
    COLUMN("title", "Việc đã làm", FIELD_TEXT, "d.title", 0, 4),
    COLUMN("evidence", "Minh chứng", FIELD_TEXT, "d.evidence", 24, 5),
    COLUMN("author", "Người ghi", FIELD_CODE, "d.author", 14, 0),
    COLUMN("version", "Phiên bản", FIELD_NUMBER, "d.version", 6, 0),
};

static const struct list_filter duties_filters[] = {
    {"unit", "Đơn vị", MATCH_TERM, NULL, "unit", "d.unit = :value"},
    {"duty", "Nhiệm vụ", MATCH_TERM, NULL, "duty", "d.duty = :value"},
    {"district", "Của huyện", MATCH_FLAG, NULL, NULL, SQL_DISTRICT("u.")},
    {"since", "Từ ngày", MATCH_DATE, NULL, NULL, "d.day >= :value"},
    {"until", "Đến ngày", MATCH_DATE, NULL, NULL, "d.day <= :value"},
    DELETED_FILTER,
};

const struct list_spec list_duties = {
    .name = "duties",
    .alias = "duty",
    .label = "nhiệm vụ đã làm",
    .cap = CAP_READ,
    .from = "duty_done d LEFT JOIN unit u ON u.code = d.unit",
    .deleted = "d.deleted_at",
    .where = "d.campaign = :campaign AND (:scope IS NULL OR d.unit = :scope)",
    .id = "d.id",
    .version = "d.version",
    .unit = "d.unit",
    .order = {"-d.day", "-d.id"},
    .search = "u.name_fold",
    .columns = duties_columns,
    .ncolumns = COUNT_OF(duties_columns),
    .filters = duties_filters,
    .nfilters = COUNT_OF(duties_filters),
};

/* ---- receipts of the plan */

static const struct list_column receipts_columns[] = {
    COLUMN("id", "Số", FIELD_NUMBER, "r.id", 6, 0),
    COLUMN("day", "Ngày nhận", FIELD_DATE, "r.day", 10, 1),
    COLUMN("unit", "Đơn vị", FIELD_TERM, "r.unit", 14, 2, .of = "unit", .sort = "u.name_order"),
    COLUMN("person", "Người nhận", FIELD_TEXT, "r.person", 0, 3, .sort = "person_key(r.person)"),
    COLUMN("note", "Ghi chú", FIELD_NOTE, "r.note", 24, 4),
    COLUMN("author", "Người ghi", FIELD_CODE, "r.author", 14, 0),
    COLUMN("version", "Phiên bản", FIELD_NUMBER, "r.version", 6, 0),
};

static const struct list_filter receipts_filters[] = {
    {"unit", "Đơn vị", MATCH_TERM, NULL, "unit", "r.unit = :value"},
    {"since", "Từ ngày", MATCH_DATE, NULL, NULL, "r.day >= :value"},
    {"until", "Đến ngày", MATCH_DATE, NULL, NULL, "r.day <= :value"},
    DELETED_FILTER,
};

const struct list_spec list_receipts = {
    .name = "receipts",
    .alias = "receipt",
    .label = "nhận kế hoạch",
    .cap = CAP_READ,
    .from = "receipt r LEFT JOIN unit u ON u.code = r.unit",
    .deleted = "r.deleted_at",
    .where = "r.campaign = :campaign AND (:scope IS NULL OR r.unit = :scope)",
    .id = "r.id",
    .version = "r.version",
    .unit = "r.unit",
    .order = {"-r.day", "-r.id"},
    .search = "u.name_fold",
    .columns = receipts_columns,
    .ncolumns = COUNT_OF(receipts_columns),
    .filters = receipts_filters,
    .nfilters = COUNT_OF(receipts_filters),
};
