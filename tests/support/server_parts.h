/* What the files of the server share. */
#ifndef TEST_SERVER_PARTS_H
#define TEST_SERVER_PARTS_H

#include "support/server.h"

/* The program was to end well. */
void server_expect(const struct run *r, const char *what);
/* A file of the server's place; valid for the next three calls. */
const char *server_path(const struct server *s, const char *name);
void server_write(const char *path, const char *text, mode_t mode);
/* The caller frees it. */
char *server_read(const char *path);
/* Every `from` in the text becomes `to`. The caller frees it. */
char *server_replaced(const char *text, const char *from, const char *to);

#endif
