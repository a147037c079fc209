/* SPDX-License-Identifier: MIT */
/* What became of the rows of a ledger: `history` and the day of closing, as one list of turns. */
#ifndef RESOLVE_LEDGER_H
#define RESOLVE_LEDGER_H

#include "doc/entry.h"
#include "resolve/record.h"

/* A turn that cannot be read, or comes before the one ahead of it, is told. */
void ledger_read_turns(struct reader *r, struct ledger_row *rows, size_t n);

#endif
