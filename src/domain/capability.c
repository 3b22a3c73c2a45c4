#include "thidua/capability.h"

const struct choice roles[] = {[ROLE_VIEWER] = {"viewer", "người xem"},
                               [ROLE_UNIT_OFFICER] = {"unit_officer", "cán bộ đơn vị"},
                               [ROLE_DISTRICT_OFFICER] = {"district_officer", "cán bộ huyện"},
                               [ROLE_LEADER] = {"leader", "lãnh đạo"},
                               [ROLE_ADMINISTRATOR] = {"administrator", "quản trị"},
                               [ROLE_OWNER] = {"owner", "chủ cơ sở dữ liệu"},
                               [ROLE_COUNT] = {NULL, NULL}};

/* What is not written is SCOPE_NONE. A leader decides but does not receive or approve works; an
 * administrator keeps accounts, units and the machine but has no hand in registration, approval or
 * awards; nobody approves but district officers (and the owner of her own database). */
static const unsigned char table[ROLE_COUNT][CAP_COUNT] = {
    [ROLE_VIEWER] =
        {
            [CAP_TOTALS] = SCOPE_ALL,
            [CAP_READ] = SCOPE_OWN,
        },
    [ROLE_UNIT_OFFICER] =
        {
            [CAP_TOTALS] = SCOPE_ALL,
            [CAP_READ] = SCOPE_OWN,
            [CAP_LOG] = SCOPE_OWN,
            [CAP_REGISTER] = SCOPE_OWN,
            [CAP_PROGRESS] = SCOPE_OWN,
            [CAP_DUTY] = SCOPE_OWN,
            [CAP_NOMINATE] = SCOPE_OWN,
        },
    [ROLE_DISTRICT_OFFICER] =
        {
            [CAP_TOTALS] = SCOPE_ALL,
            [CAP_READ] = SCOPE_ALL,
            [CAP_LOG] = SCOPE_ALL,
            [CAP_REGISTER] = SCOPE_ALL,
            [CAP_APPROVE] = SCOPE_ALL,
            [CAP_PROGRESS] = SCOPE_ALL,
            [CAP_DUTY] = SCOPE_ALL,
            [CAP_NOMINATE] = SCOPE_ALL,
            [CAP_REVIEW] = SCOPE_ALL,
        },
    [ROLE_LEADER] =
        {
            [CAP_TOTALS] = SCOPE_ALL,
            [CAP_READ] = SCOPE_ALL,
            [CAP_LOG] = SCOPE_ALL,
            [CAP_REVIEW] = SCOPE_ALL,
            [CAP_DECIDE] = SCOPE_ALL,
        },
    [ROLE_ADMINISTRATOR] =
        {
            [CAP_TOTALS] = SCOPE_ALL,
            [CAP_READ] = SCOPE_ALL,
            [CAP_LOG] = SCOPE_ALL,
            [CAP_UNITS] = SCOPE_ALL,
            [CAP_OFFICERS] = SCOPE_ALL,
            [CAP_CAMPAIGN] = SCOPE_ALL,
            [CAP_MAINTAIN] = SCOPE_ALL,
        },
    [ROLE_OWNER] =
        {
            [CAP_TOTALS] = SCOPE_ALL,
            [CAP_READ] = SCOPE_ALL,
            [CAP_LOG] = SCOPE_ALL,
            [CAP_REGISTER] = SCOPE_ALL,
            [CAP_APPROVE] = SCOPE_ALL,
            [CAP_PROGRESS] = SCOPE_ALL,
            [CAP_DUTY] = SCOPE_ALL,
            [CAP_NOMINATE] = SCOPE_ALL,
            [CAP_REVIEW] = SCOPE_ALL,
            [CAP_DECIDE] = SCOPE_ALL,
            [CAP_UNITS] = SCOPE_ALL,
            [CAP_OFFICERS] = SCOPE_ALL,
            [CAP_CAMPAIGN] = SCOPE_ALL,
            [CAP_MAINTAIN] = SCOPE_ALL,
        },
};

static const char *const labels[CAP_COUNT] = {
    [CAP_TOTALS] = "xem số liệu chung",
    [CAP_READ] = "xem bản ghi",
    [CAP_LOG] = "xem nhật ký",
    [CAP_REGISTER] = "đăng ký công trình, phần việc",
    [CAP_APPROVE] = "duyệt đăng ký",
    [CAP_PROGRESS] = "cập nhật tiến độ",
    [CAP_DUTY] = "ghi nhiệm vụ đã triển khai",
    [CAP_NOMINATE] = "giới thiệu khen thưởng",
    [CAP_REVIEW] = "xét giới thiệu khen thưởng",
    [CAP_DECIDE] = "quyết định khen thưởng",
    [CAP_UNITS] = "sửa danh sách đơn vị",
    [CAP_OFFICERS] = "sửa danh sách cán bộ",
    [CAP_CAMPAIGN] = "nạp tệp đợt thi đua và kế hoạch",
    [CAP_MAINTAIN] = "sao lưu, phục hồi và sửa chữa dữ liệu",
};

/* A role or capability read from a damaged database is nobody's: the bounds are part of the rule.
 */
enum scope capability_scope(enum role role, enum capability cap) {
    if ((unsigned)role >= ROLE_COUNT || (unsigned)cap >= CAP_COUNT)
        return SCOPE_NONE;
    return (enum scope)table[role][cap];
}

const char *capability_label(enum capability cap) {
    return (unsigned)cap < CAP_COUNT ? labels[cap] : "";
}
