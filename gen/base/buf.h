/* SPDX-License-Identifier: MIT */
/*
 * Text being built, in an arena. A buffer never grows past its limit: what does not fit is dropped
 * and buf_full() tells, so that a run-away page ends in a diagnostic and not in swap.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum { BUF_LIMIT = 256 * 1024 * 1024 };

struct buf {
	struct arena *arena;
	char *p;
	size_t n, size, limit;
	bool full;
};

struct buf buf_new(struct arena *a);
void buf_add(struct buf *b, struct str s);
void buf_add_char(struct buf *b, char c);
void buf_add_rune(struct buf *b, uint32_t rune); /* in UTF-8 */
void buf_add_int(struct buf *b, int64_t v);
void buf_printf(struct buf *b, const char *format, ...)
	__attribute__((format(printf, 2, 3), nonnull(2)));
struct str buf_str(const struct buf *b); /* borrows; valid until the next add */
#define BUF_LIT(b, literal) buf_add((b), STR(literal))

/* The escapers that every renderer shares. */
void buf_add_html(struct buf *b, struct str s); /* & < > " ' ; control characters are dropped */
void buf_add_json(struct buf *b, struct str s); /* a quoted JSON string; < > & as \u00XX */
void buf_add_url(struct buf *b, struct str s);	/* percent-encodes what a URL path may not hold */
void buf_add_csv(struct buf *b,
	struct str s); /* quoted where RFC 4180 wants it, and a separator of other tables */

#endif
