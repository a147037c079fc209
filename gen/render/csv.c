/* SPDX-License-Identifier: MIT */
#include "render/csv.h"

#include "base/arena.h"
#include "render/cell.h"

/* A Chinese or Japanese Excel takes the full-width signs as well. */
static bool is_formula(struct str s)
{
	static const char *const signs[] = {"=", "+", "-", "@", "＝", "＋", "－", "＠"};
	double number;
	for (size_t i = 0; i < ARRAY_LEN(signs); i++)
		if (str_starts(s, str_from(signs[i])))
			return !str_to_number(s, &number);
	return false;
}

void csv_begin(struct buf *out)
{
	BUF_LIT(out, "\xEF\xBB\xBF");
}

void csv_add_cell(struct buf *out, struct str text, bool first)
{
	if (!first)
		buf_add_char(out, ',');
	text = str_trim(text);
	buf_add_csv(out, is_formula(text) ? STR_CAT(out->arena, STR("\t"), text) : text);
}

void csv_end_row(struct buf *out)
{
	BUF_LIT(out, "\r\n");
}

void csv_render(struct buf *out, const struct site *site, const struct schema *s,
	const struct records *rows)
{
	if (!rows->n)
		return;
	struct arena *a = out->arena;
	struct cell_columns columns = cell_columns(a, site, s, rows);
	csv_begin(out);
	for (size_t i = 0; i < columns.list.n; i++)
		csv_add_cell(out, columns.list.items[i].heading, i == 0);
	csv_end_row(out);
	for (size_t row = 0; row < rows->n; row++) {
		const void *record = (const char *)rows->items + row * s->size;
		for (size_t i = 0; i < columns.list.n; i++)
			csv_add_cell(
				out, cell_text(a, site, &columns.list.items[i], record), i == 0);
		csv_end_row(out);
	}
}
