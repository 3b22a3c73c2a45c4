#include "thidua/term.h"
#include "frame.h"
#include "thidua/buf.h"

#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/select.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { ESC_MILLISECONDS = 100, READS_WITHOUT_DATA = 3 };

/* A process has one terminal, and curses keeps its own state for the process too. */
static struct {
    SCREEN *screen; /* NULL: not started */
    FILE *aside;    /* what was written to standard error meanwhile */
    int error_fd;   /* standard error itself, -1: not set aside */
    enum scheme scheme;
    bool ascii;
    struct key_decoder decoder;
    int again; /* a value of wgetch to decode once more, with again_is_function; -1: none */
    bool again_is_function;
    int empty_reads;
    bool silent; /* waited for in vain: nothing can have come but what the next wait will see */
    sigset_t outside; /* signals as they were blocked before; in force only while waiting */
    struct frame frame;
    bool framed;     /* what is put goes through the frame; false: at once */
    struct buf line; /* for painting, so that drawing does not allocate */
    struct buf clean;
} term = {.error_fd = -1, .again = -1};

static volatile sig_atomic_t ended;

static void on_end(int sig) {
    ended = sig;
}

static void signals_start(void) {
    static const int ending[] = {SIGHUP, SIGTERM, SIGINT, SIGQUIT};
    sigset_t block;
    sigemptyset(&block);
    sigaddset(&block, SIGWINCH);
    struct sigaction act = {.sa_handler = on_end};
    sigemptyset(&act.sa_mask);
    ended = 0;
    for (size_t i = 0; i < sizeof ending / sizeof ending[0]; i++) {
        sigaddset(&block, ending[i]);
        (void)sigaction(ending[i], &act, NULL);
    }
    (void)sigprocmask(SIG_BLOCK, &block, &term.outside);
    for (size_t i = 0; i < sizeof ending / sizeof ending[0]; i++)
        sigdelset(&term.outside, ending[i]);
    sigdelset(&term.outside, SIGWINCH);
}

/* Libraries that print would scribble over the screen. */
static void stderr_aside(void) {
    if (isatty(STDERR_FILENO) == 0)
        return;
    (void)fflush(stderr);
    term.aside = tmpfile();
    term.error_fd = dup(STDERR_FILENO);
    if (term.aside == NULL || term.error_fd < 0 || dup2(fileno(term.aside), STDERR_FILENO) < 0) {
        if (term.aside != NULL) {
            (void)fclose(term.aside);
            term.aside = NULL;
        }
    }
}

static void stderr_back(void) {
    if (term.error_fd >= 0) {
        (void)fflush(stderr);
        (void)dup2(term.error_fd, STDERR_FILENO);
        (void)close(term.error_fd);
        term.error_fd = -1;
    }
    if (term.aside != NULL) {
        rewind(term.aside);
        char bytes[512];
        size_t n;
        while ((n = fread(bytes, 1, sizeof bytes, term.aside)) > 0)
            (void)fwrite(bytes, 1, n, stderr);
        (void)fclose(term.aside);
        term.aside = NULL;
    }
}

/* Widths and characters need a UTF-8 locale, whatever the officer's is. */
static bool utf8_locale(void) {
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0 || setlocale(LC_CTYPE, "C.UTF-8") != NULL;
}

/* Brackets around what is pasted; terminals that do not know this ignore it. */
static void ask_for_pastes(bool on) {
    (void)fputs(on ? "\033[?2004h" : "\033[?2004l", stdout);
    (void)fflush(stdout);
}

static void modes_start(const struct term_settings *settings) {
    (void)raw();
    (void)noecho();
    (void)nonl();
    (void)intrflush(stdscr, FALSE);
    (void)keypad(stdscr, TRUE);
    (void)idlok(stdscr, TRUE);
    wtimeout(stdscr, 0);
    (void)typeahead(-1); /* what is drawn is drawn whole; waiting input is drained before */
    key_define_variants();
    char erase = erasechar();
    term.decoder = (struct key_decoder){.erase = erase > 0 && erase < ' ' ? erase : 0};
    term.scheme = SCHEME_MONO;
    if (!settings->no_color && has_colors() && start_color() == OK && use_default_colors() == OK) {
        term.scheme = SCHEME_COLOR;
        theme_pairs();
    }
}

