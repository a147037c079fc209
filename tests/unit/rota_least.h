/* SPDX-License-Identifier: MIT */
/*
 * The most people who can keep their places in a draw, found by other means than the draw: of small
 * wishes by trying everything, of large ones by a bound that is exact where nobody leaves.
 */
#ifndef TESTS_ROTA_LEAST_H
#define TESTS_ROTA_LEAST_H

#include "resolve/rota.h"
#include "unit/unit.h"

enum { MOST_PEOPLE = 64, MOST_HOSTS = 6, MOST_BATCHES = 8, SMALL = 7, SMALL_BATCHES = 3 };

/* --- everything tried --- */

struct group_left {
	int batch, label, host, n; /* n: who may stay in it */
};

struct search {
	const struct rota_wish *w;
	int best, batch_of[MOST_PEOPLE], size[MOST_BATCHES + 1];
	/* By batch and set of people: how many of them keep their groups at best; -1: the set
	 * cannot be cut; -2: not looked at. */
	int memo[SMALL_BATCHES + 1][1 << SMALL];
};

static inline int groups_left(
	const struct rota_wish *w, int batch, const bool *in, struct group_left *groups)
{
	int n = 0;
	for (int p = 0; p < w->n_people; p++) {
		const struct rota_place *b = &w->people[p].before;
		int g = 0;
		if (!in[p] || b->batch != batch || b->host == ROTA_HOST_GONE ||
			(w->n_hosts > 0) != (b->host >= 0))
			continue;
		while (g < n && groups[g].label != b->group)
			g++;
		if (g == n)
			groups[n++] = (struct group_left){batch, b->group, b->host, 0};
		groups[g].n++;
	}
	return n;
}

/*
 * Tries every number that each group could keep, and every number of new groups. needed: the places
 * that the groups so far fill at least; n: people of the batch.
 */
static inline int try_groups(const struct rota_wish *w, const struct group_left *groups,
	int n_groups, int at, int n, int open, int needed, int kept, const int *taken)
{
	if (needed > n)
		return -1;
	if (at == n_groups) {
		for (int more = 0; open + more <= n; more++) {
			int all = open + more;
			bool hosted = !w->n_hosts || all <= w->n_hosts * w->per_host;
			bool fits = needed + more * w->least <= n &&
				    (w->most == ROTA_ANY || n <= all * w->most);
			if (all && hosted && fits && (!w->whole || all == 1))
				return kept;
		}
		return -1;
	}
	const struct group_left *g = &groups[at];
	int best = try_groups(w, groups, n_groups, at + 1, n, open, needed, kept, taken);
	int hosts[MOST_HOSTS];
	memcpy(hosts, taken, sizeof(hosts));
	if (g->host >= 0 && hosts[g->host]++ >= w->per_host)
		return best;
	for (int k = 1; k <= g->n && k <= w->most; k++) {
		int places = k > w->least ? k : w->least;
		int all = try_groups(
			w, groups, n_groups, at + 1, n, open + 1, needed + places, kept + k, hosts);
		best = all > best ? all : best;
	}
	return best;
}

static inline int kept_in(const struct rota_wish *w, int batch, const bool *in)
{
	struct group_left groups[MOST_PEOPLE];
	int n = 0, none[MOST_HOSTS] = {0};
	for (int p = 0; p < w->n_people; p++)
		n += in[p];
	int n_groups = groups_left(w, batch, in, groups);
	return try_groups(w, groups, n_groups, 0, n, 0, 0, 0, none);
}

static inline int kept_of_set(struct search *s, int batch)
{
	int set = 0;
	bool in[MOST_PEOPLE] = {false};
	for (int p = 0; p < s->w->n_people; p++) {
		in[p] = s->batch_of[p] == batch;
		set |= in[p] << p;
	}
	int *memo = &s->memo[batch][set];
	if (*memo == -2)
		*memo = kept_in(s->w, batch, in);
	return *memo;
}

