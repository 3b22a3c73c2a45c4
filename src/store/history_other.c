/* What the log says of things that are no records: an officer's keys, the campaign file, the plan,
 * a restoring. */
#include "history_parts.h"
#include "thidua/campaign.h"
#include "thidua/query.h"

#include <string.h>

enum how { AS_IS, AS_DAY, AS_LINES };

static const struct said {
    const char *kind, *key, *label;
    enum how how;
} said[] = {
    {"officer", "fingerprint", "Khóa SSH", AS_IS},
    {"officer", "type", "Loại khóa", AS_IS},
    {"officer", "comment", "Ghi chú của khóa", AS_IS},
    {"campaign", "name", "Tên đợt thi đua", AS_IS},
    {"campaign", "start", "Ngày bắt đầu", AS_DAY},
    {"campaign", "finish", "Ngày kết thúc", AS_DAY},
    {"campaign", "stale_days", "Lâu chưa cập nhật, sau số ngày", AS_IS},
    {"campaign", "behind_percent", "Chậm, khi kém số phần trăm", AS_IS},
    {"campaign", "hash", "Mã băm của tệp đợt thi đua", AS_IS},
    {"plan", "plan", "Văn bản", AS_LINES},
    {"database", "file", "Bản sao lưu", AS_IS},
    {"database", "head", "Mốc của bản sao lưu", AS_IS},
    {"database", "over", "Mốc của tệp bị thay", AS_IS},
    {"database", "kept", "Tệp bị thay, nay giữ ở", AS_IS},
};

static bool find(const char *kind, const char *key, struct said *out) {
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
        if (strcmp(said[i].kind, kind) == 0 && strcmp(said[i].key, key) == 0) {
            *out = said[i];
            return true;
        }
    size_t n = strcspn(key, "."); /* a term of the file: "theme.gift" */
    for (const struct choice *c = campaign_term_kinds; strcmp(kind, "campaign") == 0 && c->code;
         c++)
        if (key[n] == '.' && strlen(c->code) == n && strncmp(c->code, key, n) == 0) {
            *out = (struct said){kind, key, c->label, AS_IS};
            return true;
        }
    return false;
}

static void show(const char *value, enum how how, struct buf *out) {
    char day[DATE_TEXT_SIZE];
    date d;
    if (value == NULL) {
        buf_puts(out, "(trống)");
    } else if (how == AS_LINES) {
        size_t lines = 0;
        for (const char *at = value; *at; at++)
            lines += *at == '\n';
        buf_printf(out, "%zu dòng", lines);
    } else {
        buf_puts(out, how == AS_DAY && date_from_iso(value, &d) ? date_text(d, day) : value);
    }
}

enum rc history_tell_other(struct session *s, int64_t id, const char *kind, struct buf *out,
                           struct err *e) {
    static const char sql[] =
        "SELECT key, max(was), max(is_now) FROM ("
        " SELECT j.id AS place, j.key, j.value AS was, NULL AS is_now"
        " FROM log, json_each(log.before) AS j"
        " WHERE log.id = :id AND (:scope IS NULL OR log.unit = :scope)"
        " UNION ALL SELECT j.id, j.key, NULL, j.value FROM log, json_each(log.after) AS j"
        " WHERE log.id = :id AND (:scope IS NULL OR log.unit = :scope)"
        ") GROUP BY key ORDER BY min(place), key";
    struct query q = {0};
    struct said what;
    bool row = false;
    enum rc rc = query_open(&q, s, CAP_LOG, sql, e);
    if (!rc)
        query_bind(&q, ":id", id);
    while (!rc && !(rc = query_step(&q, &row, e)) && row) {
        if (!find(kind, query_text(&q, 0), &what))
            continue;
        buf_printf(out, "  %s: ", what.label);
        if (query_text(&q, 1)) {
            show(query_text(&q, 1), what.how, out);
            buf_puts(out, " → ");
        }
        show(query_text(&q, 2), what.how, out);
        buf_char(out, '\n');
    }
    query_close(&q);
    return rc;
}
