#include "support/neighbours.h"
#include "support/server_parts.h"
#include "support/test.h"
#include "thidua/campaign.h"
#include "thidua/measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

const struct neighbour neighbours[PLACES] = {
    [OWN] = {"hai-anh", "Hải Anh", "Đông", HOA, "rollout", "publicity"},
    [OTHER] = {"hai-ha", "Hải Hà", "Đoài", NGA, "rollout", "publicity"},
    [DISTRICT] = {"huyen", "Huyện Hải Hậu", "Thượng", THU, "guide", "radio"},
    [NOWHERE] = {"khong-co", "", "Vô danh", "khong-ai", "rollout", "publicity"},
};

/* Where a thing is; ? is the code of the unit. */
#define WORK(first) "SELECT id FROM work WHERE unit = '?' AND title GLOB '" first " *'"
#define NOMINATION(first)                                                                          \
    "SELECT n.id FROM nomination n JOIN work w ON w.id = n.work"                                   \
    " WHERE w.unit = '?' AND w.title GLOB '" first " *'"
#define LIVING(table) "SELECT id FROM " table " WHERE unit = '?' AND deleted_at IS NULL"
#define HIDDEN(table) "SELECT id FROM " table " WHERE unit = '?' AND deleted_at IS NOT NULL"
#define NEWEST(table) "SELECT max(id) FROM " table " WHERE unit = '?'"
static const struct {
    const char *name, *sql;
} things[] = {
    {"draft", WORK("Nháp")},
    {"sent", WORK("Gửi")},
    {"going", WORK("Làm")},
    {"nominated", WORK("Khen")},
    {"finished", WORK("Xong")},
    {"gone", WORK("Xóa")},
    {"ready_work", WORK("Nộp")},
    {"reviewed_work", WORK("Xét")},
    {"left_work", WORK("Bỏ")},
    {"nomination", NOMINATION("Khen")},
    {"ready", NOMINATION("Nộp")},
    {"reviewed", NOMINATION("Xét")},
    {"gone_nomination", NOMINATION("Bỏ")},
    {"entry", LIVING("progress")},
    {"gone_entry", HIDDEN("progress")},
    {"last_entry", NEWEST("progress")},
    {"duty", LIVING("duty_done")},
    {"gone_duty", HIDDEN("duty_done")},
    {"last_duty", NEWEST("duty_done")},
    {"receipt", LIVING("receipt")},
    {"gone_receipt", HIDDEN("receipt")},
    {"last_receipt", NEWEST("receipt")},
};
enum { THINGS = sizeof things / sizeof things[0], NOBODYS = 990001, ROOM = 2000 };

static const char *today(void) {
    static char text[16];
    time_t now = time(NULL);
    struct tm tm;
    (void)strftime(text, sizeof text, "%d/%m/%Y", gmtime_r(&now, &tm));
    return text;
}

static void put_thing(const struct server *s, enum place p, const char *name, char *out) {
    const struct neighbour *n = &neighbours[p];
    for (size_t i = 0; i < THINGS; i++) {
        if (strcmp(things[i].name, name) != 0)
            continue;
        char *sql = server_replaced(things[i].sql, "?", n->unit);
        long id = p == NOWHERE ? NOBODYS + (long)i : server_number(s, sql);
        free(sql);
        if (id == 0)
            fail_msg("%s has no %s", n->unit, name);
        (void)sprintf(out, "%ld", id);
        return;
    }
    const char *text = strcmp(name, "unit") == 0      ? n->unit
                       : strcmp(name, "mark") == 0    ? n->mark
                       : strcmp(name, "officer") == 0 ? n->officer
                       : strcmp(name, "task") == 0    ? n->task
                       : strcmp(name, "news") == 0    ? n->news
                       : strcmp(name, "day") == 0     ? today()
                                                      : NULL;
    if (text == NULL)
        fail_msg("there is no {%s}", name);
    (void)sprintf(out, "%s", text);
}

char *neighbours_words(const struct server *s, enum place p, const char *words) {
    size_t room = strlen(words) + ROOM;
    char *out = calloc(1, room);
    assert_non_null(out);
    for (const char *at = words; *at;) {
        char name[32];
        size_t n = strcspn(at, "{");
        assert_true(strlen(out) + n + 64 < room);
        (void)strncat(out, at, n);
        at += n;
        if (!*at)
            break;
        size_t length = strspn(at + 1, "abcdefghijklmnopqrstuvwxyz_");
        if (length == 0 || at[length + 1] != '}') { /* a brace that is meant */
            (void)strncat(out, at++, 1);
            continue;
        }
        (void)snprintf(name, sizeof name, "%.*s", (int)length, at + 1);
        put_thing(s, p, name, out + strlen(out));
        at += length + 2;
    }
    return out;
}

/* --- making them --- */

