/* SPDX-License-Identifier: MIT */
/* The properties that tables and their parts have, and tables in their old, simple form. */
#ifndef FILTER_TABLE_H
#define FILTER_TABLE_H

#include "filter/state.h"

extern const struct property prop_caption, prop_colspecs, prop_head, prop_bodies, prop_foot,
	prop_figure, prop_long, prop_short, prop_rows, prop_body_body, prop_body_head,
	prop_body_columns, prop_cells, prop_alignment, prop_row_span, prop_col_span;

int utils_to_simple_table(lua_State *L);
int utils_from_simple_table(lua_State *L);

#endif
