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
	*s = (struct source){.name = name, .text = text, .marks = marks.items, .n_marks = marks.n};
	return s;
}

struct source *source_new_sheet(struct arena *a, struct str name, struct str text, struct str sheet,
	const struct source_cell *cells, size_t n_cells)
{
	struct source *s = source_new(a, name, text);
	s->sheet = sheet;
	s->cells = cells;
	s->n_cells = n_cells;
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

/* The last cell that begins at or before an offset; the first begins at 0. */
static const struct source_cell *cell_at(const struct source *src, uint32_t at)
{
	size_t low = 0, high = src->n_cells;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		*(src->cells[middle].at <= at ? &low : &high) = middle;
	}
	return &src->cells[low];
}

struct str column_name(uint32_t column, char to[COLUMN_NAME_SIZE])
{
	size_t at = COLUMN_NAME_SIZE;
	for (; column && at; column = (column - 1) / 26)
		to[--at] = (char)('A' + (column - 1) % 26);
	return (struct str){to + at, COLUMN_NAME_SIZE - at};
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
	size_t marks = 0, above = s.src->n_marks; /* of those at or before it, how many */
	while (marks < above) {
		size_t middle = marks + (above - marks) / 2;
		if (s.src->marks[middle] > s.at)
			above = middle;
		else
			marks = middle + 1;
	}
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
	if (s.src->n_cells) {
		const struct source_cell *cell = cell_at(s.src, s.at);
		p.sheet = s.src->sheet;
		p.line = cell->row;
		p.cell_column = cell->column;
	}
	return p;
}
