/* SPDX-License-Identifier: MIT */
/* What tells how far an entry is: figures of targets and marks of checklists find what they are of.
 */
#ifndef RESOLVE_PROGRESS_H
#define RESOLVE_PROGRESS_H

#include "doc/entry.h"
#include "resolve/record.h"

/* By id or title; a name that nothing has is told. Ids must be complete. */
void progress_link(struct reader *r, struct entry *e);

#endif
