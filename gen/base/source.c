/* SPDX-License-Identifier: MIT */
#include "base/source.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "base/vec.h"

/* A mark every so many lines: a small file needs none, a large one is not read from its top again
 * for each place in it. */
enum { LINES_A_MARK = 128 };

struct source *source_new(struct arena *a, struct str name, struct str text)
{
	struct source *s = NEW(a, struct source);
	VEC(uint32_t) marks = {0};
	size_t lines = 0, begin = 0;
	for (size_t at; (at = str_find_char(str_after(text, begin), '\n')) != SIZE_MAX;) {
		begin += at + 1;
		if (++lines % LINES_A_MARK == 0)
			*vec_push(a, &marks) = (uint32_t)begin;
	}
	*s = (struct source){name, text, marks.items, marks.n};
	return s;
}

struct span span_file(const struct source *src)
{
	return (struct span){src, 0, 0};
}

struct span span_of(const struct source *src, struct str part)
{
	return (struct span){src, (uint32_t)(part.p - src->text.p), (uint32_t)part.n};
}

struct span span_sub(struct span s, size_t from, size_t len)
{
	if (!s.src)
		return s;
	size_t at = s.at + from;
	if (at > s.src->text.n)
		at = s.src->text.n;
	if (len > s.src->text.n - at)
		len = s.src->text.n - at;
	return (struct span){s.src, (uint32_t)at, (uint32_t)len};
}

struct str span_text(struct span s)
{
	return s.src ? str_sub(s.src->text, s.at, (size_t)s.at + s.len) : STR_NONE;
}

struct place span_place(struct span s)
{
	struct place p = {0};
	if (!s.src)
		return p;
	p.name = s.src->name;
	struct str text = s.src->text;
	if ((s.at == 0 && s.len == 0) || s.at > text.n)
		return p;
	size_t marks = s.src->n_marks;
	while (marks && s.src->marks[marks - 1] > s.at)
		marks--;
	size_t begin = marks ? s.src->marks[marks - 1] : 0;
	p.line = (uint32_t)marks * LINES_A_MARK + 1;
	for (size_t at; (at = str_find_char(str_sub(text, begin, s.at), '\n')) != SIZE_MAX;) {
		begin += at + 1;
		p.line++;
	}
	struct str rest = str_after(text, begin);
	p.text = str_line(&rest);
	p.column = (uint32_t)utf8_count(str_sub(text, begin, s.at)) + 1;
	/* A span over several lines is underlined to the end of its first. */
	size_t in_line = s.at - begin < p.text.n ? p.text.n - (s.at - begin) : 0;
	size_t len = s.len < in_line ? s.len : in_line;
	p.count = (uint32_t)utf8_count(str_sub(text, s.at, s.at + len));
	return p;
}
