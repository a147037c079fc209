/* SPDX-License-Identifier: MIT */
/* Tables as workbooks keep them (ISO/IEC 29500-1, SpreadsheetML, transitional and strict). */
#ifndef PARSE_XLSX_H
#define PARSE_XLSX_H

#include <stdbool.h>

#include "base/diag.h"
#include "doc/value.h"

/*
 * The first sheet that is not hidden, as csv_parse() gives a table: its first row that is not empty
 * has the headings, or it and the next where it has merged cells over some of them: 人数/男. Cells
 * are texts as a person sees them; a day is 2026-07-03 however it is shown, and 2026-07 where its
 * format shows no day. A merged cell, an error (#N/A), a formula without a result and whatever
 * makes a file unfit is told; the source is one whose places are cells. bytes may be anything: no
 * more than some megabytes are inflated.
 */
bool xlsx_parse(struct arena *a, struct str name, struct str bytes, struct value *ret_rows,
	struct source **ret_source, struct diags *d);

#endif
