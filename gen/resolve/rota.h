/* SPDX-License-Identifier: MIT */
/*
 * Drawing lots: who serves in which batch, in which group, at which host. Pure: numbers in, numbers
 * out, the same for the same seed on every machine.
 *
 * The rules: each person serves once. Batches differ by one person at most. Who leaves serves in a
 * batch that is over by then. A batch is cut into groups of least to most people; a host has at
 * most per_host groups in one batch, and may have none.
 *
 * A draw that follows an earlier one moves as few people as these rules allow. Moved is whoever was
 * drawn before, and now is in another batch, another group of his batch or at another host; a
 * person who is new or gone is not. The rules leave free which batches have the one person more,
 * how many groups there are and how big each is; of all such choices one that moves the fewest is
 * taken, and of those one that changes no batch that is over, if there is one.
 *
 * How it is found: as the people who leave can serve in the first batches only, the people who keep
 * their places are limited by one number a batch (Hall's theorem for sets within each other): of
 * the first j batches, so many places must be left to who can serve nowhere else. Without that
 * limit batches do not touch each other but by their sizes, which are chosen by dynamic
 * programming; where the limit takes effect, those give way who could serve longest, which is the
 * greedy choice that is best for intervals, and all choices of sizes are tried (up to
 * ROTA_CHOICES).
 */
#ifndef RESOLVE_ROTA_H
#define RESOLVE_ROTA_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/random.h"

enum {
	ROTA_BATCHES = 366,
	ROTA_PEOPLE = 1000000, /* more than any register has */
	ROTA_CHOICES = 4096,
	ROTA_ANY = INT_MAX,  /* no limit */
	ROTA_NO_HOST = -1,   /* there are no hosts */
	ROTA_HOST_GONE = -2, /* before: a host that no longer is one */
};

struct rota_place {
	int batch; /* from 1; 0: before: not drawn yet */
	int group; /* from 1, by itself in each batch; one that dissolves leaves a gap */
	int host;  /* from 0, or ROTA_NO_HOST */
};

struct rota_person {
	int last_batch;		  /* the last that he may serve in: 1 to n_batches */
	struct rota_place before; /* as drawn earlier */
};

struct rota_wish {
	const struct rota_person *people;
	int n_people, n_batches;
	int least, most; /* people of a group */
	bool whole;	 /* a batch is one group */
	int n_hosts, per_host;
	int n_over; /* the first so many batches are over */
	struct random random;
};

enum rota_fault {
	ROTA_OK,
	ROTA_FEW_PEOPLE, /* not one a batch */
	ROTA_CUT,	 /* a batch of n cannot be cut into groups of this size */
	ROTA_HOSTS_FULL, /* a batch of n makes more groups than the hosts take */
	ROTA_LEAVING,	 /* more people must serve by batch `batch` than there are places */
};

struct rota_trouble {
	enum rota_fault fault;
	int batch, n; /* LEAVING: n people; CUT, HOSTS_FULL: people of the batch */
	int have;     /* HOSTS_FULL: groups that the hosts take; LEAVING: places */
	int needed;   /* HOSTS_FULL: groups that there are at least */
	int instead;  /* the nearest number of batches that could be cut and hosted; 0: none */
};

/* ret_places: n_people of them. False: a rule cannot be kept, and *ret_trouble says which. */
bool rota_draw(struct arena *a, const struct rota_wish *wish, struct rota_place *ret_places,
	struct rota_trouble *ret_trouble);
/* Whether `now` is another place than `before`, of somebody who had one. */
bool rota_is_moved(const struct rota_place *before, const struct rota_place *now);

#endif
