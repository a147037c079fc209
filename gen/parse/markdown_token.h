/* SPDX-License-Identifier: MIT */
/*
 * The text that cmark-gfm reads is the body with edits: a guard is inserted, or some source becomes
 * a token of one code point. Offsets in "the text" are of that one; spans are always of the source.
 */
#ifndef PARSE_MARKDOWN_TOKEN_H
#define PARSE_MARKDOWN_TOKEN_H

#include "doc/node.h"

struct md;

/* cmark-gfm takes the guard for punctuation, and no text holds it (Duployan shorthand). Token 1 to
 * 127 is that ASCII character behind a backslash; the others are m->tokens from 128 on. */
enum { MD_GUARD = 0x1BC9F, MD_TOKEN = 0x100000, MD_TOKEN_BYTES = 4, MD_MAX_TOKENS = 60000 };

enum md_token_kind {
	MD_LITERAL, /* stands for itself: a rare character, {{...}}, or an address with * or _ in it
		     */
	MD_MATH,
	MD_DISPLAY_MATH,
	MD_ATTR,
	MD_TEX,
	MD_DRAWN, /* a table of its own paragraph */
};

struct md_token {
	enum md_token_kind kind;
	struct str source; /* as written */
	struct str text;   /* of math: what stands between the dollars */
	struct attr *attr; /* shared: copy it before use */
	struct str format; /* of {=html}; then there is no attr */
};

struct md_edit {
	uint32_t at, len;    /* in the text */
	uint32_t from, size; /* in the body */
};

void md_scan(struct md *m); /* makes m->text, edits, tokens, lines */

bool md_is_guard(struct str s, size_t at);
uint32_t md_token_at(struct str s, size_t at);			  /* 0: none */
const struct md_token *md_token(const struct md *m, uint32_t no); /* NULL: none, or an escape */

/* Written out again, in m->a: always a copy. In code an escape stays as written. */
enum md_restore { MD_AS_WRITTEN, MD_UNESCAPED };
struct str md_restore(struct md *m, struct str s, enum md_restore how);

/* What stands between { and }; false where it is no list of attributes. */
bool md_attr(struct arena *a, struct str inside, struct md_token *ret_token);

/* Lines of the text, from 1; columns in bytes from 0. */
size_t md_line_begin(const struct md *m, int line);
struct str md_line(const struct md *m, int line); /* without its end */
struct span md_lines_span(const struct md *m, int line, size_t column, int last_line);
struct span md_span(const struct md *m, size_t from, size_t to);

#endif
