/* SPDX-License-Identifier: MIT */
/* Places for who has none: batches by chance, groups that are level, hosts in turn. */
#include "base/arena.h"
#include "resolve/rota_draw.h"

struct seat_group {
	int label, host, old; /* old: of d->old; -1: none */
	int size;
};

struct seats {
	struct draw *d;
	struct rota_place *places;
	const size_t *hosts_by_chance;
	int *groups_of_host;	   /* in all batches */
	int *in_batch;		   /* the same in the one being seated */
	struct seat_group *groups; /* of that batch */
	int n_groups, over_least;  /* people above `least`, of all its groups */
};

/* --- batches --- */

/* Whether p may take a place of this batch and leave enough to those who can serve in no other. */
static bool may_join(const struct draw *d, int p, int batch)
{
	int room = 0;
	for (int j = 1; j < d->wish->people[p].last_batch; j++) {
		room += d->cuts[j].n_people;
		if (j >= batch && d->held[j] + 1 > room - d->due[j])
			return false;
	}
	return true;
}

static void join(struct draw *d, int p, int batch, int *left)
{
	for (int j = batch; j < d->wish->people[p].last_batch; j++)
		d->held[j]++;
	d->batch_of[p] = batch;
	left[batch]--;
}

/* Who must leave his group stays in his batch where he can. */
static void seat_in_same_batch(struct draw *d, int *left)
{
	for (int i = 0; i < d->wish->n_people; i++) {
		int p = d->order[i];
		const struct rota_person *person = &d->wish->people[p];
		int batch = person->before.batch;
		if (!d->batch_of[p] && batch >= 1 && batch <= person->last_batch && left[batch] &&
			may_join(d, p, batch))
			join(d, p, batch, left);
	}
}

/*
 * From the last batch on: of those who can still serve in it any will do, since all of them can in
 * the earlier ones as well. In d->order they come last, and by chance.
 */
static void seat_in_batches(struct draw *d)
{
	const struct rota_wish *w = d->wish;
	int *left = NEW_N(d->arena, int, (size_t)w->n_batches + 1);
	for (int b = 1; b <= w->n_batches; b++)
		left[b] = d->cuts[b].n_people;
	for (int p = 0; p < w->n_people; p++)
		left[d->batch_of[p]] -= d->batch_of[p] > 0;
	seat_in_same_batch(d, left);
	for (int i = w->n_people, b = w->n_batches; i-- > 0;) {
		int p = d->order[i];
		if (d->batch_of[p])
			continue;
		while (!left[b])
			b--;
		d->batch_of[p] = b;
		left[b]--;
	}
}

/* --- groups of a batch --- */

/* The host with the fewest groups in this batch, then in all, then by chance. */
static int next_host(const struct seats *s)
{
	const struct rota_wish *w = s->d->wish;
	int best = ROTA_NO_HOST;
	for (int i = 0; i < w->n_hosts; i++) {
		int h = (int)s->hosts_by_chance[i];
		if (s->in_batch[h] < w->per_host &&
			(best < 0 || s->in_batch[h] < s->in_batch[best] ||
				(s->in_batch[h] == s->in_batch[best] &&
					s->groups_of_host[h] < s->groups_of_host[best])))
			best = h;
	}
	return best;
}

static void add_group(struct seats *s, int label, int host, int old)
{
	s->groups[s->n_groups++] = (struct seat_group){label, host, old, 0};
	if (host >= 0) {
		s->in_batch[host]++;
		s->groups_of_host[host]++;
	}
}

static bool label_is_taken(const struct seats *s, int label)
{
	for (int i = 0; i < s->n_groups; i++)
		if (s->groups[i].label == label)
			return true;
	return false;
}

static bool has_members(const struct draw *d, int old)
{
	for (int p = 0; p < d->wish->n_people; p++)
		if (d->old_of[p] == old && d->batch_of[p] == d->old[old].batch)
			return true;
	return false;
}

