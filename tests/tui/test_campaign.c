/* A campaign of Hải Hậu's 34 units and 2 affiliates from an empty database, the units entered too,
 * to a nomination sent and judged: once through the screens only, once through the commands only.
 * Both leave the same rows.
 *
 * The acts follow one another in the same order in both, day by day; each act says what is typed
 * and what is called. They are one story, and so this file is longer than most. */
#include "support/desk.h"
#include "support/same.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

enum { UNITS = 36, DETAILED = 3, LATE = 2, WORKS = UNITS + DETAILED, KEYS = 1000 };

struct office {
    struct desk d;
    bool by_screens;
    struct {
        char code[32], name[64];
    } units[UNITS]; /* in the order of the lists; the district is apart */
};

/* ---- the two ways */

static void command(struct office *o, const char *const *words) {
    const char *argv[24] = {"--db", o->d.cli.db, "--today", o->d.cli.today};
    size_t n = 4;
    while (*words != NULL) {
        assert_true(n < 23);
        argv[n++] = *words++;
    }
    if (cli_argv(&o->d.cli, argv) != 0)
        fail_msg("%s %s: %s", argv[4], argv[5], o->d.cli.last.err);
}
#define COMMAND(office, ...) command(office, (const char *const[]){__VA_ARGS__, NULL})

static void type(struct office *o, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void type(struct office *o, const char *fmt, ...) {
    char keys[KEYS];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(keys, sizeof keys, fmt, args);
    va_end(args);
    assert_in_range(n, 0, KEYS - 1);
    terminal_send(o->d.t, keys);
}

static void sees(struct office *o, const char *text) {
    terminal_wait_for(o->d.t, text);
}

/* After the last field of a form: it is saved, and the screen below is there again. */
static void saves(struct office *o, const char *title) {
    type(o, "<C-s>");
    terminal_wait_row(o->d.t, 0, title);
    terminal_wait_row(o->d.t, 22, "Đã lưu.");
}

/* The screens are opened anew each day; commands only know the day. */
static void day(struct office *o, const char *today) {
    if (o->by_screens && !o->d.ended)
        desk_leave(&o->d);
    o->d.cli.today = today;
    if (o->by_screens) {
        desk_start(&o->d, NULL);
        sees(o, "Việc cần làm");
    }
}

static const char *pair(char *room, size_t size, const char *key, const char *value) {
    (void)snprintf(room, size, "%s=%s", key, value);
    return room;
}

/* ---- 28/10: the district and its units */

enum { CODE, NAME, KIND, LEADER, PHONE, BRANCHES, WOMEN, MEMBERS, COLUMNS };

static void founds(struct office *o, char *const cell[COLUMNS]) {
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
    if (o->by_screens) {
        type(o, "a");
        terminal_wait_row(o->d.t, 0, " Thêm đơn vị");
        type(o, "%s<Tab>%s<Tab>%s<Enter>%s<Tab>%s", cell[CODE], cell[NAME], kind, cell[LEADER],
             cell[PHONE]);
        type(o, "<Tab>%s<Tab>%s<Tab>%s", cell[BRANCHES], cell[WOMEN], cell[MEMBERS]);
        saves(o, " Đơn vị");
        return;
    }
    for (int i = 0; i < COLUMNS; i++)
        (void)pair(pairs[i], sizeof pairs[i], keys[i], cell[i]);
    COMMAND(o, "add", "unit", pairs[CODE], pairs[NAME], pairs[KIND], pairs[LEADER], pairs[PHONE],
            pairs[BRANCHES], pairs[WOMEN], pairs[MEMBERS]);
}

/* Those of config/don-vi.csv, where no cell is quoted. */
static void founds_all(struct office *o) {
    FILE *f = fopen("config/don-vi.csv", "re");
    char line[256];
    int units = 0;
    assert_non_null(f);
    assert_non_null(fgets(line, sizeof line, f)); /* the names of the columns */
    if (o->by_screens)
        type(o, "6");
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
        founds(o, cell);
        units++;
    }
    (void)fclose(f);
    assert_int_equal(units, UNITS + 1);
}

/* ---- 29/10: everyone receives the plan, and rolls it out */

static void receives(struct office *o) {
    char unit[64];
    if (o->by_screens) {
        type(o, "6");
        terminal_wait_row(o->d.t, 0, "mục 1/37");
    }
    for (int i = 0; i < UNITS; i++) {
        if (o->by_screens) {
            type(o, "/%s<Enter>p", o->units[i].code); /* the list finds codes too */
            sees(o, "Thêm lần nhận kế hoạch");
            type(o, "Phạm Thị Mơ");
            saves(o, " Đơn vị");
        } else {
            COMMAND(o, "add", "receipt", pair(unit, sizeof unit, "unit", o->units[i].code),
                    "day=29/10/2021", "person=Phạm Thị Mơ");
        }
    }
}

