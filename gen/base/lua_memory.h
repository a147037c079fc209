/* SPDX-License-Identifier: MIT */
/*
 * The memory of a Lua state: no more than a limit, freed all at once, and on demand in one piece
 * that can be put back to what it was. Only base/lua uses it.
 */
#ifndef BASE_LUA_MEMORY_H
#define BASE_LUA_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

struct lua_block;

struct lua_memory {
	size_t limit, used; /* bytes that the state asked for */
	struct lua_block *blocks;
	/* Where rewinding is wanted: what fits stands here, one behind the other. */
	char *piece;
	size_t taken;
	char *image; /* what the piece was when it was kept */
	size_t image_taken, image_used;
};

/* Frees all; the state in it is gone then. */
void lua_memory_free(struct lua_memory *m);
void lua_memory_add_piece(struct lua_memory *m);
/* As lua_Alloc has it; NULL where the limit is reached. */
void *lua_memory_resize(struct lua_memory *m, void *old, size_t old_size, size_t size);
/* False: something stands beside the piece, and there is nothing to come back to. */
bool lua_memory_keep(struct lua_memory *m);
void lua_memory_rewind(struct lua_memory *m);

#endif
