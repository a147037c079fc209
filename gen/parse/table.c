/* SPDX-License-Identifier: MIT */
#include "parse/table.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "doc/messages.h"

static void tell(struct table *t, const struct message *m, struct span at, struct args args)
{
	diag_add(t->diags, m, at, args);
	t->failed = true;
}

void table_head(struct table *t, const struct table_cell *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct table_cell c = cells[i];
		c.text = utf8_narrow(t->arena, c.text);
		if (!c.text.n)
			tell(t, MSG(table_no_heading), c.at, NO_ARGS);
		for (size_t j = 0; j < i; j++)
			if (c.text.n && str_eq_nocase(t->headings.items[j].text, c.text)) {
				tell(t, MSG(table_heading_twice), c.at, ARGS(c.text));
				c.text = STR_NONE; /* told; the first one counts */
			}
		*vec_push(t->arena, &t->headings) = c;
	}
}

bool table_add(struct table *t, const struct table_cell *cells, struct span row)
{
	size_t n = t->headings.n;
	if (t->rows.n == TABLE_ROWS) {
		tell(t, MSG(table_long), cells[0].at, NO_ARGS);
		return false;
	}
	if ((t->rows.n + 1) * n > TABLE_CELLS) {
		tell(t, MSG(table_large), cells[0].at,
			ARGS(str_printf(t->arena, "%d", TABLE_CELLS)));
		return false;
	}
	struct value map = value_map();
	map.at = row;
	map.pairs = NEW_N(t->arena, struct value_pair, n);
	map.room = n;
	for (size_t i = 0; i < n; i++) {
		if (!t->headings.items[i].text.n)
			continue;
		struct value v = value_text(str_trim(cells[i].text));
		v.at = cells[i].at;
		value_append(t->arena, &map, t->headings.items[i].text, v);
		map.pairs[map.n - 1].key_at = t->headings.items[i].at;
	}
	value_add(t->arena, &t->rows, map);
	return true;
}
