/* SPDX-License-Identifier: MIT */
#include "render/form_json.h"

#include "base/arena.h"

static void add_field(struct buf *out, bool *first, struct str name, const struct form_field *field)
{
	buf_add(out, *first ? STR("\n  ") : STR(",\n  "));
	*first = false;
	buf_add_json(out, name);
	buf_add(out, field->type.v == FORM_CHOICES ? STR(": []") : STR(": \"\""));
}

static void add_cells(struct buf *out, bool *first, const struct form_field *table)
{
	const struct form_field *columns = table->columns.items;
	for (int row = 1; row <= form_table_rows(table); row++)
		for (size_t i = 0; i < table->columns.n; i++)
			if (columns[i].type.v != FORM_SIGNATURE)
				add_field(out, first,
					form_cell_name(
						out->arena, table->id.s, row, columns[i].id.s),
					&columns[i]);
}

void form_json_render(struct buf *out, const struct form *form, struct str entry)
{
	bool first = true;
	struct form_iter it = {0};
	BUF_LIT(out, "{\n \"form\": ");
	buf_add_json(out, STR_CAT(out->arena, entry, STR("/"), form->id.s));
	buf_printf(out, ",\n \"version\": %d,\n \"values\": {", form_version(form));
	for (const struct form_field *field; (field = form_next_field(form, &it));)
		if (field->type.v == FORM_TABLE)
			add_cells(out, &first, field);
		else
			add_field(out, &first, field->id.s, field);
	BUF_LIT(out, "\n }\n}\n");
}
