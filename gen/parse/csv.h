/* SPDX-License-Identifier: MIT */
/* Tables as spreadsheets save them (RFC 4180, with what Excel makes of it) to marked values. */
#ifndef PARSE_CSV_H
#define PARSE_CSV_H

#include <stdbool.h>

#include "base/diag.h"
#include "doc/value.h"

/*
 * A list of maps, one a row, keyed by the headings of the first line as written. A cell without
 * text is left out. Rows that do not fit the headings are told and left out; false where any was,
 * or where the file is no table.
 */
bool csv_parse(struct arena *a, const struct source *src, struct value *ret_rows, struct diags *d);

#endif
