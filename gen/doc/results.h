/* SPDX-License-Identifier: MIT */
/* What the returns of a form add up to, as it may be published. */
#ifndef DOC_RESULTS_H
#define DOC_RESULTS_H

#include "doc/collected.h"

struct form_result {
	const struct form *form;
	size_t n_returns; /* that are added up */
	struct total_column *columns;
	size_t n_columns;
	struct total_row *rows; /* by value; the last is of all, unless has_no_all */
	size_t n_rows;
	bool has_no_all; /* a return may stand under several values: what is of all less one of them
			    would tell of the few who are not under it */
	bool withheld;	 /* there are fewer than least returns: nothing may be told */
	bool is_merged;	 /* the row before the last is of several values that were too small */
	bool has_gaps;	 /* cells are withheld */
};

/*
 * Leaves of each row and cell only what may be published: no figure is over fewer than `least`
 * returns, and neither is one that follows from others as a sum or difference. Small groups are put
 * together, with one more where they would still be too few; of a column so are the cells, by
 * withholding. Of groups that share returns only their size is left.
 */
void results_withhold(struct form_result *r, size_t least);

#endif
