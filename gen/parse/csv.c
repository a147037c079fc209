/* SPDX-License-Identifier: MIT */
#include "parse/csv.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "doc/messages.h"

enum { COLUMN_LIMIT = 1000, ROW_LIMIT = 20000, CELL_LIMIT = 1024 * 1024 };

struct cell {
	struct str text;
	struct span at;
};

struct table {
	struct arena *arena;
	const struct source *src;
	struct diags *diags;
	struct str text;
	size_t at;
	char comma; /* ',' or, from a German-style Excel, ';' or a tab */
	bool failed;
	bool broken; /* the row, and that was told */
	VEC(struct cell) headings, row;
};

static bool at_end(const struct table *t)
{
	return t->at >= t->text.n;
}

static char peek(const struct table *t)
{
	return at_end(t) ? '\0' : t->text.p[t->at];
}

static void tell(struct table *t, const struct message *m, struct span at, struct args args)
{
	diag_add(t->diags, m, at, args);
	t->failed = t->broken = true;
}

static struct span here(const struct table *t, size_t from)
{
	size_t len = t->at > from ? t->at - from : 1;
	return span_sub(span_of(t->src, t->text), from, len);
}

static struct cell plain_cell(struct table *t)
{
	size_t from = t->at;
	while (!at_end(t) && peek(t) != t->comma && peek(t) != '\n' && peek(t) != '\r')
		t->at++;
	return (struct cell){str_sub(t->text, from, t->at), here(t, from)};
}

static struct cell quoted_cell(struct table *t)
{
	size_t from = t->at++;
	struct buf b = buf_new(t->arena);
	for (;;) {
		size_t quote = str_find_char(str_after(t->text, t->at), '"');
		if (quote == SIZE_MAX) {
			tell(t, MSG(csv_quote), span_sub(span_of(t->src, t->text), from, 1),
				NO_ARGS);
			t->at = t->text.n;
			return (struct cell){buf_str(&b), here(t, from)};
		}
		buf_add(&b, str_sub(t->text, t->at, t->at + quote));
		t->at += quote + 1;
		if (peek(t) != '"')
			break;
		buf_add_char(&b, '"');
		t->at++;
	}
	struct cell c = {str_replace(t->arena, buf_str(&b), STR("\r\n"), STR("\n")), here(t, from)};
	if (!at_end(t) && peek(t) != t->comma && peek(t) != '\n' && peek(t) != '\r') {
		size_t stray = t->at;
		plain_cell(t);
		tell(t, MSG(csv_after_quote), here(t, stray), NO_ARGS);
	}
	return c;
}

/* One record into t->row; false at the end of the text. */
static bool next_row(struct table *t)
{
	t->row.n = 0;
	t->broken = false;
	if (at_end(t))
		return false;
	for (;;) {
		struct cell c = peek(t) == '"' ? quoted_cell(t) : plain_cell(t);
		if (c.text.n > CELL_LIMIT) {
			tell(t, MSG(csv_cell_long), c.at, NO_ARGS);
		}
		*vec_push(t->arena, &t->row) = c;
		if (peek(t) != t->comma || at_end(t) || t->row.n > COLUMN_LIMIT)
			break;
		t->at++;
	}
	if (peek(t) == '\r')
		t->at++;
	if (peek(t) == '\n')
		t->at++;
	return true;
}

static bool row_is_blank(const struct table *t)
{
	for (size_t i = 0; i < t->row.n; i++)
		if (str_trim(t->row.items[i].text).n)
			return false;
	return true;
}

static char guess_comma(struct str text)
{
	struct str line = str_line(&text);
	const char candidates[] = {',', ';', '\t'};
	for (size_t i = 0; i < sizeof(candidates); i++)
		if (str_find_char(line, candidates[i]) != SIZE_MAX)
			return candidates[i];
	return ',';
}

static bool read_headings(struct table *t)
{
	if (!next_row(t) || row_is_blank(t)) {
		tell(t, MSG(csv_empty), span_file(t->src), NO_ARGS);
		return false;
	}
	if (t->row.n > COLUMN_LIMIT) {
		tell(t, MSG(csv_wide), t->row.items[0].at, NO_ARGS);
		return false;
	}
	while (t->row.n && !str_trim(t->row.items[t->row.n - 1].text).n)
		t->row.n--; /* Excel writes empty columns behind the last */
	for (size_t i = 0; i < t->row.n; i++) {
		struct cell c = t->row.items[i];
		c.text = utf8_narrow(t->arena, c.text);
		if (!c.text.n)
			tell(t, MSG(csv_no_heading), c.at, NO_ARGS);
		for (size_t j = 0; j < i; j++)
			if (c.text.n && str_eq_nocase(t->headings.items[j].text, c.text)) {
				tell(t, MSG(csv_heading_twice), c.at, ARGS(c.text));
				c.text = STR_NONE; /* told; the first one counts */
			}
		*vec_push(t->arena, &t->headings) = c;
	}
	return true;
}

static struct span span_of_row(const struct table *t)
{
	struct span first = t->row.items[0].at, last = t->row.items[t->row.n - 1].at;
	first.len = last.at + last.len - first.at;
	return first;
}

/* Whether the row has a cell for each heading and nothing behind them; says so if not. */
static bool row_fits(struct table *t)
{
	size_t want = t->headings.n, filled = t->row.n;
	while (filled > want && !str_trim(t->row.items[filled - 1].text).n)
		filled--;
	if (filled == want || (t->row.n >= want && filled <= want))
		return true;
	struct str have = str_printf(t->arena, "%zu", filled);
	struct str wanted = str_printf(t->arena, "%zu", want);
	if (filled > want)
		tell(t, MSG(csv_cells_many), t->row.items[want].at, ARGS(have, wanted));
	else
		tell(t, MSG(csv_cells_few), span_of_row(t),
			ARGS(have, wanted, t->headings.items[filled].text));
	return false;
}

static void add_row(struct table *t, struct value *rows)
{
	struct value map = value_map();
	map.at = span_of_row(t);
	for (size_t i = 0; i < t->headings.n; i++) {
		struct cell c = t->row.items[i];
		if (!t->headings.items[i].text.n)
			continue;
		struct value v = value_text(str_trim(c.text));
		v.at = c.at;
		value_append(t->arena, &map, t->headings.items[i].text, v);
		map.pairs[map.n - 1].key_at = t->headings.items[i].at;
	}
	value_add(t->arena, rows, map);
}

bool csv_parse(struct arena *a, const struct source *src, struct value *ret_rows, struct diags *d)
{
	struct table t = {.arena = a,
		.src = src,
		.diags = d,
		.text = src->text,
		.comma = guess_comma(src->text)};
	*ret_rows = value_list();
	ret_rows->at = span_file(src);
	if (!read_headings(&t))
		return false;
	for (size_t n = 0; next_row(&t);) {
		if (t.broken || row_is_blank(&t))
			continue;
		if (n++ == ROW_LIMIT) {
			tell(&t, MSG(csv_long), t.row.items[0].at, NO_ARGS);
			break;
		}
		if (row_fits(&t))
			add_row(&t, ret_rows);
	}
	return !t.failed;
}
