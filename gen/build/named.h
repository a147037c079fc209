/* SPDX-License-Identifier: MIT */
/* The entry that a call names. */
#ifndef BUILD_NAMED_H
#define BUILD_NAMED_H

#include "doc/site.h"

/* By its path, "plans/vital-branches", also with content/ before it. NULL, told: there is none. */
const struct entry *entry_named(const struct site *site, struct str which, struct diags *d);

#endif
