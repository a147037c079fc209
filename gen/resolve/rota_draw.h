/* SPDX-License-Identifier: MIT */
/* What the files of the draw share: resolve/rota.c, rota_keep.c and rota_seat.c. */
#ifndef RESOLVE_ROTA_DRAW_H
#define RESOLVE_ROTA_DRAW_H

#include "resolve/rota.h"

/* A group as it was drawn earlier, in a batch that there still is. */
struct old_group {
	int batch, label, host;
	int stay;      /* of its people, who may stay, and fit in it */
	int burden;    /* in how many batches all its people could serve, summed */
	bool keepable; /* its host is one still, or there are none now as there were none then */
	bool open;     /* this draw keeps it */
	int size;      /* how many it keeps */
};

struct rota_cut {
	int n_people, n_groups;
	int kept;   /* people, if nobody else wants their places */
	int n_open; /* of the old groups that may be kept, the first so many are */
};

struct draw {
	struct arena *arena;
	const struct rota_wish *wish;
	struct random random;
	const int
		*order; /* the people: who can serve in the fewest batches first, then by chance */
	struct old_group *old; /* by batch; in one batch, those that keep the most first */
	int n_old;
	const int *old_from; /* of batch b, old[old_from[b]] to old[old_from[b + 1] - 1] */
	const int *old_of;   /* of a person; -1: none */
	const int *due;	     /* how many people can serve in none but the first j batches */
	int few, n_more;     /* people of a batch, and how many batches have one more */
	struct rota_cut (
		*sized)[2];    /* how batch b is cut best with `few` people, and with one more */
	struct rota_cut *cuts; /* of batch b, as chosen */
	int *batch_of;	       /* of a person, in this draw; 0: none yet */
	bool *kept;	       /* he keeps his group */
	int *held; /* who holds a place in the first j batches, and could serve after them */
};

/* The batches' sizes and old groups that keep the most people, and who these are. */
void rota_keep(struct draw *d);
/* Everybody's batch; then groups, hosts, and everybody's place. */
void rota_seat(struct draw *d, struct rota_place *ret_places);

/* Groups that n people of a batch make at least and at most; the hosts are looked at. */
int rota_least_groups(const struct rota_wish *w, int n);
int rota_most_groups(const struct rota_wish *w, int n);

#endif
