/* Any text comes out sound or is refused with a sentence, in a time that grows with its length. The
 * texts are those of tests/plans/ and the built-in plan, damaged in ways drawn from fixed seeds. */
#include "support/plans.h"
#include "thidua/buf.h"
#include "thidua/builtin.h"
#include "thidua/file.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static const char *const samples[] = {
    "tests/plans/ngat-dong.txt",     "tests/plans/dau-khac.txt",
    "tests/plans/phan-chuong.txt",   "tests/plans/danh-dau.txt",
    "tests/plans/so-thap-phan.txt",  "tests/plans/la-ma-chu-cai.txt",
    "tests/plans/khong-danh-so.txt",
};
enum { SAMPLES = sizeof samples / sizeof *samples };

static const char *const pieces[] = {
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "- ",
    "+ ",
    "* ",
    "**",
    "_",
    "*",
    "1. ",
    "2) ",
    "1.1. ",
    "II. ",
    "I.1.1.1.1.1.1.1.1. ",
    "a) ",
    "đ) ",
    "A. ",
    "Điều 5. ",
    "PHẦN THỨ NHẤT\n",
    "Chương II\n",
    "# ",
    "KẾ HOẠCH\n",
    "Nơi nhận:\n",
    "TM. BAN\n",
    "Trên đây là ",
    "từ ngày 20 đến ",
    "20/01",
    "/2022",
    "ngày 10 tháng 11 năm 2021",
    "tháng ",
    "năm 2021",
    " – ",
    ", ",
    "và ",
    ".",
    "…",
    "(",
    "“",
    "/",
    "99999999999999999999",
    "01.01.01",
    "\t",
    "\xC2\xA0",
    "\xE2\x80\x8B",
    "\xC2\xAD",
    "\xC3",
    "\0",
};
enum { PIECES = sizeof pieces / sizeof *pieces };

static uint32_t draw(uint32_t *seed, size_t below) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return (uint32_t)(*seed % below);
}

/* A place between two characters: what is cut inside one never gets past the door. */
static size_t draw_place(const struct buf *text, uint32_t *seed) {
    size_t at = draw(seed, text->len + 1);
    while (at > 0 && ((unsigned char)buf_str(text)[at] & 0xC0) == 0x80)
        at--;
    return at;
}

/* Put a piece in, take a stretch out, or copy a stretch elsewhere. */
static void damage(struct buf *text, struct buf *spare, uint32_t *seed) {
    size_t at = draw_place(text, seed), end = draw_place(text, seed);
    size_t n = end > at && end - at < 200 ? end - at : 0;
    size_t from = draw_place(text, seed), to = draw_place(text, seed);
    size_t copied = to > from && to - from < 400 ? to - from : 0;
    buf_clear(spare);
    buf_add(spare, buf_str(text), at);
    switch (draw(seed, 4)) {
    case 0:
        buf_add(spare, buf_str(text) + at, n);
        buf_add(spare, buf_str(text) + from, copied);
        break;
    case 1:
        break;
    default: {
        const char *piece = pieces[draw(seed, PIECES)];
        buf_add(spare, piece, *piece ? strlen(piece) : 1);
        buf_add(spare, buf_str(text) + at, n);
    }
    }
    buf_add(spare, buf_str(text) + at + n, text->len - at - n);
    struct buf swap = *text;
    *text = *spare;
    *spare = swap;
}

/* Parse what may be refused. */
static bool try_plan(const struct buf *text) {
    struct read_plan r = {0};
    struct err e = {0};
    enum rc rc = plan_parse(buf_str(text), text->len, &r.arena, &r.plan, &e);
    if (rc == RC_OK) {
        assert_int_equal(plan_dates(&r.plan, &r.arena, &r.dates, &r.ndates, &e), RC_OK);
        expect_sound(&r);
    } else {
        assert_int_equal(rc, RC_INVALID);
        assert_true(e.message[0] != '\0');
    }
    plan_close(&r);
    return rc == RC_OK;
}

