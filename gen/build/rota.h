/* SPDX-License-Identifier: MIT */
/* `placard rota`: draws the rotas of an entry and keeps what was drawn in rota.lock.csv. */
#ifndef BUILD_ROTA_H
#define BUILD_ROTA_H

#include "base/vec.h"
#include "build/build.h"

struct rota_spot {
	bool any;		/* somebody had or has a place */
	struct str batch;	/* its number */
	struct str group, host; /* host: its name; empty: none */
	struct str days;	/* 2026-04-01/2026-04-30 */
};

/* Of somebody whose place is not what it was. */
struct rota_change {
	struct str person;
	struct rota_spot before, now;
};

struct rota_drawn {
	struct str title;
	size_t n_people, n_batches, n_new, n_moved, n_gone;
	VEC(struct rota_change) changes; /* by batch and group; those who are gone last */
};

struct rota_result {
	VEC(struct rota_drawn) rotas;
	struct str file; /* of the lock, as messages show it */
	bool same;	 /* it holds all this already */
};

/*
 * which: an entry's path, "plans/vital-branches". The file is written, beside its place and
 * renamed, only where all rotas of the entry could be drawn, unless dry. What is wrong elsewhere in
 * the site, but for the register, does not stop it.
 */
enum build_status build_rota(struct arena *a, const struct build_request *req, struct str which,
	bool dry, struct rota_result *ret_result, struct diags *d);

#endif
