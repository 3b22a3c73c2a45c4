/* Any bytes as a campaign file: it comes out whole, or with every mistake said. */
#include "fuzz.h"

#include "thidua/campaign.h"
#include "thidua/measure.h"
#include "thidua/text.h"

#include <fcntl.h>
#include <unistd.h>

static char folder[256], path[300], plan[300];

static void save(const char *name, const void *bytes, size_t n) {
    int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    PROMISE(fd >= 0 && write(fd, bytes, n) == (ssize_t)n && close(fd) == 0);
}

static void leave(void) {
    (void)unlink(path);
    (void)unlink(plan);
    (void)rmdir(folder);
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    static const char text[] = "I. MỤC ĐÍCH\n1. Một\n- Đăng ký trước 10/11/2021\n+ Hai\n"
                               "II. TỔ CHỨC\n1. Ba\n- Kết thúc 15/01/2022\n";
    const char *base = getenv("TMPDIR");
    fuzz_keep_findings(argc, argv);
    (void)snprintf(folder, sizeof folder, "%s/ini-XXXXXX", base != NULL ? base : "/tmp");
    PROMISE(mkdtemp(folder) != NULL);
    (void)snprintf(path, sizeof path, "%s/thidua.ini", folder);
    (void)snprintf(plan, sizeof plan, "%s/ke-hoach.txt", folder);
    save(plan, text, sizeof text - 1);
    (void)atexit(leave);
    return 0;
}

static void check_problems(const struct problems *problems, int lines) {
    for (size_t i = 0; i < problems->count; i++) {
        const struct problem *p = &problems->list[i];
        PROMISE(p->line >= 0 && p->line <= lines);
        PROMISE(i == 0 || p->line >= p[-1].line);
        PROMISE(p->text[0] != '\0' && text_valid(p->text, strlen(p->text)));
        PROMISE(strchr(p->text, '\n') == NULL && strchr(p->text, '\033') == NULL);
    }
}

static void check_campaign(const struct campaign *c) {
    PROMISE(c->code != NULL && c->name != NULL && c->timezone != NULL);
    PROMISE(c->start != DATE_NONE && c->end >= c->start);
    PROMISE(campaign_deadline(c, "registration") != NULL && campaign_deadline(c, "end") != NULL);
    for (const struct choice *kind = campaign_term_kinds; kind->code != NULL; kind++) {
        const struct term *t;
        for (size_t i = 0; (t = campaign_term(c, kind->code, i)) != NULL; i++) {
            PROMISE(campaign_term_find(c, kind->code, t->code) == t);
            PROMISE(t->label != NULL && t->label[0] != '\0' && t->clause != NULL);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct campaign *c = NULL;
    struct problems problems = {0};
    struct err e = {0};
    int lines = 1;
    for (size_t i = 0; i < size; i++)
        lines += data[i] == '\n';
    save(path, data, size);
    enum rc rc = campaign_load(path, measure_names, measure_count, &c, &problems, &e);
    PROMISE((rc == RC_OK) == (c != NULL) && (rc == RC_OK) == (problems.count == 0));
    check_problems(&problems, lines);
    if (c != NULL) {
        check_campaign(c);
    } else {
        PROMISE(rc == RC_INVALID);
        PROMISE_SENTENCE(e);
    }
    problems_free(&problems);
    campaign_free(&c);
    return 0;
}
