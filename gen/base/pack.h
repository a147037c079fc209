/* SPDX-License-Identifier: MIT */
/*
 * What one process of this program tells another, or a later run of it on the same machine, as
 * bytes: numbers go as they are in memory. Whatever bytes come back, reading stays within them.
 */
#ifndef BASE_PACK_H
#define BASE_PACK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

void pack_u32(struct buf *b, uint32_t v);
void pack_str(struct buf *b, struct str s); /* with its length before it */
void pack_bytes(struct buf *b, const void *from, size_t n);

struct unpacker {
	struct arena *arena;
	struct str rest;
	bool bad; /* the bytes ended too early: all that was read since is zero */
};

uint32_t unpack_u32(struct unpacker *u);
/* How many follow; no more than there are bytes. */
uint32_t unpack_count(struct unpacker *u);
struct str unpack_str(struct unpacker *u);  /* a copy in the arena */
struct str unpack_view(struct unpacker *u); /* a slice of the bytes */
void unpack_bytes(struct unpacker *u, void *to, size_t n);

#endif
