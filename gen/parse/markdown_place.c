/* SPDX-License-Identifier: MIT */
/*
 * Where an inline stands. cmark-gfm's own columns are wrong behind indented continuation lines, in
 * cells and in autolinks, so the content of a block is read along with its inlines: whatever an
 * inline was made of is passed, and each line of the content is known to be the end of a line of
 * the text.
 */
#include "parse/markdown_parts.h"

#include <cmark-gfm-extension_api.h>
#include <string.h>

/* A paragraph whose lines are all alike could make the search long. */
enum { MOST_TRIES = 100 };

static const char *find_part(struct str line, struct str part)
{
	return part.n ? memmem(line.p, line.n, part.p, part.n) : line.p + line.n;
}

/* Where this line of the content begins in the text. */
static size_t line_place(const struct md *m, int no, struct str content)
{
	struct str line = md_line(m, no);
	size_t begin = md_line_begin(m, no), blanks = 0;
	/* Of a tab that is half indentation cmark-gfm makes blanks, which stand nowhere. */
	while (blanks < content.n && content.p[blanks] == ' ')
		blanks++;
	content = str_after(content, blanks);
	if (content.n <= line.n && memcmp(line.p + line.n - content.n, content.p, content.n) == 0) {
		size_t at = begin + line.n - content.n;
		return at > blanks ? at - blanks : at;
	}
	const char *found = find_part(line, content);
	return found ? begin + (size_t)(found - line.p) : SIZE_MAX;
}

static struct str content_line(struct str *rest)
{
	size_t n = str_find_char(*rest, '\n');
	struct str line = str_sub(*rest, 0, n);
	*rest = str_after(*rest, n == SIZE_MAX ? rest->n : n + 1);
	return line;
}

/* The table extension makes a paragraph of the lines above a table, and gives it no place. */
static int first_line(cmark_node *from)
{
	int line = cmark_node_get_start_line(from);
	for (cmark_node *n = from; n && line == 0; n = cmark_node_next(n))
		line = cmark_node_get_start_line(n);
	return line ? line : 1;
}

/* Looks up each line of the content, from this line of the text on. */
static bool place_lines(struct md *m, int first)
{
	struct md_place *p = &m->place;
	struct str rest = p->content;
	bool found = true;
	p->first_line = first;
	for (p->n_lines = 0; rest.n; p->n_lines++) {
		int no = first + (int)p->n_lines;
		p->lines[p->n_lines] = (uint32_t)(rest.p - p->content.p);
		size_t at = line_place(m, no, content_line(&rest));
		if (at == SIZE_MAX) {
			found = false;
			at = md_line_begin(m, no);
		}
		p->at[p->n_lines] = (uint32_t)at;
	}
	return found;
}

/* References that stood at the begin of a paragraph are gone from its content. */
static bool skips_references(struct md *m, int first, int last)
{
	struct str rest = m->place.content, line = content_line(&rest);
	int tries = MOST_TRIES;
	for (int no = first; no <= last && tries > 0; no++)
		if (line_place(m, no, line) != SIZE_MAX && tries-- && place_lines(m, no))
			return true;
	return false;
}

void md_place_block(struct md *m, cmark_node *from)
{
	struct md_place *p = &m->place;
	*p = (struct md_place){.content = str_from(cmark_node_get_string_content(from))};
	struct str all = p->content;
	size_t n = 1;
	for (const char *c = all.p; (c = memchr(c, '\n', (size_t)(all.p + all.n - c))); c++)
		n++;
	p->lines = arena_alloc_n(m->scratch, sizeof(*p->lines), n);
	p->at = arena_alloc_n(m->scratch, sizeof(*p->at), n);
	int first = first_line(from);
	if (!place_lines(m, first) &&
		!skips_references(m, first + 1, cmark_node_get_end_line(from)))
		place_lines(m, first);
}

void md_place_cell(struct md *m, struct str content, size_t from, size_t to)
{
	struct md_place *p = &m->place;
	*p = (struct md_place){.content = content, .n_lines = 1};
	p->lines = NEW(m->scratch, uint32_t);
	p->at = arena_copy(m->scratch, &(uint32_t){(uint32_t)from}, sizeof(uint32_t));
	if (to - from == content.n)
		return;
	p->unpiped = arena_alloc_n(m->scratch, sizeof(uint32_t), content.n + 1);
	size_t at = from;
	for (size_t i = 0; i <= content.n; i++) {
		if (at + 1 < to && m->text.p[at] == '\\' && m->text.p[at + 1] == '|')
			at++;
		p->unpiped[i] = (uint32_t)at;
		at += at < to;
	}
}

size_t md_place_at(struct md *m, size_t pos)
{
	struct md_place *p = &m->place;
	if (p->unpiped)
		return p->unpiped[pos <= p->content.n ? pos : p->content.n];
	if (!p->n_lines)
		return 0;
	while (p->line > 0 && pos < p->lines[p->line])
		p->line--;
	while (p->line + 1 < p->n_lines && pos >= p->lines[p->line + 1])
		p->line++;
	return p->at[p->line] + (pos - p->lines[p->line]);
}

struct span md_place_span(struct md *m, size_t from, size_t to)
{
	size_t begin = md_place_at(m, from);
	/* The end belongs to the line of the character before it. */
	size_t end = to > from ? md_place_at(m, to - 1) + 1 : begin;
	return md_span(m, begin, end);
}

/* --- text --- */

