/* Units, with what each has done, and officers. */
#include "list_parts.h"
#include "sql_words.h"

#define REGISTERED                                                                                 \
    "SELECT 1 FROM tally t WHERE t.campaign = :campaign AND t.unit = u.code "                      \
    "AND " SQL_REGISTERED("t.") " > 0"
#define COMPLETED                                                                                  \
    "SELECT 1 FROM tally t WHERE t.campaign = :campaign AND t.unit = u.code "                      \
    "AND t.completed > 0"
#define SENT_IN_TIME                                                                               \
    "SELECT 1 FROM tally t WHERE t.campaign = :campaign AND t.unit = u.code "                      \
    "AND t.on_time > 0"
#define ON_TIME "EXISTS (" REGISTERED ") AND EXISTS (" SENT_IN_TIME ")"
#define WORKS(which)                                                                               \
    "(SELECT coalesce(sum(t.draft + t.submitted + t.returned + t.approved + t.completed + "        \
    "t.stopped), 0) FROM tally t WHERE t.campaign = :campaign AND t.unit = u.code" which ")"
#define ANY_DUTY                                                                                   \
    "SELECT 1 FROM duty_done d WHERE d.campaign = :campaign AND d.unit = u.code "                  \
    "AND d.deleted_at IS NULL"
#define DUTY ANY_DUTY " AND d.duty = "
#define RECEIVED                                                                                   \
    "SELECT 1 FROM receipt r WHERE r.campaign = :campaign AND r.unit = u.code "                    \
    "AND r.deleted_at IS NULL"
/* A draft or a returned one is not introduced yet. */
#define NOMINATED                                                                                  \
    " FROM nomination n WHERE n.campaign = :campaign AND n.unit = u.code "                         \
    "AND n.deleted_at IS NULL AND n.state NOT IN ('draft', 'returned')"

#define INTRODUCED(whose) NOMINATED " AND n.kind = '" whose "'"
/* Works under the district's own themes, as its targets count them. */
#define DISTRICT_WORKS(whose)                                                                      \
    REGISTERED whose " AND t.theme NOT IN (SELECT code FROM term WHERE campaign = :campaign "      \
                     "AND kind = 'theme' AND extra)"

/* In a narrow window stay whether she registered and where to ring her: who is missing is rung up.
 */
static const struct list_column units_columns[] = {
    COLUMN("id", "Số", FIELD_NUMBER, "u.id", 6, 0),
    COLUMN("code", "Mã", FIELD_CODE, "u.code", 14, 8),
    COLUMN("name", "Tên đơn vị", FIELD_TEXT, "u.name", 0, 1, .sort = "u.name_order"),
    COLUMN("kind", "Loại", FIELD_CHOICE, "u.kind", 17, 0, .choices = unit_kinds),
    COLUMN("head", "Chủ tịch Hội", FIELD_TEXT, "u.head", 22, 9, .sort = "person_key(u.head)"),
    COLUMN("phone", "Điện thoại", FIELD_PHONE, "u.phone", 14, 3),
    COLUMN("branches", "Chi hội", FIELD_NUMBER, "u.branches", 7, 0),
    COLUMN("women", "Phụ nữ từ 18 tuổi", FIELD_NUMBER, "u.women", 9, 0),
    COLUMN("members", "Hội viên", FIELD_NUMBER, "u.members", 8, 5),
    /* rounded down; blank where the women were not given */
    COLUMN("gathered", "Tập hợp", FIELD_PERCENT, "100 * u.members / nullif(u.women, 0)", 7, 7),
    COLUMN("registered", "Đăng ký", FIELD_FLAG, "EXISTS (" REGISTERED ")", 7, 2),
    COLUMN("on_time", "Đúng hạn", FIELD_FLAG,
           "CASE WHEN EXISTS (" REGISTERED ") THEN EXISTS (" SENT_IN_TIME ") END", 8, 0),
    COLUMN("works", "Công trình", FIELD_NUMBER, WORKS(""), 10, 4),
    COLUMN("collective", "Tập thể", FIELD_NUMBER, WORKS(" AND t.kind = 'collective'"), 7, 0),
    COLUMN("individual", "Cá nhân", FIELD_NUMBER, WORKS(" AND t.kind = 'individual'"), 7, 0),
    COLUMN("nominations", "Giới thiệu", FIELD_NUMBER, "(SELECT count(*)" NOMINATED ")", 10, 6),
    COLUMN("received", "Nhận kế hoạch", FIELD_FLAG, "EXISTS (" RECEIVED ")", 13, 10),
    COLUMN("rolled_out", "Triển khai", FIELD_FLAG, "EXISTS (" DUTY SQL_ROLLOUT ")", 10, 11),
    COLUMN("publicity", "Tin, bài", FIELD_NUMBER,
           "(SELECT count(*) FROM duty_done d WHERE d.campaign = :campaign AND d.unit = u.code "
           "AND d.deleted_at IS NULL AND d.duty = " SQL_PUBLICITY ")",
           8, 12),
    COLUMN("version", "Phiên bản", FIELD_NUMBER, "u.version", 6, 0),
};

/* Who registered has done the duty of that code. */
#define DID "(EXISTS (" DUTY ":value) OR (:value = " SQL_REGISTER " AND EXISTS (" REGISTERED ")))"
/* What a unit still owes concerns those that count: the district itself is apart. */
#define OWES " AND " SQL_COUNTS("u.")