/* What an officer of the district enters for a unit has its paper. */
#define ENTERED "add work unit={unit} paper=05/ĐK-PN received={day}"
static const struct {
    const char *who, *words;
} making[] = {
    {MAI, ENTERED " title='Nháp {mark}' kind=individual theme=1 person='Chị {mark}'"
                  " note='Ghi chú {mark}' in_charge='Bà {mark}' source='Quỹ {mark}'"},
    {MAI, ENTERED " title='Gửi {mark}' kind=collective theme=1 goal=10"
                  " unit_of_measure='km {mark}'"},
    {MAI, "submit work {sent}"},
    {MAI, ENTERED " title='Làm {mark}' kind=collective theme=2 note='{mark}'"},
    {MAI, "submit work {going}"},
    {LAN, "approve work {going}"},
    {MAI, ENTERED " title='Khen {mark}' kind=collective theme=1 goal=10"
                  " unit_of_measure=km"},
    {MAI, "submit work {nominated}"},
    {LAN, "approve work {nominated}"},
    {MAI, "add progress work={nominated} quantity=1 note='Nhầm {mark}'"},
    {MAI, "delete progress {last_entry}"},
    {MAI, "add progress work={nominated} quantity=3 note='Xóm {mark}' evidence='Ảnh {mark}'"},
    {MAI, "add nomination work={nominated} summary='Thành tích {mark}'"},
    {MAI, "judge {nomination} law met evidence='Biên bản {mark}'"},
    {MAI, ENTERED " title='Xong {mark}' kind=collective theme=1"},
    {MAI, "submit work {finished}"},
    {LAN, "approve work {finished}"},
    {MAI, "complete work {finished}"},
    {MAI, ENTERED " title='Xóa {mark}' kind=collective theme=1"},
    {MAI, "delete work {gone}"},
    {MAI, ENTERED " title='Nộp {mark}' kind=individual theme=1 person='Em {mark}'"},
    {MAI, "submit work {ready_work}"},
    {LAN, "approve work {ready_work}"},
    {MAI, "add nomination work={ready_work}"},
    {MAI, ENTERED " title='Xét {mark}' kind=individual theme=1 person='Em {mark}'"},
    {MAI, "submit work {reviewed_work}"},
    {LAN, "approve work {reviewed_work}"},
    {MAI, "add nomination work={reviewed_work}"},
    {MAI, ENTERED " title='Bỏ {mark}' kind=individual theme=1 person='Em {mark}'"},
    {MAI, "submit work {left_work}"},
    {LAN, "approve work {left_work}"},
    {MAI, "add nomination work={left_work}"},
    {MAI, "delete nomination {gone_nomination}"},
    {MAI, "add duty unit={unit} duty={news} title='Nhầm {mark}'"},
    {MAI, "delete duty {last_duty}"},
    {MAI, "add duty unit={unit} duty={task} title='Họp {mark}' evidence='Giấy mời {mark}'"},
    {MAI, "add receipt unit={unit} person='Nhầm {mark}'"},
    {MAI, "delete receipt {last_receipt}"},
    {MAI, "add receipt unit={unit} person='Chị {mark}'"},
};

static void done(struct server *s, const char *who, const char *command) {
    struct run r = server_as(s, who, command, NULL);
    server_expect(&r, command);
    run_free(&r);
}

static void done_at(struct server *s, enum place p, const char *who, const char *words) {
    char *command = neighbours_words(s, p, words);
    done(s, who, command);
    free(command);
}

static void judge_all(struct server *s, enum place p, const struct campaign *c, const char *thing) {
    char words[100];
    for (size_t i = 0; i < c->ncriteria; i++) {
        (void)snprintf(words, sizeof words, "judge {%s} %s met", thing, c->criteria[i].term.code);
        if (c->criteria[i].subject & FOR_INDIVIDUAL && !c->criteria[i].only_full_time)
            done_at(s, p, MAI, words);
    }
    for (size_t i = 0; i < c->ndossier; i++) {
        (void)snprintf(words, sizeof words, "judge {%s} %s met", thing, c->dossier[i].term.code);
        if (c->dossier[i].subject & FOR_INDIVIDUAL)
            done_at(s, p, MAI, words);
    }
}

static void settle(struct server *s, enum place p, const struct campaign *c) {
    for (size_t i = 0; i < sizeof making / sizeof making[0]; i++)
        done_at(s, p, making[i].who, making[i].words);
    judge_all(s, p, c, "ready");
    judge_all(s, p, c, "reviewed");
    done_at(s, p, MAI, "submit nomination {reviewed}");
}

void neighbours_make(struct server *s) {
    struct campaign *c = NULL;
    struct problems problems = {0};
    struct err e;
    if (campaign_load(NULL, measure_names, measure_count, &c, &problems, &e))
        fail_msg("%s", e.message);
    problems_free(&problems);
    server_officer(s, MAI, "role=district_officer");
    server_officer(s, THU, "role=district_officer unit=huyen");
    settle(s, OWN, c);
    server_keep(s, "alone");
    settle(s, OTHER, c);
    settle(s, DISTRICT, c);
    server_keep(s, "all");
    campaign_free(&c);
}
