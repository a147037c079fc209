/* SPDX-License-Identifier: MIT */
/* Tables for spreadsheets: CSV by RFC 4180, UTF-8 with a byte order mark, lines ended by CR LF. */
#ifndef RENDER_CSV_H
#define RENDER_CSV_H

#include "base/buf.h"
#include "doc/site.h"

/*
 * The records as a table (columns and cells by render/cell.h). Nothing is added where there are no
 * rows. Which rows may be published is the caller's to know. out's arena is used for what is needed
 * on the way.
 */
void csv_render(struct buf *out, const struct site *site, const struct schema *s,
	const struct records *rows);

/*
 * The parts, for tables that are made otherwise. A cell that a spreadsheet would take for a formula
 * gets a tab in front of it, which our own reader trims; a plain number is left as it is.
 */
void csv_begin(struct buf *out);
void csv_add_cell(struct buf *out, struct str text, bool first);
void csv_end_row(struct buf *out);

#endif
