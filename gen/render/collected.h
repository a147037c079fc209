/* SPDX-License-Identifier: MIT */
/* What came back of a form, as tables: the returns, what they add up to, who is late or missing. */
#ifndef RENDER_COLLECTED_H
#define RENDER_COLLECTED_H

#include "doc/collected.h"
#include "doc/site.h"
#include "render/xlsx.h"

/*
 * The tables of a summary. However many returns there are, their rows are made piece by piece:
 * what is whole in memory does not grow with them.
 */
enum collected_which {
	COLLECTED_RETURNS,
	COLLECTED_TOTALS,
	COLLECTED_MISSING,
	/* A line to sign on for each name in a table of the form that has a signature beside it, or
	 * else for each return; no columns where the form asks for no signature. Only of returns
	 * that count. */
	COLLECTED_SHEET,
	N_COLLECTED_TABLES
};
struct collected_tables {
	struct cell_source of[N_COLLECTED_TABLES];
};
/* only: of the missing those of these times, whether they are over or not (NULL: of all that are
 * over). */
struct collected_tables collected_tables(struct arena *a, const struct site *site,
	const struct collected *all, const struct occurrence *only);
/* collected_sheet.c: the last of them. */
struct cell_source collected_sheet(
	struct arena *a, const struct site *site, const struct collected *all);

/*
 * The returns from first on, n at most, as other programs read them: by the ids of the fields, then
 * _file and _status. The headings stand before those from 0 on. The bytes of all the pieces
 * together are the file.
 */
void collected_render_csv(struct buf *out, const struct site *site, const struct collected *all,
	size_t first, size_t n);
/* 0, or a value of errno. dir: where files may lie while it is made. */
int collected_render_xlsx(struct arena *a, const struct xlsx_taker *taker, const struct site *site,
	const struct collected *all, const struct collected_tables *tables, struct str dir);

/*
 * The context of the template collect.html: title, and tables with heading and columns, last of
 * them the sheet of signatures, where there is one. For the rows of a table stands a mark,
 * table.rows: where it is in the page, what collect-rows.html makes of collected_rows() belongs.
 */
struct value collected_context(struct arena *a, const struct site *site,
	const struct collected *all, const struct collected_tables *tables);
struct str collected_mark(struct arena *a, size_t table);
struct value collected_rows(struct arena *a, const struct cell_table *rows, size_t width);

/* A party that has not reported, or late; n of them. */
struct collected_missing {
	const struct deadline *deadline;
	const struct occurrence *time;
	const struct party *party;
	struct board_cell cell;
};
struct collected_missing *collected_missing(struct arena *a, const struct site *site,
	const struct collected *all, const struct occurrence *only, size_t *ret_n);
struct str collected_missing_text(
	struct arena *a, const struct site *site, const struct collected_missing *m);

#endif
