/* SPDX-License-Identifier: MIT */
/*
 * One lifetime of memory. What is allocated from an arena is zeroed, is never freed alone and dies
 * with the arena. There is no failure to handle: when memory runs out the process says so and ends
 * with status 3. A site is not half changed by that: stage_commit() takes none while it renames.
 *
 * A function that takes an arena puts its result there; one that takes none only borrows.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a);  /* runs what was deferred, newest first; takes NULL */
void arena_reset(struct arena *a); /* as free and new, but keeps one block for the next use */

void *arena_alloc(struct arena *a, size_t size);
void *arena_copy(struct arena *a, const void *from, size_t size);
/* Makes old (old_size bytes) size bytes long: in place if it was the newest, else by a copy. */
void *arena_grow(struct arena *a, void *old, size_t old_size, size_t size);
/* Calls fn(obj) when the arena is freed or reset: for objects of libraries. */
void arena_defer(struct arena *a, void (*fn)(void *), void *obj);
size_t arena_used(const struct arena *a);

#define NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define NEW_N(a, type, n) ((type *)arena_alloc_n((a), sizeof(type), (n)))
void *arena_alloc_n(struct arena *a, size_t size, size_t n); /* n * size, checked for overflow */

/* The way out when memory is gone; used by the library doors as well. */
_Noreturn void out_of_memory(void);

#endif
