/* Works, as registered and as they go on. */
#include "list_parts.h"
#include "sql_words.h"

#define FROM   "work w LEFT JOIN unit u ON u.code = w.unit"
#define SCOPED "w.campaign = :campaign AND (:scope IS NULL OR w.unit = :scope)"

/* As pace.h: from the work's own start, or its approval, to its finish, or the campaign's end. */
#define START "coalesce(w.start, w.approved)"
#define END   "max(coalesce(w.finish, :end), " START ")"
#define EXPECTED                                                                                   \
    "CASE WHEN w.state <> 'approved' THEN NULL WHEN :today <= " START " THEN 0 "                   \
    "WHEN :today >= " END " THEN 100 "                                                             \
    "ELSE CAST(100 * (julianday(:today) - julianday(" START ")) "                                  \
    "/ (julianday(" END ") - julianday(" START ")) AS INTEGER) END"

/* The district's own works with the province are listed apart. */
#define OF_DISTRICT "w.unit IN " SQL_DISTRICTS
#define REGISTERED  SQL_REGISTERED_STATE("w.state")

#define BEHIND      "w.behind_from <= :today"
#define STALE       "w.stale_from <= :today"
#define OWN                                                                                        \
    "w.theme IN (SELECT code FROM term WHERE campaign = :campaign AND kind = 'theme' AND extra)"
#define THEME_PLACE                                                                                \
    "(SELECT position FROM term WHERE campaign = :campaign AND kind = 'theme' AND code = w.theme)"

static const struct list_column works_columns[] = {
    COLUMN("id", "Số", FIELD_NUMBER, "w.id", 6, 0),
    COLUMN("unit", "Đơn vị", FIELD_TERM, "w.unit", 14, 2, .of = "unit", .sort = "u.name_order"),
    COLUMN("unit_name", "Tên đơn vị", FIELD_TEXT, "u.name", 24, 0, .sort = "u.name_order"),
    COLUMN("title", "Tên công trình, phần việc", FIELD_TEXT, "w.title", 0, 1,
           .sort = "w.title_order"),
    COLUMN("kind", "Của", FIELD_CHOICE, "w.kind", 8, 6, .choices = work_kinds),
    COLUMN("theme", "Thuộc công trình của huyện", FIELD_TERM, "w.theme", 28, 0, .of = "theme",
           .sort = THEME_PLACE),
    COLUMN("contents", "Nội dung", FIELD_TERMS, "w.contents", 28, 0, .of = "content"),
    COLUMN("state", "Trạng thái", FIELD_CHOICE, "w.state", 14, 2, .choices = work_states),
    COLUMN("submitted", "Ngày đăng ký", FIELD_DATE, "w.submitted", 12, 7),
    COLUMN("sent", "Ngày gửi gần nhất", FIELD_DATE, "w.sent", 12, 0),
    COLUMN("on_time", "Đúng hạn", FIELD_FLAG, "w.on_time", 8, 5),
    COLUMN("unit_of_measure", "Đơn vị tính", FIELD_TEXT, "w.unit_of_measure", 12, 0),
    COLUMN("goal", "Chỉ tiêu", FIELD_DECIMAL, "w.goal", 12, 0),
    COLUMN("done", "Đã thực hiện", FIELD_DECIMAL, "w.done", 12, 0),
    COLUMN("percent", "Đạt", FIELD_PERCENT, "w.percent", 4, 3),
    COLUMN("expected", "Phải đạt", FIELD_PERCENT, EXPECTED, 8, 0),
    COLUMN("value", "Trị giá", FIELD_MONEY, "w.value", 14, 0),
    COLUMN("behind", "Chậm", FIELD_FLAG, "coalesce(" BEHIND ", 0)", 5, 0),
    COLUMN("stale", "Lâu chưa cập nhật", FIELD_FLAG, "coalesce(" STALE ", 0)", 5, 0),
    COLUMN("approved", "Ngày duyệt", FIELD_DATE, "w.approved", 10, 0),
    COLUMN("closed", "Ngày kết thúc", FIELD_DATE, "w.closed", 10, 0),
    COLUMN("reason", "Lý do", FIELD_NOTE, "w.reason", 30, 0),
    COLUMN("person", "Cá nhân", FIELD_TEXT, "w.person", 24, 0, .sort = "person_key(w.person)"),
    COLUMN("birth_year", "Năm sinh", FIELD_YEAR, "w.birth_year", 8, 0),
    COLUMN("category", "Đối tượng", FIELD_CHOICE, "w.category", 10, 0,
           .choices = person_categories),
    COLUMN("post", "Chức vụ, nơi công tác", FIELD_TEXT, "w.post", 24, 0),
    COLUMN("full_time", "Chuyên trách", FIELD_FLAG, "w.full_time", 5, 0),
    COLUMN("cost", "Kinh phí", FIELD_MONEY, "w.cost", 14, 0),
    COLUMN("source", "Nguồn kinh phí", FIELD_TEXT, "w.source", 24, 0),
    COLUMN("beneficiaries", "Người thụ hưởng", FIELD_NUMBER, "w.beneficiaries", 9, 0),
    COLUMN("start", "Ngày bắt đầu", FIELD_DATE, "w.start", 10, 0),
    COLUMN("finish", "Ngày hoàn thành dự kiến", FIELD_DATE, "w.finish", 10, 0),
    COLUMN("in_charge", "Người phụ trách", FIELD_TEXT, "w.in_charge", 24, 0,
           .sort = "person_key(w.in_charge)"),
    COLUMN("phone", "Điện thoại", FIELD_PHONE, "w.phone", 14, 0),
    COLUMN("paper", "Số văn bản đăng ký", FIELD_TEXT, "w.paper", 20, 0),
    COLUMN("received", "Ngày nhận văn bản", FIELD_DATE, "w.received", 10, 0),
    COLUMN("women", "Phụ nữ thụ hưởng", FIELD_NUMBER, "w.women", 9, 0),
    COLUMN("children", "Trẻ em thụ hưởng", FIELD_NUMBER, "w.children", 9, 0),
    COLUMN("participants", "Người hưởng ứng", FIELD_NUMBER, "w.participants", 9, 0),
    COLUMN("entries", "Số lần cập nhật", FIELD_NUMBER, "w.entries", 6, 0),
    COLUMN("last_entry", "Cập nhật gần nhất", FIELD_DATE, "w.last_entry", 10, 0),
    COLUMN("note", "Ghi chú", FIELD_NOTE, "w.note", 30, 0),
    COLUMN("author", "Người ghi", FIELD_CODE, "w.author", 14, 0),
    COLUMN("version", "Phiên bản", FIELD_NUMBER, "w.version", 6, 0),
};