static void rolls_out(struct office *o) {
    char unit[64];
    if (o->by_screens) {
        type(o, "q5");
        terminal_wait_row(o->d.t, 0, "mục 1/36");
    }
    for (int i = 0; i < UNITS; i++) {
        if (o->by_screens) {
            terminal_wait_at_cursor(o->d.t, o->units[i].name);
            type(o, "1Họp Ban Chấp hành");
            saves(o, " Nhiệm vụ của đơn vị");
            type(o, "j");
        } else {
            COMMAND(o, "add", "duty", pair(unit, sizeof unit, "unit", o->units[i].code),
                    "duty=rollout", "day=29/10/2021", "title=Họp Ban Chấp hành");
        }
    }
    if (o->by_screens) { /* the district's own duty, and a piece of news */
        type(o, "a<S-Tab>huyen hai hau<Enter>lap ke hoach<Enter><Tab>Kế hoạch<Tab>KH 12/KH-BTV");
        saves(o, " Nhiệm vụ của đơn vị");
        type(o, "g3Bài trên trang của Hội");
        saves(o, " Nhiệm vụ của đơn vị");
        terminal_wait_row(o->d.t, 2, "x   ·   1");
    } else {
        COMMAND(o, "add", "duty", "unit=huyen", "duty=guide", "day=29/10/2021", "title=Kế hoạch",
                "evidence=KH 12/KH-BTV");
        COMMAND(o, "add", "duty", pair(unit, sizeof unit, "unit", o->units[0].code),
                "duty=publicity", "day=29/10/2021", "title=Bài trên trang của Hội");
    }
}

/* ---- 05/11: registrations; two units are late */

static void registers_in_full(struct office *o, int i) {
    char unit[64];
    if (o->by_screens) {
        type(o, "a%s<Enter>Vườn rau sạch<Tab><Right><Tab>khau dot pha<Enter>", o->units[i].name);
        type(o, "<Space><Space><Down><Down><Space><Enter>"); /* two of the contents */
        type(o, "1,5<Tab>sào<Tab>12,5 triệu<Tab>hội viên đóng góp<Tab>1.200<Tab>15/11<Tab>20/12");
        type(o, "<Tab>Trần Thị Lụa<Tab>0912 345 678<Tab>đợt một<Enter>đợt hai<Tab>05/ĐK-PN<Tab>");
        type(o, "3/11");
        saves(o, " Đăng ký");
        type(o, "a%s<Enter>Tổ trưởng gương mẫu<Tab><Left><Tab>tu chon<Enter><Tab>",
             o->units[i].name);
        type(o, "Phạm Thị Hoa<Tab>1985<Tab>can bo<Enter>Chi hội trưởng xóm 5<Tab><Space>");
        saves(o, " Đăng ký");
        return;
    }
    (void)pair(unit, sizeof unit, "unit", o->units[i].code);
    COMMAND(o, "add", "work", unit, "title=Vườn rau sạch", "kind=collective", "theme=2",
            "contents=organisation,party", "goal=1,5", "unit_of_measure=sào", "cost=12,5 triệu",
            "source=hội viên đóng góp", "beneficiaries=1.200", "start=15/11/2021",
            "finish=20/12/2021", "in_charge=Trần Thị Lụa", "phone=0912 345 678",
            "note=đợt một\nđợt hai", "paper=05/ĐK-PN", "received=03/11/2021");
    COMMAND(o, "add", "work", unit, "title=Tổ trưởng gương mẫu", "kind=individual", "theme=own",
            "person=Phạm Thị Hoa", "birth_year=1985", "category=officer",
            "post=Chi hội trưởng xóm 5", "full_time=có");
}

static void registers_in_short(struct office *o, int i) {
    char unit[64];
    if (o->by_screens) {
        type(o, "a%s<Enter>Tặng quà phụ nữ khó khăn<Tab><Right><Tab>1<Enter><Tab>40<Tab>suất",
             o->units[i].name);
        saves(o, " Đăng ký");
    } else {
        COMMAND(o, "add", "work", pair(unit, sizeof unit, "unit", o->units[i].code),
                "title=Tặng quà phụ nữ khó khăn", "kind=collective", "theme=1", "goal=40",
                "unit_of_measure=suất");
    }
}

