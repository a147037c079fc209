/* SPDX-License-Identifier: MIT */
/* What only shows when all entries are read: who issues, replaces and follows whom. */
#ifndef RESOLVE_SITE_H
#define RESOLVE_SITE_H

#include "base/diag.h"
#include "doc/site.h"

/* Links the entries of all columns to each other and works out their days and validity. */
void site_link(struct arena *a, struct site *site, struct diags *d);
/*
 * Fills site->entries and each column's list with what this build shows, in their order, and cuts
 * what is shown from what is not.
 */
void site_select(struct arena *a, struct site *site, struct diags *d);

#endif