static const struct list_filter works_filters[] = {
    {"unit", "Đơn vị", MATCH_TERM, NULL, "unit", "w.unit = :value AND u.code = :value"},
    {"state", "Trạng thái", MATCH_CHOICE, work_states, NULL, "w.state = :value"},
    {"kind", "Của", MATCH_CHOICE, work_kinds, NULL, "w.kind = :value"},
    {"theme", "Thuộc công trình của huyện", MATCH_TERM, NULL, "theme", "w.theme = :value"},
    {"own", "Tự chọn", MATCH_FLAG, NULL, NULL, OWN},
    {"content", "Nội dung", MATCH_TERM, NULL, "content",
     "EXISTS (SELECT 1 FROM work_content c WHERE c.work = w.id AND c.content = :value)"},
    /* a work never sent is neither in time nor late */
    {"on_time", "Đúng hạn", MATCH_FLAG, NULL, NULL, "w.on_time = :value"},
    {"behind", "Chậm", MATCH_FLAG, NULL, NULL, BEHIND " AND w.state = 'approved'"},
    {"stale", "Lâu chưa cập nhật", MATCH_FLAG, NULL, NULL, STALE " AND w.state = 'approved'"},
    {"author", "Người ghi", MATCH_EQUAL, NULL, NULL, "w.author = :value"},
    /* as the plan's figure of a theme counts them */
    {"under_theme", "Đơn vị đã đăng ký theo", MATCH_TERM, NULL, "theme",
     "w.theme = :value AND " REGISTERED " AND NOT " OF_DISTRICT},
    {"registered", "Đã đăng ký", MATCH_FLAG, NULL, NULL, REGISTERED},
    {"district", "Huyện đăng ký với tỉnh", MATCH_FLAG, NULL, NULL, OF_DISTRICT},
    DELETED_FILTER,
};

/* Units in Vietnamese order, and in each its works by title: a registration list is read unit by
 * unit, and whoever wants those that wait filters by state. The inner loop runs along work_by_unit,
 * so no sort is needed however many there are. */
const struct list_spec list_works = {
    .name = "works",
    .alias = "work",
    .label = "công trình, phần việc",
    .cap = CAP_READ,
    .from = FROM,
    .walk = "unit u CROSS JOIN work w ON w.unit = u.code",
    .deleted = "w.deleted_at",
    .where = SCOPED,
    .total = "SELECT coalesce(sum(draft + submitted + returned + approved + completed + stopped), "
             "0) FROM tally "
             "WHERE campaign = :campaign AND (:scope IS NULL OR unit = :scope)",
    .id = "w.id",
    .version = "w.version",
    .unit = "w.unit",
    .order = {"u.name_order", "u.code", "w.title_order", "w.id"},
    .search = "w.title_fold || ' ' || u.name_fold",
    .columns = works_columns,
    .ncolumns = COUNT_OF(works_columns),
    .filters = works_filters,
    .nfilters = COUNT_OF(works_filters),
};

