/* A campaign of Hải Hậu's 34 units and 2 affiliates from an empty database, the units entered too,
 * to a nomination sent and judged: once through the screens only, once through the commands only.
 * Both leave the same rows.
 *
 * The acts follow one another in the same order in both, day by day; each act says what is typed
 * and what is called. */
#include "support/same.h"
#include "support/story.h"
#include "support/test.h"

#include <stdio.h>
#include <string.h>

enum { UNITS = STORY_UNITS, DETAILED = 3, LATE = 2, WORKS = UNITS + DETAILED };

/* ---- 29/10: everyone receives the plan, and rolls it out */

static void receives(struct story *s) {
    char unit[64];
    if (s->by_screens) {
        story_types(s, "6");
        terminal_wait_row(s->d.t, 0, "mục 1/37");
    }
    for (int i = 0; i < UNITS; i++) {
        if (s->by_screens) {
            story_types(s, "/%s<Enter>p", s->units[i].code); /* the list finds codes too */
            story_sees(s, "Thêm lần nhận kế hoạch");
            story_types(s, "Phạm Thị Mơ");
            story_saves(s, " Đơn vị");
        } else {
            COMMAND(s, "add", "receipt", story_pair(unit, sizeof unit, "unit", s->units[i].code),
                    "day=29/10/2021", "person=Phạm Thị Mơ");
        }
    }
}

static void rolls_out(struct story *s) {
    char unit[64];
    if (s->by_screens) {
        story_types(s, "q5");
        terminal_wait_row(s->d.t, 0, "mục 1/36");
    }
    for (int i = 0; i < UNITS; i++) {
        if (s->by_screens) {
            terminal_wait_at_cursor(s->d.t, s->units[i].name);
            story_types(s, "1Họp Ban Chấp hành");
            story_saves(s, " Nhiệm vụ của đơn vị");
            story_types(s, "j");
        } else {
            COMMAND(s, "add", "duty", story_pair(unit, sizeof unit, "unit", s->units[i].code),
                    "duty=rollout", "day=29/10/2021", "title=Họp Ban Chấp hành");
        }
    }
    if (s->by_screens) { /* the district's own duty, and a piece of news */
        story_types(
            s, "a<S-Tab>huyen hai hau<Enter>lap ke hoach<Enter><Tab>Kế hoạch<Tab>KH 12/KH-BTV");
        story_saves(s, " Nhiệm vụ của đơn vị");
        story_types(s, "g3Bài trên trang của Hội");
        story_saves(s, " Nhiệm vụ của đơn vị");
        terminal_wait_row(s->d.t, 2, "x   ·   1");
    } else {
        COMMAND(s, "add", "duty", "unit=huyen", "duty=guide", "day=29/10/2021", "title=Kế hoạch",
                "evidence=KH 12/KH-BTV");
        COMMAND(s, "add", "duty", story_pair(unit, sizeof unit, "unit", s->units[0].code),
                "duty=publicity", "day=29/10/2021", "title=Bài trên trang của Hội");
    }
}

/* ---- 05/11: registrations; two units are late */

static void registers_in_full(struct story *s, int i) {
    char unit[64];
    if (s->by_screens) {
        story_types(s, "a%s<Enter>Vườn rau sạch<Tab><Right><Tab>khau dot pha<Enter>",
                    s->units[i].name);
        story_types(s, "<Space><Space><Down><Down><Space><Enter>"); /* two of the contents */
        story_types(
            s, "1,5<Tab>sào<Tab>12,5 triệu<Tab>hội viên đóng góp<Tab>1.200<Tab>15/11<Tab>20/12");
        story_types(
            s, "<Tab>Trần Thị Lụa<Tab>0912 345 678<Tab>đợt một<Enter>đợt hai<Tab>05/ĐK-PN<Tab>");
        story_types(s, "3/11");
        story_saves(s, " Đăng ký");
        story_types(s, "a%s<Enter>Tổ trưởng gương mẫu<Tab><Left><Tab>tu chon<Enter><Tab>",
                    s->units[i].name);
        story_types(s, "Phạm Thị Hoa<Tab>1985<Tab>can bo<Enter>Chi hội trưởng xóm 5<Tab><Space>");
        story_saves(s, " Đăng ký");
        return;
    }
    (void)story_pair(unit, sizeof unit, "unit", s->units[i].code);
    COMMAND(s, "add", "work", unit, "title=Vườn rau sạch", "kind=collective", "theme=2",
            "contents=organisation,party", "goal=1,5", "unit_of_measure=sào", "cost=12,5 triệu",
            "source=hội viên đóng góp", "beneficiaries=1.200", "start=15/11/2021",
            "finish=20/12/2021", "in_charge=Trần Thị Lụa", "phone=0912 345 678",
            "note=đợt một\nđợt hai", "paper=05/ĐK-PN", "received=03/11/2021");
    COMMAND(s, "add", "work", unit, "title=Tổ trưởng gương mẫu", "kind=individual", "theme=own",
            "person=Phạm Thị Hoa", "birth_year=1985", "category=officer",
            "post=Chi hội trưởng xóm 5", "full_time=có");
}

