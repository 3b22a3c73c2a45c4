/* The field tables, the kinds of record and the words for their states. A new field is a row here,
 * a member in records.h and a migration.
 *
 * The order of the rows is the order of the form. Labels are those of the Union's registration
 * list; a label is unique in its table, because CSV headers are found by it. */
#include "thidua/records.h"

const struct choice unit_kinds[] = {{"commune", "xã"},
                                    {"town", "thị trấn"},
                                    {"affiliate", "đơn vị trực thuộc"},
                                    {"district", "huyện"},
                                    {NULL, NULL}};

const struct choice work_kinds[] = {
    {"collective", "tập thể"}, {"individual", "cá nhân"}, {NULL, NULL}};

const struct choice work_states[] = {{"draft", "nháp"},
                                     {"submitted", "đã gửi"},
                                     {"returned", "trả lại"},
                                     {"approved", "đang thực hiện"},
                                     {"completed", "hoàn thành"},
                                     {"stopped", "dừng"},
                                     {NULL, NULL}};

const struct choice person_categories[] = {
    {"officer", "cán bộ Hội"}, {"member", "hội viên"}, {"woman", "phụ nữ"}, {NULL, NULL}};

const struct choice nomination_states[] = {{"draft", "nháp"},
                                           {"submitted", "đã nộp"},
                                           {"returned", "trả lại"},
                                           {"eligible", "đủ điều kiện"},
                                           {"ineligible", "không đủ điều kiện"},
                                           {NULL, NULL}};

const struct choice judgement_parts[] = {
    {"criterion", "tiêu chí"}, {"dossier", "thành phần hồ sơ"}, {NULL, NULL}};

const struct choice judgement_results[] = {
    {"met", "đạt"}, {"unmet", "chưa đạt"}, {"na", "không áp dụng"}, {NULL, NULL}};

/* Limits. Amounts stop where a million entries of the largest still add up in 64 bits. */
#define CODE_LIMIT   40
#define NAME_LIMIT   80
#define TITLE_LIMIT  200
#define PAPER_LIMIT  200
#define NOTE_LIMIT   2000
#define PHONE_LIMIT  40
#define COUNT_LIMIT  1000000000
#define UID_LIMIT    INT64_C(4294967294)
#define AMOUNT_LIMIT INT64_C(1000000000000) /* đồng, or thousandths: 1.000 tỷ */

/* One row; with ROW the key is the member's name. */
#define ROW_AS(name, kind, member, kind_of, text, cells, ...)                                      \
    {                                                                                              \
        .key = (name), .label = (text), .type = (kind_of),                                         \
        .offset = offsetof(struct kind, member), .width = (cells), __VA_ARGS__                     \
    }
