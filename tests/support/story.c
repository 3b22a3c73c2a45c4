#include "support/story.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

enum { KEYS = 1000 };

/* ---- the two ways */

void story_command(struct story *s, const char *const *words) {
    const char *argv[24] = {"--db", s->d.cli.db, "--today", s->d.cli.today};
    size_t n = 4;
    while (*words != NULL) {
        assert_true(n < 23);
        argv[n++] = *words++;
    }
    if (cli_argv(&s->d.cli, argv) != 0)
        fail_msg("%s %s: %s", argv[4], argv[5], s->d.cli.last.err);
}

void story_types(struct story *s, const char *fmt, ...) {
    char keys[KEYS];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(keys, sizeof keys, fmt, args);
    va_end(args);
    assert_in_range(n, 0, KEYS - 1);
    terminal_send(s->d.t, keys);
}

void story_sees(struct story *s, const char *text) {
    terminal_wait_for(s->d.t, text);
}

void story_saves(struct story *s, const char *title) {
    story_types(s, "<C-s>");
    terminal_wait_row(s->d.t, 0, title);
    terminal_wait_row(s->d.t, 22, "Đã lưu.");
}

void story_day(struct story *s, const char *today) {
    if (s->by_screens && !s->d.ended)
        desk_leave(&s->d);
    s->d.cli.today = today;
    if (s->by_screens) {
        desk_start(&s->d, NULL);
        story_sees(s, "Việc cần làm");
    }
}

const char *story_pair(char *room, size_t size, const char *key, const char *value) {
    (void)snprintf(room, size, "%s=%s", key, value);
    return room;
}

/* ---- 28/10: the district and its units */

enum { CODE, NAME, KIND, LEADER, PHONE, BRANCHES, WOMEN, MEMBERS, COLUMNS };

static void founds(struct story *s, char *const cell[COLUMNS]) {
    static const char *const keys[] = {"code",  "name",     "kind",  "head",
                                       "phone", "branches", "women", "members"};
    static const struct {
        const char *code, *typed;
    } kinds[] = {{"commune", "xa"},
                 {"town", "thi tran"},
                 {"affiliate", "truc thuoc"},
                 {"district", "huyen"}};
    char pairs[COLUMNS][120];
    const char *kind = NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        kind = strcmp(kinds[i].code, cell[KIND]) == 0 ? kinds[i].typed : kind;
    assert_non_null(kind);
    if (s->by_screens) {
        story_types(s, "a");
        terminal_wait_row(s->d.t, 0, " Thêm đơn vị");
        story_types(s, "%s<Tab>%s<Tab>%s<Enter>%s<Tab>%s", cell[CODE], cell[NAME], kind,
                    cell[LEADER], cell[PHONE]);
        story_types(s, "<Tab>%s<Tab>%s<Tab>%s", cell[BRANCHES], cell[WOMEN], cell[MEMBERS]);
        story_saves(s, " Đơn vị");
        return;
    }
    for (int i = 0; i < COLUMNS; i++)
        (void)story_pair(pairs[i], sizeof pairs[i], keys[i], cell[i]);
    COMMAND(s, "add", "unit", pairs[CODE], pairs[NAME], pairs[KIND], pairs[LEADER], pairs[PHONE],
            pairs[BRANCHES], pairs[WOMEN], pairs[MEMBERS]);
}

/* Those of config/don-vi.csv, where no cell is quoted. */
static void founds_all(struct story *s) {
    FILE *f = fopen("config/don-vi.csv", "re");
    char line[256];
    int units = 0;
    assert_non_null(f);
    assert_non_null(fgets(line, sizeof line, f)); /* the names of the columns */
    if (s->by_screens)
        story_types(s, "6");
    while (fgets(line, sizeof line, f) != NULL) {
        char *cell[COLUMNS];
        char *rest = line;
        line[strcspn(line, "\r\n")] = '\0';
        for (int i = 0; i < COLUMNS; i++) {
            cell[i] = rest;
            rest += strcspn(rest, ",");
            assert_true((*rest == ',') == (i + 1 < COLUMNS));
            *rest = '\0';
            rest += i + 1 < COLUMNS;
        }
        founds(s, cell);
        units++;
    }
    (void)fclose(f);
    assert_int_equal(units, STORY_UNITS + 1);
}

static void read_units(struct story *s) {
    int n = 0;
    COMMAND(s, "list", "units", "--json");
    for (int i = 0; i <= STORY_UNITS; i++) {
        char path[32];
        (void)snprintf(path, sizeof path, "$[%d].kind", i);
        if (strcmp(cli_json(&s->d.cli, path), "district") == 0)
            continue;
        (void)snprintf(path, sizeof path, "$[%d].code", i);
        (void)snprintf(s->units[n].code, 32, "%s", cli_json(&s->d.cli, path));
        (void)snprintf(path, sizeof path, "$[%d].name", i);
        (void)snprintf(s->units[n++].name, 64, "%s", cli_json(&s->d.cli, path));
    }
    assert_int_equal(n, STORY_UNITS);
}

void story_begin(struct story *s, bool by_screens) {
    s->d = (struct desk){.ended = true};
    cli_open(&s->d.cli);
    COMMAND(s, "init");
    s->by_screens = by_screens;
    story_day(s, "28/10/2021");
    founds_all(s);
    read_units(s);
}