static bool moves_cursor(void) {
    const char *sequence = tigetstr("cup");
    return sequence != NULL && (intptr_t)sequence != -1; /* -1: no such name */
}

enum rc term_start(const struct term_settings *settings, struct err *e) {
    if (isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 0) {
        return err_set(
            e, RC_IO,
            "Các màn hình cần một cửa sổ dòng lệnh; ở đây hãy dùng lệnh, xem thidua help.");
    }
    if (!utf8_locale())
        return err_set(e, RC_IO, "Máy này thiếu bảng mã C.UTF-8; hãy báo người quản trị máy chủ.");
    term.ascii = settings->ascii;
    term.again = -1;
    term.empty_reads = 0;
    term.silent = false;
    (void)set_escdelay(settings->escdelay > 0 ? settings->escdelay : ESC_MILLISECONDS);
    use_tioctl(TRUE);
    term.screen = newterm(NULL, stdout, stdin);
    if (term.screen != NULL && !moves_cursor()) { /* TERM=dumb: newterm starts on it all the same */
        (void)endwin();
        delscreen(term.screen);
        term.screen = NULL;
    }
    if (term.screen == NULL) {
        return err_set(
            e, RC_IO,
            "Không vẽ được màn hình trên loại cửa sổ này (biến TERM); hãy dùng lệnh, xem "
            "thidua help.");
    }
    (void)set_term(term.screen);
    signals_start();
    modes_start(settings);
    stderr_aside();
    ask_for_pastes(true);
    return RC_OK;
}

void term_end(void) {
    if (term.screen != NULL) {
        ask_for_pastes(false);
        (void)endwin();
        delscreen(term.screen);
        term.screen = NULL;
        (void)sigprocmask(SIG_SETMASK, &term.outside, NULL);
    }
    stderr_back();
    frame_free(&term.frame);
    buf_free(&term.line);
    buf_free(&term.clean);
}

