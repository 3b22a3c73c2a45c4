/* Which section of the campaign file is of which kind. For src/domain/campaign*.c. */
#ifndef THIDUA_CAMPAIGN_SECTIONS_H
#define THIDUA_CAMPAIGN_SECTIONS_H

#include "thidua/campaign_tables.h"

/* Fill `sections` and `deadlines` of the reader from its `ini`, and say what is wrong with the
 * sections' names and which required one is missing. */
void campaign_sections(struct campaign_reader *r);

/* The section [kind] or [kind.code], also where its kind was misspelt; NULL if there is none. */
const struct campaign_section *campaign_section(const struct campaign_reader *r, const char *name);

#endif