/* Every way to put everybody into a batch. */
static inline void try_batches(struct search *s, int p)
{
	const struct rota_wish *w = s->w;
	int least = w->n_people / w->n_batches, most = least + (w->n_people % w->n_batches > 0);
	if (p == w->n_people) {
		int kept = 0;
		for (int b = 1; b <= w->n_batches; b++) {
			int k = s->size[b] < least ? -1 : kept_of_set(s, b);
			if (k < 0)
				return;
			kept += k;
		}
		s->best = kept > s->best ? kept : s->best;
		return;
	}
	for (int b = 1; b <= w->people[p].last_batch; b++) {
		if (s->size[b] == most)
			continue;
		s->size[b]++;
		s->batch_of[p] = b;
		try_batches(s, p + 1);
		s->size[b]--;
	}
}

/* The most that can be kept, -1: there is no draw at all. */
static inline int most_kept(struct unit *u, const struct rota_wish *w)
{
	struct search *s = NEW(u->arena, struct search);
	s->w = w;
	s->best = -1;
	for (int b = 0; b <= SMALL_BATCHES; b++)
		for (int set = 0; set < 1 << SMALL; set++)
			s->memo[b][set] = -2;
	try_batches(s, 0);
	return s->best;
}

/* --- a bound for those that are too large for that --- */

/*
 * The most that the old groups of a batch could keep if n people were in it, whoever the others
 * are: best[open][places] is the most that so many groups keep in so many places.
 */
static inline int most_kept_of(const struct rota_wish *w, int batch, int n)
{
	static int best[MOST_PEOPLE + 1][MOST_PEOPLE + 1]; /* too large for a stack of tests */
	struct group_left groups[MOST_PEOPLE];
	bool all[MOST_PEOPLE];
	int most = -1;
	for (int p = 0; p < w->n_people; p++)
		all[p] = w->people[p].last_batch >= batch;
	int n_groups = groups_left(w, batch, all, groups);
	memset(best, -1, sizeof(best));
	best[0][0] = 0;
	for (int g = 0; g < n_groups; g++) {
		int larger = 0; /* groups of the same host that keep more */
		for (int i = 0; i < n_groups; i++)
			larger += i != g && groups[i].host == groups[g].host &&
				  (groups[i].n > groups[g].n ||
					  (groups[i].n == groups[g].n && i < g));
		if (groups[g].host >= 0 && larger >= w->per_host)
			continue;
		for (int open = g; open >= 0; open--)
			for (int places = n; places >= 0; places--)
				for (int k = 1;
					best[open][places] >= 0 && k <= groups[g].n && k <= w->most;
					k++) {
					int more = places + (k > w->least ? k : w->least);
					int *to = &best[open + 1][more > n ? 0 : more];
					if (more <= n && best[open][places] + k > *to)
						*to = best[open][places] + k;
				}
	}
	for (int open = 0; open <= n_groups && open <= n; open++)
		for (int places = 0; places <= n; places++)
			for (int more = 0; open + more <= n && best[open][places] > most; more++) {
				int sum = open + more;
				if (sum && (!w->n_hosts || sum <= w->n_hosts * w->per_host) &&
					places + more * w->least <= n &&
					(w->most == ROTA_ANY || n <= sum * w->most) &&
					(!w->whole || sum == 1))
					most = best[open][places];
			}
	return most;
}

/* Over all choices of which batches are larger. */
static inline int most_kept_in_all(const struct rota_wish *w)
{
	int few = w->n_people / w->n_batches, n_more = w->n_people % w->n_batches;
	int best[MOST_BATCHES + 1];
	memset(best, -1, sizeof(best));
	best[0] = 0;
	for (int b = 1; b <= w->n_batches; b++) {
		int small = most_kept_of(w, b, few);
		int large = n_more ? most_kept_of(w, b, few + 1) : -1;
		for (int more = n_more; more >= 0; more--) {
			int here = best[more] >= 0 && small >= 0 ? best[more] + small : -1;
			if (more && best[more - 1] >= 0 && large >= 0 &&
				best[more - 1] + large > here)
				here = best[more - 1] + large;
			best[more] = here;
		}
	}
	return best[n_more];
}

#endif
