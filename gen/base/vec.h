/* SPDX-License-Identifier: MIT */
/* A growable array in an arena: VEC(struct task) tasks; *vec_push(a, &tasks) = t; */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stddef.h>

#include "base/arena.h"

#define VEC(type)                                                                                  \
	struct {                                                                                   \
		type *items;                                                                       \
		size_t n, room;                                                                    \
	}

/* A pointer to a new zeroed last item, valid until the next push. */
#define vec_push(a, v)                                                                             \
	((v)->n == (v)->room ? ((v)->items = vec_grow(                                             \
					(a), (v)->items, &(v)->room, sizeof(*(v)->items)),         \
				       &(v)->items[(v)->n++])                                      \
			     : &(v)->items[(v)->n++])

static inline void *vec_grow(struct arena *a, void *items, size_t *room, size_t size)
{
	size_t n = *room ? *room * 2 : 8;
	void *p = arena_grow(a, items, *room * size, n * size);
	*room = n;
	return p;
}

#endif
