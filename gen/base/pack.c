/* SPDX-License-Identifier: MIT */
#include "base/pack.h"

#include <string.h>

#include "base/arena.h"

void pack_bytes(struct buf *b, const void *from, size_t n)
{
	buf_add(b, (struct str){from, n});
}

void pack_u32(struct buf *b, uint32_t v)
{
	pack_bytes(b, &v, sizeof(v));
}

void pack_str(struct buf *b, struct str s)
{
	pack_u32(b, (uint32_t)s.n);
	buf_add(b, s);
}

void unpack_bytes(struct unpacker *u, void *to, size_t n)
{
	if (u->bad || u->rest.n < n) {
		u->bad = true;
		memset(to, 0, n);
		return;
	}
	memcpy(to, u->rest.p, n);
	u->rest = str_after(u->rest, n);
}

uint32_t unpack_u32(struct unpacker *u)
{
	uint32_t v;
	unpack_bytes(u, &v, sizeof(v));
	return v;
}

uint32_t unpack_count(struct unpacker *u)
{
	uint32_t n = unpack_u32(u);
	u->bad |= n > u->rest.n;
	return u->bad ? 0 : n;
}

struct str unpack_view(struct unpacker *u)
{
	uint32_t n = unpack_count(u);
	struct str s = str_sub(u->rest, 0, n);
	u->rest = str_after(u->rest, n);
	return s;
}

struct str unpack_str(struct unpacker *u)
{
	return str_copy(u->arena, unpack_view(u));
}