static const struct list_filter units_filters[] = {
    {"kind", "Loại", MATCH_CHOICE, unit_kinds, NULL, "u.kind = :value"},
    {"registered", "Đã đăng ký", MATCH_FLAG, NULL, NULL, "EXISTS (" REGISTERED ") = :value" OWES},
    {"on_time", "Đăng ký đúng hạn", MATCH_FLAG, NULL, NULL, "(" ON_TIME ") = :value" OWES},
    {"received", "Đã nhận kế hoạch", MATCH_FLAG, NULL, NULL, "EXISTS (" RECEIVED ") = :value" OWES},
    {"rolled_out", "Đã triển khai", MATCH_FLAG, NULL, NULL,
     "EXISTS (" DUTY SQL_ROLLOUT ") = :value" OWES},
    {"nominated", "Đã giới thiệu khen thưởng", MATCH_FLAG, NULL, NULL,
     "EXISTS (SELECT 1" NOMINATED ") = :value" OWES},
    {"introduced_collective", "Đã giới thiệu tập thể", MATCH_FLAG, NULL, NULL,
     "EXISTS (SELECT 1" INTRODUCED("collective") ") = :value" OWES},
    {"introduced_individual", "Đã giới thiệu cá nhân", MATCH_FLAG, NULL, NULL,
     "EXISTS (SELECT 1" INTRODUCED("individual") ") = :value" OWES},
    {"district_works", "Có công trình của huyện", MATCH_FLAG, NULL, NULL,
     "EXISTS (" DISTRICT_WORKS("") ") = :value" OWES},
    {"collective", "Có công trình của huyện, tập thể", MATCH_FLAG, NULL, NULL,
     "EXISTS (" DISTRICT_WORKS(" AND t.kind = 'collective'") ") = :value" OWES},
    {"individual", "Có công trình của huyện, cá nhân", MATCH_FLAG, NULL, NULL,
     "EXISTS (" DISTRICT_WORKS(" AND t.kind = 'individual'") ") = :value" OWES},
    {"completed", "Có công trình hoàn thành", MATCH_FLAG, NULL, NULL,
     "EXISTS (" COMPLETED ") = :value" OWES},
    {"publicity", "Có tin, bài", MATCH_FLAG, NULL, NULL,
     "EXISTS (" DUTY SQL_PUBLICITY ") = :value" OWES},
    {"active", "Đã làm ít nhất một nhiệm vụ", MATCH_FLAG, NULL, NULL,
     "(EXISTS (" ANY_DUTY ") OR EXISTS (" REGISTERED ")) = :value" OWES},
    {"done", "Đã làm nhiệm vụ", MATCH_TERM, NULL, "duty", DID OWES},
    {"missing", "Chưa làm nhiệm vụ", MATCH_TERM, NULL, "duty", "NOT " DID OWES},
    DELETED_FILTER,
};

const struct list_spec list_units = {
    .name = "units",
    .alias = "unit",
    .label = "đơn vị",
    .cap = CAP_READ,
    .from = "unit u",
    .deleted = "u.deleted_at",
    .where = "(:scope IS NULL OR u.code = :scope)",
    .id = "u.id",
    .version = "u.version",
    .unit = "u.code",
    .order = {"u.name_order", "u.code"},
    .search = "u.name_fold || ' ' || u.code",
    .columns = units_columns,
    .ncolumns = COUNT_OF(units_columns),
    .filters = units_filters,
    .nfilters = COUNT_OF(units_filters),
};

static const struct list_column officers_columns[] = {
    COLUMN("id", "Số", FIELD_NUMBER, "o.id", 6, 0),
    COLUMN("login", "Tên đăng nhập", FIELD_CODE, "o.login", 16, 3),
    COLUMN("name", "Họ và tên", FIELD_TEXT, "o.name", 0, 1, .sort = "o.name_order"),
    COLUMN("role", "Vai trò", FIELD_CHOICE, "o.role", 18, 2, .choices = roles),
    COLUMN("unit", "Đơn vị", FIELD_TERM, "o.unit", 20, 4, .of = "unit", .sort = "u.name_order"),
    COLUMN("phone", "Điện thoại", FIELD_PHONE, "o.phone", 14, 6),
    COLUMN("disabled", "Đã khóa", FIELD_FLAG, "coalesce(o.disabled, 0)", 7, 5),
    COLUMN("keys", "Khóa SSH", FIELD_NUMBER,
           "(SELECT count(*) FROM officer_key k WHERE k.officer = o.login)", 8, 7),
    COLUMN("uid", "Số tài khoản máy chủ (uid)", FIELD_NUMBER, "o.uid", 10, 0),
    COLUMN("version", "Phiên bản", FIELD_NUMBER, "o.version", 6, 0),
};

static const struct list_filter officers_filters[] = {
    {"unit", "Đơn vị", MATCH_TERM, NULL, "unit", "o.unit = :value"},
    {"role", "Vai trò", MATCH_CHOICE, roles, NULL, "o.role = :value"},
    {"disabled", "Đã khóa", MATCH_FLAG, NULL, NULL, "o.disabled = 1"},
    DELETED_FILTER,
};

/* By given name, as the Union sorts people. */
const struct list_spec list_officers = {
    .name = "officers",
    .alias = "officer",
    .label = "cán bộ",
    .cap = CAP_READ,
    .from = "officer o LEFT JOIN unit u ON u.code = o.unit",
    .deleted = "o.deleted_at",
    .where = "(:scope IS NULL OR o.unit = :scope)",
    .id = "o.id",
    .version = "o.version",
    .unit = "o.unit",
    .order = {"o.name_order", "o.id"},
    .search = "o.name_fold || ' ' || o.login",
    .columns = officers_columns,
    .ncolumns = COUNT_OF(officers_columns),
    .filters = officers_filters,
    .nfilters = COUNT_OF(officers_filters),
};
