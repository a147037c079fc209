/* SPDX-License-Identifier: MIT */
/* What rota.lock.csv has of one rota, in the order in which it is shown. */
#ifndef DOC_ROTA_H
#define DOC_ROTA_H

#include "doc/entry.h"

/* The rows whose people are known: by batch and group, then as they stand in the file. */
struct rota_turns {
	const struct rota_turn **items;
	size_t n;
};

struct rota_turns rota_turns_of(struct arena *a, const struct entry *e, const struct rota *rota);
/* Where those end that are in the same batch, or in the same group of it, as the one at from. */
size_t rota_batch_end(const struct rota_turns *turns, size_t from);
size_t rota_group_end(const struct rota_turns *turns, size_t from);

#endif