/* Sent together: tagged rows are taken in the order of their numbers. */
static void sends(struct office *o, int from, int to) {
    char id[16];
    if (o->by_screens) {
        type(o, "fTrạng thái<Enter>nhap<Enter>");
        terminal_wait_row(o->d.t, 0, "Trạng thái: nháp");
        type(o, "T");
        sees(o, "Đã đánh dấu");
        type(o, "s");
        sees(o, "Đã gửi đăng ký");
        type(o, "F");
    }
    for (int i = from; i <= to && !o->by_screens; i++) {
        (void)snprintf(id, sizeof id, "%d", i);
        COMMAND(o, "submit", "work", id);
    }
}

static void registers(struct office *o) {
    if (o->by_screens)
        type(o, "2");
    for (int i = 0; i < UNITS - LATE; i++)
        if (i < DETAILED)
            registers_in_full(o, i);
        else
            registers_in_short(o, i);
    sends(o, 1, WORKS - LATE);
}

/* ---- 06/11: one is returned, mended, sent again; then all are approved at once */

static void returns_and_approves(struct office *o) {
    char id[16];
    if (o->by_screens) {
        type(o, "2/to truong guong mau<Enter>r"); /* the first unit's: number 2 */
        sees(o, "Lý do trả lại");
        type(o, "Chưa ghi người phụ trách<Enter>");
        sees(o, "Đã trả lại.");
        type(o, "e<PgDn><Up><Up><Up><Up><Up>Mai Thị Sen");
        saves(o, " Đăng ký");
        type(o, "s");
        sees(o, "Đã gửi đăng ký.");
        type(o, "wT");
        sees(o, "Đã đánh dấu 37");
        type(o, "d");
        sees(o, "Đã duyệt 37 công trình, phần việc.");
        return;
    }
    COMMAND(o, "return", "work", "2", "reason=Chưa ghi người phụ trách");
    COMMAND(o, "set", "work", "2", "in_charge=Mai Thị Sen");
    COMMAND(o, "submit", "work", "2");
    for (int i = 1; i <= WORKS - LATE; i++) {
        (void)snprintf(id, sizeof id, "%d", i);
        COMMAND(o, "approve", "work", id);
    }
}

/* ---- 10/11: the two that are late are taken in for a reason */

static void the_late(struct office *o) {
    char id[16];
    if (o->by_screens)
        type(o, "2");
    for (int i = UNITS - LATE; i < UNITS; i++)
        registers_in_short(o, i);
    sends(o, WORKS - LATE + 1, WORKS);
    for (int i = WORKS - LATE + 1; i <= WORKS; i++) {
        if (o->by_screens) {
            type(o, "wg"); /* those that wait; each for its own reason */
            terminal_wait_row(o->d.t, 0, i < WORKS ? "mục 1/2" : "mục 1/1");
            terminal_wait_at_cursor(o->d.t, o->units[UNITS - WORKS + i - 1].name);
            type(o, "d");
            sees(o, "Đăng ký này muộn; muốn duyệt thì phải ghi lý do.");
            type(o, "Xã bị ngập<Enter>");
            sees(o, "Đã duyệt.");
        } else {
            (void)snprintf(id, sizeof id, "%d", i);
            COMMAND(o, "approve", "work", id, "reason=Xã bị ngập");
        }
    }
}

/* ---- 20/11 and 10/12: progress, first what was added, later the running total */

static void works_on(struct office *o) {
    char work[32];
    if (o->by_screens)
        type(o, "2");
    for (int i = 0; i < WORKS; i++) {
        bool detailed = i < 2 * DETAILED;
        bool individual = detailed && i % 2 == 1;
        if (o->by_screens && i == 0)
            terminal_wait_row(o->d.t, 0, "mục 1/39");
        if (o->by_screens) {
            /* The list is by unit and title: of a detailed unit the individual's comes first. */
            int unit = detailed ? i / 2 : i - DETAILED;
            type(o, "g/%s<Enter>%s<Enter>a", o->units[unit].name,
                 detailed && !individual ? "j" : "");
            sees(o, "Thêm lần cập nhật");
            if (individual)
                type(o, "30<Tab><Tab><Tab><Tab><Tab>tổ đã họp");
            else if (detailed)
                type(o, "0,5<Tab><Tab>6 triệu<Tab>20<Tab>5<Tab>30<Tab>đợt 1<Tab>ảnh ngày 20/11");
            else
                type(o, "20<Tab><Tab>6.000.000");
            saves(o, detailed ? individual ? " Tổ trưởng" : " Vườn rau" : " Tặng quà");
            type(o, "q");
            continue;
        }
        (void)snprintf(work, sizeof work, "work=%d", i + 1);
        if (individual)
            COMMAND(o, "add", "progress", work, "day=20/11/2021", "percent=30", "note=tổ đã họp");
        else if (detailed)
            COMMAND(o, "add", "progress", work, "day=20/11/2021", "quantity=0,5", "value=6 triệu",
                    "women=20", "children=5", "participants=30", "note=đợt 1",
                    "evidence=ảnh ngày 20/11");
        else
            COMMAND(o, "add", "progress", work, "day=20/11/2021", "quantity=20", "value=6.000.000");
    }
}

