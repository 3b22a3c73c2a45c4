/* What is put on the screen for one frame, row by row, so that only rows unlike the last frame's
 * are put into curses again. Composing the whole screen anew for every key is simple; putting all
 * of it anew cost five times as much as moving the cursor does in nnn (measured: 1.3 million
 * instructions a key on an 80×24 list, most of them in waddnstr). */
#ifndef THIDUA_UI_FRAME_H
#define THIDUA_UI_FRAME_H

#include "thidua/buf.h"
#include "thidua/text.h"
#include "thidua/theme.h"
#include <stdbool.h>

struct frame_row {
    struct buf now, before; /* puts, one after the other */
};

struct frame {
    struct frame_row *rows; /* NULL: none yet, or no memory for them */
    int count, cols;
    bool all; /* nothing is known of what stands in curses */
};

/* Begin a frame of this size. False: there is no memory for it, draw without. */
bool frame_begin(struct frame *f, int rows, int cols);
/* Note a put. False: there is no memory for it, draw without. */
bool frame_put(struct frame *f, int row, int col, int cells, enum element el, enum text_align align,
               const char *s);
/* Hand over the rows that changed: each is emptied by `empty`, then `paint`ed put by put. */
typedef void frame_empty_fn(int row);
typedef void frame_paint_fn(int row, int col, int cells, enum element el, enum text_align align,
                            const char *s);
void frame_end(struct frame *f, frame_empty_fn *empty, frame_paint_fn *paint);
/* Forget what stands in curses. */
void frame_forget(struct frame *f);
void frame_free(struct frame *f);

#endif