/* What is wrong, in a word; nothing when nothing is. */
static const struct choice pace_words[] = {
    {"behind", "chậm"}, {"stale", "lâu chưa cập nhật"}, {NULL, NULL}};
#define URGENCY "CASE WHEN " BEHIND " THEN 'behind' WHEN " STALE " THEN 'stale' END"

static const struct list_column pace_columns[] = {
    COLUMN("id", "Số", FIELD_NUMBER, "w.id", 6, 0),
    COLUMN("unit", "Đơn vị", FIELD_TERM, "w.unit", 14, 2, .of = "unit", .sort = "u.name_order"),
    COLUMN("title", "Tên công trình, phần việc", FIELD_TEXT, "w.title", 0, 1,
           .sort = "w.title_order"),
    COLUMN("kind", "Của", FIELD_CHOICE, "w.kind", 8, 0, .choices = work_kinds),
    COLUMN("theme", "Thuộc công trình của huyện", FIELD_TERM, "w.theme", 28, 0, .of = "theme",
           .sort = THEME_PLACE),
    COLUMN("percent", "Đạt", FIELD_PERCENT, "w.percent", 10, 1),
    COLUMN("expected", "Phải đạt", FIELD_PERCENT, EXPECTED, 8, 5),
    COLUMN("pace", "Tình hình", FIELD_CHOICE, URGENCY, 9, 3, .choices = pace_words),
    COLUMN("behind", "Chậm", FIELD_FLAG, "coalesce(" BEHIND ", 0)", 5, 0),
    COLUMN("stale", "Lâu chưa cập nhật", FIELD_FLAG, "coalesce(" STALE ", 0)", 5, 0),
    COLUMN("last_entry", "Cập nhật", FIELD_DATE, "w.last_entry", 10, 4),
    COLUMN("behind_from", "Chậm từ ngày", FIELD_DATE, "w.behind_from", 10, 0),
    COLUMN("stale_from", "Lâu chưa cập nhật từ ngày", FIELD_DATE, "w.stale_from", 10, 0),
    COLUMN("goal", "Chỉ tiêu", FIELD_DECIMAL, "w.goal", 12, 0),
    COLUMN("done", "Đã thực hiện", FIELD_DECIMAL, "w.done", 12, 0),
    COLUMN("unit_of_measure", "Đơn vị tính", FIELD_TEXT, "w.unit_of_measure", 12, 0),
    COLUMN("entries", "Số lần cập nhật", FIELD_NUMBER, "w.entries", 6, 0),
    COLUMN("finish", "Hoàn thành dự kiến", FIELD_DATE, "coalesce(w.finish, :end)", 10, 0),
};

static const struct list_filter pace_filters[] = {
    {"unit", "Đơn vị", MATCH_TERM, NULL, "unit", "w.unit = :value"},
    {"behind", "Chậm", MATCH_FLAG, NULL, NULL, BEHIND},
    {"stale", "Lâu chưa cập nhật", MATCH_FLAG, NULL, NULL, STALE},
    {"kind", "Của", MATCH_CHOICE, work_kinds, NULL, "w.kind = :value"},
    {"theme", "Thuộc công trình của huyện", MATCH_TERM, NULL, "theme", "w.theme = :value"},
    {"district", "Của huyện", MATCH_FLAG, NULL, NULL, OF_DISTRICT},
};

/* Most urgent first: the behind, then the stale, then the rest by the day on which each falls
 * behind if nothing is entered, which is the order of how far each is from its expected pace. */
const struct list_spec list_pace = {
    .name = "pace",
    .alias = NULL,
    .label = "công trình đang thực hiện",
    .cap = CAP_READ,
    .from = FROM,
    .deleted = "w.deleted_at",
    .where = SCOPED " AND w.state = 'approved'",
    .total = "SELECT coalesce(sum(approved), 0) FROM tally WHERE campaign = :campaign "
             "AND (:scope IS NULL OR unit = :scope)",
    .id = "w.id",
    .version = "w.version",
    .unit = "w.unit",
    .order = {"CASE WHEN " BEHIND " THEN 0 WHEN " STALE " THEN 1 ELSE 2 END",
              "w.behind_from IS NULL", "w.behind_from", "w.id"},
    .search = "w.title_fold || ' ' || u.name_fold",
    .columns = pace_columns,
    .ncolumns = COUNT_OF(pace_columns),
    .filters = pace_filters,
    .nfilters = COUNT_OF(pace_filters),
};
