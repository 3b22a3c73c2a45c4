/* The name somebody probably meant: optimal string alignment (a swap of neighbours is one edit)
 * over folded code points. */
#include "thidua/text.h"

#include <utf8proc.h>

enum { LONGEST = 128 }; /* what is longer is compared by its beginning */

static int code_points(const char *s, struct buf *folded, utf8proc_int32_t out[LONGEST]) {
    buf_cut(folded, 0);
    text_fold(s, folded);
    utf8proc_ssize_t n = utf8proc_decompose((const utf8proc_uint8_t *)buf_str(folded),
                                            (utf8proc_ssize_t)folded->len, out, LONGEST, 0);
    if (folded->failed || n < 0)
        return -1;
    return n > LONGEST ? LONGEST : (int)n;
}

static int least(int a, int b) {
    return a < b ? a : b;
}

static int edits(const utf8proc_int32_t *a, int na, const utf8proc_int32_t *b, int nb) {
    int rows[3][LONGEST + 1];
    int *before = rows[0];
    int *last = rows[1];
    int *row = rows[2];
    for (int j = 0; j <= nb; j++) {
        before[j] = 0;
        last[j] = j;
    }
    for (int i = 1; i <= na; i++) {
        row[0] = i;
        for (int j = 1; j <= nb; j++) {
            row[j] = least(least(last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
        }
        int *free_row = before;
        before = last;
        last = row;
        row = free_row;
    }
    return last[nb];
}

const char *text_nearest(const char *s, const char *const *names, size_t count) {
    utf8proc_int32_t wanted[LONGEST];
    utf8proc_int32_t name[LONGEST];
    struct buf folded = {0};
    const char *best = NULL;
    int fewest = LONGEST;
    int n = code_points(s, &folded, wanted);
    for (size_t i = 0; n > 0 && i < count; i++) {
        int m = code_points(names[i], &folded, name);
        if (m <= 0)
            continue;
        int d = edits(wanted, n, name, m);
        if (d < fewest && 3 * d <= (n > m ? n : m)) {
            fewest = d;
            best = names[i];
        }
    }
    buf_free(&folded);
    return best;
}
