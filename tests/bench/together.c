/* Many officers at once: together THIDUA SAMPLE HOME.
 *
 * What two hundred screens cost that nobody touches; then how long saving and refreshing keep an
 * officer waiting while fifty save and a hundred refresh, once and five times a second, for a
 * minute. Ten of the hundred are the program's own screens on terminals; the others, and those who
 * save, are processes that call what the screens call (crowd.h), so that each act can be timed. */
#include "support/bars.h"
#include "support/crowd.h"
#include "support/stopwatch.h"
#include "thidua/measure.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    IDLE = 200,
    IDLE_SECONDS = 30,
    SAVERS = 50,
    REFRESHERS = 100,
    SCREENS = 10, /* of them */
    LOAD_SECONDS = 60,
    QUIET = 300,
    SCREEN_LIMIT = 1536 /* KiB of each, as of one alone */
};

static const char *thidua, *home_dir;

/* ---- screens */

static void open_screens(struct stopwatch *screens, size_t n, const char *db) {
    const char *const argv[] = {thidua, "--db", db, "--today", "05/11/2021", NULL};
    for (size_t i = 0; i < n; i++)
        stopwatch_start(&screens[i], argv, home_dir);
    for (size_t i = 0; i < n; i++)
        if (stopwatch_read(&screens[i], QUIET).bytes == 0) {
            fprintf(stderr, "together: a screen stayed empty\n");
            exit(1);
        }
}

/* Take what they write, or they would stop at a full terminal; until then, or until `fd` can be
 * read. */
static void look_on(const struct stopwatch *screens, size_t n, double until, int fd) {
    struct pollfd p[IDLE + 1];
    char bytes[4096];
    for (size_t i = 0; i < n; i++)
        p[i] = (struct pollfd){.fd = screens[i].fd, .events = POLLIN};
    p[n] = (struct pollfd){.fd = fd, .events = POLLIN};
    for (double left; (left = until - stopwatch_now()) > 0 && p[n].revents == 0;)
        for (size_t i = 0, got = poll(p, n + 1, (int)left + 1) > 0; got && i < n; i++)
            if (p[i].revents != 0 && read(p[i].fd, bytes, sizeof bytes) <= 0)
                p[i].fd = -1; /* ended: found when it is asked to leave */
}

/* ---- nobody touches them */

static size_t idle(const char *db) {
    static struct stopwatch screens[IDLE];
    double before = 0;
    double after = 0;
    double dirty = 0;
    double pss = 0;
    open_screens(screens, IDLE, db);
    double since = stopwatch_now();
    for (int i = 0; i < IDLE; i++)
        before += stopwatch_cpu(&screens[i]);
    look_on(screens, IDLE, since + IDLE_SECONDS * 1000.0, -1);
    for (int i = 0; i < IDLE; i++) {
        after += stopwatch_cpu(&screens[i]);
        dirty += (double)stopwatch_memory(&screens[i], "Private_Dirty:");
        pss += (double)stopwatch_memory(&screens[i], "Pss:");
    }
    double lasted = stopwatch_now() - since;
    for (int i = 0; i < IDLE; i++)
        stopwatch_end(&screens[i]);
    const struct bar bars[] = {
        {"200 idle screens, of one core", "%", 100 * (after - before) / lasted, -1, "", 1},
        {"private memory of each", "KiB", dirty / IDLE, -1, "", SCREEN_LIMIT},
    };
    size_t met = bars_print(bars, sizeof bars / sizeof bars[0]);
    printf("for comparison: %.1f µs a second for each; memory of the whole %.0f MiB of their own, "
           "%.0f MiB with what they share\n",
           1e6 * (after - before) / lasted / IDLE, dirty / 1024, pss / 1024);
    return met;
}

/* ---- everybody works */

static void copy(const char *from, const char *to) {
    const char *const argv[] = {"cp", "--", from, to, NULL};
    if (stopwatch_run(argv, home_dir) < 0)
        exit(1);
}

/* Half of them look at home, half at the list of works. */
static void open_some(struct stopwatch *screens, const char *db) {
    open_screens(screens, SCREENS, db);
    for (int i = 0; i < SCREENS; i += 2)
        (void)stopwatch_key(&screens[i], "2", QUIET);
}

/* How many do not answer a key. */
static int close_some(struct stopwatch *screens) {
    int dead = 0;
    for (int i = 0; i < SCREENS; i++) {
        dead += stopwatch_key(&screens[i], "?", QUIET).bytes == 0;
        stopwatch_end(&screens[i]);
    }
    return dead;
}

static size_t load(const char *sample, const char *db, const struct campaign *campaign, int rate) {
    struct stopwatch screens[SCREENS];
    struct crowd c;
    struct crowd_plan plan = {.db = db,
                              .campaign = campaign,
                              .savers = SAVERS,
                              .readers = REFRESHERS - SCREENS,
                              .rounds = LOAD_SECONDS * rate,
                              .period = 1000 / rate};
    (void)date_from_iso("2021-11-05", &plan.today);
    copy(sample, db);
    open_some(screens, db);
    double since = stopwatch_now();
    crowd_start(&c, &plan);
    look_on(screens, SCREENS, since + 10 * LOAD_SECONDS * 1000.0, c.done);
    double lasted = (stopwatch_now() - since) / 1000;
    crowd_count(&c);
    c.errors += close_some(screens);
    printf("50 who save, 100 who refresh, each %d a second: %zu saves, %zu refreshes, %.0f s\n",
           rate, c.saves.count, c.refreshes.count, lasted);
    const struct bar bars[] = {
        {"errors", "", (double)c.errors, -1, "", 0},
        {"lost updates", "", (double)c.lost, -1, "", 0},
        {"save, 99 of 100 within", "ms", crowd_within(&c.saves, 0.99), -1, "", 50},
        {"refresh, 999 of 1000 within", "ms", crowd_within(&c.refreshes, 0.999), -1, "", 50},
    };
    size_t met = bars_print(bars, sizeof bars / sizeof bars[0]);
    printf(
        "for comparison: save %.1f, refresh %.1f ms in the middle, %.0f and %.0f at most; %ld "
        "saves met a newer version; %ld refreshes waited for the next second; the machine woke one "
        "%.0f ms late%s%s\n",
        crowd_within(&c.saves, 0.5), crowd_within(&c.refreshes, 0.5), crowd_within(&c.saves, 1),
        crowd_within(&c.refreshes, 1), c.overtaken, c.put_off, c.late,
        c.errors > 0 ? "; refused: " : "", c.error);
    crowd_free(&c);
    return met;
}

int main(int argc, char **argv) {
    struct problems problems = {0};
    struct campaign *campaign = NULL;
    struct err e = {0};
    char db[4096];
    if (argc != 4) {
        fprintf(stderr, "together THIDUA SAMPLE HOME\n");
        return 3;
    }
    thidua = argv[1];
    home_dir = argv[3];
    (void)snprintf(db, sizeof db, "%s/together.db", home_dir);
    if (campaign_load(NULL, measure_names, measure_count, &campaign, &problems, &e) != RC_OK ||
        date_zone_set(campaign->timezone, &e) != RC_OK) {
        fprintf(stderr, "together: %s\n", e.message);
        return 1;
    }
    (void)setvbuf(stdout, NULL, _IOLBF, 0); /* what is not printed yet would be printed by each */
    size_t met = idle(argv[2]);
    met += load(argv[2], db, campaign, 1);
    met += load(argv[2], db, campaign, 5);
    printf("%zu of 10 bars met\n", met);
    campaign_free(&campaign);
    return 0;
}
