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

#endif
