/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/sanitized.h"

enum {
	FIRST_BLOCK = 16 * 1024,
	LARGEST_BLOCK = 1024 * 1024,
	KEPT_BLOCK = 1032, /* the largest that glibc keeps for the thread that freed it */
};

struct block {
	struct block *older;
	size_t size, used;
	alignas(max_align_t) unsigned char bytes[];
};

struct deferred {
	struct deferred *older;
	void (*fn)(void *);
	void *obj;
};

struct arena {
	struct block *newest;
	struct deferred *deferred;
};

_Noreturn void out_of_memory(void)
{
	static const char text[] = "placard: error: out of memory before the end; run it again "
				   "(内存不够，没有做完；请再运行一次) [out-of-memory]\n";
	ssize_t ignored = write(STDERR_FILENO, text, sizeof(text) - 1);
	(void)ignored;
	_exit(3);
}

/*
 * Libraries that find no memory draw a page without its text and call it done. So malloc itself
 * never comes back without, in all of the process: glibc allows a program to bring its own, and
 * these are names that it keeps for that.
 */
#if !SANITIZED
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

void *malloc(size_t size)
{
	void *p = __libc_malloc(size);
	if (!p)
		out_of_memory();
	return p;
}

/*
 * glibc's calloc() passes over the blocks of these sizes that were freed last, which its malloc()
 * gives again at once. A tree of cmark-gfm is hundreds of them, and each page frees one.
 */
void *calloc(size_t n, size_t size)
{
	bool small = n <= KEPT_BLOCK && size <= KEPT_BLOCK && n * size <= KEPT_BLOCK;
	void *p = small ? __libc_malloc(n * size) : __libc_calloc(n, size);
	if (!p)
		out_of_memory();
	return small ? memset(p, 0, n * size) : p;
}

void *realloc(void *old, size_t size)
{
	void *p = __libc_realloc(old, size);
	if (!p && size)
		out_of_memory();
	return p;
}
#endif

static struct block *block_new(struct block *older, size_t size)
{
	struct block *b = malloc(sizeof(*b) + size);
	if (!b)
		out_of_memory();
	b->older = older;
	b->size = size;
	b->used = 0;
	return b;
}

struct arena *arena_new(void)
{
	struct arena *a = calloc(1, sizeof(*a));
	if (!a)
		out_of_memory();
	return a;
}

static void run_deferred(struct arena *a)
{
	for (struct deferred *d = a->deferred; d; d = d->older)
		d->fn(d->obj);
	a->deferred = NULL;
}

static void free_blocks(struct block *b)
{
	while (b) {
		struct block *older = b->older;
		free(b);
		b = older;
	}
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	run_deferred(a);
	free_blocks(a->newest);
	free(a);
}

void arena_reset(struct arena *a)
{
	run_deferred(a);
	if (!a->newest)
		return;
	/* The newest block is the largest: with it the next entry seldom asks malloc again. */
	free_blocks(a->newest->older);
	a->newest->older = NULL;
	a->newest->used = 0;
}

static size_t rounded(size_t size)
{
	const size_t mask = alignof(max_align_t) - 1;
	if (size > SIZE_MAX / 2)
		out_of_memory();
	return (size + mask) & ~mask;
}

static void *take(struct arena *a, size_t size)
{
	size = rounded(size);
	if (!a->newest || a->newest->size - a->newest->used < size) {
		size_t want = a->newest ? a->newest->size * 2 : FIRST_BLOCK;
		if (want > LARGEST_BLOCK)
			want = LARGEST_BLOCK;
		a->newest = block_new(a->newest, want < size ? size : want);
	}
	void *p = a->newest->bytes + a->newest->used;
	a->newest->used += size;
	return p;
}

void *arena_alloc(struct arena *a, size_t size)
{
	void *p = take(a, size);
	memset(p, 0, size);
	return p;
}

void *arena_alloc_n(struct arena *a, size_t size, size_t n)
{
	if (size && n > SIZE_MAX / 2 / size)
		out_of_memory();
	return arena_alloc(a, size * n);
}

void *arena_copy(struct arena *a, const void *from, size_t size)
{
	void *p = take(a, size);
	if (size)
		memcpy(p, from, size);
	return p;
}

void *arena_grow(struct arena *a, void *old, size_t old_size, size_t size)
{
	struct block *b = a->newest;
	unsigned char *end = old ? (unsigned char *)old + rounded(old_size) : NULL;
	if (b && old && end == b->bytes + b->used) {
		size_t more = rounded(size) - rounded(old_size);
		if (b->size - b->used >= more) {
			b->used += more;
			memset((unsigned char *)old + old_size, 0, size - old_size);
			return old;
		}
	}
	void *p = take(a, size);
	if (old && old_size)
		memcpy(p, old, old_size);
	memset((unsigned char *)p + old_size, 0, size - old_size);
	return p;
}

void arena_defer(struct arena *a, void (*fn)(void *), void *obj)
{
	struct deferred *d = NEW(a, struct deferred);
	d->older = a->deferred;
	d->fn = fn;
	d->obj = obj;
	a->deferred = d;
}

size_t arena_used(const struct arena *a)
{
	size_t sum = 0;
	for (const struct block *b = a->newest; b; b = b->older)
		sum += b->used;
	return sum;
}
