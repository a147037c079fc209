/* SPDX-License-Identifier: MIT */
/* Who keeps his place: sizes of batches, the groups that stay, and who of them. */
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "resolve/rota_draw.h"

/* --- one batch --- */

static int more_of(int x, int y)
{
	return x > y ? x : y;
}

static int less_of(int x, int y)
{
	return x < y ? x : y;
}

/* Where nothing is to be kept: a group a host if the sizes allow it, else as few as there can be.
 */
static int usual_groups(const struct rota_wish *w, int n)
{
	return less_of(more_of(w->n_hosts, rota_least_groups(w, n)), rota_most_groups(w, n));
}

/* Of the open ones, each keeps up to `least`; beyond that only as many as the others can spare. */
static int kept_by(const struct draw *d, int batch, int n, int n_groups, int n_open)
{
	const struct rota_wish *w = d->wish;
	int base = 0, extra = 0;
	for (int i = 0; i < n_open; i++) {
		int stay = d->old[d->old_from[batch] + i].stay;
		base += less_of(stay, w->least);
		extra += more_of(stay - w->least, 0);
	}
	return base + less_of(extra, n - n_groups * w->least);
}

static struct rota_cut cut_into(const struct draw *d, int batch, int n, int n_groups)
{
	int n_open = 0;
	while (n_open < n_groups && d->old_from[batch] + n_open < d->old_from[batch + 1] &&
		d->old[d->old_from[batch] + n_open].keepable)
		n_open++;
	return (struct rota_cut){n, n_groups, kept_by(d, batch, n, n_groups, n_open), n_open};
}

static struct rota_cut best_cut(const struct draw *d, int batch, int n)
{
	const struct rota_wish *w = d->wish;
	struct rota_cut best = {.kept = -1};
	int n_old = d->old_from[batch + 1] - d->old_from[batch], best_off = 0;
	/* As many groups as there were; where there were none, the usual number. */
	int wanted = n_old ? n_old : usual_groups(w, n);
	for (int g = rota_least_groups(w, n); g <= rota_most_groups(w, n); g++) {
		struct rota_cut cut = cut_into(d, batch, n, g);
		if (cut.kept > best.kept || (cut.kept == best.kept && abs(g - wanted) < best_off)) {
			best = cut;
			best_off = abs(g - wanted);
		}
	}
	return best;
}

/* --- all batches, as if nobody left --- */

/* Whom a choice keeps comes first; then, that nobody joins a batch that is over. */
static int64_t worth(const struct draw *d, const struct rota_cut *cut, int batch)
{
	int64_t joined = batch <= d->wish->n_over ? cut->n_people - cut->kept : 0;
	return (int64_t)cut->kept * ((int64_t)d->wish->n_people + 1) - joined;
}

/* Those who leave early must find room: the first j batches, `more` of them larger, hold them. */
static bool has_room(const struct draw *d, int batch, int more)
{
	return batch * d->few + more >= d->due[batch];
}

/*
 * best[batch][more]: what batches from this one on are worth when `more` of those before it were
 * larger; -1: no way. Of equals the larger batches come first.
 */
static void choose_sizes(struct draw *d)
{
	const struct rota_wish *w = d->wish;
	size_t row = (size_t)d->n_more + 1;
	int64_t *best = NEW_N(d->arena, int64_t, row * ((size_t)w->n_batches + 2));
	struct rota_cut(*cuts)[2] = d->sized;
	for (int more = 0; more < d->n_more; more++)
		best[row * ((size_t)w->n_batches + 1) + (size_t)more] = -1;
	for (int b = w->n_batches; b >= 1; b--) {
		for (int big = 0; big < (d->n_more ? 2 : 1); big++)
			cuts[b][big] = best_cut(d, b, d->few + big);
		for (int more = 0; more <= d->n_more; more++) {
			int64_t *here = &best[row * (size_t)b + (size_t)more];
			*here = -1;
			for (int big = 0; big < 2 && more + big <= d->n_more; big++) {
				int64_t rest = best[row * ((size_t)b + 1) + (size_t)(more + big)];
				int64_t all = rest + worth(d, &cuts[b][big], b);
				bool can = rest >= 0 && has_room(d, b, more + big);
				*here = can && all > *here ? all : *here;
			}
		}
	}
	for (int b = 1, more = 0; b <= w->n_batches; b++) {
		int64_t rest =
			more < d->n_more ? best[row * ((size_t)b + 1) + (size_t)more + 1] : -1;
		bool big = rest >= 0 && has_room(d, b, more + 1) &&
			   rest + worth(d, &cuts[b][1], b) == best[row * (size_t)b + (size_t)more];
		d->cuts[b] = cuts[b][big];
		more += big;
	}
}

/* --- who stays --- */

static void open_groups(struct draw *d)
{
	for (int i = 0; i < d->n_old; i++) {
		struct old_group *g = &d->old[i];
		g->open = i - d->old_from[g->batch] < d->cuts[g->batch].n_open;
		g->size = 0;
	}
}