/* Those that stay; then such as lost their host and get another; then new ones. */
static void open_batch(struct seats *s, int batch)
{
	struct draw *d = s->d;
	int n = d->cuts[batch].n_groups;
	s->n_groups = 0;
	s->over_least = 0;
	for (int h = 0; h < d->wish->n_hosts; h++)
		s->in_batch[h] = 0;
	for (int i = d->old_from[batch]; i < d->old_from[batch + 1]; i++)
		if (d->old[i].open)
			add_group(s, d->old[i].label, d->old[i].host, i);
	for (int i = d->old_from[batch]; i < d->old_from[batch + 1] && s->n_groups < n; i++)
		if (!d->old[i].open && has_members(d, i))
			add_group(s, d->old[i].label, next_host(s), i);
	for (int label = 1; s->n_groups < n; label++)
		if (!label_is_taken(s, label))
			add_group(s, label, next_host(s), -1);
}

static void sit(struct seats *s, int p, int batch, struct seat_group *g)
{
	s->over_least += g->size >= s->d->wish->least;
	g->size++;
	s->places[p] = (struct rota_place){batch, g->label, g->host};
}

/* Whether one more in this group leaves enough people to fill the others. */
static bool has_place(const struct seats *s, int batch, const struct seat_group *g)
{
	const struct rota_wish *w = s->d->wish;
	const struct rota_cut *cut = &s->d->cuts[batch];
	return g->size < w->most &&
	       (g->size < w->least || s->over_least < cut->n_people - cut->n_groups * w->least);
}

static void sit_as_before(struct seats *s, int p, int batch, bool kept)
{
	for (int i = 0; i < s->n_groups; i++) {
		struct seat_group *g = &s->groups[i];
		if (g->old >= 0 && g->old == s->d->old_of[p] &&
			(kept || (!s->d->old[g->old].open && has_place(s, batch, g))))
			sit(s, p, batch, g);
	}
}

static struct seat_group *smallest(struct seats *s)
{
	struct seat_group *best = &s->groups[0];
	for (int i = 1; i < s->n_groups; i++)
		if (s->groups[i].size < best->size)
			best = &s->groups[i];
	return best;
}

/* people: those of the batch, n of them, by chance. */
static void seat_batch(struct seats *s, int batch, const int *people, int n)
{
	const struct draw *d = s->d;
	open_batch(s, batch);
	for (int i = 0; i < n; i++)
		if (d->kept[people[i]])
			sit_as_before(s, people[i], batch, true);
	for (int i = 0; i < n; i++)
		if (!d->kept[people[i]])
			sit_as_before(s, people[i], batch, false);
	for (int i = 0; i < n; i++)
		if (!s->places[people[i]].batch)
			sit(s, people[i], batch, smallest(s));
}

void rota_seat(struct draw *d, struct rota_place *places)
{
	const struct rota_wish *w = d->wish;
	struct seats s = {.d = d, .places = places};
	int most = w->n_people / w->n_batches + 1;
	int *people = NEW_N(d->arena, int, (size_t)most);
	seat_in_batches(d);
	const size_t *by_chance = random_order(d->arena, &d->random, (size_t)w->n_people);
	s.hosts_by_chance = random_order(d->arena, &d->random, (size_t)w->n_hosts);
	s.groups_of_host = NEW_N(d->arena, int, (size_t)w->n_hosts + 1);
	s.in_batch = NEW_N(d->arena, int, (size_t)w->n_hosts + 1);
	s.groups = NEW_N(d->arena, struct seat_group, (size_t)most);
	for (int p = 0; p < w->n_people; p++)
		places[p] = (struct rota_place){0};
	for (int b = 1; b <= w->n_batches; b++) {
		int n = 0;
		for (int i = 0; i < w->n_people; i++)
			if (d->batch_of[by_chance[i]] == b)
				people[n++] = (int)by_chance[i];
		seat_batch(&s, b, people, n);
	}
}
