/* SPDX-License-Identifier: MIT */
/* From an item of rota.yaml to a wish that can be drawn: its days, its people, its hosts. */
#ifndef RESOLVE_ROTA_PLAN_H
#define RESOLVE_ROTA_PLAN_H

#include "resolve/party_set.h"
#include "resolve/rota.h"

struct rota_days {
	day_t first, last;
};

struct rota_plan {
	const struct site *site;
	const struct entry *entry;
	const struct rota *rota;
	const struct rota_days *days;	/* of batch b: days[b - 1] */
	struct party_set people, hosts; /* people: who is to be drawn, as of the site's day */
	struct rota_wish wish; /* its people as people.list, with what rota.lock.csv has of them */
};

/*
 * False, told at its place, where the item does not say enough. A rota without `batches` is one
 * batch; without `group_size` a batch is one group, or where there are hosts one a host; without
 * `per_host` a host takes any number. Batches are whole months where these come out even, else
 * days.
 *
 * People are those who have not left by the site's day; one who has, and served in a batch that
 * was over by then, is drawn as he was, so that nobody is moved into his place. Who leaves before
 * the first batch is over is not drawn.
 */
bool rota_plan_read(struct arena *a, const struct site *site, const struct entry *e,
	const struct rota *rota, struct rota_plan *ret_plan, struct diags *d);
/* Draws; false, told with the rule that cannot be kept. ret_places as plan->people.list. */
bool rota_plan_draw(struct arena *a, const struct rota_plan *plan, struct rota_place *ret_places,
	struct diags *d);

/* 3-4, 3～4, 3至4, 3到4, each with or without 人, or one number. False: none of these. */
bool rota_size_parse(struct arena *a, struct str text, int *ret_least, int *ret_most);
struct str rota_size_text(struct arena *a, const struct rota_wish *w); /* "3-4", "4" */
/* Batch b of n that share a time, from 1. */
struct rota_days rota_batch_days(struct rota_days time, int n, int b);

#endif
