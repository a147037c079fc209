/* SPDX-License-Identifier: MIT */
#include "render/template_lex.h"

#include "doc/messages.h"

struct scan {
	struct arena *arena;
	const struct source *src;
	struct diags *diags;
	size_t at; /* what is not read yet begins here */
	bool trim; /* the last tag ended in -%}: white space behind it goes */
	struct pieces pieces;
};

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct str trim_left(struct str s)
{
	while (s.n && is_space(s.p[0]))
		s = str_after(s, 1);
	return s;
}

static struct str trim_right(struct str s)
{
	while (s.n && is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

static void add_text(struct scan *s, struct str text, bool trim_end)
{
	if (s->trim)
		text = trim_left(text);
	if (trim_end)
		text = trim_right(text);
	s->trim = false;
	if (text.n)
		*vec_push(s->arena, &s->pieces.list) = (struct piece){PIECE_TEXT, text, text};
}

static bool is_opener(struct str text, size_t i)
{
	return i + 1 < text.n && text.p[i] == '{' &&
	       (text.p[i + 1] == '{' || text.p[i + 1] == '%' || text.p[i + 1] == '#');
}

static size_t find_opener(struct str text, size_t from)
{
	while (from < text.n && !is_opener(text, from))
		from++;
	return from;
}

/* The end of a text in quotes that begins at i and ends on the same line, or SIZE_MAX. */
static size_t skip_quoted(struct str text, size_t i)
{
	char quote = text.p[i];
	for (i++; i < text.n && text.p[i] != '\n'; i++) {
		if (text.p[i] == '\\')
			i++;
		else if (text.p[i] == quote)
			return i + 1;
	}
	return SIZE_MAX;
}

/* Where the closing mark of a tag whose inside begins at i stands, or SIZE_MAX. */
static size_t find_closer(struct str text, size_t i, char first)
{
	while (i + 1 < text.n) {
		if (text.p[i] == first && text.p[i + 1] == '}')
			return i;
		if (is_opener(text, i))
			return SIZE_MAX;
		if (text.p[i] == '"' || text.p[i] == '\'') {
			size_t end = skip_quoted(text, i);
			/* One that is not closed is told by the lexer, at its place. */
			i = end == SIZE_MAX ? i + 1 : end;
		} else {
			i++;
		}
	}
	return SIZE_MAX;
}

static void not_closed(struct scan *s, size_t open, const char *closer)
{
	struct str mark = str_sub(s->src->text, open, open + 2);
	diag_add(s->diags, MSG(template_tag_open), span_of(s->src, mark),
		ARGS(mark, str_from(closer)));
	s->pieces.failed = true;
}

static void scan_comment(struct scan *s, size_t open)
{
	struct str text = s->src->text;
	size_t end = str_find(str_after(text, open + 2), STR("#}"));
	if (end == SIZE_MAX) {
		not_closed(s, open, "#}");
		s->at = text.n;
		return;
	}
	end += open + 2;
	s->trim = end > open + 2 && text.p[end - 1] == '-';
	s->at = end + 2;
}

/* At {% endraw %}: its length, else 0. */
static size_t endraw(struct str s, bool *ret_trim_before, bool *ret_trim_after)
{
	struct str rest = str_after(s, 2);
	*ret_trim_before = str_starts(rest, STR("-"));
	rest = trim_left(str_after(rest, *ret_trim_before));
	if (!str_starts(s, STR("{%")) || !str_starts(rest, STR("endraw")))
		return 0;
	rest = trim_left(str_after(rest, 6));
	*ret_trim_after = str_starts(rest, STR("-"));
	rest = str_after(rest, *ret_trim_after);
	return str_starts(rest, STR("%}")) ? (size_t)(rest.p - s.p) + 2 : 0;
}

static void scan_raw(struct scan *s, size_t open)
{
	struct str text = s->src->text;
	for (size_t i = s->at; i < text.n; i++) {
		bool before, after;
		size_t len = endraw(str_after(text, i), &before, &after);
		if (!len)
			continue;
		add_text(s, str_sub(text, s->at, i), before);
		s->trim = after;
		s->at = i + len;
		return;
	}
	not_closed(s, open, "{% endraw %}");
	s->at = text.n;
}

static void scan_tag(struct scan *s, size_t open)
{
	struct str text = s->src->text;
	bool output = text.p[open + 1] == '{';
	size_t end = find_closer(text, open + 2, output ? '}' : '%');
	if (end == SIZE_MAX) {
		not_closed(s, open, output ? "}}" : "%}");
		s->at = find_opener(text, open + 2);
		return;
	}
	struct str inside = str_sub(text, open + 2, end);
	if (str_starts(inside, STR("-")))
		inside = str_after(inside, 1);
	s->trim = str_ends(inside, STR("-"));
	inside.n -= s->trim;
	inside = trim_left(trim_right(inside));
	s->at = end + 2;
	if (!output && str_eq(inside, STR("raw")))
		scan_raw(s, open);
	else
		*vec_push(s->arena, &s->pieces.list) = (struct piece){
			output ? PIECE_OUTPUT : PIECE_TAG, inside, str_sub(text, open, end + 2)};
}

struct pieces template_scan(struct arena *a, const struct source *src, struct diags *d)
{
	struct scan s = {.arena = a, .src = src, .diags = d};
	while (s.at < src->text.n) {
		size_t open = find_opener(src->text, s.at);
		bool trim_end = open + 2 < src->text.n && src->text.p[open + 2] == '-';
		add_text(&s, str_sub(src->text, s.at, open), trim_end);
		if (open == src->text.n)
			break;
		if (src->text.p[open + 1] == '#')
			scan_comment(&s, open);
		else
			scan_tag(&s, open);
	}
	return s.pieces;
}
