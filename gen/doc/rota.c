/* SPDX-License-Identifier: MIT */
#include "doc/rota.h"

#include <stdlib.h>

#include "base/arena.h"

static int compare(double x, double y)
{
	return x < y ? -1 : x > y;
}

static int by_group(const void *x, const void *y)
{
	const struct rota_turn *a = *(const struct rota_turn *const *)x,
			       *b = *(const struct rota_turn *const *)y;
	int order = compare(a->batch.v, b->batch.v);
	if (!order)
		order = compare(a->group.v, b->group.v);
	return order ? order : a < b ? -1 : a > b; /* rows of a file lie one behind the other */
}

struct rota_turns rota_turns_of(struct arena *a, const struct entry *e, const struct rota *rota)
{
	struct rota_turns turns = {NEW_N(a, const struct rota_turn *, e->n_turns + 1), 0};
	for (size_t i = 0; i < e->n_turns; i++)
		if (e->turns[i].of == rota && e->turns[i].who)
			turns.items[turns.n++] = &e->turns[i];
	qsort(turns.items, turns.n, sizeof(*turns.items), by_group);
	return turns;
}

size_t rota_batch_end(const struct rota_turns *turns, size_t from)
{
	size_t end = from + 1;
	while (end < turns->n && !compare(turns->items[from]->batch.v, turns->items[end]->batch.v))
		end++;
	return end;
}

size_t rota_group_end(const struct rota_turns *turns, size_t from)
{
	size_t batch = rota_batch_end(turns, from), end = from + 1;
	while (end < batch && !compare(turns->items[from]->group.v, turns->items[end]->group.v))
		end++;
	return end;
}
