/* SPDX-License-Identifier: MIT */
#ifndef RESOLVE_ENTRY_H
#define RESOLVE_ENTRY_H

#include "doc/site.h"
#include "resolve/party.h"
#include "resolve/record.h"

/*
 * What the records of one entry say of each other and of the register: ids, parties, phases of
 * tasks, forms of deadlines, relative dates. r is the reader that read them.
 */
void entry_resolve(struct reader *r, const struct site *site, struct entry *e);

#endif
