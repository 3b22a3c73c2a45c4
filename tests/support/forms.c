#include "support/forms.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

void forms_new_work(struct desk *d) {
    desk_open(d, NULL);
    terminal_send(d->t, "2a");
    terminal_wait_for(d->t, "Thêm công trình, phần việc");
    terminal_wait_for(d->t, "‹ (chưa chọn) ›");
}

void forms_give_up(struct desk *d) {
    terminal_send(d->t, "<Esc>");
    terminal_wait_for(d->t, "Có thay đổi chưa lưu.");
    terminal_send(d->t, "b");
    terminal_wait_gone(d->t, "Có thay đổi");
    desk_close(d);
}

int64_t forms_work_id(struct desk *d, const char *title) {
    char sql[200];
    (void)snprintf(sql, sizeof sql, "SELECT id FROM work WHERE title = '%s'", title);
    int64_t id = cli_sql(&d->cli, sql);
    assert_true(id > 0);
    return id;
}

void forms_work_has(struct desk *d, const char *title, const char *column, const char *value) {
    char sql[300];
    (void)snprintf(sql, sizeof sql, "SELECT %s FROM work WHERE title = '%s' AND deleted_at IS NULL",
                   column, title);
    (void)cli_sql(&d->cli, sql);
    assert_string_equal(d->cli.value, value);
}

void forms_shows(struct desk *d, const char *label, const char *value) {
    for (int tries = 0; tries < 400; tries++) {
        for (int row = 1; row < terminal_rows(d->t) - 2; row++) {
            const char *text = terminal_row(d->t, row);
            size_t n = strlen(text);
            size_t wanted = strlen(value);
            if (strstr(text, label) != NULL && n > wanted && text[n - wanted - 1] == ' ' &&
                strcmp(text + n - wanted, value) == 0)
                return;
        }
        terminal_wait_quiet(d->t, 10);
    }
    fail_msg("“%s” does not show “%s”:\n%s", label, value, terminal_screen(d->t));
}
