/* SPDX-License-Identifier: MIT */
#ifndef RESOLVE_DATES_H
#define RESOLVE_DATES_H

#include "base/diag.h"
#include "doc/site.h"

/*
 * Gives what is written as dates in an entry its days: relative ones ("kickoff + 14d" counts from
 * the last day of the event, phase or deadline of that id; from one that repeats it is a series),
 * repeating ones, and those that are moved off rest days. Fills `series` of events, deadlines and
 * tasks, and `first` and `last` of relative dates. What hangs on a date that is not known stays
 * without days. An id that is nowhere and a chain that comes back to itself are told.
 *
 * After the entries were linked, since a series may begin at the day of issue; e is of the site.
 */
void dates_resolve(struct arena *a, const struct site *site, struct entry *e, struct diags *d);

#endif
