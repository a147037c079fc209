/* SPDX-License-Identifier: MIT */
#include "resolve/rota.h"

#include <stdlib.h>

#include "base/arena.h"
#include "resolve/rota_draw.h"

bool rota_is_moved(const struct rota_place *before, const struct rota_place *now)
{
	return before->batch && (before->batch != now->batch || before->group != now->group ||
					before->host != now->host);
}

/* --- whether the wish can be met --- */

static int host_room(const struct rota_wish *w)
{
	if (!w->n_hosts || w->per_host == ROTA_ANY || w->per_host > ROTA_ANY / w->n_hosts)
		return ROTA_ANY;
	return w->n_hosts * w->per_host;
}

int rota_least_groups(const struct rota_wish *w, int n)
{
	return n / w->most + (n % w->most != 0);
}

int rota_most_groups(const struct rota_wish *w, int n)
{
	int by_size = w->whole ? 1 : n / w->least, by_host = host_room(w);
	return by_size < by_host ? by_size : by_host;
}

static enum rota_fault size_fault(const struct rota_wish *w, int n)
{
	if (!n)
		return ROTA_FEW_PEOPLE;
	if (rota_least_groups(w, n) > n / w->least)
		return ROTA_CUT;
	return rota_least_groups(w, n) > host_room(w) ? ROTA_HOSTS_FULL : ROTA_OK;
}

/* Both sizes that batches have if there are so many of them; *ret_n: the one at fault. */
static enum rota_fault sizes_fault(const struct rota_wish *w, int n_batches, int *ret_n)
{
	int few = w->n_people / n_batches;
	*ret_n = few;
	enum rota_fault fault = size_fault(w, few);
	if (fault != ROTA_OK || w->n_people % n_batches == 0)
		return fault;
	*ret_n = few + 1;
	return size_fault(w, few + 1);
}

static int nearest_batches(const struct rota_wish *w)
{
	int n, most = w->n_people < ROTA_BATCHES ? w->n_people : ROTA_BATCHES;
	for (int off = 1; off < ROTA_BATCHES; off++) {
		int up = w->n_batches + off, down = w->n_batches - off;
		if (down >= 1 && down <= most && sizes_fault(w, down, &n) == ROTA_OK)
			return down;
		if (up <= most && sizes_fault(w, up, &n) == ROTA_OK)
			return up;
	}
	return 0;
}

static bool sizes_are_good(const struct rota_wish *w, struct rota_trouble *t)
{
	int n;
	enum rota_fault fault = sizes_fault(w, w->n_batches, &n);
	if (fault == ROTA_OK)
		return true;
	*t = (struct rota_trouble){.fault = fault,
		.n = n,
		.have = host_room(w),
		.needed = rota_least_groups(w, n),
		.instead = nearest_batches(w)};
	return false;
}

/* The batches that have one person more come first where people leave early. */
static bool leavers_have_room(const struct draw *d, struct rota_trouble *t)
{
	for (int j = 1; j < d->wish->n_batches; j++) {
		int room = j * d->few + (j < d->n_more ? j : d->n_more);
		if (d->due[j] > room) {
			*t = (struct rota_trouble){
				.fault = ROTA_LEAVING, .batch = j, .n = d->due[j], .have = room};
			return false;
		}
	}
	return true;
}

/* --- what there is to keep --- */

struct seat {
	int batch, label, person;
};

static int by_seat(const void *x, const void *y)
{
	const struct seat *a = x, *b = y;
	if (a->batch != b->batch)
		return a->batch < b->batch ? -1 : 1;
	if (a->label != b->label)
		return a->label < b->label ? -1 : 1;
	return a->person < b->person ? -1 : 1;
}

static int seats_before(const struct draw *d, struct seat *seats)
{
	const struct rota_wish *w = d->wish;
	int n = 0;
	for (int p = 0; p < w->n_people; p++) {
		const struct rota_place *b = &w->people[p].before;
		if (b->batch >= 1 && b->batch <= w->n_batches)
			seats[n++] = (struct seat){b->batch, b->group, p};
	}
	qsort(seats, (size_t)n, sizeof(*seats), by_seat);
	return n;
}

static bool host_is_good(const struct rota_wish *w, int host)
{
	return w->n_hosts ? host >= 0 && host < w->n_hosts : host == ROTA_NO_HOST;
}

/* In a batch: first those that keep the most. */
static int by_worth(const void *x, const void *y)
{
	const struct old_group *a = x, *b = y;
	if (a->batch != b->batch)
		return a->batch < b->batch ? -1 : 1;
	if (a->keepable != b->keepable)
		return a->keepable ? -1 : 1;
	if (a->stay != b->stay)
		return a->stay > b->stay ? -1 : 1;
	if (a->burden != b->burden)
		return a->burden < b->burden ? -1 : 1;
	return a->label < b->label ? -1 : 1;
}

