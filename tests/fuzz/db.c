/* A database file that was damaged, or put there by somebody: opened, read by every list, figure
 * and check, and written to. It is refused or works, and nothing crashes or hangs.
 *
 * Input: flags, then what they call for, then patches to the sample's file: page (2 bytes), offset
 * (2), length (1), that many bytes. */
#include "fuzz.h"

#include "support/office.h"
#include "support/save.h"
#include "thidua/doctor.h"
#include "thidua/history.h"
#include "thidua/list.h"
#include "thidua/record.h"
#include "thidua/status.h"
#include "thidua/text.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    CUT_SHORT = 1,
    JOURNAL = 2,
    PAGE = 4096,
    PATCH_MOST = 64,
    SECTOR = 512,
    RECORDS = 3,
    PAGE_ROWS = 10
};

static struct office *office; /* whose file is the master copy */
static uint8_t *master;
static size_t master_size;

static void leave(void) {
    void *state = office;
    (void)office_teardown(&state);
    free(master);
}

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    void *state = NULL;
    struct stat st;
    fuzz_keep_findings(argc, argv);
    text_locale();
    PROMISE(office_setup_sample(&state) == 0);
    office = state;
    session_close(&office->session);
    db_close(&office->db);
    int fd = open(office->path, O_RDONLY | O_CLOEXEC);
    PROMISE(fd >= 0 && fstat(fd, &st) == 0);
    master_size = (size_t)st.st_size;
    master = malloc(master_size);
    PROMISE(master != NULL && read(fd, master, master_size) == (ssize_t)master_size);
    (void)close(fd);
    (void)atexit(leave);
    return 0;
}

/* ---- the input, a value at a time; zeros when it has ended */

struct input {
    const uint8_t *at;
    size_t left;
};

static unsigned take(struct input *in, int bytes) {
    unsigned value = 0;
    for (; bytes > 0 && in->left > 0; bytes--, in->at++, in->left--)
        value = value << 8 | *in->at;
    return value;
}

static void put(uint8_t *at, uint32_t value) {
    for (int i = 0; i < 4; i++)
        at[i] = (uint8_t)(value >> (24 - 8 * i));
}

/* ---- files */

static void write_file(const char *path, const uint8_t *bytes, size_t n) {
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    PROMISE(fd >= 0 && write(fd, bytes, n) == (ssize_t)n && close(fd) == 0);
}

/* As SQLite writes it before a change (fileformat2.html, 3): a magic word, how many records, a
 * nonce, pages before, sector, page; then page number, page, checksum. */
static void write_journal(struct input *in) {
    static const uint8_t magic[] = {0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7};
    static uint8_t journal[SECTOR + RECORDS * (PAGE + 8)];
    char path[sizeof office->path + 16];
    uint32_t nonce = take(in, 1);
    memset(journal, 0, sizeof journal);
    memcpy(journal, magic, sizeof magic);
    put(journal + 8, take(in, 1));
    put(journal + 12, nonce);
    put(journal + 16, take(in, 2));
    put(journal + 20, 1U << take(in, 1) % 32);
    put(journal + 24, 1U << take(in, 1) % 32);
    for (size_t i = 0; i < RECORDS; i++) {
        uint8_t *record = journal + SECTOR + i * (PAGE + 8);
        uint32_t sum = nonce;
        put(record, take(in, 2));
        memcpy(record + 4, master + take(in, 1) % (master_size / PAGE) * PAGE, PAGE);
        record[4 + take(in, 2) % PAGE] ^= (uint8_t)take(in, 1);
        for (int at = PAGE - 200; at > 0; at -= 200)
            sum += record[4 + at];
        put(record + 4 + PAGE, sum);
    }
    (void)snprintf(path, sizeof path, "%s-journal", office->path);
    write_file(path, journal, sizeof journal - take(in, 2) % PAGE);
}

