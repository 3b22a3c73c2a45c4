/* A record with a field of every type, and names for its codes, for the tests of field tables. */
#ifndef TEST_FIELD_TABLE_H
#define TEST_FIELD_TABLE_H

#include "thidua/field.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct thing {
    const char *name, *note, *code, *phone, *unit, *themes, *at;
    int64_t count, length, cost, percent, year, day, urgent, kind;
};

static const struct choice kinds[] = {
    {"commune", "xã"}, {"town", "thị trấn"}, {"affiliate", "đơn vị trực thuộc"}, {NULL, NULL}};

#define AT(member) offsetof(struct thing, member)

enum {
    NAME,
    NOTE,
    CODE,
    PHONE,
    UNIT,
    THEMES,
    INSTANT,
    COUNT,
    LENGTH,
    COST,
    PERCENT,
    YEAR,
    DAY,
    URGENT,
    KIND,
    FIELDS
};
static const struct field fields[FIELDS] = {
    [NAME] = {.key = "name",
              .label = "Tên",
              .type = FIELD_TEXT,
              .offset = AT(name),
              .min = 2,
              .max = 12,
              .flags = FIELD_REQUIRED},
    [NOTE] = {.key = "note", .label = "Ghi chú", .type = FIELD_NOTE, .offset = AT(note)},
    [CODE] = {.key = "code", .label = "Mã", .type = FIELD_CODE, .offset = AT(code)},
    [PHONE] = {.key = "phone", .label = "Điện thoại", .type = FIELD_PHONE, .offset = AT(phone)},
    [UNIT] =
        {.key = "unit", .label = "Đơn vị", .type = FIELD_TERM, .offset = AT(unit), .of = "unit"},
    [THEMES] = {.key = "themes",
                .label = "Nội dung",
                .type = FIELD_TERMS,
                .offset = AT(themes),
                .of = "theme"},
    [INSTANT] = {.key = "at", .label = "Lúc", .type = FIELD_INSTANT, .offset = AT(at)},
    [COUNT] = {.key = "count",
               .label = "Số hội viên",
               .type = FIELD_NUMBER,
               .offset = AT(count),
               .max = 5000},
    [LENGTH] = {.key = "length",
                .label = "Chiều dài",
                .type = FIELD_DECIMAL,
                .offset = AT(length),
                .min = 100,
                .max = 50000},
    [COST] = {.key = "cost", .label = "Kinh phí", .type = FIELD_MONEY, .offset = AT(cost)},
    [PERCENT] = {.key = "percent",
                 .label = "Tiến độ",
                 .type = FIELD_PERCENT,
                 .offset = AT(percent)},
    [YEAR] = {.key = "year", .label = "Năm sinh", .type = FIELD_YEAR, .offset = AT(year)},
    [DAY] = {.key = "day",
             .label = "Ngày nộp",
             .type = FIELD_DATE,
             .offset = AT(day),
             .flags = FIELD_REQUIRED},
    [URGENT] = {.key = "urgent", .label = "Gấp", .type = FIELD_FLAG, .offset = AT(urgent)},
    [KIND] = {.key = "kind",
              .label = "Loại đơn vị",
              .type = FIELD_CHOICE,
              .offset = AT(kind),
              .choices = kinds},
};

/* More units than a message would list; two of them alike but for a mark. */
static const struct choice units[] = {
    {"hai-an", "Hải An"},     {"hai-anh", "Hải Anh"},     {"hai-hoa", "Hải Hòa"},
    {"hai-hoa-2", "Hải Hóa"}, {"hai-duong", "Hải Đường"}, {"hai-ly", "Hải Lý"},
    {"hai-phu", "Hải Phú"},   {"hai-phuc", "Hải Phúc"},   {"tt-con", "TT Cồn"}};
static const struct choice themes[] = {{"gift", "Triệu phần quà san sẻ yêu thương"},
                                       {"rural_new", "Xây dựng NTM nâng cao, kiểu mẫu"},
                                       {"own", "tự chọn"}};

static bool name_at(void *ctx, const char *of, size_t i, struct choice *out) {
    (void)ctx;
    bool unit = strcmp(of, "unit") == 0;
    size_t count = unit ? sizeof units / sizeof *units : sizeof themes / sizeof *themes;
    if (i < count)
        *out = unit ? units[i] : themes[i];
    return i < count;
}

static struct field_names names = {.at = name_at};
static struct arena arena;
static struct thing thing;
static struct err e;

static int set_up(void **state) {
    (void)state;
    assert_true(date_from_ymd(2021, 11, 5, &names.today));
    field_blank(fields, FIELDS, &thing);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    arena_free(&arena);
    return 0;
}

#endif