/* Has the line gone? A terminal that can be read but gives nothing has. */
static bool hung_up(void) {
    struct pollfd p = {.fd = STDIN_FILENO, .events = POLLIN};
    if (poll(&p, 1, 0) <= 0) {
        term.empty_reads = 0;
        return false;
    }
    if ((p.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0)
        return true;
    return ++term.empty_reads >= READS_WITHOUT_DATA;
}

/* One key out of what has already come. */
static bool key_waiting(struct key *k) {
    for (;;) {
        int value = term.again;
        bool function = term.again_is_function;
        term.again = -1;
        if (value < 0) {
            value = wgetch(stdscr);
            function = value > 255;
        }
        if (value == ERR)
            return key_decode_idle(&term.decoder, k) == KEY_READY;
        term.empty_reads = 0;
        enum key_step step = key_decode(&term.decoder, function, value, k);
        if (step == KEY_AGAIN) {
            term.again = value;
            term.again_is_function = function;
        }
        if (step != KEY_MORE)
            return true;
    }
}

int64_t term_clock(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Wait for input, or until it is time: a little later where others wake up then too. Two hundred
 * idle screens woken in a few heaps instead of one by one cost the server half as much, since the
 * processor finds the program still at hand. Only here: a lone Esc and a save in line are to be
 * woken on the dot. Returns as pselect does. */
static int wait_for_input(int milliseconds) {
    struct timespec wait = {.tv_sec = milliseconds / 1000,
                            .tv_nsec = milliseconds % 1000 * 1000000L};
    fd_set in;
    FD_ZERO(&in);
    FD_SET(STDIN_FILENO, &in);
    (void)prctl(PR_SET_TIMERSLACK, TERM_LATE * 1000000UL, 0, 0, 0);
    int got = pselect(STDIN_FILENO + 1, &in, NULL, NULL, &wait, &term.outside);
    int code = errno;
    (void)prctl(PR_SET_TIMERSLACK, 0, 0, 0, 0); /* as it was */
    errno = code;
    return got;
}

enum term_event term_read(struct key *k, int milliseconds) {
    for (;;) {
        if (ended != 0)
            return TERM_ENDED;
        if (!term.silent && key_waiting(k))
            return TERM_KEY;
        if (!term.silent && hung_up())
            return TERM_GONE;
        if (milliseconds <= 0)
            return TERM_TICK;
        int got = wait_for_input(milliseconds);
        if (got < 0 && errno != EINTR)
            return TERM_GONE;
        term.silent = got == 0;
        if (term.silent)
            return TERM_TICK;
    }
}

int term_rows(void) {
    return LINES;
}

int term_cols(void) {
    return COLS;
}

bool term_ascii(void) {
    return term.ascii;
}

/* Surely nothing that moves the cursor, hides, or turns text round; text that may is looked at more
 * closely by text_harmless. */
static bool harmless(const char *s) {
    for (const unsigned char *p = (const unsigned char *)s; *p != '\0'; p++) {
        if (*p < 0x20 || *p == 0x7F || *p == 0xD8 || *p == 0xEF || *p >= 0xF0)
            return false; /* U+061C, U+FEFF, and what is rare here */
        if (*p == 0xC2 && p[1] < 0xA0)
            return false; /* U+0080 to U+009F */
        if (*p == 0xE2 && (p[1] == 0x80 || p[1] == 0x81) && (p[2] < 0x90 || p[2] > 0xA6))
            return false; /* U+200B … */
        if (*p == 0xE2 && p[1] == 0x81 && p[2] == 0xA6)
            return false; /* U+2066; U+2026 is the ellipsis */
    }
    return text_valid(s, strlen(s));
}

static void paint(int row, int col, int cells, enum element el, enum text_align align,
                  const char *s) {
    int left = COLS - col;
    if (!harmless(s)) {
        buf_clear(&term.clean);
        text_harmless(s, strlen(s), &term.clean);
        s = buf_str(&term.clean);
    }
    buf_clear(&term.line);
    text_cell(&term.line, s, cells < left ? cells : left, align, term.ascii);
    if (term.ascii) {
        buf_clear(&term.clean);
        theme_ascii(buf_str(&term.line), &term.clean);
        s = buf_str(&term.clean);
    } else {
        s = buf_str(&term.line);
    }
    (void)attrset((int)theme_attributes(term.scheme, el));
    (void)mvaddstr(row, col, s);
    (void)attrset(A_NORMAL);
}

static void clear_row(int row) {
    (void)move(row, 0);
    (void)clrtoeol();
}

/* Put what was noted, and from here to the next term_erase everything at once. */
static void paint_frame(void) {
    if (term.framed)
        frame_end(&term.frame, clear_row, paint);
    term.framed = false;
}

void term_put(int row, int col, int cells, enum element el, enum text_align align, const char *s) {
    if (row < 0 || row >= LINES || col < 0 || col >= COLS || cells <= 0 || s == NULL)
        return;
    if (term.framed && frame_put(&term.frame, row, col, cells, el, align, s))
        return;
    if (term.framed) { /* no memory: this frame is drawn whole, the rest of it at once */
        (void)erase();
        frame_forget(&term.frame);
        paint_frame();
        frame_forget(&term.frame);
    }
    paint(row, col, cells, el, align, s);
}

void term_erase(void) {
    term.framed = frame_begin(&term.frame, LINES, COLS);
    if (!term.framed)
        (void)erase();
}

void term_show(int row, int col) {
    paint_frame();
    (void)move(row, col);
    (void)refresh();
}

void term_redraw(void) {
    (void)clearok(curscr, TRUE);
}

bool term_suspend(void) {
    if (getpgrp() == getsid(0))
        return false; /* nobody would bring it back */
    ask_for_pastes(false);
    (void)kill(0, SIGTSTP); /* curses' handler leaves the screen, stops, and comes back */
    ask_for_pastes(true);
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0 &&
        is_term_resized(size.ws_row, size.ws_col))
        (void)resizeterm(size.ws_row, size.ws_col);
    term_redraw();
    return true;
}