static void completes_and_stops(struct office *o) {
    if (o->by_screens) {
        type(o, "3/vuon rau<Enter>a"); /* the first detailed unit's: number 1 */
        sees(o, "Thêm lần cập nhật");
        type(o, "<Tab>1,6");
        saves(o, " Tiến độ");
        terminal_wait_at_cursor(o->d.t, "100%");
        type(o, "c");
        sees(o, "Đã hoàn thành.");
        type(o, "q2/%s<Enter><Enter>", o->units[UNITS - 1].name);
        terminal_wait_row(o->d.t, 0, " Tặng quà phụ nữ khó khăn");
        type(o, "X");
        sees(o, "Lý do dừng");
        type(o, "Ngập úng<Enter>");
        sees(o, "Đã dừng.");
        return;
    }
    COMMAND(o, "add", "progress", "work=1", "day=10/12/2021", "total=1,6");
    COMMAND(o, "complete", "work", "1");
    COMMAND(o, "stop", "work", "39", "reason=Ngập úng");
}

/* ---- 16/01: a collective and a full-time officer are put forward */

/* How each line of a checklist is judged, in its order. */
static const struct line {
    const char *code, *key, *evidence; /* key " ", "-", "/"; evidence: then it is met */
} collective[] =
    {
        {"law", "<Space>", NULL},
        {"launched", NULL, "KH 02/KH-PN"},
        {"followed", NULL, "2 lần cập nhật"},
        {"reported", "<Space>", NULL},
        {"led", "<Space>", NULL},
        {"reach", NULL, "25 người thụ hưởng"},
        {"pioneering", "-", NULL},
        {"change", "<Space>", NULL},
        {"media", "/", NULL},
        {"recognised", "<Space>", NULL},
        {"spread", "<Space>", NULL},
        {"proposal", NULL, "TTr 03/TTr-PN"},
        {"list", "<Space>", NULL},
        {"minutes", "<Space>", NULL},
        {"report", "<Space>", NULL},
        {"evidence", "<Space>", NULL},
},
  individual[] = {
      {"law", "<Space>", NULL},        {"active", NULL, "dẫn đầu tổ"},  {"model", "-", NULL},
      {"introduced", "<Space>", NULL}, {"initiative", "<Space>", NULL}, /* she is a full-time
                                                                           officer of the Union */
};

static void judges(struct office *o, const char *nomination, const struct line *lines,
                   size_t count) {
    char evidence[80];
    for (size_t i = 0; i < count; i++) {
        const struct line *l = &lines[i];
        if (o->by_screens && l->evidence != NULL) {
            type(o, "e");
            sees(o, "Minh chứng: ");
            type(o, "%s<Enter>j", l->evidence);
        } else if (o->by_screens) {
            type(o, "%s", l->key); /* and on to the next */
        } else if (l->evidence != NULL) {
            COMMAND(o, "judge", nomination, l->code, "met",
                    pair(evidence, sizeof evidence, "evidence", l->evidence));
        } else {
            COMMAND(o, "judge", nomination, l->code,
                    l->key[0] == '-'   ? "unmet"
                    : l->key[0] == '/' ? "na"
                                       : "met");
        }
    }
}
#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static void nominates(struct office *o) {
    if (o->by_screens) {
        type(o, "2/vuon rau<Enter>i");
        sees(o, "Thêm giới thiệu khen thưởng");
        type(o, "Từ ao hoang thành vườn rau");
        type(o, "<C-s>");
        terminal_wait_row(o->d.t, 0, " Tiêu chí khen thưởng · tập thể");
    } else {
        COMMAND(o, "add", "nomination", "work=1", "summary=Từ ao hoang thành vườn rau");
    }
    judges(o, "1", collective, COUNT(collective));
    if (o->by_screens) {
        sees(o, "Đã đánh giá 11/11 (9 đạt, 1 chưa đạt) · hồ sơ 5/6 · đủ để nộp");
        type(o, "s");
        terminal_wait_row(o->d.t, 1, "[đã nộp]");
        type(o, "qg/to truong<Enter>i<C-s>");
        terminal_wait_row(o->d.t, 0, " Tiêu chí khen thưởng · cá nhân");
    } else {
        COMMAND(o, "submit", "nomination", "1");
        COMMAND(o, "add", "nomination", "work=2");
    }
    judges(o, "2", individual, COUNT(individual));
    if (o->by_screens) {
        sees(o, "Đã đánh giá 5/5 (4 đạt, 1 chưa đạt)");
        type(o, "s");
        terminal_wait_row(o->d.t, 1, "[đã nộp]");
        type(o, "d"); /* the district looks at both */
        terminal_wait_row(o->d.t, 1, "[không đủ điều kiện]");
        type(o, "qq4/vuon rau<Enter><Enter>");
        terminal_wait_row(o->d.t, 0, " Tiêu chí khen thưởng · tập thể");
        type(o, "d");
        terminal_wait_row(o->d.t, 1, "[đủ điều kiện]");
    } else {
        COMMAND(o, "submit", "nomination", "2");
        COMMAND(o, "approve", "nomination", "2");
        COMMAND(o, "approve", "nomination", "1");
    }
}

