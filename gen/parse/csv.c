/* SPDX-License-Identifier: MIT */
#include "parse/csv.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "doc/messages.h"
#include "parse/table.h"

struct csv {
	struct table table;
	const struct source *src;
	struct str text;
	size_t at;
	char comma;  /* ',' or, from a German-style Excel, ';' or a tab */
	bool broken; /* the row, and that was told */
	VEC(struct table_cell) row;
};

static bool at_end(const struct csv *t)
{
	return t->at >= t->text.n;
}

static char peek(const struct csv *t)
{
	return at_end(t) ? '\0' : t->text.p[t->at];
}

static void tell(struct csv *t, const struct message *m, struct span at, struct args args)
{
	diag_add(t->table.diags, m, at, args);
	t->table.failed = t->broken = true;
}

static struct span here(const struct csv *t, size_t from)
{
	size_t len = t->at > from ? t->at - from : 1;
	return span_sub(span_of(t->src, t->text), from, len);
}

static struct table_cell plain_cell(struct csv *t)
{
	size_t from = t->at;
	while (!at_end(t) && peek(t) != t->comma && peek(t) != '\n' && peek(t) != '\r')
		t->at++;
	return (struct table_cell){str_sub(t->text, from, t->at), here(t, from)};
}

static struct table_cell quoted_cell(struct csv *t)
{
	size_t from = t->at++;
	struct buf b = buf_new(t->table.arena);
	for (;;) {
		size_t quote = str_find_char(str_after(t->text, t->at), '"');
		if (quote == SIZE_MAX) {
			tell(t, MSG(csv_quote), span_sub(span_of(t->src, t->text), from, 1),
				NO_ARGS);
			t->at = t->text.n;
			return (struct table_cell){buf_str(&b), here(t, from)};
		}
		buf_add(&b, str_sub(t->text, t->at, t->at + quote));
		t->at += quote + 1;
		if (peek(t) != '"')
			break;
		buf_add_char(&b, '"');
		t->at++;
	}
	struct table_cell c = {
		str_replace(t->table.arena, buf_str(&b), STR("\r\n"), STR("\n")), here(t, from)};
	if (!at_end(t) && peek(t) != t->comma && peek(t) != '\n' && peek(t) != '\r') {
		size_t stray = t->at;
		plain_cell(t);
		tell(t, MSG(csv_after_quote), here(t, stray), NO_ARGS);
	}
	return c;
}

/* One record into t->row; false at the end of the text. */
static bool next_row(struct csv *t)
{
	t->row.n = 0;
	t->broken = false;
	if (at_end(t))
		return false;
	for (;;) {
		struct table_cell c = peek(t) == '"' ? quoted_cell(t) : plain_cell(t);
		if (c.text.n > TABLE_CELL_BYTES) {
			tell(t, MSG(table_cell_long), c.at, NO_ARGS);
		}
		*vec_push(t->table.arena, &t->row) = c;
		if (peek(t) != t->comma || at_end(t) || t->row.n > TABLE_COLUMNS)
			break;
		t->at++;
	}
	if (peek(t) == '\r')
		t->at++;
	if (peek(t) == '\n')
		t->at++;
	return true;
}

static bool row_is_blank(const struct csv *t)
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

static bool read_headings(struct csv *t)
{
	if (!next_row(t) || row_is_blank(t)) {
		tell(t, MSG(table_empty), span_file(t->src), NO_ARGS);
		return false;
	}
	if (t->row.n > TABLE_COLUMNS) {
		tell(t, MSG(table_wide), t->row.items[0].at, NO_ARGS);
		return false;
	}
	while (t->row.n && !str_trim(t->row.items[t->row.n - 1].text).n)
		t->row.n--; /* Excel writes empty columns behind the last */
	table_head(&t->table, t->row.items, t->row.n);
	return true;
}

static struct span span_of_row(const struct csv *t)
{
	struct span first = t->row.items[0].at, last = t->row.items[t->row.n - 1].at;
	first.len = last.at + last.len - first.at;
	return first;
}

/* Whether the row has a cell for each heading and nothing behind them; says so if not. */
static bool row_fits(struct csv *t)
{
	size_t want = t->table.headings.n, filled = t->row.n;
	while (filled > want && !str_trim(t->row.items[filled - 1].text).n)
		filled--;
	if (filled == want || (t->row.n >= want && filled <= want))
		return true;
	struct str have = str_printf(t->table.arena, "%zu", filled);
	struct str wanted = str_printf(t->table.arena, "%zu", want);
	if (filled > want)
		tell(t, MSG(csv_cells_many), t->row.items[want].at, ARGS(have, wanted));
	else
		tell(t, MSG(csv_cells_few), span_of_row(t),
			ARGS(have, wanted, t->table.headings.items[filled].text));
	return false;
}

/* One word over a row of several: people put the title of a table above its headings. */
static bool is_title(const struct csv *t)
{
	size_t filled = 0;
	for (size_t i = 0; i < t->row.n; i++)
		filled += str_trim(t->row.items[i].text).n > 0;
	return t->table.headings.n == 1 && !t->table.rows.n && filled > 1;
}

bool csv_parse(struct arena *a, const struct source *src, struct value *ret_rows, struct diags *d)
{
	struct csv t = {.table = {.arena = a, .diags = d, .rows = value_list()},
		.src = src,
		.text = src->text,
		.comma = guess_comma(src->text)};
	bool room = read_headings(&t);
	while (room && next_row(&t)) {
		if (t.broken || row_is_blank(&t))
			continue;
		if (is_title(&t)) {
			const struct table_cell *title = &t.table.headings.items[0];
			tell(&t, MSG(table_title), title->at, ARGS(title->text));
			break;
		}
		if (row_fits(&t))
			room = table_add(&t.table, t.row.items, span_of_row(&t));
	}
	*ret_rows = t.table.rows;
	ret_rows->at = span_file(src);
	return !t.table.failed;
}