static void registers_in_short(struct story *s, int i) {
    char unit[64];
    if (s->by_screens) {
        story_types(s,
                    "a%s<Enter>Tặng quà phụ nữ khó khăn<Tab><Right><Tab>1<Enter><Tab>40<Tab>suất",
                    s->units[i].name);
        story_saves(s, " Đăng ký");
    } else {
        COMMAND(s, "add", "work", story_pair(unit, sizeof unit, "unit", s->units[i].code),
                "title=Tặng quà phụ nữ khó khăn", "kind=collective", "theme=1", "goal=40",
                "unit_of_measure=suất");
    }
}

/* Sent together: tagged rows are taken in the order of their numbers. */
static void sends(struct story *s, int from, int to) {
    char id[16];
    if (s->by_screens) {
        story_types(s, "fTrạng thái<Enter>nhap<Enter>");
        terminal_wait_row(s->d.t, 0, "Trạng thái: nháp");
        story_types(s, "T");
        story_sees(s, "Đã đánh dấu");
        story_types(s, "s");
        story_sees(s, "Đã gửi đăng ký");
        story_types(s, "F");
    }
    for (int i = from; i <= to && !s->by_screens; i++) {
        (void)snprintf(id, sizeof id, "%d", i);
        COMMAND(s, "submit", "work", id);
    }
}

static void registers(struct story *s) {
    if (s->by_screens)
        story_types(s, "2");
    for (int i = 0; i < UNITS - LATE; i++)
        if (i < DETAILED)
            registers_in_full(s, i);
        else
            registers_in_short(s, i);
    sends(s, 1, WORKS - LATE);
}

/* ---- 06/11: one is returned, mended, sent again; then all are approved at once */

static void returns_and_approves(struct story *s) {
    char id[16];
    if (s->by_screens) {
        story_types(s, "2/to truong guong mau<Enter>r"); /* the first unit's: number 2 */
        story_sees(s, "Lý do trả lại");
        story_types(s, "Chưa ghi người phụ trách<Enter>");
        story_sees(s, "Đã trả lại.");
        story_types(s, "e<PgDn><Up><Up><Up><Up><Up>Mai Thị Sen");
        story_saves(s, " Đăng ký");
        story_types(s, "s");
        story_sees(s, "Đã gửi đăng ký.");
        story_types(s, "wT");
        story_sees(s, "Đã đánh dấu 37");
        story_types(s, "d");
        story_sees(s, "Đã duyệt 37 công trình, phần việc.");
        return;
    }
    COMMAND(s, "return", "work", "2", "reason=Chưa ghi người phụ trách");
    COMMAND(s, "set", "work", "2", "in_charge=Mai Thị Sen");
    COMMAND(s, "submit", "work", "2");
    for (int i = 1; i <= WORKS - LATE; i++) {
        (void)snprintf(id, sizeof id, "%d", i);
        COMMAND(s, "approve", "work", id);
    }
}

/* ---- 10/11: the two that are late are taken in for a reason */