/* Of a host with too many groups those stay that keep the most; groups are sorted by worth. */
static void keep_to_hosts(struct draw *d)
{
	const struct rota_wish *w = d->wish;
	int *taken = NEW_N(d->arena, int, (size_t)w->n_hosts + 1);
	for (int i = 0, begin = 0; i < d->n_old; i++) {
		struct old_group *g = &d->old[i];
		for (; begin < i && d->old[begin].batch != g->batch; begin++)
			if (d->old[begin].host >= 0)
				taken[d->old[begin].host] = 0;
		if (!g->keepable || g->host < 0)
			continue;
		g->keepable = taken[g->host] < w->per_host;
		taken[g->host] += g->keepable;
	}
}

static void find_old_groups(struct draw *d)
{
	const struct rota_wish *w = d->wish;
	struct seat *seats = NEW_N(d->arena, struct seat, (size_t)w->n_people + 1);
	int n = seats_before(d, seats);
	d->old = NEW_N(d->arena, struct old_group, (size_t)n + 1);
	for (int i = 0; i < n; i++) {
		const struct rota_person *p = &w->people[seats[i].person];
		struct old_group *g = &d->old[d->n_old - (d->n_old > 0)];
		if (!d->n_old || g->batch != seats[i].batch || g->label != seats[i].label) {
			g = &d->old[d->n_old++];
			*g = (struct old_group){.batch = seats[i].batch,
				.label = seats[i].label,
				.host = p->before.host};
			g->keepable = host_is_good(w, g->host);
		}
		if (p->last_batch >= g->batch && p->before.host == g->host && g->stay < w->most) {
			g->stay++;
			g->burden += p->last_batch;
		}
	}
	for (int i = 0; i < d->n_old; i++)
		d->old[i].keepable = d->old[i].keepable && d->old[i].stay;
	qsort(d->old, (size_t)d->n_old, sizeof(*d->old), by_worth);
	keep_to_hosts(d);
	/* Again, as those that the hosts have no room for come last. */
	qsort(d->old, (size_t)d->n_old, sizeof(*d->old), by_worth);
}

static int old_group_of(const struct draw *d, const struct rota_person *p)
{
	const struct rota_place *b = &p->before;
	if (b->batch < 1 || b->batch > d->wish->n_batches)
		return -1;
	for (int i = d->old_from[b->batch]; i < d->old_from[b->batch + 1]; i++)
		if (d->old[i].label == b->group)
			return i;
	return -1;
}

static void index_old_groups(struct draw *d)
{
	const struct rota_wish *w = d->wish;
	int *from = NEW_N(d->arena, int, (size_t)w->n_batches + 2);
	int *of = NEW_N(d->arena, int, (size_t)w->n_people + 1);
	for (int b = 1, i = 0; b <= w->n_batches + 1; b++) {
		while (i < d->n_old && d->old[i].batch < b)
			i++;
		from[b] = i;
	}
	d->old_from = from;
	for (int p = 0; p < w->n_people; p++)
		of[p] = old_group_of(d, &w->people[p]);
	d->old_of = of;
}

/* --- in which order people are asked --- */

static void order_people(struct draw *d)
{
	const struct rota_wish *w = d->wish;
	size_t n = (size_t)w->n_people;
	const size_t *by_chance = random_order(d->arena, &d->random, n);
	int *at = NEW_N(d->arena, int, (size_t)w->n_batches + 2);
	int *due = NEW_N(d->arena, int, (size_t)w->n_batches + 2);
	int *order = NEW_N(d->arena, int, n + 1);
	for (size_t i = 0; i < n; i++)
		at[w->people[i].last_batch + 1]++;
	for (int b = 1; b <= w->n_batches + 1; b++) {
		due[b - 1] = at[b - 1] + at[b];
		at[b] += at[b - 1];
	}
	for (size_t i = 0; i < n; i++)
		order[at[w->people[by_chance[i]].last_batch]++] = (int)by_chance[i];
	d->order = order;
	d->due = due;
}

bool rota_draw(struct arena *a, const struct rota_wish *wish, struct rota_place *places,
	struct rota_trouble *trouble)
{
	struct draw d = {.arena = a, .wish = wish, .random = wish->random};
	size_t n = (size_t)wish->n_people + 1, n_batches = (size_t)wish->n_batches + 2;
	*trouble = (struct rota_trouble){.fault = ROTA_OK};
	if (!sizes_are_good(wish, trouble))
		return false;
	d.few = wish->n_people / wish->n_batches;
	d.n_more = wish->n_people % wish->n_batches;
	order_people(&d);
	if (!leavers_have_room(&d, trouble))
		return false;
	find_old_groups(&d);
	index_old_groups(&d);
	d.cuts = NEW_N(a, struct rota_cut, n_batches);
	d.sized = arena_alloc_n(a, sizeof(*d.sized), n_batches);
	d.held = NEW_N(a, int, n_batches);
	d.batch_of = NEW_N(a, int, n);
	d.kept = NEW_N(a, bool, n);
	rota_keep(&d);
	rota_seat(&d, places);
	return true;
}
