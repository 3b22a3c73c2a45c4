/* The table of commands. Order is the order of the help. */
#include "thidua/command.h"
#include <string.h>

const struct command_option command_common[] = {
    [COMMAND_CONFIG] = {"config", "TỆP", "tệp của đợt thi đua"},
    [COMMAND_DB] = {"db", "TỆP", "cơ sở dữ liệu"},
    [COMMAND_TODAY] = {"today", "NGÀY", "coi ngày này là hôm nay (để thử)"},
    [COMMAND_HELP] = {"help", NULL, "trợ giúp"},
    [COMMAND_VERSION] = {"version", NULL, "phiên bản"},
    [COMMAND_COMMON] = {NULL, NULL, NULL},
};

#define NEEDS_ALL (COMMAND_CAMPAIGN | COMMAND_SESSION)
/* Reads or changes records, over SSH too. */
#define FROM_AFAR (NEEDS_ALL | COMMAND_REMOTE)

static const struct command_option init_options[] = {
    {"units", "TỆP.csv", "nhập danh sách đơn vị"},
    {"sample", NULL, "thêm số liệu mẫu của một đợt đang diễn ra"},
    {"service", NULL, "cơ sở dữ liệu chung của nhiều cán bộ trên máy chủ"},
    {"admin", "TÊN", "với --service: tên đăng nhập của người quản trị đầu tiên"},
    {"key", "TỆP.pub", "với --service: khóa SSH của người quản trị ấy"},
    {"account", "TÊN", "với --service: tài khoản máy chủ của người ấy, để vào bằng sudo"},
    {NULL, NULL, NULL}};
static const struct command_option rows_options[] = {
    {"csv", NULL, "in dạng CSV"}, {"json", NULL, "in dạng JSON"}, {NULL, NULL, NULL}};
static const struct command_option doctor_options[] = {
    {"deploy", NULL, "khám cách cài đặt trên máy chủ (do root chạy)"}, {NULL, NULL, NULL}};
static const struct command_option authorized_options[] = {
    {"fingerprint", "SHA256:…", "chỉ khóa có dấu vân tay này"}, {NULL, NULL, NULL}};
static const struct command_option status_options[] = {
    {"unit", "MÃ", "chỉ của đơn vị này"}, {"json", NULL, "in dạng JSON"}, {NULL, NULL, NULL}};
static const struct command_option dates_options[] = {{"json", NULL, "in dạng JSON"},
                                                      {NULL, NULL, NULL}};
static const struct command_option list_options[] = {
    {"search", "CHỮ", "chỉ những dòng có chữ này (không cần gõ dấu)"},
    {"sort", "CỘT", "xếp theo cột này; viết --sort=-CỘT để xếp ngược lại"},
    {"csv", NULL, "in dạng CSV"},
    {"json", NULL, "in dạng JSON"},
    {NULL, NULL, NULL}};
static const struct command_option import_options[] = {
    {"dry-run", NULL, "chỉ kiểm tra, không ghi gì"}, {NULL, NULL, NULL}};

