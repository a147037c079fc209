/* SPDX-License-Identifier: MIT */
#include "render/csv.h"

#include "base/arena.h"
#include "base/utf8.h"

enum {
	SAFE_DIGITS = 9
}; /* that a spreadsheet shows, and saves, of a number in a cell of no format */

static size_t digits_at(struct str s, size_t i)
{
	size_t n = 0;
	while (i + n < s.n && char_is_digit(s.p[i + n]))
		n++;
	return n;
}

/* --- what would be saved as something else --- */

/* A number that a spreadsheet writes as it read it: 12, -3, 0.5; not 007, 1.50, +5, 1E5, 60%. */
static bool is_plain_number(struct str s)
{
	size_t at = str_starts(s, STR("-")), whole = digits_at(s, at), part = 0;
	if (!whole || (whole > 1 && s.p[at] == '0') || str_eq(s, STR("-0")))
		return false;
	size_t end = at + whole;
	if (end < s.n && s.p[end] == '.') {
		part = digits_at(s, end + 1);
		end += 1 + part;
		if (!part || s.p[end - 1] == '0')
			return false;
	}
	return end == s.n && whole + part <= SAFE_DIGITS;
}

/* 3-4, 1/2, 12:30, 1,000, (5), ¥5, 5月1日: what is only digits and the signs of numbers and dates.
 */
static bool looks_like_number(struct str s)
{
	static const char *const han = "年月日时分秒";
	static const char *const fronts[] = {"(", "$", "¥", "￥", "+", "-", "."};
	for (size_t i = 0; i < ARRAY_LEN(fronts); i++)
		if (str_starts(s, str_from(fronts[i])))
			s = str_after(s, str_from(fronts[i]).n);
	if (!s.n || !char_is_digit(s.p[0]))
		return false;
	for (size_t i = 0, n; i < s.n; i += n) {
		uint32_t rune = utf8_decode(str_after(s, i), &n);
		if (rune > 0x7F && !str_has(str_from(han), str_sub(s, i, i + n)))
			return false;
	}
	return true;
}

/* May 3, dec-1, MARCH1: letters that begin the name of a month, and behind them a number. */
static bool looks_like_month(struct arena *a, struct str s)
{
	static const char *const months[] = {"january", "february", "march", "april", "may", "june",
		"july", "august", "september", "october", "november", "december"};
	size_t n = 0;
	s = str_lower(a, s);
	while (n < s.n && s.p[n] >= 'a' && s.p[n] <= 'z')
		n++;
	struct str letters = str_sub(s, 0, n), rest = str_after(s, n);
	while (rest.n &&
		(rest.p[0] == ' ' || rest.p[0] == '-' || rest.p[0] == '/' || rest.p[0] == '.'))
		rest = str_after(rest, 1);
	if (n < 3 || !digits_at(rest, 0))
		return false;
	bool found = str_eq(letters, STR("sept"));
	for (size_t i = 0; i < ARRAY_LEN(months) && !found; i++)
		found = str_starts(str_from(months[i]), letters);
	return found;
}

static bool is_mistaken(struct arena *a, struct str text)
{
	if (is_plain_number(text))
		return false;
	struct str narrow = utf8_narrow(a, text);
	return looks_like_number(narrow) || looks_like_month(a, narrow) ||
	       str_eq_nocase(narrow, STR("true")) || str_eq_nocase(narrow, STR("false"));
}

/* --- the table --- */

static void add_cell(struct buf *out, struct str text, bool guarded, bool first)
{
	if (!first)
		buf_add_char(out, ',');
	/* The tab stands in quotes, where none takes it for the end of a cell. */
	buf_add_csv(out, guarded ? STR_CAT(out->arena, STR("\t"), text) : text);
}

void csv_begin(struct buf *out)
{
	BUF_LIT(out, "\xEF\xBB\xBF");
}

void csv_add_cell(struct buf *out, struct str text, bool first)
{
	text = str_trim(text);
	add_cell(out, text, cell_is_formula(text), first);
}

void csv_end_row(struct buf *out)
{
	BUF_LIT(out, "\r\n");
}

static bool is_guarded(struct arena *a, const struct cell *cell)
{
	switch (cell->kind) {
	case CELL_TEXT:
		return cell_is_formula(cell->text) || is_mistaken(a, cell->text);
	case CELL_MONTH:
		return char_is_digit(
			cell->text.p[cell->text.n - 1]); /* 2026-07 would become Jul-26 */
	case CELL_DAY:
	case CELL_NUMBER:
	case CELL_PERCENT:
		return false;
	}
	return false;
}

void csv_render(struct buf *out, const struct cell_table *table)
{
	size_t width = table->columns.list.n;
	if (!table->n_rows)
		return;
	csv_begin(out);
	for (size_t i = 0; i < width; i++)
		csv_add_cell(out, table->columns.list.items[i].heading, i == 0);
	csv_end_row(out);
	csv_render_rows(out, table);
}

void csv_render_rows(struct buf *out, const struct cell_table *table)
{
	size_t width = table->columns.list.n;
	struct arena *scratch = arena_new();
	for (size_t i = 0; i < width * table->n_rows; i++) {
		const struct cell *cell = &table->cells[i];
		add_cell(out, cell->text, is_guarded(scratch, cell), i % width == 0);
		if (i % width == width - 1)
			csv_end_row(out);
	}
	arena_free(scratch);
}
