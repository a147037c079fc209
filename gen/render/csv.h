/* SPDX-License-Identifier: MIT */
/* Tables for spreadsheets: CSV by RFC 4180, UTF-8 with a byte order mark, lines ended by CR LF. */
#ifndef RENDER_CSV_H
#define RENDER_CSV_H

#include "base/buf.h"
#include "render/cell.h"

/*
 * A table that may come back: a text that a spreadsheet would take for a number, a date or a
 * formula, and save as something else, gets a tab in front of it, which our own reader trims.
 */
void csv_render(struct buf *out, const struct cell_table *table);
void csv_render_rows(struct buf *out, const struct cell_table *table); /* without their headings */

/*
 * The parts, for tables that are made otherwise. A cell that a spreadsheet would take for a formula
 * gets the tab; a plain number is left as it is.
 */
void csv_begin(struct buf *out);
void csv_add_cell(struct buf *out, struct str text, bool first);
void csv_end_row(struct buf *out);

#endif
