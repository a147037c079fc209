/* SPDX-License-Identifier: MIT */
#include "doc/results.h"

/* --- rows --- */

static size_t n_groups(const struct form_result *r)
{
	return r->n_rows - !r->has_no_all;
}

static void add_into(struct total_row *to, const struct total_row *from, size_t n_columns)
{
	to->n += from->n;
	for (size_t i = 0; i < n_columns; i++) {
		to->values[i].sum += from->values[i].sum;
		to->values[i].n += from->values[i].n;
		to->values[i].answers += from->values[i].answers;
		to->values[i].returns += from->values[i].returns;
		/* What was written stays with those who wrote it: it is not put together. */
		to->values[i].texts.n = 0;
	}
}

static size_t smallest_above(const struct form_result *r, size_t least)
{
	size_t best = SIZE_MAX;
	for (size_t i = 0; i < n_groups(r); i++)
		if (r->rows[i].n >= least && (best == SIZE_MAX || r->rows[i].n < r->rows[best].n))
			best = i;
	return best;
}

static void remove_row(struct form_result *r, size_t at)
{
	r->n_rows--;
	for (size_t i = at; i < r->n_rows; i++)
		r->rows[i] = r->rows[i + 1];
}

/* The small ones go into one, which takes the place before that of all. */
static void merge_groups(struct form_result *r, size_t least)
{
	struct total_row merged = {0};
	size_t bound = least;
	for (size_t i = 0; i < n_groups(r);) {
		struct total_row row = r->rows[i];
		if (row.n >= bound) {
			i++;
			continue;
		}
		if (merged.values)
			add_into(&merged, &row, r->n_columns);
		else
			merged = row;
		remove_row(r, i);
	}
	size_t more = SIZE_MAX;
	while (merged.values && merged.n < least && (more = smallest_above(r, least)) != SIZE_MAX) {
		add_into(&merged, &r->rows[more], r->n_columns);
		remove_row(r, more);
	}
	/* Of nobody but those of all there is nothing to tell apart. */
	if (!merged.values || !n_groups(r))
		return;
	merged.by = STR_NONE;
	r->rows[r->n_rows] = r->rows[r->n_rows - 1];
	r->rows[r->n_rows - 1] = merged;
	r->n_rows++;
	r->is_merged = true;
}

static void drop_groups(struct form_result *r, size_t least)
{
	for (size_t i = 0; i < r->n_rows;)
		if (r->rows[i].n < least) {
			remove_row(r, i);
			r->has_gaps = true;
		} else {
			i++;
		}
}

/* --- cells --- */

static void withhold(struct form_result *r, struct total_value *v)
{
	v->withheld = true;
	r->has_gaps = true;
}

static struct total_value *smallest_shown(struct form_result *r, size_t column)
{
	struct total_value *best = NULL;
	for (size_t i = 0; i < n_groups(r); i++) {
		struct total_value *v = &r->rows[i].values[column];
		if (!v->withheld && v->returns && (!best || v->returns < best->returns))
			best = v;
	}
	return best;
}

static void withhold_column(struct form_result *r, size_t column, size_t least)
{
	size_t hidden = 0;
	for (size_t i = 0; i < r->n_rows; i++) {
		struct total_value *v = &r->rows[i].values[column];
		bool of_all = !r->has_no_all && i + 1 == r->n_rows;
		if (!v->returns || v->returns >= least)
			continue;
		withhold(r, v);
		hidden += of_all ? 0 : v->returns;
	}
	struct total_value *more;
	while (!r->has_no_all && hidden && hidden < least &&
		!r->rows[r->n_rows - 1].values[column].withheld &&
		(more = smallest_shown(r, column))) {
		hidden += more->returns;
		withhold(r, more);
	}
}

/* Groups that share people: of two that are nearly the same the difference is of few, and so it can
 * be of three and more. Only how many are in each is told. */
static void withhold_shared(struct form_result *r, size_t least)
{
	for (size_t i = 0; i < r->n_rows && r->n_rows > 1 && least > 1; i++)
		for (size_t k = 0; k < r->n_columns; k++)
			if (r->rows[i].values[k].returns)
				withhold(r, &r->rows[i].values[k]);
}

void results_withhold(struct form_result *r, size_t least)
{
	if (r->n_returns < least) {
		r->withheld = true;
		r->n_rows = 0;
		return;
	}
	if (r->has_no_all)
		drop_groups(r, least);
	else
		merge_groups(r, least);
	for (size_t i = 0; i < r->n_columns; i++)
		withhold_column(r, i, least);
	if (r->has_no_all)
		withhold_shared(r, least);
}
