/* SPDX-License-Identifier: MIT */
/* Whom a written name means. */
#ifndef RESOLVE_PARTY_H
#define RESOLVE_PARTY_H

#include "base/diag.h"
#include "doc/party.h"
#include "doc/schema.h"

struct party_finder {
	struct arena *arena;
	struct diags *diags;
	const struct party_register *reg;
	const struct group *groups; /* the entry's own, found after the register's */
	size_t n_groups;
	day_t as_of; /* who has left by then is in no selector */
};

/* Indexes the register's names and resolves who is above whom. Tells ids used twice and loops. */
void register_index(struct arena *a, struct party_register *reg, struct diags *d);
/* Expands members and selectors of groups, the register's or an entry's. */
void groups_expand(const struct party_finder *f, struct group *groups, size_t n);

/* Resolves every field of parties in a record, and in its sub-records, by the schema's rows. */
void record_find_parties(const struct party_finder *f, const struct schema *s, void *record);
void records_find_parties(
	const struct party_finder *f, const struct schema *s, const struct records *records);

/* A party by id, name or short name, NULL where none or several are meant; says nothing. */
const struct party *party_named(const struct party_register *reg, struct str name);
struct str party_nearest(const struct party_register *reg, struct str name); /* empty: none */

#endif