static bool is_ascii_punct(char c)
{
	return (unsigned char)c < 0x80 && rune_is_punct((unsigned char)c);
}

static size_t entity_length(struct str s, size_t at)
{
	size_t i = at + 1;
	while (i < s.n && i - at < 40 &&
		(s.p[i] == '#' || (s.p[i] >= '0' && s.p[i] <= '9') ||
			((s.p[i] | 0x20) >= 'a' && (s.p[i] | 0x20) <= 'z')))
		i++;
	return i < s.n && i > at + 1 && s.p[i] == ';' ? i + 1 - at : 0;
}

static size_t rune_length(struct str s, size_t at)
{
	size_t n = 0;
	if (at < s.n)
		utf8_decode(str_after(s, at), &n);
	return n;
}

/* How many bytes of the literal the entity became: one character, of a few entities two. */
static size_t entity_result(struct str literal, size_t i, struct str content, size_t behind)
{
	size_t one = rune_length(literal, i), two = one + rune_length(literal, i + one);
	bool more = i + one < literal.n;
	char next = behind < content.n ? content.p[behind] : 0;
	if (next == '\\' && behind + 1 < content.n && is_ascii_punct(content.p[behind + 1]))
		next = content.p[behind + 1];
	if (more && literal.p[i + one] != next && next != '&' && i + two <= literal.n &&
		(i + two == literal.n || literal.p[i + two] == next))
		return two;
	return one;
}

/* Whether the literal begins with what looks like an entity in the content, and is none. */
static bool is_no_entity(struct str literal, struct str entity)
{
	return str_starts(literal, entity) && !str_eq(entity, STR("&amp;"));
}

static size_t read_along(struct md_place *p, struct str literal, uint32_t *map)
{
	struct str content = p->content;
	size_t c = p->pos, i = 0;
	while (i < literal.n && c < content.n) {
		size_t entity = content.p[c] == '&' ? entity_length(content, c) : 0;
		size_t made = 1, read = 1;
		if (content.p[c] == '\\' && c + 1 < content.n && is_ascii_punct(literal.p[i]) &&
			content.p[c + 1] == literal.p[i]) {
			read = 2;
		} else if (entity &&
			   !is_no_entity(str_after(literal, i), str_sub(content, c, c + entity))) {
			read = entity;
			made = entity_result(literal, i, content, c + entity);
		} else if (content.p[c] != literal.p[i]) {
			break;
		}
		for (size_t k = 0; k < made && i < literal.n; k++)
			map[i++] = (uint32_t)c;
		c += read;
	}
	while (i <= literal.n)
		map[i++] = (uint32_t)c;
	return c;
}

struct md_origin md_place_text(struct md *m, struct str literal)
{
	struct md_place *p = &m->place;
	struct md_origin o = {.base = p->pos};
	struct str here = str_sub(p->content, p->pos, p->pos + literal.n);
	/* Both may also be what is left of two characters or more. */
	bool sure = !memchr(literal.p, '\\', literal.n) && !memchr(literal.p, '&', literal.n);
	if (sure && str_eq(here, literal)) {
		p->pos += literal.n;
		return o;
	}
	uint32_t *map = arena_alloc_n(m->scratch, sizeof(*map), literal.n + 1);
	p->pos = read_along(p, literal, map);
	o.map = map;
	return o;
}

/* --- links --- */

static size_t skip_blanks(struct str s, size_t i)
{
	while (i < s.n && strchr(" \t\n\r", s.p[i]))
		i++;
	return i;
}

static size_t skip_delimited(struct str s, size_t i, char close)
{
	for (i++; i < s.n && s.p[i] != close; i++)
		if (s.p[i] == '\\' && i + 1 < s.n)
			i++;
	return i < s.n ? i + 1 : s.n;
}

static size_t skip_address(struct str s, size_t i)
{
	if (i < s.n && s.p[i] == '<')
		return skip_delimited(s, i, '>');
	for (int open = 0; i < s.n && !strchr(" \t\n\r", s.p[i]); i++) {
		if (s.p[i] == '\\' && i + 1 < s.n && is_ascii_punct(s.p[i + 1]))
			i++;
		else if (s.p[i] == '(')
			open++;
		else if (s.p[i] == ')' && open-- == 0)
			break;
	}
	return i;
}

/* (address "title"): what stands behind its parenthesis, or 0. */
static size_t skip_link_tail(struct str s, size_t i)
{
	i = skip_blanks(s, skip_address(s, skip_blanks(s, i + 1)));
	char c = i < s.n ? s.p[i] : 0;
	if (c == '"' || c == '\'' || c == '(')
		i = skip_blanks(s, skip_delimited(s, i, c == '(' ? ')' : c));
	return i < s.n && s.p[i] == ')' ? i + 1 : 0;
}

static size_t skip_label(struct str s, size_t i)
{
	for (i++; i < s.n && s.p[i] != ']' && s.p[i] != '['; i++)
		if (s.p[i] == '\\' && i + 1 < s.n)
			i++;
	return i < s.n && s.p[i] == ']' ? i + 1 : 0;
}

void md_place_link_end(struct md *m)
{
	struct md_place *p = &m->place;
	struct str s = p->content;
	if (p->pos >= s.n || s.p[p->pos] != ']')
		return;
	p->pos++;
	char next = p->pos < s.n ? s.p[p->pos] : 0;
	size_t end = next == '(' ? skip_link_tail(s, p->pos) : 0;
	if (!end && next == '[')
		end = skip_label(s, p->pos);
	if (end)
		p->pos = end;
}
