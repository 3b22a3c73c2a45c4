/* thidua against nnn and the sqlite3 shell: compare THIDUA LARGE SMALL HOME.
 *
 * Each figure is the median of ROUNDS warm runs, the peer's taken in the same round, so that a busy
 * machine is busy for both. */
#include "support/bars.h"
#include "support/stopwatch.h"

#include <stdio.h>
#include <stdlib.h>

enum { ROUNDS = 9, STEPS = 8, PAGES = 4, START_QUIET = 150, KEY_QUIET = 40 };

struct sample {
    double at[ROUNDS * STEPS];
    size_t count;
};

static void add(struct sample *s, double value) {
    if (s->count < sizeof s->at / sizeof s->at[0])
        s->at[s->count++] = value;
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(struct sample *s) {
    if (s->count == 0)
        return -1;
    qsort(s->at, s->count, sizeof s->at[0], ascending);
    return s->at[s->count / 2];
}

/* ---- what is measured of one program */

struct measured {
    struct sample home, list, move, page, move_bytes, page_bytes, memory, status;
};

static const char *thidua, *home_dir;

/* Down within the window, then page by page; then back to the top for the next round. */
static void walk(struct stopwatch *w, struct measured *m, const char *down, const char *page,
                 const char *top) {
    for (int i = 0; i < STEPS; i++) {
        struct lap lap = stopwatch_key(w, down, KEY_QUIET);
        add(&m->move, lap.ms);
        add(&m->move_bytes, (double)lap.bytes);
    }
    (void)stopwatch_key(w, top, KEY_QUIET);
    for (int i = 0; i < PAGES; i++) {
        struct lap lap = stopwatch_key(w, page, KEY_QUIET);
        add(&m->page, lap.ms);
        add(&m->page_bytes, (double)lap.bytes);
    }
}

static void round_of_thidua(const char *db, struct measured *m) {
    const char *const screens[] = {thidua, "--db", db, "--today", "05/11/2021", NULL};
    const char *const status[] = {thidua, "--db", db, "--today", "05/11/2021", "status", NULL};
    struct stopwatch w;
    stopwatch_start(&w, screens, home_dir);
    add(&m->home, stopwatch_read(&w, START_QUIET).ms);
    add(&m->list, stopwatch_key(&w, "2", START_QUIET).ms);
    walk(&w, m, "j", "\x06", "g");
    add(&m->memory, (double)stopwatch_memory(&w, "Private_Dirty:"));
    stopwatch_end(&w);
    add(&m->status, stopwatch_run(status, home_dir));
}

static void round_of_nnn(struct measured *m) {
    const char *const argv[] = {"nnn", "/usr/bin", NULL};
    struct stopwatch w;
    stopwatch_start(&w, argv, home_dir);
    add(&m->home, stopwatch_read(&w, START_QUIET).ms);
    walk(&w, m, "j", "\x1b[6~", "g");
    add(&m->memory, (double)stopwatch_memory(&w, "Private_Dirty:"));
    stopwatch_end(&w);
}

static void round_of_shell(const char *db, struct measured *m) {
    const char *const argv[] = {"sqlite3", "-readonly", db,
                                "SELECT state, kind, count(*) FROM work GROUP BY 1, 2", NULL};
    add(&m->status, stopwatch_run(argv, home_dir));
}

/* ---- the table */

static int print_table(struct measured *large, struct measured *small, struct measured *nnn,
                       struct measured *shell) {
    double start = median(&nnn->home), step = median(&nnn->move);
    double home_small = median(&small->home), list_small = median(&small->list);
    double move_small = median(&small->move), page_small = median(&small->page);
    double move_large = median(&large->move), page_large = median(&large->page);
    const struct bar bars[] = {
        {"first paint, home, small", "ms", home_small, start, "nnn", 1.0},
        {"first paint, home, large", "ms", median(&large->home), start, "nnn", 3.0},
        {"works list from home, small", "ms", list_small, start, "nnn", 1.0},
        {"works list from home, large", "ms", median(&large->list), start, "nnn", 3.0},
        {"cursor move, small", "ms", move_small, step, "nnn", 1.5},
        {"cursor move, large", "ms", move_large, step, "nnn", 1.5},
        {"cursor move, large", "ms", move_large, move_small, "small", 1.3},
        {"cursor move, large, sent", "bytes", median(&large->move_bytes), -1, "", 300},
        {"page down, large", "ms", page_large, page_small, "small", 1.3},
        {"page down, large, sent", "bytes", median(&large->page_bytes), -1, "", 1800},
        {"private memory, large", "KiB", median(&large->memory), -1, "", 1536},
        {"status, large", "ms", median(&large->status), median(&shell->status), "sqlite3", 3.0},
    };
    size_t count = sizeof bars / sizeof bars[0];
    size_t met = bars_print(bars, count);
    printf(
        "for comparison: status small %.2f ms; private memory small %.0f KiB, nnn %.0f KiB; page "
        "nnn %.2f ms, %.0f bytes; move nnn %.0f bytes\n",
        median(&small->status), median(&small->memory), median(&nnn->memory), median(&nnn->page),
        median(&nnn->page_bytes), median(&nnn->move_bytes));
    printf("%zu of %zu bars met (median of %d rounds)\n", met, count, ROUNDS);
    return 0;
}

int main(int argc, char **argv) {
    /* four sets of samples are too large for some stacks */
    static struct measured large, small, nnn, shell;
    if (argc != 5) {
        fprintf(stderr, "compare THIDUA LARGE SMALL HOME\n");
        return 3;
    }
    thidua = argv[1];
    home_dir = argv[4];
    struct measured warm = {0}; /* the first round of each fills the caches, and is thrown away */
    round_of_thidua(argv[2], &warm);
    round_of_thidua(argv[3], &warm);
    round_of_nnn(&warm);
    round_of_shell(argv[2], &warm);
    for (int i = 0; i < ROUNDS; i++) {
        round_of_nnn(&nnn);
        round_of_thidua(argv[3], &small);
        round_of_thidua(argv[2], &large);
        round_of_shell(argv[2], &shell);
    }
    return print_table(&large, &small, &nnn, &shell);
}