static void write_files(struct input *in) {
    char path[sizeof office->path + 16];
    uint8_t *bytes = malloc(master_size);
    size_t size = master_size;
    PROMISE(bytes != NULL);
    memcpy(bytes, master, master_size);
    (void)snprintf(path, sizeof path, "%s-journal", office->path);
    (void)unlink(path);
    unsigned flags = take(in, 1);
    if (flags & CUT_SHORT)
        size = take(in, 3) % (master_size + 1);
    if (flags & JOURNAL)
        write_journal(in);
    while (in->left > 5) {
        size_t page = take(in, 2) % (master_size / PAGE);
        size_t offset = page * PAGE + take(in, 2) % PAGE;
        size_t n = take(in, 1) % PATCH_MOST + 1;
        for (; n > 0 && in->left > 0 && offset < master_size; n--)
            bytes[offset++] = (uint8_t)take(in, 1);
    }
    write_file(office->path, bytes, size);
    free(bytes);
}

/* ---- everything that reads; what it is refused with must be a sentence */

static void answered(enum rc rc, const struct err *e) {
    if (rc != RC_OK)
        PROMISE_SENTENCE(*e);
}

static void read_list(struct session *s, const struct list_spec *spec) {
    struct arena a = {0};
    struct list l = {.spec = spec};
    struct list_row *rows = NULL;
    size_t count = 0;
    int64_t total = 0;
    struct err e = {0};
    answered(list_total(s, &l, &total, &e), &e);
    enum rc rc = list_page(s, &l, 0, PAGE_ROWS, &a, &rows, &count, &e);
    answered(rc, &e);
    for (size_t i = 0; rc == RC_OK && i < count && i < 3; i++) {
        answered(list_position(s, &l, rows[i].id, &total, &e), &e);
        if (strcmp(spec->name, "log") == 0) {
            struct buf told = {0};
            answered(history_tell(s, rows[i].id, &told, &e), &e);
            buf_free(&told);
        }
    }
    l.search = "hai";
    if (spec->search != NULL)
        answered(list_page(s, &l, 0, PAGE_ROWS, &a, &rows, &count, &e), &e);
    arena_free(&a);
}

static void read_records(struct session *s) {
    struct arena a = {0};
    struct err e = {0};
    union {
        struct work work;
        struct unit unit;
        struct nomination nomination;
    } record;
    struct judgement *judgements = NULL;
    size_t count = 0;
    answered(record_get(s, &kinds[KIND_WORK], 1, &a, &record, &e), &e);
    answered(record_get_code(s, &kinds[KIND_UNIT], "hai-anh", &a, &record, &e), &e);
    answered(record_judgements(s, 1, &a, &judgements, &count, &e), &e);
    arena_free(&a);
}

static void ignore(void *ctx, bool wrong, const char *sentence) {
    (void)ctx, (void)wrong;
    PROMISE(text_valid(sentence, strlen(sentence)));
}

static void read_figures(struct session *s) {
    struct arena a = {0};
    struct status status;
    struct figure *figures = NULL;
    struct plan plan;
    size_t count = 0;
    int wrong = 0;
    struct err e = {0};
    answered(status_fill(s, NULL, &a, &status, &e), &e);
    answered(status_fill(s, "hai-anh", &a, &status, &e), &e);
    answered(status_figures(s, &a, &figures, &count, &e), &e);
    answered(session_plan(s, &a, &plan, &e), &e);
    answered(doctor_run(s, ignore, NULL, &wrong, &e), &e);
    arena_free(&a);
}

static void write_one(struct session *s) {
    struct progress p;
    struct err e = {0};
    record_blank(&kinds[KIND_PROGRESS], &p);
    p.work = 1;
    p.day = s->today;
    p.quantity = 1000;
    answered(save_record(s, KIND_PROGRESS, CAP_PROGRESS, "hai-anh", &p, &e), &e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct input in = {data, size};
    struct db *db = NULL;
    struct session s = {0};
    struct claim claim = {.proof = PROOF_LOCAL, .name = "lan", .uid = (long)getuid()};
    struct err e = {0};
    write_files(&in);
    enum rc rc = db_open(office->path, &db, &e);
    if (rc == RC_OK)
        rc = session_open(&s, db, office->campaign, &claim, office->session.today, &e);
    answered(rc, &e);
    if (rc == RC_OK) {
        s.today_given = true;
        for (size_t i = 0; i < list_count_specs; i++)
            read_list(&s, lists[i]);
        read_records(&s);
        read_figures(&s);
        write_one(&s);
        session_close(&s);
    }
    db_close(&db);
    return 0;
}
