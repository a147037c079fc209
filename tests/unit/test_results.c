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
			/* A return may answer in many cells of a table. */
			row->values[c].returns = answers;
			row->values[c].answers = answers * (1 + random_below(random, 4));
			row->values[c].sum = answers ? 1 << g : 0;
			all->values[c].returns += answers;
			all->values[c].answers += row->values[c].answers;
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

/* Who is in each of the groups of a question that takes several answers, a bit a person. */
struct shared {
	unsigned in[GROUPS];
	size_t n_groups, least;
	struct form_result r;
};

static size_t bits(unsigned set)
{
	size_t n = 0;
	for (; set; set &= set - 1)
		n++;
	return n;
}

static void make_shared(struct unit *u, struct random *random, struct shared *m)
{
	*m = (struct shared){
		.n_groups = 1 + random_below(random, 4), .least = 2 + random_below(random, 5)};
	m->r = (struct form_result){.n_columns = 1, .has_no_all = true, .n_returns = 16};
	m->r.rows = NEW_N(u->arena, struct total_row, GROUPS + 2);
	m->r.n_rows = m->n_groups;
	for (size_t g = 0; g < m->n_groups; g++) {
		struct total_row *row = &m->r.rows[g];
		/* Mostly the same people: what differs is of few. */
		m->in[g] = 0xffff ^ (1U << random_below(random, 20) & 0xffff) ^
			   (1U << random_below(random, 20) & 0xffff);
		row->by = str_printf(u->arena, "%zu", g);
		row->n = bits(m->in[g]);
		row->values = NEW(u->arena, struct total_value);
		row->values[0] = (struct total_value){
			.answers = row->n, .returns = row->n, .sum = (double)m->in[g]};
	}
}

/* Each shown figure added, taken away or left out: how many people the outcome is of. */
static bool any_tells(const struct shared *m, const unsigned *shown, size_t n)
{
	size_t ways = 1;
	for (size_t i = 0; i < n; i++)
		ways *= 3;
	for (size_t way = 1; way < ways; way++) {
		int weight[16] = {0};
		size_t rest = way, people = 0;
		for (size_t i = 0; i < n; i++, rest /= 3)
			for (size_t p = 0; p < 16; p++)
				if (shown[i] & 1U << p)
					weight[p] += rest % 3 == 1 ? 1 : rest % 3 == 2 ? -1 : 0;
		for (size_t p = 0; p < 16; p++)
			people += weight[p] != 0;
		if (people && people < m->least)
			return true;
	}
	return false;
}

static void groups_that_share_people_tell_of_nobody(struct unit *u)
{
	struct random random = random_from(STR("shared"));
	size_t would_tell = 0;
	for (size_t round = 0; round < ROUNDS; round++) {
		struct shared m;
		unsigned shown[GROUPS];
		size_t n = 0;
		make_shared(u, &random, &m);
		would_tell += any_tells(&m, m.in, m.n_groups);
		results_withhold(&m.r, m.least);
		for (size_t i = 0; i < m.r.n_rows; i++)
			if (!m.r.rows[i].values[0].withheld)
				shown[n++] = (unsigned)m.r.rows[i].values[0].sum;
		TRUE(u, !any_tells(&m, shown, n));
		TRUE(u, m.r.n_rows > 1 || n == m.r.n_rows); /* one alone shares with none */
	}
	TRUE(u, would_tell > ROUNDS / 2);
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
		{"groups that share people tell of nobody",
			groups_that_share_people_tell_of_nobody},
		{"nothing is lost without need", nothing_is_lost_without_need},
	};
	return unit_main(tests, ARRAY_LEN(tests));
}