const struct command commands[] = {
    {.name = "init",
     .words = "",
     .help = "tạo cơ sở dữ liệu, hoặc thêm đợt thi đua này vào cơ sở dữ liệu đã có",
     .cap = CAP_CAMPAIGN,
     .flags = COMMAND_CAMPAIGN | COMMAND_INPUT | COMMAND_OPENS,
     .options = init_options,
     .run = cmd_init},
    {.name = "status",
     .words = "",
     .help = "đang ở đâu: mốc, chỉ tiêu, công trình chậm, việc cần làm",
     .cap = CAP_TOTALS,
     .flags = FROM_AFAR,
     .options = status_options,
     .run = cmd_status},
    {.name = "check",
     .words = "",
     .help = "mã thoát 0: ổn; 1: sắp đến hạn, có việc chậm hoặc chờ duyệt lâu; 2: đã quá hạn",
     .cap = CAP_TOTALS,
     .flags = FROM_AFAR,
     .run = cmd_check},
    {.name = "plan",
     .words = "[MỤC]",
     .help = "đọc kế hoạch, hoặc mục ấy và mọi điều dưới nó; “mở đầu” … là phần ngoài các mục",
     .most = 1,
     .cap = CAP_TOTALS,
     .flags = FROM_AFAR | COMMAND_MAY_LACK,
     .run = cmd_plan},
    {.name = "plan import",
     .words = "TỆP",
     .help = "nạp văn bản kế hoạch chính thức thay cho bản đang dùng",
     .least = 1,
     .most = 1,
     .cap = CAP_CAMPAIGN,
     .flags = NEEDS_ALL | COMMAND_INPUT,
     .run = cmd_plan_import},
    {.name = "plan dates",
     .words = "",
     .help = "mọi ngày tháng trong kế hoạch, còn hay đã qua bao nhiêu ngày",
     .cap = CAP_TOTALS,
     .flags = FROM_AFAR | COMMAND_MAY_LACK,
     .options = dates_options,
     .run = cmd_plan_dates},
    {.name = "list",
     .words = "LOẠI [--LỌC=GIÁ_TRỊ]…",
     .help = "danh sách đơn vị, công trình, lần cập nhật, giới thiệu, nhiệm vụ, nhật ký",
     .least = 1,
     .most = 1,
     .cap = CAP_READ,
     .flags = FROM_AFAR | COMMAND_FILTERS,
     .options = list_options,
     .run = cmd_list},
    {.name = "add",
     .words = "LOẠI khóa=giá_trị…",
     .help = "thêm một bản ghi",
     .least = 2,
     .most = COMMAND_ANY,
     .cap = CAP_COUNT,
     .flags = FROM_AFAR,
     .run = cmd_add},
    {.name = "set",
     .words = "LOẠI SỐ khóa=giá_trị…",
     .help = "sửa một bản ghi",
     .least = 3,
     .most = COMMAND_ANY,
     .cap = CAP_COUNT,
     .flags = FROM_AFAR,
     .run = cmd_set},
    {.name = "submit",
     .words = "LOẠI SỐ",
     .help = "gửi đăng ký; nộp giới thiệu khen thưởng",
     .least = 2,
     .most = 3,
     .cap = CAP_COUNT,
     .flags = FROM_AFAR,
     .run = cmd_step},
    {.name = "return",
     .words = "LOẠI SỐ reason=LÝ_DO",
     .help = "trả lại cho đơn vị",
     .least = 2,
     .most = 3,
     .cap = CAP_COUNT,
     .flags = FROM_AFAR,
     .run = cmd_step},
    {.name = "approve",
     .words = "LOẠI SỐ",
     .help = "duyệt đăng ký; kết luận giới thiệu khen thưởng theo phiếu đánh giá",
     .least = 2,
     .most = 3,
     .cap = CAP_COUNT,
     .flags = FROM_AFAR,
     .run = cmd_step},
    {.name = "complete",
     .words = "LOẠI SỐ",
     .help = "ghi công trình, phần việc là hoàn thành",
     .least = 2,
     .most = 3,
     .cap = CAP_COUNT,
     .flags = FROM_AFAR,
     .run = cmd_step},
    {.name = "stop",
     .words = "LOẠI SỐ reason=LÝ_DO",
     .help = "dừng công trình, phần việc",
     .least = 2,
     .most = 3,
     .cap = CAP_COUNT,
     .flags = FROM_AFAR,
     .run = cmd_step},
    {.name = "delete",
     .words = "LOẠI SỐ",
     .help = "xóa một bản ghi",
     .least = 2,
     .most = 2,
     .cap = CAP_COUNT,
     .flags = FROM_AFAR,
     .run = cmd_delete},
    {.name = "undo",
     .words = "",
     .help = "hoàn tác thay đổi gần nhất của chính mình",
     .cap = CAP_COUNT,
     .flags = FROM_AFAR,
     .run = cmd_undo},
    {.name = "recover",
     .words = "LOẠI SỐ",
     .help = "lấy lại một bản ghi đã xóa; xem bản ghi đã xóa: thidua list LOẠI --deleted",
     .least = 2,
     .most = 2,
     .cap = CAP_COUNT,
     .flags = FROM_AFAR,
     .run = cmd_recover},
    {.name = "checklist",
     .words = "SỐ",
     .help = "phiếu tiêu chí của một giới thiệu khen thưởng: dòng nào đã, chưa đánh giá",
     .least = 1,
     .most = 1,
     .cap = CAP_READ,
     .flags = FROM_AFAR,
     .options = rows_options,
     .run = cmd_checklist},
    {.name = "judge",
     .words = "SỐ TIÊU_CHÍ met|unmet|na [evidence=MINH_CHỨNG]",
     .help = "đánh giá một tiêu chí hoặc thành phần hồ sơ của giới thiệu khen thưởng",
     .least = 3,
     .most = 4,
     .cap = CAP_NOMINATE,
     .flags = FROM_AFAR,
     .run = cmd_judge},
    {.name = "import",
     .words = "LOẠI TỆP.csv",
     .help = "nhập từ CSV: được tất cả, hoặc không dòng nào; giữ cột version đã xuất thì không ghi "
             "đè lên ai",
     .least = 2,
     .most = 2,
     .cap = CAP_COUNT,
     .flags = NEEDS_ALL | COMMAND_INPUT,
     .options = import_options,
     .run = cmd_import},
    {.name = "officer add",
     .words = "TÊN_ĐĂNG_NHẬP khóa=giá_trị…",
     .help = "thêm cán bộ: name, role, unit, phone, account (tài khoản máy chủ, nếu vào bằng sudo)",
     .least = 1,
     .most = COMMAND_ANY,
     .cap = CAP_OFFICERS,
     .flags = FROM_AFAR,
     .run = cmd_officer_add},
    {.name = "officer set",
     .words = "TÊN_ĐĂNG_NHẬP khóa=giá_trị…",
     .help = "sửa cán bộ; disabled=không để mở lại tài khoản đã khóa",
     .least = 2,
     .most = COMMAND_ANY,
     .cap = CAP_OFFICERS,
     .flags = FROM_AFAR,
     .run = cmd_officer_set},
    {.name = "officer disable",
     .words = "TÊN_ĐĂNG_NHẬP",
     .help = "khóa tài khoản: có hiệu lực ngay cả với phiên đang mở",
     .least = 1,
     .most = 1,
     .cap = CAP_OFFICERS,
     .flags = FROM_AFAR,
     .run = cmd_officer_disable},
    {.name = "officer list",
     .words = "[--LỌC=GIÁ_TRỊ]…",
     .help = "cán bộ, vai trò, đơn vị, số khóa SSH",
     .cap = CAP_OFFICERS,
     .flags = FROM_AFAR | COMMAND_FILTERS,
     .options = list_options,
     .run = cmd_officer_list},
    {.name = "officer key add",
     .words = "TÊN_ĐĂNG_NHẬP KHÓA…",
     .help = "thêm một khóa SSH cho cán bộ; KHÓA là dòng khóa công khai, hoặc - để đọc từ đầu vào",
     .least = 2,
     .most = COMMAND_ANY,
     .cap = CAP_OFFICERS,
     .flags = FROM_AFAR,
     .run = cmd_key_add},
    {.name = "officer key remove",
     .words = "TÊN_ĐĂNG_NHẬP DẤU_VÂN_TAY",
     .help = "gỡ một khóa SSH của cán bộ; viết đầu của dấu vân tay là đủ",
     .least = 2,
     .most = 2,
     .cap = CAP_OFFICERS,
     .flags = FROM_AFAR,
     .run = cmd_key_remove},
    {.name = "officer key list",
     .words = "[TÊN_ĐĂNG_NHẬP]",
     .help = "khóa SSH của các cán bộ",
     .most = 1,
     .cap = CAP_OFFICERS,
     .flags = FROM_AFAR,
     .options = rows_options,
     .run = cmd_key_list},
    {.name = "authorized-keys",
     .words = "[TÊN_ĐĂNG_NHẬP]",
     .help = "dòng authorized_keys cho máy chủ SSH (AuthorizedKeysCommand, hoặc ghi ra tệp)",
     .most = 1,
     .cap = CAP_COUNT,
     .flags = COMMAND_CAMPAIGN | COMMAND_OPENS,
     .options = authorized_options,
     .run = cmd_authorized_keys},
    {.name = "config check",
     .words = "TỆP",
     .help = "kiểm tra tệp của đợt thi đua, chỉ ra mọi chỗ sai",
     .least = 1,
     .most = 1,
     .cap = CAP_COUNT,
     .run = cmd_config_check},
    {.name = "doctor",
     .words = "",
     .help = "khám cơ sở dữ liệu: có gì sai, phải làm gì",
     .cap = CAP_MAINTAIN,
     .flags = FROM_AFAR | COMMAND_UPKEEP,
     .options = doctor_options,
     .run = cmd_doctor,
     .alone = "deploy"},
    {.name = "backup",
     .words = "[THƯ_MỤC|TỆP]",
     .help = "sao lưu cả cơ sở dữ liệu trong khi mọi người vẫn làm việc, đọc lại để kiểm tra",
     .most = 1,
     .cap = CAP_MAINTAIN,
     .flags = NEEDS_ALL | COMMAND_UPKEEP | COMMAND_BARE,
     .run = cmd_backup},
    {.name = "restore",
     .words = "TỆP",
     .help = "đưa một bản sao lưu vào thay cơ sở dữ liệu; giữ lại tệp đang có",
     .least = 1,
     .most = 1,
     .cap = CAP_MAINTAIN,
     .flags = COMMAND_CAMPAIGN | COMMAND_OPENS,
     .run = cmd_restore},
    {.name = "verify",
     .words = "[MỐC]",
     .help = "kiểm tra nhật ký có bị sửa, thêm, bớt không; in mốc để giữ ở nơi khác",
     .most = 1,
     .cap = CAP_MAINTAIN,
     .flags = FROM_AFAR | COMMAND_UPKEEP,
     .run = cmd_verify},
    {.name = "help",
     .words = "[LỆNH]",
     .help = "trợ giúp chung, hoặc của một lệnh",
     .most = COMMAND_NAME,
     .cap = CAP_COUNT,
     .flags = COMMAND_REMOTE,
     .run = cmd_help},
};
const size_t command_count = sizeof commands / sizeof commands[0];

/* How many of the words are this command's name, 0 when they are not. */
static size_t name_is(const struct command *c, const char *const *words, size_t count) {
    const char *at = c->name;
    for (size_t i = 0; i < count; i++) {
        size_t n = strcspn(at, " ");
        if (strlen(words[i]) != n || memcmp(at, words[i], n) != 0)
            return 0;
        if (!at[n])
            return i + 1;
        at += n + 1;
    }
    return 0;
}

const struct command *command_find(const char *const *words, size_t count, size_t *taken) {
    const struct command *found = NULL;
    *taken = 0;
    for (size_t i = 0; i < command_count; i++) {
        size_t n = name_is(&commands[i], words, count);
        if (n > *taken) {
            found = &commands[i];
            *taken = n;
        }
    }
    return found;
}

bool command_option_is_file(const struct command_option *o) {
    static const char file[] = "TỆP";
    return o->value && !strncmp(o->value, file, sizeof file - 1);
}

bool command_stands_alone(const struct command_line *line) {
    const struct command *c = line->command;
    for (int i = 0; c && c->alone && c->options[i].name; i++)
        if (!strcmp(c->options[i].name, c->alone))
            return line->options[i] != NULL;
    return false;
}
