/* SPDX-License-Identifier: MIT */
/* From the rows of targets.csv and actuals.csv to indicators (doc/indicator.h). */
#ifndef RESOLVE_TARGET_PROGRESS_H
#define RESOLVE_TARGET_PROGRESS_H

#include "doc/site.h"

/*
 * Makes e->indicators, and says of each row of actuals.csv what became of it; dates must be
 * resolved. Nothing is told but that there is too much: what is wrong with rows is for the checks.
 */
void targets_link(struct arena *a, const struct site *site, struct entry *e, struct diags *d);

#endif