/* ---- the whole */

static void read_units(struct office *o) {
    int n = 0;
    COMMAND(o, "list", "units", "--json");
    for (int i = 0; i <= UNITS; i++) {
        char path[32];
        (void)snprintf(path, sizeof path, "$[%d].kind", i);
        if (strcmp(cli_json(&o->d.cli, path), "district") == 0)
            continue;
        (void)snprintf(path, sizeof path, "$[%d].code", i);
        (void)snprintf(o->units[n].code, 32, "%s", cli_json(&o->d.cli, path));
        (void)snprintf(path, sizeof path, "$[%d].name", i);
        (void)snprintf(o->units[n++].name, 64, "%s", cli_json(&o->d.cli, path));
    }
    assert_int_equal(n, UNITS);
}

static void runs(struct office *o, bool by_screens) {
    o->d = (struct desk){.ended = true};
    cli_open(&o->d.cli);
    COMMAND(o, "init");
    o->by_screens = by_screens;
    day(o, "28/10/2021");
    founds_all(o);
    read_units(o);
    day(o, "29/10/2021");
    receives(o);
    rolls_out(o);
    day(o, "05/11/2021");
    registers(o);
    day(o, "06/11/2021");
    returns_and_approves(o);
    day(o, "10/11/2021");
    the_late(o);
    day(o, "20/11/2021");
    works_on(o);
    day(o, "10/12/2021");
    completes_and_stops(o);
    day(o, "16/01/2022");
    nominates(o);
}

/* How much there is of each kind. */
static void has_rows(struct office *o) {
    static const struct {
        const char *sql;
        int rows;
    } counts[] = {
        {"SELECT count(*) FROM unit", UNITS + 1},
        {"SELECT count(*) FROM work", WORKS},
        {"SELECT count(*) FROM progress", WORKS + 1},
        {"SELECT count(*) FROM receipt", UNITS},
        {"SELECT count(*) FROM duty_done", UNITS + 2},
        {"SELECT count(*) FROM nomination", 2},
        {"SELECT count(*) FROM judgement", COUNT(collective) + COUNT(individual)},
    };
    for (size_t i = 0; i < COUNT(counts); i++)
        assert_int_equal(cli_sql(&o->d.cli, counts[i].sql), counts[i].rows);
}

/* What the campaign came to, as home shows it at its end. */
static void home_at_the_end(struct office *o) {
    struct terminal *t = o->d.t;
    type(o, "qq");
    terminal_wait_row(t, 1, "Đã kết thúc ngày 15/01/2022");
    terminal_wait_row(t, 4, "35/36 đơn vị  █████████░  97%");
    terminal_wait_row(t, 5, "37 công trình"); /* under way, of 38: one is done */
    terminal_wait_row(t, 6, "1/36 đơn vị đã giới thiệu");
    terminal_wait_row(t, 7, "36/36 đã triển khai · 1 tin, bài");
}

static void whole_campaign(void **state) {
    (void)state;
    static struct office screens, commands;
    runs(&screens, true);
    home_at_the_end(&screens);
    runs(&commands, false);
    same_records(screens.d.cli.db, commands.d.cli.db);
    has_rows(&screens);
    COMMAND(&screens, "doctor");
    COMMAND(&commands, "doctor");
    desk_close(&screens.d);
    desk_close(&commands.d);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(whole_campaign)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