#define ROW(kind, member, kind_of, text, cells, ...)                                               \
    ROW_AS(#member, kind, member, kind_of, text, cells, __VA_ARGS__)
/* The owning unit, in the record's head. */
#define UNIT_ROW(...)                                                                              \
    {                                                                                              \
        .key = "unit", .label = "Đơn vị", .type = FIELD_TERM,                                      \
        .offset = offsetof(struct record_head, unit), .width = 24, .of = "unit",                   \
        .hint = "ví dụ: hai-anh", __VA_ARGS__                                                      \
    }

static const struct field unit_fields[] = {
    ROW(unit, code, FIELD_CODE, "Mã đơn vị", 20, .max = CODE_LIMIT,
        .flags = FIELD_REQUIRED | FIELD_FIXED, .hint = "ví dụ: hai-anh"),
    ROW(unit, name, FIELD_TEXT, "Tên đơn vị", 32, .max = NAME_LIMIT,
        .flags = FIELD_REQUIRED | FIELD_ORDERED | FIELD_NAME, .hint = "ví dụ: Hải Anh"),
    ROW(unit, kind, FIELD_CHOICE, "Loại đơn vị", 17, .flags = FIELD_REQUIRED,
        .choices = unit_kinds),
    ROW_AS("head", unit, leader, FIELD_TEXT, "Chủ tịch Hội", 28, .max = NAME_LIMIT,
           .flags = FIELD_PERSON, .hint = "họ và tên"),
    ROW(unit, phone, FIELD_PHONE, "Điện thoại", 16, .max = PHONE_LIMIT,
        .hint = "ví dụ: 0912 345 678"),
    ROW(unit, branches, FIELD_NUMBER, "Số chi hội", 6, .max = COUNT_LIMIT, .hint = "ví dụ: 12"),
    ROW(unit, women, FIELD_NUMBER, "Phụ nữ từ 18 tuổi", 9, .max = COUNT_LIMIT,
        .hint = "ví dụ: 2.150"),
    ROW(unit, members, FIELD_NUMBER, "Số hội viên", 9, .max = COUNT_LIMIT, .hint = "ví dụ: 1.420"),
};

static const struct field officer_fields[] = {
    ROW(officer, login, FIELD_CODE, "Tên đăng nhập", 20, .max = CODE_LIMIT,
        .flags = FIELD_REQUIRED | FIELD_FIXED, .hint = "ví dụ: ngoc-lan"),
    ROW(officer, name, FIELD_TEXT, "Họ và tên", 28, .max = NAME_LIMIT,
        .flags = FIELD_REQUIRED | FIELD_PERSON | FIELD_ORDERED | FIELD_NAME,
        .hint = "ví dụ: Trần Ngọc Lan"),
    ROW(officer, role, FIELD_CHOICE, "Vai trò", 18, .flags = FIELD_REQUIRED, .choices = roles),
    UNIT_ROW(.flags = 0),
    ROW(officer, phone, FIELD_PHONE, "Điện thoại", 16, .max = PHONE_LIMIT,
        .hint = "ví dụ: 0912 345 678"),
    ROW(officer, disabled, FIELD_FLAG, "Đã khóa", 5, .hint = "có hoặc không"),
    ROW(officer, uid, FIELD_NUMBER, "Số tài khoản máy chủ (uid)", 10, .max = UID_LIMIT,
        .hint = "ví dụ: 1001, chỉ cho người vào bằng sudo"),
};

static const struct field work_fields[] = {
    UNIT_ROW(.flags = FIELD_FIXED),
    ROW(work, title, FIELD_TEXT, "Tên công trình, phần việc", 40, .max = TITLE_LIMIT,
        .flags = FIELD_REQUIRED | FIELD_ORDERED | FIELD_NAME,
        .hint = "ví dụ: Tuyến đường hoa tự quản 1,2 km"),
    ROW(work, kind, FIELD_CHOICE, "Tập thể/cá nhân", 8, .flags = FIELD_REQUIRED,
        .choices = work_kinds),
    ROW(work, theme, FIELD_TERM, "Thuộc công trình của huyện", 28, .flags = FIELD_REQUIRED,
        .of = "theme", .hint = "1, 2 hoặc tự chọn"),
    ROW(work, contents, FIELD_TERMS, "Nội dung", 28, .of = "content",
        .hint = "có thể chọn nhiều nội dung"),
    ROW(work, person, FIELD_TEXT, "Họ và tên cá nhân", 28, .max = NAME_LIMIT, .flags = FIELD_PERSON,
        .hint = "ví dụ: Phạm Thị Hoa"),
    ROW(work, birth_year, FIELD_YEAR, "Năm sinh", 4, .hint = "ví dụ: 1985"),
    ROW(work, category, FIELD_CHOICE, "Đối tượng", 10, .choices = person_categories),
    ROW(work, post, FIELD_TEXT, "Chức vụ, nơi công tác", 28, .max = TITLE_LIMIT,
        .hint = "ví dụ: Chi hội trưởng xóm 5"),
    ROW(work, full_time, FIELD_FLAG, "Cán bộ Hội chuyên trách", 5, .hint = "có hoặc không"),
    ROW(work, goal, FIELD_DECIMAL, "Chỉ tiêu", 12, .min = 1, .max = AMOUNT_LIMIT,
        .hint = "ví dụ: 50 hoặc 1,2"),
    ROW(work, unit_of_measure, FIELD_TEXT, "Đơn vị tính", 12, .max = CODE_LIMIT,
        .hint = "ví dụ: suất quà, km, mô hình"),
    ROW(work, cost, FIELD_MONEY, "Kinh phí", 16, .max = AMOUNT_LIMIT,
        .hint = "ví dụ: 5 triệu hoặc 5.000.000"),
    ROW(work, source, FIELD_TEXT, "Nguồn kinh phí", 24, .max = TITLE_LIMIT,
        .hint = "ví dụ: hội viên đóng góp, vận động"),
    ROW(work, beneficiaries, FIELD_NUMBER, "Người thụ hưởng", 9, .max = COUNT_LIMIT,
        .hint = "ví dụ: 120"),
    ROW(work, start, FIELD_DATE, "Ngày bắt đầu", 10, .hint = "ví dụ: 15/11 hoặc 15/11/2021"),
    ROW(work, finish, FIELD_DATE, "Ngày hoàn thành dự kiến", 10,
        .hint = "ví dụ: 20/12 hoặc 20/12/2021"),
    ROW(work, in_charge, FIELD_TEXT, "Người phụ trách", 28, .max = NAME_LIMIT,
        .flags = FIELD_PERSON, .hint = "họ và tên"),
    ROW(work, phone, FIELD_PHONE, "Điện thoại", 16, .max = PHONE_LIMIT,
        .hint = "ví dụ: 0912 345 678"),
    ROW(work, note, FIELD_NOTE, "Ghi chú", 40, .max = NOTE_LIMIT),
    ROW(work, paper, FIELD_TEXT, "Số văn bản đăng ký", 24, .max = PAPER_LIMIT,
        .hint = "khi nhập thay, ví dụ: 05/ĐK-PN"),
    ROW(work, received, FIELD_DATE, "Ngày nhận văn bản", 10,
        .hint = "khi nhập thay, ví dụ: 08/11/2021"),
    ROW(work, state, FIELD_CHOICE, "Trạng thái", 14, .flags = FIELD_KEPT, .choices = work_states),
    ROW(work, submitted, FIELD_DATE, "Ngày đăng ký", 10, .flags = FIELD_KEPT),
    ROW(work, sent, FIELD_DATE, "Ngày gửi gần nhất", 10, .flags = FIELD_KEPT),
    ROW(work, on_time, FIELD_FLAG, "Đúng hạn", 5, .flags = FIELD_KEPT),
    ROW(work, approved, FIELD_DATE, "Ngày duyệt", 10, .flags = FIELD_KEPT),
    ROW(work, closed, FIELD_DATE, "Ngày kết thúc", 10, .flags = FIELD_KEPT),
    ROW(work, reason, FIELD_NOTE, "Lý do", 40, .max = NOTE_LIMIT, .flags = FIELD_KEPT),
    ROW(work, done, FIELD_DECIMAL, "Đã thực hiện", 12, .flags = FIELD_KEPT),
    ROW(work, percent, FIELD_PERCENT, "Tỷ lệ thực hiện", 4, .flags = FIELD_KEPT),
    ROW(work, value, FIELD_MONEY, "Trị giá", 16, .flags = FIELD_KEPT),
    ROW(work, women, FIELD_NUMBER, "Phụ nữ thụ hưởng", 9, .flags = FIELD_KEPT),
    ROW(work, children, FIELD_NUMBER, "Trẻ em thụ hưởng", 9, .flags = FIELD_KEPT),
    ROW(work, participants, FIELD_NUMBER, "Người hưởng ứng", 9, .flags = FIELD_KEPT),
    ROW(work, entries, FIELD_NUMBER, "Số lần cập nhật", 6, .flags = FIELD_KEPT),
    ROW(work, last_entry, FIELD_DATE, "Cập nhật gần nhất", 10, .flags = FIELD_KEPT),
    ROW(work, behind_from, FIELD_DATE, "Chậm từ ngày", 10, .flags = FIELD_KEPT),
    ROW(work, stale_from, FIELD_DATE, "Lâu chưa cập nhật từ ngày", 10, .flags = FIELD_KEPT),
};

static const struct field progress_fields[] = {
    UNIT_ROW(.flags = FIELD_FIXED),
    ROW(progress, work, FIELD_NUMBER, "Số của công trình, phần việc", 8, .min = 1, .max = INT64_MAX,
        .flags = FIELD_REQUIRED | FIELD_FIXED, .of = "work"),
    ROW(progress, day, FIELD_DATE, "Ngày", 10, .flags = FIELD_REQUIRED,
        .hint = "ví dụ: 5/11 hoặc 05/11/2021"),
    ROW(progress, quantity, FIELD_DECIMAL, "Số lượng thêm", 12, .min = -AMOUNT_LIMIT,
        .max = AMOUNT_LIMIT, .hint = "ví dụ: 20 hoặc 0,5"),
    ROW(progress, percent, FIELD_PERCENT, "Tỷ lệ đạt được", 4, .hint = "ví dụ: 40"),
    ROW(progress, value, FIELD_MONEY, "Trị giá", 16, .min = -AMOUNT_LIMIT, .max = AMOUNT_LIMIT,
        .hint = "ví dụ: 2 triệu hoặc 2.000.000"),
    ROW(progress, women, FIELD_NUMBER, "Phụ nữ thụ hưởng", 9, .min = -COUNT_LIMIT,
        .max = COUNT_LIMIT, .hint = "ví dụ: 35"),
    ROW(progress, children, FIELD_NUMBER, "Trẻ em thụ hưởng", 9, .min = -COUNT_LIMIT,
        .max = COUNT_LIMIT, .hint = "ví dụ: 12"),
    ROW(progress, participants, FIELD_NUMBER, "Người hưởng ứng", 9, .min = -COUNT_LIMIT,
        .max = COUNT_LIMIT, .hint = "ví dụ: 80"),
    ROW(progress, note, FIELD_NOTE, "Ghi chú", 40, .max = NOTE_LIMIT),
    ROW(progress, evidence, FIELD_TEXT, "Minh chứng", 40, .max = NOTE_LIMIT,
        .hint = "ví dụ: ảnh ngày 05/11, danh sách ký nhận"),
};

static const struct field duty_done_fields[] = {
    UNIT_ROW(.flags = FIELD_FIXED),
    ROW(duty_done, duty, FIELD_TERM, "Nhiệm vụ", 28, .flags = FIELD_REQUIRED, .of = "duty"),
    ROW(duty_done, day, FIELD_DATE, "Ngày", 10, .flags = FIELD_REQUIRED,
        .hint = "ví dụ: 5/11 hoặc 05/11/2021"),
    ROW(duty_done, title, FIELD_TEXT, "Việc đã làm, tên tin bài", 40, .max = TITLE_LIMIT,
        .flags = FIELD_NAME, .hint = "ví dụ: họp Ban Chấp hành triển khai kế hoạch"),
    ROW(duty_done, evidence, FIELD_TEXT, "Minh chứng", 40, .max = NOTE_LIMIT,
        .hint = "ví dụ: KH 02/KH-PN 05/11/2021, đường dẫn bài viết"),
};

static const struct field receipt_fields[] = {
    UNIT_ROW(.flags = FIELD_FIXED),
    ROW(receipt, day, FIELD_DATE, "Ngày nhận", 10, .flags = FIELD_REQUIRED,
        .hint = "ví dụ: 29/10 hoặc 29/10/2021"),
    ROW(receipt, person, FIELD_TEXT, "Người nhận", 28, .max = NAME_LIMIT, .flags = FIELD_PERSON,
        .hint = "họ và tên người đã nhận và đọc kế hoạch"),
    ROW(receipt, note, FIELD_NOTE, "Ghi chú", 40, .max = NOTE_LIMIT),
};

static const struct field nomination_fields[] = {
    UNIT_ROW(.flags = FIELD_FIXED),
    ROW(nomination, work, FIELD_NUMBER, "Số của công trình, phần việc", 8, .min = 1,
        .max = INT64_MAX, .flags = FIELD_REQUIRED | FIELD_FIXED, .of = "work"),
    ROW(nomination, kind, FIELD_CHOICE, "Tập thể/cá nhân", 8, .flags = FIELD_KEPT,
        .choices = work_kinds),
    ROW(nomination, summary, FIELD_NOTE, "Tóm tắt thành tích", 40, .max = NOTE_LIMIT,
        .hint = "ngắn gọn, có số liệu trước và sau"),
    ROW(nomination, state, FIELD_CHOICE, "Trạng thái", 18, .flags = FIELD_KEPT,
        .choices = nomination_states),
    ROW(nomination, submitted, FIELD_DATE, "Ngày nộp", 10, .flags = FIELD_KEPT),
    ROW(nomination, reason, FIELD_NOTE, "Lý do", 40, .max = NOTE_LIMIT, .flags = FIELD_KEPT),
};

static const struct field judgement_fields[] = {
    UNIT_ROW(.flags = FIELD_FIXED),
    ROW(judgement, nomination, FIELD_NUMBER, "Số của giới thiệu khen thưởng", 8, .min = 1,
        .max = INT64_MAX, .flags = FIELD_REQUIRED | FIELD_FIXED, .of = "nomination"),
    ROW(judgement, part, FIELD_CHOICE, "Phần", 16, .flags = FIELD_REQUIRED | FIELD_FIXED,
        .choices = judgement_parts),
    ROW(judgement, criterion, FIELD_TERM, "Tiêu chí", 40, .flags = FIELD_REQUIRED | FIELD_FIXED,
        .of = "criterion"),
    ROW(judgement, result, FIELD_CHOICE, "Đánh giá", 13, .flags = FIELD_REQUIRED,
        .choices = judgement_results),
    ROW(judgement, evidence, FIELD_TEXT, "Minh chứng", 40, .max = NOTE_LIMIT,
        .hint = "ví dụ: KH 02/KH-PN 05/11/2021"),
};

#define FITS(table)                                                                                \
    _Static_assert(sizeof(table) / sizeof(table)[0] <= FIELDS_MOST,                                \
                   "more fields than there is room for")
FITS(unit_fields);
FITS(officer_fields);
FITS(work_fields);
FITS(progress_fields);
FITS(duty_done_fields);
FITS(receipt_fields);
FITS(nomination_fields);
FITS(judgement_fields);

#define KIND(number, type, table_of, ...)                                                          \
    [number] = {.id = (number),                                                                    \
                .table = #type,                                                                    \
                .size = sizeof(struct type),                                                       \
                .fields = (table_of),                                                              \
                .count = sizeof(table_of) / sizeof(table_of)[0],                                   \
                __VA_ARGS__}

const struct kind kinds[KIND_COUNT] = {
    KIND(KIND_UNIT, unit, unit_fields, .name = "unit", .plural = "units", .label = "đơn vị",
         .write = CAP_UNITS, .unit_column = "code", .campaign = false, .imported = true),
    KIND(KIND_OFFICER, officer, officer_fields, .name = "officer", .plural = "officers",
         .label = "cán bộ", .write = CAP_OFFICERS, .unit_column = "unit", .campaign = false),
    KIND(KIND_WORK, work, work_fields, .name = "work", .plural = "works",
         .label = "công trình, phần việc", .write = CAP_REGISTER, .unit_column = "unit",
         .campaign = true, .imported = true),
    KIND(KIND_PROGRESS, progress, progress_fields, .name = "progress", .plural = "progress",
         .label = "lần cập nhật", .write = CAP_PROGRESS, .unit_column = "unit", .campaign = true,
         .imported = true),
    KIND(KIND_DUTY_DONE, duty_done, duty_done_fields, .name = "duty", .plural = "duties",
         .label = "nhiệm vụ đã triển khai", .write = CAP_DUTY, .unit_column = "unit",
         .campaign = true),
    KIND(KIND_RECEIPT, receipt, receipt_fields, .name = "receipt", .plural = "receipts",
         .label = "lần nhận kế hoạch", .write = CAP_DUTY, .unit_column = "unit", .campaign = true),
    KIND(KIND_NOMINATION, nomination, nomination_fields, .name = "nomination",
         .plural = "nominations", .label = "giới thiệu khen thưởng", .write = CAP_NOMINATE,
         .unit_column = "unit", .campaign = true),
    KIND(KIND_JUDGEMENT, judgement, judgement_fields, .name = "judgement", .plural = "judgements",
         .label = "đánh giá", .write = CAP_NOMINATE, .unit_column = "unit", .campaign = true),
};