static void the_late(struct story *s) {
    char id[16];
    if (s->by_screens)
        story_types(s, "2");
    for (int i = UNITS - LATE; i < UNITS; i++)
        registers_in_short(s, i);
    sends(s, WORKS - LATE + 1, WORKS);
    for (int i = WORKS - LATE + 1; i <= WORKS; i++) {
        if (s->by_screens) {
            story_types(s, "wg"); /* those that wait; each for its own reason */
            terminal_wait_row(s->d.t, 0, i < WORKS ? "mục 1/2" : "mục 1/1");
            terminal_wait_at_cursor(s->d.t, s->units[UNITS - WORKS + i - 1].name);
            story_types(s, "d");
            story_sees(s, "Đăng ký này muộn; muốn duyệt thì phải ghi lý do.");
            story_types(s, "Xã bị ngập<Enter>");
            story_sees(s, "Đã duyệt.");
        } else {
            (void)snprintf(id, sizeof id, "%d", i);
            COMMAND(s, "approve", "work", id, "reason=Xã bị ngập");
        }
    }
}

/* ---- 20/11 and 10/12: progress, first what was added, later the running total */

static void works_on(struct story *s) {
    char work[32];
    if (s->by_screens)
        story_types(s, "2");
    for (int i = 0; i < WORKS; i++) {
        bool detailed = i < 2 * DETAILED;
        bool individual = detailed && i % 2 == 1;
        if (s->by_screens && i == 0)
            terminal_wait_row(s->d.t, 0, "mục 1/39");
        if (s->by_screens) {
            /* The list is by unit and title: of a detailed unit the individual's comes first. */
            int unit = detailed ? i / 2 : i - DETAILED;
            story_types(s, "g/%s<Enter>%s<Enter>a", s->units[unit].name,
                        detailed && !individual ? "j" : "");
            story_sees(s, "Thêm lần cập nhật");
            if (individual)
                story_types(s, "30<Tab><Tab><Tab><Tab><Tab>tổ đã họp");
            else if (detailed)
                story_types(
                    s, "0,5<Tab><Tab>6 triệu<Tab>20<Tab>5<Tab>30<Tab>đợt 1<Tab>ảnh ngày 20/11");
            else
                story_types(s, "20<Tab><Tab>6.000.000");
            story_saves(s, detailed ? individual ? " Tổ trưởng" : " Vườn rau" : " Tặng quà");
            story_types(s, "q");
            continue;
        }
        (void)snprintf(work, sizeof work, "work=%d", i + 1);
        if (individual)
            COMMAND(s, "add", "progress", work, "day=20/11/2021", "percent=30", "note=tổ đã họp");
        else if (detailed)
            COMMAND(s, "add", "progress", work, "day=20/11/2021", "quantity=0,5", "value=6 triệu",
                    "women=20", "children=5", "participants=30", "note=đợt 1",
                    "evidence=ảnh ngày 20/11");
        else
            COMMAND(s, "add", "progress", work, "day=20/11/2021", "quantity=20", "value=6.000.000");
    }
}

