/* SPDX-License-Identifier: MIT */
/* From the text that cmark-gfm reads back to the source: tokens to what they stand for, and places.
 */
#include "parse/markdown_parts.h"

#include <string.h>

#include "base/buf.h"

bool md_is_guard(struct str s, size_t at)
{
	return at + 4 <= s.n && memcmp(s.p + at, "\xF0\x9B\xB2\x9F", 4) == 0;
}

uint32_t md_token_at(struct str s, size_t at)
{
	if ((unsigned char)s.p[at] != 0xF4 || at + 4 > s.n)
		return 0;
	size_t n;
	uint32_t r = utf8_decode(str_after(s, at), &n);
	return r >= MD_TOKEN && r <= 0x10FFFF ? r - MD_TOKEN : 0;
}

const struct md_token *md_token(const struct md *m, uint32_t no)
{
	return no >= 128 && no - 128 < m->tokens.n ? &m->tokens.items[no - 128] : NULL;
}

static size_t next_rare(struct str s, size_t at)
{
	while (at < s.n && (unsigned char)s.p[at] < 0xF0)
		at++;
	return at;
}

static void add_restored(struct md *m, struct buf *b, uint32_t no, enum md_restore how)
{
	const struct md_token *token = md_token(m, no);
	if (token) {
		buf_add(b, token->source);
	} else {
		if (how == MD_AS_WRITTEN)
			buf_add_char(b, '\\');
		buf_add_char(b, (char)no);
	}
}

struct str md_restore(struct md *m, struct str s, enum md_restore how)
{
	if (!m->edits.n || next_rare(s, 0) == s.n)
		return str_copy(m->a, s);
	struct buf b = buf_new(m->a);
	for (size_t i = 0; i < s.n;) {
		size_t at = next_rare(s, i);
		buf_add(&b, str_sub(s, i, at));
		if (at == s.n)
			break;
		uint32_t no = md_token_at(s, at);
		if (no)
			add_restored(m, &b, no, how);
		else if (!md_is_guard(s, at))
			buf_add(&b, str_sub(s, at, at + 4));
		i = at + 4;
	}
	return buf_str(&b);
}

/* The last edit at or before this place of the text, or NULL. */
static const struct md_edit *edit_before(const struct md *m, size_t at)
{
	size_t low = 0, high = m->edits.n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (m->edits.items[middle].at <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? &m->edits.items[low - 1] : NULL;
}

static size_t source_at(const struct md *m, size_t at)
{
	size_t base = (size_t)(m->body.p - m->src->text.p);
	const struct md_edit *e = edit_before(m, at);
	if (!e)
		return base + at;
	if (at < e->at + e->len)
		return base + e->from;
	return base + e->from + e->size + (at - e->at - e->len);
}

static bool is_amid_character(struct str s, size_t at)
{
	return at < s.n && ((unsigned char)s.p[at] & 0xC0) == 0x80;
}

struct span md_span(const struct md *m, size_t from, size_t to)
{
	size_t begin = source_at(m, from), end = source_at(m, to);
	struct span all = {m->src, 0, (uint32_t)m->src->text.n};
	/* A place may be a guess (what an entity became), but half a character is none. */
	while (begin && is_amid_character(m->src->text, begin))
		begin--;
	while (is_amid_character(m->src->text, end))
		end++;
	return span_sub(all, begin, end > begin ? end - begin : 0);
}

size_t md_line_begin(const struct md *m, int line)
{
	if (line < 1)
		return 0;
	return (size_t)line <= m->lines.n ? m->lines.items[line - 1] : m->text.n;
}

struct str md_line(const struct md *m, int line)
{
	struct str s = str_sub(m->text, md_line_begin(m, line), md_line_begin(m, line + 1));
	while (s.n && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == '\r'))
		s.n--;
	return s;
}

struct span md_lines_span(const struct md *m, int line, size_t column, int last_line)
{
	size_t begin = md_line_begin(m, line);
	struct str last = md_line(m, last_line);
	size_t end = md_line_begin(m, last_line) + last.n;
	return md_span(m, begin + column <= end ? begin + column : begin, end);
}
