/* SPDX-License-Identifier: MIT */
/*
 * What cmark-gfm 0.29.0.gfm.6 takes minutes for is refused before it begins. Its costs were
 * measured: images and <? are worked through again for each one before them, within a paragraph; a
 * row of dashes makes it read the whole paragraph above as a table head; a table gets all its cells
 * though its rows have none; a reference copies its address.
 */
#include "parse/markdown_parts.h"

#include <string.h>

enum {
	MAX_BYTES = 4 * 1024 * 1024,
	MAX_IMAGES = 2000,	 /* in a paragraph */
	MAX_DECLARATIONS = 1000, /* in a paragraph */
	MAX_CELLS = 200 * 1000,	 /* in a table */
	MAX_HEAD_WORK = 1000 * 1000 * 1000,
	MAX_REFERENCE_BYTES = 64 * 1024 * 1024,
};

struct limits {
	struct md *m;
	/* of the paragraph that is being read */
	size_t bytes, lines, images, declarations, columns, rows;
	struct str table;
	size_t head_work;
	/* of the file */
	size_t brackets, longest_reference;
	struct str reference;
	bool reading_reference;
	struct str reference_from;
};

static bool refuse(struct limits *l, const struct message *m, struct str at, size_t limit)
{
	struct str number = str_printf(l->m->a, "%zu", limit);
	diag_add(l->m->d, m, span_of(l->m->src, at), ARGS(number));
	return false;
}

static size_t list_mark(struct str s)
{
	size_t n = 0;
	if (s.n && (s.p[0] == '-' || s.p[0] == '+' || s.p[0] == '*')) {
		n = 1;
	} else {
		while (n < s.n && n < 9 && s.p[n] >= '0' && s.p[n] <= '9')
			n++;
		if (!n || n == s.n || (s.p[n] != '.' && s.p[n] != ')'))
			return 0;
		n++;
	}
	return n == s.n || s.p[n] == ' ' || s.p[n] == '\t' ? n : 0;
}

/* What the line holds behind the marks of quotations and list items; their number. */
static struct str behind_marks(struct str line, size_t *ret_depth)
{
	*ret_depth = 0;
	for (;;) {
		while (line.n && (line.p[0] == ' ' || line.p[0] == '\t'))
			line = str_after(line, 1);
		size_t mark = line.n && line.p[0] == '>' ? 1 : list_mark(line);
		if (!mark)
			return line;
		line = str_after(line, mark);
		*ret_depth += 1;
	}
}

bool md_is_table_mark(struct str line)
{
	bool dash = false;
	for (size_t i = 0; i < line.n; i++) {
		if (!strchr("|:- \t\v\f\r", line.p[i]))
			return false;
		dash |= line.p[i] == '-';
	}
	return dash;
}

static size_t count_char(struct str s, char c)
{
	size_t n = 0;
	for (const char *p = s.p, *end = s.p + s.n; (p = memchr(p, c, (size_t)(end - p))); p++)
		n++;
	return n;
}

static bool check_table(struct limits *l, struct str line)
{
	if (md_is_table_mark(line)) {
		size_t columns = count_char(line, '|') + 1;
		if (columns > l->columns) {
			l->columns = columns;
			l->table = line;
		}
		l->head_work += l->bytes * l->lines;
		if (l->head_work > MAX_HEAD_WORK)
			return refuse(l, MSG(markdown_head_work), line, l->lines);
	}
	if (l->columns && ++l->rows * l->columns > MAX_CELLS)
		return refuse(l, MSG(markdown_table_too_large), l->table, MAX_CELLS);
	return true;
}

static bool check_marks(struct limits *l, struct str line)
{
	const char *end = line.p + line.n;
	for (const char *p = line.p; (p = memchr(p, '[', (size_t)(end - p))); p++) {
		l->brackets++;
		if (p > line.p && p[-1] == '!' && ++l->images > MAX_IMAGES)
			return refuse(l, MSG(markdown_too_many_images), (struct str){p - 1, 2},
				MAX_IMAGES);
	}
	for (const char *p = line.p; (p = memchr(p, '<', (size_t)(end - p))); p++)
		if (p + 1 < end && (p[1] == '?' || p[1] == '!') &&
			++l->declarations > MAX_DECLARATIONS)
			return refuse(l, MSG(markdown_too_many_tags), (struct str){p, 2},
				MAX_DECLARATIONS);
	return true;
}

/* A definition may run over lines to the end of its paragraph. */
static void note_reference(struct limits *l, struct str line)
{
	if (line.n && line.p[0] == '[' && str_has(line, STR("]:"))) {
		l->reading_reference = true;
		l->reference_from = line;
	}
	if (!l->reading_reference)
		return;
	size_t length = (size_t)(line.p + line.n - l->reference_from.p);
	if (length > l->longest_reference) {
		l->longest_reference = length;
		l->reference = l->reference_from;
	}
}

static void end_paragraph(struct limits *l)
{
	l->bytes = l->lines = l->images = l->declarations = l->columns = l->rows = 0;
	l->reading_reference = false;
}

static bool check_line(struct limits *l, struct str line)
{
	size_t depth;
	struct str inside = behind_marks(line, &depth);
	if (depth > NODE_DEPTH_LIMIT)
		return refuse(l, MSG(markdown_too_deep), str_sub(line, 0, line.n - inside.n),
			NODE_DEPTH_LIMIT);
	if (!inside.n) {
		end_paragraph(l);
		return true;
	}
	note_reference(l, inside);
	if (!check_table(l, inside) || !check_marks(l, inside))
		return false;
	l->bytes += line.n;
	l->lines++;
	return true;
}

bool md_limits(struct md *m)
{
	struct limits l = {.m = m};
	if (m->body.n > MAX_BYTES)
		return refuse(&l, MSG(markdown_too_large), str_sub(m->body, 0, 1), MAX_BYTES >> 20);
	struct str rest = m->body;
	while (rest.n)
		if (!check_line(&l, str_line(&rest)))
			return false;
	if (l.longest_reference > 1000 && l.longest_reference * l.brackets > MAX_REFERENCE_BYTES)
		return refuse(&l, MSG(markdown_reference_too_long), l.reference, l.brackets);
	return true;
}
