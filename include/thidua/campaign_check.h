/* Rules of the campaign file that no single key can state. Each says what is wrong among the
 * reader's problems. For src/domain/campaign*.c. */
#ifndef THIDUA_CAMPAIGN_CHECK_H
#define THIDUA_CAMPAIGN_CHECK_H

#include "thidua/campaign_tables.h"

/* A term comes from a clause of the plan or from the office, never both or neither. */
void campaign_check_term(struct campaign_reader *r, const struct ini_section *s);

/* `record` is the kind's: struct deadline_read, target, theme, content … */
void campaign_check_deadline(struct campaign_reader *r, const struct ini_section *s, void *record);
void campaign_check_target(struct campaign_reader *r, const struct ini_section *s, void *record);
void campaign_check_theme(struct campaign_reader *r, const struct ini_section *s, void *record);
void campaign_check_content(struct campaign_reader *r, const struct ini_section *s, void *record);
void campaign_check_criterion(struct campaign_reader *r, const struct ini_section *s, void *record);
void campaign_check_dossier(struct campaign_reader *r, const struct ini_section *s, void *record);

/* The campaign does not end before it starts. `s` is [deadline.end]. */
void campaign_check_span(struct campaign_reader *r, const struct ini_section *s);

#endif
