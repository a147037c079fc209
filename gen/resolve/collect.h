/* SPDX-License-Identifier: MIT */
/* Returns of one form to rows and totals. */
#ifndef RESOLVE_COLLECT_H
#define RESOLVE_COLLECT_H

#include "doc/results.h"
#include "resolve/board.h"
#include "resolve/expr.h"

struct column_set {
	size_t *at; /* in the columns of struct collected */
	size_t n;
};

struct collector {
	struct arena *arena; /* where rows live */
	struct collected *all;
	struct map column_of;	     /* name to struct collected_column */
	struct expr *rules;	     /* as the form's */
	VEC(struct column_set) adds; /* as the columns of the totals: what each adds up */
};

struct collector collector_new(struct arena *a, const struct entry *e, const struct form *f);
/* Keeps what is to be kept of a return. */
void collector_take(struct collector *c, const struct filled_form *f,
	const struct return_file *from, const struct return_place *place);
/* Finds what was sent twice, and adds up. */
void collector_finish(struct collector *c);
/* What of the totals may be published, by the form's min_group; a copy in a. */
struct form_result collector_result(const struct collector *c, struct arena *a);

#endif
