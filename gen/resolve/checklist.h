/* SPDX-License-Identifier: MIT */
/* Who has done which item of a checklist, and when: party × item × period. */
#ifndef RESOLVE_CHECKLIST_H
#define RESOLVE_CHECKLIST_H

#include "doc/site.h"
#include "resolve/party_set.h"

/* Of one checklist. Marks dated after the day of the build are left out. */
struct checklist_board {
	const struct checklist *list;
	const struct checklist_item *items;
	size_t n_items;
	struct party_set parties; /* whom it concerns, in the order of the file */
	size_t current; /* the period of the day of the build, else the last before it or the
			   first */
	size_t n_begun; /* periods that have begun */
	const struct done_item **marks; /* by party, item and begun period; NULL: not done */
};

/* Whom a checklist concerns; of `per: person` a unit means its people. */
struct party_set checklist_parties(
	struct arena *a, const struct site *site, const struct checklist *list);
struct checklist_board checklist_board(struct arena *a, const struct site *site,
	const struct entry *e, const struct checklist *list);
/* The earliest mark, or NULL. period < n_begun. */
const struct done_item *checklist_mark(
	const struct checklist_board *b, size_t party, size_t item, size_t period);
size_t checklist_done(const struct checklist_board *b, size_t party, size_t period);
/* The period is over: what has no mark is late. */
bool checklist_is_over(const struct checklist_board *b, size_t period, day_t day);

/*
 * Finds for each mark whom it counts for and in which period; dates must be resolved. Whom the
 * checklist does not concern, and a day outside its time, is told.
 */
void checklists_link(
	struct arena *a, const struct site *site, struct entry *e, struct diags *diags);

#endif
