/* SPDX-License-Identifier: MIT */
/* Text to pointer, in the order of insertion. Keys are borrowed and must outlive the map. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct map_item {
	struct str key;
	const void *value;
};

struct map {
	struct map_item *items;
	size_t n, room;
	uint32_t *slots; /* index + 1 into items; 0 is free */
	size_t n_slots;
};

/* NULL where there is none. A zeroed map is an empty one. */
const void *map_get(const struct map *m, struct str key);
/* Adds key or replaces its value; returns what stood there before, or NULL. */
const void *map_put(struct arena *a, struct map *m, struct str key, const void *value);

#endif
