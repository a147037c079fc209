/* SPDX-License-Identifier: MIT */
/* What is published of a summary tells of nobody: every sum and difference of it is tried. */
#include "unit/unit.h"

#include "base/random.h"
#include "doc/results.h"

enum { GROUPS = 7, COLUMNS = 2, ROUNDS = 3000 };

/* Answers of each group and column. A cell's sum is 2^group, so that what is published says of
 * which groups it is. */
struct made {
	size_t n[GROUPS], answers[GROUPS][COLUMNS];
	size_t n_groups, least;
	struct form_result r;
};

static void make(struct unit *u, struct random *random, struct made *m)
{
	*m = (struct made){
		.n_groups = 1 + random_below(random, GROUPS), .least = 1 + random_below(random, 6)};
	struct form_result *r = &m->r;
	r->n_columns = COLUMNS;
	r->rows = NEW_N(u->arena, struct total_row, GROUPS + 2);
	struct total_row *all = &r->rows[m->n_groups];
	all->values = NEW_N(u->arena, struct total_value, COLUMNS);
	for (size_t g = 0; g < m->n_groups; g++) {
		struct total_row *row = &r->rows[g];
		row->by = str_printf(u->arena, "%zu", g);
		row->n = m->n[g] = 1 + random_below(random, 9);
		all->n += row->n;
		row->values = NEW_N(u->arena, struct total_value, COLUMNS);
		for (size_t c = 0; c < COLUMNS; c++) {
			size_t answers = random_below(random, row->n + 1);
			m->answers[g][c] = answers;
			row->values[c].answers = answers;
			row->values[c].sum = answers ? 1 << g : 0;
			all->values[c].answers += answers;
			all->values[c].sum += row->values[c].sum;
		}
	}
	r->n_rows = m->n_groups + 1;
	r->n_returns = all->n;
}

static size_t people(const struct made *m, unsigned groups, size_t column)
{
	size_t n = 0;
	for (size_t g = 0; g < m->n_groups; g++)
		if (groups & 1U << g)
			n += column < COLUMNS ? m->answers[g][column] : m->n[g];
	return n;
}

/* Of any rows together, and of all less them. */
static bool tells_of_few(const struct made *m, const unsigned *cells, size_t n, size_t column)
{
	for (unsigned chosen = 1; chosen < 1U << n; chosen++) {
		unsigned sum = 0;
		for (size_t i = 0; i < n; i++)
			if (chosen & 1U << i)
				sum ^= cells[i]; /* a set that lies within another is taken from it
						  */
		size_t of = people(m, sum, column);
		if (of && of < m->least)
			return true;
	}
	return false;
}

static void sums_and_differences_tell_of_nobody(struct unit *u)
{
	struct random random = random_from(STR("results"));
	for (size_t round = 0; round < ROUNDS; round++) {
		struct made m;
		unsigned cells[GROUPS + 2];
		make(u, &random, &m);
		results_withhold(&m.r, m.least);
		for (size_t c = 0; c < COLUMNS; c++) {
			size_t n = 0;
			for (size_t i = 0; i < m.r.n_rows; i++) {
				const struct total_value *v = &m.r.rows[i].values[c];
				if (!v->withheld && v->answers)
					cells[n++] = (unsigned)v->sum;
			}
			TRUE(u, !tells_of_few(&m, cells, n, c));
		}
		for (size_t i = 0; i < m.r.n_rows; i++)
			TRUE(u, m.r.rows[i].n >= m.least);
		TRUE(u, m.r.withheld == (m.r.n_returns < m.least));
	}
}

static void nothing_is_lost_without_need(struct unit *u)
{
	struct random random = random_from(STR("results"));
	for (size_t round = 0; round < ROUNDS; round++) {
		struct made m;
		make(u, &random, &m);
		results_withhold(&m.r, 1);
		TRUE(u, m.r.n_rows == m.n_groups + 1 && !m.r.is_merged && !m.r.has_gaps);
		size_t n = 0;
		make(u, &random, &m);
		results_withhold(&m.r, m.least);
		for (size_t i = 0; i + 1 < m.r.n_rows; i++)
			n += m.r.rows[i].n;
		TRUE(u, m.r.withheld || m.r.n_rows == 1 || n == m.r.n_returns);
	}
}

int main(void)
{
	static const struct unit_test tests[] = {
		{"sums and differences tell of nobody", sums_and_differences_tell_of_nobody},
		{"nothing is lost without need", nothing_is_lost_without_need},
	};
	return unit_main(tests, ARRAY_LEN(tests));
}
