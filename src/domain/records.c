/* Rules of one record. The tables are in records_fields.c. */
#include "thidua/records.h"
#include <string.h>

const struct kind *kind_find(const char *name) {
    for (size_t i = 0; i < KIND_COUNT; i++)
        if (strcmp(kinds[i].name, name) == 0 || strcmp(kinds[i].plural, name) == 0)
            return &kinds[i];
    return NULL;
}

void record_blank(const struct kind *kind, void *record) {
    memset(record, 0, kind->size);
    field_blank(kind->fields, kind->count, record);
}

void record_day(const struct kind *kind, date today, void *record) {
    const struct field *day = field_find(kind->fields, kind->count, "day");
    if (day != NULL && !field_given(day, record))
        *field_number(day, record) = today;
}

const struct field *record_name(const struct kind *kind) {
    for (size_t i = 0; i < kind->count; i++)
        if (kind->fields[i].flags & FIELD_NAME)
            return &kind->fields[i];
    return NULL;
}

static bool has_text(const char *s) {
    return s != NULL && *s != '\0';
}

/* Fields that say who the individual is. "Không" chuyên trách says nothing: a list copied from a
 * spreadsheet has it in every row. */
static const char *person_field_given(const struct work *w) {
    if (has_text(w->person))
        return "person";
    if (w->birth_year != FIELD_NONE)
        return "birth_year";
    if (w->category != FIELD_NONE)
        return "category";
    if (has_text(w->post))
        return "post";
    return w->full_time == 1 ? "full_time" : NULL;
}

static enum rc check_person(const struct work *w, struct err *e) {
    if (w->kind != WORK_INDIVIDUAL) {
        const char *given = person_field_given(w);
        if (given)
            return err_field(
                e, RC_INVALID, given,
                "Phần thông tin cá nhân chỉ ghi cho công trình, phần việc của cá nhân; "
                "hãy để trống hoặc chọn “cá nhân”.");
        return RC_OK;
    }
    if (!has_text(w->person))
        return err_field(e, RC_INVALID, "person",
                         "Công trình, phần việc của cá nhân phải có họ và tên cá nhân.");
    if (w->full_time == 1 && w->category != PERSON_OFFICER)
        return err_field(e, RC_INVALID, "full_time",
                         "Chỉ cán bộ Hội mới là chuyên trách; hãy chọn đối tượng “cán bộ Hội” hoặc "
                         "ghi “không”.");
    return RC_OK;
}

static enum rc check_work(const struct work *w, struct err *e) {
    enum rc rc = check_person(w, e);
    if (rc)
        return rc;
    if (w->goal != FIELD_NONE && !has_text(w->unit_of_measure))
        return err_field(e, RC_INVALID, "unit_of_measure",
                         "Chỉ tiêu phải có đơn vị tính, ví dụ: suất quà, km, mô hình.");
    if (w->start != DATE_NONE && w->finish != DATE_NONE && w->finish < w->start) {
        char start[DATE_TEXT_SIZE], finish[DATE_TEXT_SIZE];
        return err_field(e, RC_INVALID, "finish",
                         "Ngày hoàn thành %s trước ngày bắt đầu %s; hãy sửa một trong hai.",
                         date_text(w->finish, finish), date_text(w->start, start));
    }
    if (w->received != DATE_NONE && !has_text(w->paper))
        return err_field(e, RC_INVALID, "paper",
                         "Nhập thay theo văn bản phải có số văn bản, không chỉ ngày nhận.");
    if (has_text(w->paper) && w->received == DATE_NONE)
        return err_field(e, RC_INVALID, "received",
                         "Nhập thay theo văn bản phải có ngày nhận văn bản.");
    return RC_OK;
}

static enum rc check_unit(const struct unit *u, struct err *e) {
    if (u->members != FIELD_NONE && u->women != FIELD_NONE && u->members > u->women)
        return err_field(e, RC_INVALID, "members",
                         "Số hội viên không thể lớn hơn số phụ nữ từ 18 tuổi; hãy xem lại hai số.");
    return RC_OK;
}

static enum rc check_officer(const struct officer *o, struct err *e) {
    bool one_unit = o->role == ROLE_VIEWER || o->role == ROLE_UNIT_OFFICER;
    if (one_unit && !has_text(o->head.unit))
        return err_field(e, RC_INVALID, "unit", "Vai trò “%s” phải thuộc một đơn vị.",
                         roles[o->role].label);
    return RC_OK;
}

static enum rc check_progress(const struct progress *p, struct err *e) {
    const int64_t amounts[] = {p->quantity, p->percent,  p->value,
                               p->women,    p->children, p->participants};
    for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++)
        if (amounts[i] != FIELD_NONE)
            return RC_OK;
    if (has_text(p->note) || has_text(p->evidence))
        return RC_OK;
    return err_field(e, RC_INVALID, "quantity",
                     "Lần cập nhật chưa có gì: hãy ghi số lượng, trị giá, số người hoặc ghi chú.");
}

enum rc record_check(const struct kind *kind, const void *record, struct err *e) {
    switch (kind->id) {
    case KIND_UNIT:
        return check_unit(record, e);
    case KIND_OFFICER:
        return check_officer(record, e);
    case KIND_WORK:
        return check_work(record, e);
    case KIND_PROGRESS:
        return check_progress(record, e);
    default: /* the others have no rule beyond their fields */
        return RC_OK;
    }
}

bool record_shows(const struct kind *kind, const struct field *f, const void *record) {
    static const char *const of_person[] = {"person", "birth_year", "category", "post"};
    if (kind->id != KIND_WORK)
        return true;
    const struct work *w = record;
    bool individual = w->kind == WORK_INDIVIDUAL;
    for (size_t i = 0; i < sizeof of_person / sizeof of_person[0]; i++)
        if (strcmp(f->key, of_person[i]) == 0)
            return individual;
    if (strcmp(f->key, "full_time") == 0)
        return individual && w->category == PERSON_OFFICER;
    return true;
}