static void completes_and_stops(struct story *s) {
    if (s->by_screens) {
        story_types(s, "3/vuon rau<Enter>a"); /* the first detailed unit's: number 1 */
        story_sees(s, "Thêm lần cập nhật");
        story_types(s, "<Tab>1,6");
        story_saves(s, " Tiến độ");
        terminal_wait_at_cursor(s->d.t, "100%");
        story_types(s, "c");
        story_sees(s, "Đã hoàn thành.");
        story_types(s, "q2/%s<Enter><Enter>", s->units[UNITS - 1].name);
        terminal_wait_row(s->d.t, 0, " Tặng quà phụ nữ khó khăn");
        story_types(s, "X");
        story_sees(s, "Lý do dừng");
        story_types(s, "Ngập úng<Enter>");
        story_sees(s, "Đã dừng.");
        return;
    }
    COMMAND(s, "add", "progress", "work=1", "day=10/12/2021", "total=1,6");
    COMMAND(s, "complete", "work", "1");
    COMMAND(s, "stop", "work", "39", "reason=Ngập úng");
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

static void judges(struct story *s, const char *nomination, const struct line *lines,
                   size_t count) {
    char evidence[80];
    for (size_t i = 0; i < count; i++) {
        const struct line *l = &lines[i];
        if (s->by_screens && l->evidence != NULL) {
            story_types(s, "e");
            story_sees(s, "Minh chứng: ");
            story_types(s, "%s<Enter>j", l->evidence);
        } else if (s->by_screens) {
            story_types(s, "%s", l->key); /* and on to the next */
        } else if (l->evidence != NULL) {
            COMMAND(s, "judge", nomination, l->code, "met",
                    story_pair(evidence, sizeof evidence, "evidence", l->evidence));
        } else {
            COMMAND(s, "judge", nomination, l->code,
                    l->key[0] == '-'   ? "unmet"
                    : l->key[0] == '/' ? "na"
                                       : "met");
        }
    }
}
#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static void nominates(struct story *s) {
    if (s->by_screens) {
        story_types(s, "2/vuon rau<Enter>i");
        story_sees(s, "Thêm giới thiệu khen thưởng");
        story_types(s, "Từ ao hoang thành vườn rau");
        story_types(s, "<C-s>");
        terminal_wait_row(s->d.t, 0, " Tiêu chí khen thưởng · tập thể");
    } else {
        COMMAND(s, "add", "nomination", "work=1", "summary=Từ ao hoang thành vườn rau");
    }
    judges(s, "1", collective, COUNT(collective));
    if (s->by_screens) {
        story_sees(s, "Đã đánh giá 11/11 (9 đạt, 1 chưa đạt) · hồ sơ 5/6 · đủ để nộp");
        story_types(s, "s");
        terminal_wait_row(s->d.t, 1, "[đã nộp]");
        story_types(s, "qg/to truong<Enter>i<C-s>");
        terminal_wait_row(s->d.t, 0, " Tiêu chí khen thưởng · cá nhân");
    } else {
        COMMAND(s, "submit", "nomination", "1");
        COMMAND(s, "add", "nomination", "work=2");
    }
    judges(s, "2", individual, COUNT(individual));
    if (s->by_screens) {
        story_sees(s, "Đã đánh giá 5/5 (4 đạt, 1 chưa đạt)");
        story_types(s, "s");
        terminal_wait_row(s->d.t, 1, "[đã nộp]");
        story_types(s, "d"); /* the district looks at both */
        terminal_wait_row(s->d.t, 1, "[không đủ điều kiện]");
        story_types(s, "qq4/vuon rau<Enter><Enter>");
        terminal_wait_row(s->d.t, 0, " Tiêu chí khen thưởng · tập thể");
        story_types(s, "d");
        terminal_wait_row(s->d.t, 1, "[đủ điều kiện]");
    } else {
        COMMAND(s, "submit", "nomination", "2");
        COMMAND(s, "approve", "nomination", "2");
        COMMAND(s, "approve", "nomination", "1");
    }
}

/* ---- the whole */

static void runs(struct story *s, bool by_screens) {
    story_begin(s, by_screens);
    story_day(s, "29/10/2021");
    receives(s);
    rolls_out(s);
    story_day(s, "05/11/2021");
    registers(s);
    story_day(s, "06/11/2021");
    returns_and_approves(s);
    story_day(s, "10/11/2021");
    the_late(s);
    story_day(s, "20/11/2021");
    works_on(s);
    story_day(s, "10/12/2021");
    completes_and_stops(s);
    story_day(s, "16/01/2022");
    nominates(s);
}

/* How much there is of each kind. */
static void has_rows(struct story *s) {
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
        assert_int_equal(cli_sql(&s->d.cli, counts[i].sql), counts[i].rows);
}

/* What the campaign came to, as home shows it at its end. */
static void home_at_the_end(struct story *s) {
    struct terminal *t = s->d.t;
    story_types(s, "qq");
    terminal_wait_row(t, 1, "Đã kết thúc ngày 15/01/2022");
    terminal_wait_row(t, 4, "35/36 đơn vị  █████████░  97%");
    terminal_wait_row(t, 5, "37 công trình"); /* under way, of 38: one is done */
    terminal_wait_row(t, 6, "1/36 đơn vị đã giới thiệu");
    terminal_wait_row(t, 7, "36/36 đã triển khai · 1 tin, bài");
}

static void whole_campaign(void **state) {
    (void)state;
    static struct story screens, commands;
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
