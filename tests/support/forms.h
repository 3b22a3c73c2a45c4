/* The forms of the program as an officer at her desk fills them in. */
#ifndef TESTS_SUPPORT_FORMS_H
#define TESTS_SUPPORT_FORMS_H

#include "support/desk.h"

/* A draft of the sample, and how to come to it from home. */
#define FORMS_DRAFT    "Chi hội phân loại rác tại nguồn"
#define FORMS_TO_DRAFT "2/phan loai rac<Enter>"

/* A desk with the form of a new work open, empty. */
void forms_new_work(struct desk *d);
/* The form is left without saving, and the desk as well. */
void forms_give_up(struct desk *d);
/* Wait until the field shows the value; labels may be cut and moved by the width. */
void forms_shows(struct desk *d, const char *label, const char *value);

/* The work with this title: its number, and one value as the database has it. */
int64_t forms_work_id(struct desk *d, const char *title);
void forms_work_has(struct desk *d, const char *title, const char *column, const char *value);

#endif