static void damaged_texts(void **state) {
    (void)state;
    int read = 0;
    struct buf text = {0}, spare = {0};
    for (uint32_t round = 1; round <= 200; round++) {
        uint32_t seed = round * 2654435761U;
        size_t which = round % (SAMPLES + 1);
        struct err e = {0};
        buf_clear(&text);
        if (which == SAMPLES)
            buf_add(&text, builtin_plan, builtin_plan_size);
        else
            assert_int_equal(file_read(samples[which], 1 << 20, &text, &e), RC_OK);
        for (int step = 0; step < 12; step++) {
            damage(&text, &spare, &seed);
            read += try_plan(&text);
        }
    }
    buf_free(&text);
    buf_free(&spare);
    assert_true(read > 1000); /* most of it must get past the door to prove anything */
}

static void drawn_texts(void **state) {
    (void)state;
    struct buf text = {0};
    for (uint32_t round = 1; round <= 1000; round++) {
        uint32_t seed = round * 2246822519U;
        buf_clear(&text);
        buf_puts(&text, "Một");
        for (uint32_t n = draw(&seed, 60); n > 0; n--) {
            buf_puts(&text, pieces[draw(&seed, PIECES - 2)]);
            if (draw(&seed, 3) == 0)
                buf_puts(&text, draw(&seed, 2) ? "Hai ba" : "bốn năm\n");
        }
        assert_true(try_plan(&text));
    }
    buf_free(&text);
}

/* The same text is the same plan whichever way its lines end. */
static void line_ends_do_not_matter(void **state) {
    (void)state;
    for (size_t i = 0; i < SAMPLES; i++) {
        struct buf text = {0}, crlf = {0};
        struct err e = {0};
        struct read_plan a, b;
        assert_int_equal(file_read(samples[i], 1 << 20, &text, &e), RC_OK);
        buf_puts(&crlf, "\xEF\xBB\xBF");
        for (const char *s = buf_str(&text); *s; s++)
            buf_puts(&crlf, *s == '\n' ? "\r\n" : (char[]){*s, '\0'});
        plan_open(&a, buf_str(&text), text.len);
        plan_open(&b, buf_str(&crlf), crlf.len);
        assert_int_equal(a.plan.count, b.plan.count);
        for (int k = 0; k < a.plan.count; k++) {
            assert_string_equal(a.plan.nodes[k].number, b.plan.nodes[k].number);
            assert_string_equal(a.plan.nodes[k].text, b.plan.nodes[k].text);
            assert_int_equal(a.plan.nodes[k].line, b.plan.nodes[k].line);
        }
        assert_string_equal(a.plan.title, b.plan.title);
        assert_string_equal(a.plan.letterhead, b.plan.letterhead);
        assert_string_equal(a.plan.signature, b.plan.signature);
        assert_int_equal(a.ndates, b.ndates);
        plan_close(&a);
        plan_close(&b);
        buf_free(&text);
        buf_free(&crlf);
    }
}

/* Processor time for so many bytes of the unit, the best of three. */
static double reading(const char *unit, size_t bytes) {
    struct buf text = {0};
    double best = 0;
    buf_puts(&text, "Một\n");
    while (text.len + strlen(unit) <= bytes)
        buf_puts(&text, unit);
    for (int i = 0; i < 3; i++) {
        struct read_plan r;
        clock_t start = clock();
        plan_open(&r, buf_str(&text), text.len);
        double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
        plan_close(&r);
        best = i == 0 || seconds < best ? seconds : best;
    }
    buf_free(&text);
    return best;
}

/* Four times as much of any of these takes about four times as long; what grew with the square of
 * the length would take sixteen times. */
static void long_texts(void **state) {
    (void)state;
    enum { SHORT = 1 << 16, LONG = 1 << 18, TIMES = 10 };
    static const char *const units[] = {
        "- a\n",     "-\n",       "-",    "1. a\n", "A. a\nI. b\n1. c\n1.1. d\na) e\n- f\n+ g\n",
        "8/3/2022 ", "ngày 1, ",  ";(1",  "**a_b ", "(*",
        "T\n",       "a, ngày\n", ". (",  ".)",     "từ 20 đến ",
        "1.",        "căn cứ 1,", "1/2/", "a\n\n",  ". Ngày 20 tháng 11 ",
    };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        double once = reading(units[i], SHORT);
        double four = reading(units[i], LONG);
        if (four > TIMES * once)
            fail_msg("four times “%s” takes %.1f times as long", units[i], four / once);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damaged_texts),
        cmocka_unit_test(drawn_texts),
        cmocka_unit_test(line_ends_do_not_matter),
        cmocka_unit_test(long_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
