/* SPDX-License-Identifier: MIT */
/* A ZIP file that is whole, for what is to be found behind its sums. */
#ifndef FUZZ_ZIP_H
#define FUZZ_ZIP_H

#include <string.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/buf.h"

struct zip_part {
	const char *name;
	struct str text;
	uint32_t at;
};

static void put16(struct buf *b, uint32_t v)
{
	buf_add_char(b, (char)(v & 255));
	buf_add_char(b, (char)(v >> 8 & 255));
}

static void put32(struct buf *b, uint32_t v)
{
	put16(b, v & 0xFFFF);
	put16(b, v >> 16);
}

/* What the local and the central header share: PKWARE's APPNOTE, 4.3.7 and 4.3.12; stored. */
static void put_head(struct buf *b, const struct zip_part *p)
{
	uint32_t size = (uint32_t)p->text.n;
	put16(b, 20);
	put16(b, 0);
	put16(b, 0);
	put32(b, 0x210000);
	put32(b, (uint32_t)crc32(0, (const unsigned char *)p->text.p, (unsigned)size));
	put32(b, size);
	put32(b, size);
	put16(b, (uint32_t)strlen(p->name));
	put16(b, 0);
}

static struct str zip_pack(struct arena *a, struct zip_part *parts, size_t n)
{
	struct buf b = buf_new(a);
	for (size_t i = 0; i < n; i++) {
		parts[i].at = (uint32_t)b.n;
		put32(&b, 0x04034b50);
		put_head(&b, &parts[i]);
		buf_add(&b, str_from(parts[i].name));
		buf_add(&b, parts[i].text);
	}
	uint32_t directory = (uint32_t)b.n;
	for (size_t i = 0; i < n; i++) {
		put32(&b, 0x02014b50);
		put16(&b, 20);
		put_head(&b, &parts[i]);
		for (int k = 0; k < 5; k++)
			put16(&b, 0);
		put32(&b, parts[i].at);
		buf_add(&b, str_from(parts[i].name));
	}
	uint32_t size = (uint32_t)b.n - directory;
	put32(&b, 0x06054b50);
	put32(&b, 0);
	put16(&b, (uint32_t)n);
	put16(&b, (uint32_t)n);
	put32(&b, size);
	put32(&b, directory);
	put16(&b, 0);
	return buf_str(&b);
}

#define RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

#endif
