/* SPDX-License-Identifier: MIT */
/* The sheet of signatures: whom the returns of a form name, to be signed by hand. */
#include "base/arena.h"
#include "render/collected.h"

/* Who signs, and where that stands in a return. */
struct signing {
	const struct form_field *table; /* a row of it for each; NULL: one a return */
	const struct form_field *name, *sign;
};

static bool signs_in_table(const struct form_field *table, struct signing *ret)
{
	const struct form_field *columns = table->columns.items;
	struct signing s = {.table = table};
	for (size_t i = 0; i < table->columns.n; i++) {
		if (!s.name && columns[i].type.v == FORM_TEXT)
			s.name = &columns[i];
		if (!s.sign && columns[i].type.v == FORM_SIGNATURE)
			s.sign = &columns[i];
	}
	if (s.name && s.sign)
		*ret = s;
	return s.name && s.sign;
}

/* The names in a table that has a place to sign beside each, else the one of who sends the form. */
static struct signing signing_of(const struct form *f)
{
	struct signing s = {.sign = form_signature(f)};
	struct form_iter it = {0};
	for (const struct form_field *field; (field = form_next_field(f, &it));) {
		if (field->type.v == FORM_TABLE && signs_in_table(field, &s))
			return s;
		bool called = str_eq(field->id.s, STR("name"));
		if (field->type.v == FORM_TEXT && (!s.name || called))
			s.name = field;
	}
	return s;
}

static struct cell text_cell(struct str text)
{
	return (struct cell){.kind = CELL_TEXT, .text = text};
}

struct sheet {
	struct arena *arena;
	bool has_unit;
	VEC(struct cell) cells;
	size_t n;
};

static void add_line(struct sheet *s, const struct party *by, struct str name)
{
	struct str no = str_printf(s->arena, "%zu", ++s->n);
	*vec_push(s->arena, &s->cells) = (struct cell){CELL_NUMBER, no, (double)s->n};
	if (s->has_unit)
		*vec_push(s->arena, &s->cells) = text_cell(by ? party_label(by) : STR_NONE);
	*vec_push(s->arena, &s->cells) = text_cell(name);
	*vec_push(s->arena, &s->cells) = text_cell(STR_NONE);
	*vec_push(s->arena, &s->cells) = text_cell(STR_NONE);
}

static void add_headings(struct arena *a, const struct site *site, const struct signing *who,
	bool has_unit, struct cell_columns *to)
{
	const struct str headings[] = {site_word(site, "view.tasks.no"),
		has_unit ? site_word(site, "view.board.party") : STR_NONE,
		form_plain_label(a, who->name->label.s), form_plain_label(a, who->sign->label.s),
		site_word(site, "view.events.date")};
	for (size_t i = 0; i < ARRAY_LEN(headings); i++)
		if (headings[i].n)
			*vec_push(a, &to->list) = (struct cell_column){NULL, headings[i]};
}

void collected_sheet(struct arena *a, const struct site *site, const struct collected *all,
	struct cell_table *ret)
{
	struct signing who = signing_of(all->form);
	struct sheet sheet = {.arena = a};
	*ret = (struct cell_table){0};
	if (!who.name || !who.sign)
		return;
	for (size_t i = 0; i < all->rows.n; i++)
		sheet.has_unit = sheet.has_unit || all->rows.items[i]->by;
	for (size_t i = 0; i < all->rows.n; i++) {
		const struct collected_row *row = all->rows.items[i];
		for (size_t k = 0; k < all->columns.n && collected_counts(row); k++) {
			const struct form_ref *of = &all->columns.items[k].of;
			bool is_name = of->field == who.name && of->table == who.table;
			if (is_name && (!who.table || row->answers[k].text.n))
				add_line(&sheet, row->by, row->answers[k].text);
		}
	}
	add_headings(a, site, &who, sheet.has_unit, &ret->columns);
	ret->cells = sheet.cells.items;
	ret->n_rows = sheet.n;
}
