/* The log, newest first. */
#include "history_parts.h"
#include "list_parts.h"

/* What the record is about, in a line: the work's title, the duty, the unit. */
#define SUBJECT                                                                                    \
    "CASE l.kind"                                                                                  \
    " WHEN 'work' THEN (SELECT w.title FROM work w WHERE w.id = l.record)"                         \
    " WHEN 'progress' THEN (SELECT w.title FROM progress p JOIN work w ON w.id = p.work"           \
    " WHERE p.id = l.record)"                                                                      \
    " WHEN 'nomination' THEN (SELECT w.title FROM nomination n JOIN work w ON w.id = n.work"       \
    " WHERE n.id = l.record)"                                                                      \
    " WHEN 'judgement' THEN (SELECT t.label FROM judgement j JOIN term t ON t.code = j.criterion"  \
    " AND t.campaign = j.campaign AND t.kind IN ('criterion', 'dossier') WHERE j.id = l.record)"   \
    " WHEN 'duty' THEN (SELECT t.label FROM duty_done d JOIN term t ON t.code = d.duty"            \
    " AND t.campaign = d.campaign AND t.kind = 'duty' WHERE d.id = l.record)"                      \
    " WHEN 'receipt' THEN (SELECT u.name FROM unit u WHERE u.code = l.unit)"                       \
    " WHEN 'unit' THEN (SELECT u.name FROM unit u WHERE u.id = l.record)"                          \
    " WHEN 'officer' THEN (SELECT o.name FROM officer o WHERE o.id = l.record) END"

/* Restoring is done by whoever holds the file, though the log has to name an officer: nobody's. */
#define OFFICER   "CASE WHEN l.verb <> 'restore' THEN l.officer END"

#define UNIT_NAME "(SELECT u.name FROM unit u WHERE u.code = l.unit)"

/* What is sought in: the words that an officer reads in the row. */
#define WORDS                                                                                      \
    "coalesce(" SUBJECT ", '') || ' ' || coalesce(" UNIT_NAME ", '') || ' ' || l.officer"          \
    " || ' ' || coalesce(l.reason, '')"

static const struct list_column columns[] = {
    COLUMN("id", "Số", FIELD_NUMBER, "l.id", 7, 0),
    COLUMN("at", "Lúc", FIELD_INSTANT, "l.at", 16, 1),
    COLUMN("officer", "Cán bộ", FIELD_CODE, OFFICER, 9, 3),
    COLUMN("verb", "Việc", FIELD_CHOICE, "l.verb", 10, 1, .choices = history_verbs),
    COLUMN("kind", "Bản ghi", FIELD_CHOICE, "l.kind", 14, 4, .choices = history_kinds),
    COLUMN("record", "Số bản ghi", FIELD_NUMBER, "nullif(l.record, 0)", 10, 5),
    COLUMN("unit", "Đơn vị", FIELD_TERM, "l.unit", 13, 6, .of = "unit"),
    COLUMN("subject", "Về", FIELD_TEXT, SUBJECT, 0, 2),
    COLUMN("reason", "Lý do", FIELD_NOTE, "l.reason", 24, 0),
    COLUMN("before", "Trước", FIELD_NOTE, "l.before", 30, 0),
    COLUMN("after", "Sau", FIELD_NOTE, "l.after", 30, 0),
    COLUMN("source", "Vào từ", FIELD_TEXT, LOG_SOURCE("l"), 20, 0),
};

/* Instants are UTC; a day is one of the campaign's zone, which date_zone_set made the process's. */
#define DAY "date(l.at, 'localtime')"

static const struct list_filter filters[] = {
    {"officer", "Cán bộ", MATCH_TERM, NULL, "officer",
     "l.officer = :value AND l.verb <> 'restore'"},
    {"unit", "Đơn vị", MATCH_TERM, NULL, "unit", "l.unit = :value"},
    {"kind", "Loại bản ghi", MATCH_CHOICE, history_kinds, NULL, "l.kind = :value"},
    {"record", "Một bản ghi", MATCH_RECORD, history_kinds, NULL,
     "l.kind = substr(:value, 1, instr(:value, ' ') - 1)"
     " AND l.record = CAST(substr(:value, instr(:value, ' ') + 1) AS INTEGER)"},
    {"verb", "Việc", MATCH_CHOICE, history_verbs, NULL, "l.verb = :value"},
    {"changes", "Đổi dữ liệu", MATCH_FLAG, NULL, NULL,
     "l.verb NOT IN ('login', 'refused', 'denied')"},
    {"day", "Ngày", MATCH_DATE, NULL, NULL, DAY " = :value"},
    {"since", "Từ ngày", MATCH_DATE, NULL, NULL, DAY " >= :value"},
    {"until", "Đến ngày", MATCH_DATE, NULL, NULL, DAY " <= :value"},
};

const struct list_spec list_log = {
    .name = "log",
    .alias = "logs",
    .label = "nhật ký",
    .cap = CAP_LOG,
    .from = "log l",
    .where = "(l.campaign = :campaign OR l.campaign IS NULL) "
             "AND (:scope IS NULL OR l.unit = :scope)",
    .id = "l.id",
    .unit = "l.unit",
    .order = {"-l.id"},
    .search = "fold(" WORDS ")",
    .columns = columns,
    .ncolumns = COUNT_OF(columns),
    .filters = filters,
    .nfilters = COUNT_OF(filters),
};
