/* SPDX-License-Identifier: MIT */
#include "base/map.h"

#include "base/arena.h"

static size_t slot_of(const struct map *m, struct str key)
{
	size_t mask = m->n_slots - 1;
	size_t i = (size_t)str_hash(key) & mask;
	while (m->slots[i] && !str_eq(m->items[m->slots[i] - 1].key, key))
		i = (i + 1) & mask;
	return i;
}

const void *map_get(const struct map *m, struct str key)
{
	if (!m->n_slots)
		return NULL;
	uint32_t at = m->slots[slot_of(m, key)];
	return at ? m->items[at - 1].value : NULL;
}

static void grow(struct arena *a, struct map *m)
{
	m->n_slots = m->n_slots ? m->n_slots * 2 : 16;
	m->slots = NEW_N(a, uint32_t, m->n_slots);
	for (size_t i = 0; i < m->n; i++)
		m->slots[slot_of(m, m->items[i].key)] = (uint32_t)i + 1;
}

const void *map_put(struct arena *a, struct map *m, struct str key, const void *value)
{
	if ((m->n + 1) * 2 > m->n_slots)
		grow(a, m);
	size_t slot = slot_of(m, key);
	if (m->slots[slot]) {
		struct map_item *item = &m->items[m->slots[slot] - 1];
		const void *old = item->value;
		item->value = value;
		return old;
	}
	if (m->n == m->room) {
		size_t room = m->room ? m->room * 2 : 8;
		m->items = arena_grow(
			a, m->items, m->room * sizeof(*m->items), room * sizeof(*m->items));
		m->room = room;
	}
	m->items[m->n] = (struct map_item){key, value};
	m->slots[slot] = (uint32_t)++m->n;
	return NULL;
}
