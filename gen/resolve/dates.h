/* SPDX-License-Identifier: MIT */
#ifndef RESOLVE_DATES_H
#define RESOLVE_DATES_H

#include "base/diag.h"
#include "doc/entry.h"

/*
 * Gives the relative dates of an entry their days: "kickoff + 14d" counts from the last day of the
 * event, phase or deadline of that id. What hangs on a date that is not known stays without days.
 * An id that is nowhere and a chain that comes back to itself are told.
 */
void dates_resolve(struct arena *a, struct entry *e, struct diags *d);

#endif
