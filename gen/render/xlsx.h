/* SPDX-License-Identifier: MIT */
/* Tables as Excel, WPS and LibreOffice open them: XLSX, the same bytes for the same table. */
#ifndef RENDER_XLSX_H
#define RENDER_XLSX_H

#include "base/buf.h"
#include "render/cell.h"

/* What a workbook says of itself. */
struct xlsx_about {
	struct str title, author;
	struct str sheet; /* the name of its sheet */
	day_t day;	  /* when it was made; DAY_NONE: nobody knows */
	struct str dir;	  /* where files may lie while it is made */
};

/*
 * Days and months are dates, numbers and percents numbers, all else is text, so that no cell is a
 * formula. 0, or a value of errno and nothing added. out's arena is used on the way.
 */
int xlsx_render(struct buf *out, const struct cell_table *table, const struct xlsx_about *about,
	enum lang lang);

/* Where the bytes go, piece by piece: only once the whole is made and looked at. */
struct xlsx_taker {
	void (*take)(void *to, struct str piece);
	void *to;
};
struct xlsx_sheet {
	struct str name;
	const struct cell_source *rows;
};
/* The same with several sheets (about->sheet is not used), however many rows there are: only some
 * of them are in memory, and what is in a is small. */
int xlsx_render_sheets(struct arena *a, const struct xlsx_taker *taker,
	const struct xlsx_sheet *sheets, size_t n, const struct xlsx_about *about, enum lang lang);

/* A column of a table that is still to be filled in. */
struct xlsx_blank_column {
	struct str heading, hint; /* the hint is shown beside the cell: at most 100 characters */
	double width;		  /* in digits */
	const struct str *words;  /* a list to choose from; NULL: none */
	size_t n_words;
	bool only;	/* nothing else may be typed */
	bool free_form; /* what is typed becomes a date or number if it looks so; else it is text */
};

struct xlsx_blank {
	const struct xlsx_blank_column *columns;
	size_t n_columns, n_rows;
	struct str not_in_list; /* what is said where nothing else may be typed */
};

/* The headings, and rows to write into. Results as above. */
int xlsx_render_blank(struct buf *out, const struct xlsx_blank *blank,
	const struct xlsx_about *about, enum lang lang);

#endif
