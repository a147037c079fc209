/* SPDX-License-Identifier: MIT */
/* The filters of a page, run over its tree. */
#ifndef BUILD_FILTERS_H
#define BUILD_FILTERS_H

#include "base/diag.h"
#include "filter/filter.h"

/* A filter whose process had to be ended: the job is done again without it. */
struct filter_loss {
	size_t job;
	const struct filter_file *file;
	int line;
	struct str why;
};

struct filter_losses {
	VEC(struct filter_loss) list;
};

/* False: no filter ran, or it is lost already. */
bool filter_loss_add(struct arena *a, struct filter_losses *losses, size_t job,
	const struct filter_mark *mark, struct str why);

struct filters_run {
	struct filter_engine *engine;
	const struct filter_list *list;
	const struct filter_call *call;
	struct str page; /* as messages call it */
	/* What is printed, and what is said to standard error; NULL: messages tell it. */
	struct buf *printed, *told;
	const struct filter_losses *losses; /* which of them, in this job, are told only */
	size_t job;
	bool exited; /* a filter ended itself, and none after it ran */
};

/*
 * doc after all filters of the list, in a. Where one fails it is told, and the tree is as it was
 * before it.
 */
struct node *filters_apply(
	struct arena *a, struct filters_run *run, struct node *doc, struct diags *d);

/* "read", "write-media", "run:PROGRAM" or "env:NAME"; false: there is no such grant. */
bool filter_grant(struct arena *a, struct filter_file *f, struct str name);
struct str filter_grant_nearest(struct str name); /* for a hint */

/* pandoc.read and pandoc.write, by the formats that `convert` has. */
extern const struct format_functions filter_formats;

#endif
