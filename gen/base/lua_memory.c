/* SPDX-License-Identifier: MIT */
#include "base/lua_memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* What a filter of a page takes; what is not written to costs no memory. */
enum { PIECE = 4 << 20, ALIGN = 16 };

struct lua_block {
	_Alignas(ALIGN) struct lua_block *next, *before;
};

static size_t round_up(size_t n)
{
	return (n + ALIGN - 1) / ALIGN * ALIGN;
}

static bool in_piece(const struct lua_memory *m, const void *p)
{
	uintptr_t at = (uintptr_t)p, from = (uintptr_t)m->piece;
	return m->piece && at >= from && at - from < PIECE;
}

/* --- blocks of their own --- */

static void link_block(struct lua_memory *m, struct lua_block *b)
{
	b->before = NULL;
	b->next = m->blocks;
	if (b->next)
		b->next->before = b;
	m->blocks = b;
}

static void unlink_block(struct lua_memory *m, const struct lua_block *b)
{
	if (b->before)
		b->before->next = b->next;
	else
		m->blocks = b->next;
	if (b->next)
		b->next->before = b->before;
}

static void *resize_block(struct lua_memory *m, void *old, size_t size)
{
	struct lua_block *b = old ? (struct lua_block *)old - 1 : NULL;
	if (b)
		unlink_block(m, b);
	if (!size) {
		free(b);
		return NULL;
	}
	b = realloc(b, sizeof(*b) + size);
	if (!b)
		out_of_memory(); /* NULL means the limit: that is the script's fault */
	link_block(m, b);
	return b + 1;
}

static void free_blocks(struct lua_memory *m)
{
	struct lua_block *next;
	for (struct lua_block *b = m->blocks; b; b = next) {
		next = b->next;
		free(b);
	}
	m->blocks = NULL;
}

/* --- the piece --- */

/* NULL: there is no room. */
static void *take(struct lua_memory *m, size_t size)
{
	size_t room = round_up(size);
	if (!m->piece || room > PIECE - m->taken)
		return NULL;
	void *p = m->piece + m->taken;
	m->taken += room;
	return p;
}

/* What stands last shrinks and grows where it is; the room of anything else is lost until the piece
 * is rewound. */
static bool resize_last(struct lua_memory *m, const void *old, size_t old_size, size_t size)
{
	const char *p = old;
	size_t at = (size_t)(p - m->piece);
	if (at + round_up(old_size) != m->taken || round_up(size) > PIECE - at)
		return false;
	m->taken = at + round_up(size);
	return true;
}

static void *resize_in_piece(struct lua_memory *m, void *old, size_t old_size, size_t size)
{
	if (resize_last(m, old, old_size, size) || size <= old_size)
		return size ? old : NULL;
	void *p = take(m, size);
	if (!p)
		p = resize_block(m, NULL, size);
	memcpy(p, old, old_size);
	return p;
}

/* --- both --- */

void *lua_memory_resize(struct lua_memory *m, void *old, size_t old_size, size_t size)
{
	void *p = NULL;
	if (size > old_size && size - old_size > m->limit - m->used)
		return NULL;
	m->used = m->used - old_size + size;
	if (!old && size)
		p = take(m, size);
	if (!p)
		p = old && in_piece(m, old) ? resize_in_piece(m, old, old_size, size)
					    : resize_block(m, old, size);
	return p;
}

void lua_memory_free(struct lua_memory *m)
{
	free_blocks(m);
	free(m->piece);
	free(m->image);
}

void lua_memory_add_piece(struct lua_memory *m)
{
	m->piece = aligned_alloc(ALIGN, PIECE);
	if (!m->piece)
		out_of_memory();
}

bool lua_memory_keep(struct lua_memory *m)
{
	if (!m->piece || m->blocks || m->image)
		return false;
	m->image = malloc(m->taken);
	if (!m->image)
		out_of_memory();
	memcpy(m->image, m->piece, m->taken);
	m->image_taken = m->taken;
	m->image_used = m->used;
	return true;
}

void lua_memory_rewind(struct lua_memory *m)
{
	free_blocks(m);
	memcpy(m->piece, m->image, m->image_taken);
	m->taken = m->image_taken;
	m->used = m->image_used;
}
