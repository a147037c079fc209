/* SPDX-License-Identifier: MIT */
/* The filters of a page, run over its tree. */
#ifndef BUILD_FILTERS_H
#define BUILD_FILTERS_H

#include "base/diag.h"
#include "filter/filter.h"

/*
 * doc after all filters of the list, in a. What a filter says and where it fails is told; then, and
 * where one that is not optional fails, the tree is as it was before it.
 */
struct node *filters_apply(struct arena *a, const struct filter_list *list,
	const struct filter_call *call, struct node *doc, struct str page, struct diags *d);

#endif
