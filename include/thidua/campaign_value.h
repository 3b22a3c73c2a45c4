/* One key of the campaign file becomes a member. For src/domain/campaign*.c. */
#ifndef THIDUA_CAMPAIGN_VALUE_H
#define THIDUA_CAMPAIGN_VALUE_H

#include "thidua/campaign_tables.h"

/* Convert `key` as its row says into `record`, or say what is wrong with it. */
void campaign_value(struct campaign_reader *r, const struct ini_section *s,
                    const struct key_row *row, const struct ini_key *key, void *record);
/* What the row says for a key that the section does not have. */
void campaign_value_default(struct campaign_reader *r, const struct ini_section *s,
                            const struct key_row *row, void *record);
/* Whether `code` may stand for a record: [a-z0-9_-], at most CODE_MAX. */
bool campaign_code_good(const char *code);

#endif