/* Of each group those who can serve in the fewest batches; they burden the later ones least. */
static int keep_people(struct draw *d)
{
	const struct rota_wish *w = d->wish;
	int *extra = NEW_N(d->arena, int, (size_t)w->n_batches + 1), n = 0;
	for (int i = 0; i < w->n_people; i++) {
		int p = d->order[i], old = d->old_of[p];
		struct old_group *g = &d->old[old < 0 ? 0 : old];
		d->kept[p] = false;
		d->batch_of[p] = 0;
		if (old < 0 || !g->open || w->people[p].last_batch < g->batch ||
			w->people[p].before.host != g->host || g->size == w->most)
			continue;
		const struct rota_cut *cut = &d->cuts[g->batch];
		bool over = g->size >= w->least;
		if (over && extra[g->batch] == cut->n_people - cut->n_groups * w->least)
			continue;
		extra[g->batch] += over;
		g->size++;
		d->kept[p] = true;
		d->batch_of[p] = g->batch;
		n++;
	}
	return n;
}

static void count_held(struct draw *d)
{
	const struct rota_wish *w = d->wish;
	for (int j = 0; j <= w->n_batches; j++)
		d->held[j] = 0;
	for (int p = 0; p < w->n_people; p++) {
		if (!d->kept[p])
			continue;
		d->held[d->batch_of[p]]++;
		d->held[w->people[p].last_batch]--;
	}
	for (int j = 1; j <= w->n_batches; j++)
		d->held[j] += d->held[j - 1];
}

/* Who could serve longest, of those who hold a place in the first j batches. */
static void give_way(struct draw *d, int j)
{
	const struct rota_wish *w = d->wish;
	for (int i = w->n_people; i-- > 0;) {
		int p = d->order[i];
		if (!d->kept[p] || d->batch_of[p] > j)
			continue;
		for (int k = d->batch_of[p]; k < w->people[p].last_batch; k++)
			d->held[k]--;
		d->kept[p] = false;
		d->batch_of[p] = 0;
		d->old[d->old_of[p]].size--;
		return;
	}
}

/* The number of people that the sizes in d->cuts keep; these are marked. */
static int mark_kept(struct draw *d)
{
	open_groups(d);
	int kept = keep_people(d);
	count_held(d);
	for (int j = 1, room = 0; j < d->wish->n_batches; j++) {
		room += d->cuts[j].n_people;
		while (d->held[j] > room - d->due[j]) {
			give_way(d, j);
			kept--;
		}
	}
	return kept;
}

/* --- where people leave: every choice of sizes, then of the number of groups --- */

static bool next_choice(int *chosen, int n, int of)
{
	for (int i = n - 1; i >= 0; i--) {
		if (chosen[i] == of - n + i)
			continue;
		chosen[i]++;
		for (int k = i + 1; k < n; k++)
			chosen[k] = chosen[k - 1] + 1;
		return true;
	}
	return false;
}

static bool few_choices(const struct draw *d)
{
	int64_t n = 1, of = d->wish->n_batches, k = d->n_more;
	for (int64_t i = 1; i <= k && n <= ROTA_CHOICES; i++)
		n = n * (of - k + i) / i;
	return n <= ROTA_CHOICES;
}

static bool take_choice(struct draw *d, const int *chosen)
{
	for (int b = 1, more = 0; b <= d->wish->n_batches; b++) {
		bool big = more < d->n_more && chosen[more] == b - 1;
		more += big;
		if (!has_room(d, b, more))
			return false;
		d->cuts[b] = d->sized[b][big];
	}
	return true;
}

static int try_all_sizes(struct draw *d, int kept)
{
	size_t n_batches = (size_t)d->wish->n_batches + 1;
	int *chosen = NEW_N(d->arena, int, (size_t)d->n_more + 1);
	struct rota_cut *best = arena_copy(d->arena, d->cuts, n_batches * sizeof(*best));
	for (int i = 0; i < d->n_more; i++)
		chosen[i] = i;
	do {
		int n = take_choice(d, chosen) ? mark_kept(d) : 0;
		if (n <= kept)
			continue;
		kept = n;
		for (size_t b = 0; b < n_batches; b++)
			best[b] = d->cuts[b];
	} while (next_choice(chosen, d->n_more, d->wish->n_batches));
	d->cuts = best;
	return kept;
}

/* Other numbers of groups in one batch after the other, as long as that keeps more. */
static void try_other_groups(struct draw *d, int kept)
{
	const struct rota_wish *w = d->wish;
	for (int b = 1; b <= w->n_batches; b++) {
		struct rota_cut best = d->cuts[b];
		int n = best.n_people, before = kept;
		for (int g = rota_least_groups(w, n); g <= rota_most_groups(w, n); g++) {
			d->cuts[b] = cut_into(d, b, n, g);
			int now = mark_kept(d);
			if (now > kept) {
				kept = now;
				best = d->cuts[b];
			}
		}
		d->cuts[b] = best;
		if (kept > before)
			b = 0; /* begin anew: each time somebody more is kept */
	}
}

void rota_keep(struct draw *d)
{
	int hoped = 0;
	choose_sizes(d);
	for (int b = 1; b <= d->wish->n_batches; b++)
		hoped += d->cuts[b].kept;
	int kept = mark_kept(d);
	/* Nobody gave way to those who leave: no other choice could keep more. */
	if (kept == hoped)
		return;
	if (d->n_more && few_choices(d))
		kept = try_all_sizes(d, kept);
	try_other_groups(d, kept);
	mark_kept(d);
}
