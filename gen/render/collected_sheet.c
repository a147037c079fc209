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
	const struct collected *all;
	struct signing who;
	bool has_unit;
	size_t n; /* lines so far */
};

struct lines {
	struct arena *arena;
	VEC(struct cell) cells;
	size_t n;
};

static void add_line(
	const struct sheet *s, struct lines *l, const struct party *by, struct str name)
{
	size_t no = s->n + ++l->n;
	*vec_push(l->arena, &l->cells) =
		(struct cell){CELL_NUMBER, str_printf(l->arena, "%zu", no), (double)no};
	if (s->has_unit)
		*vec_push(l->arena, &l->cells) = text_cell(by ? party_label(by) : STR_NONE);
	*vec_push(l->arena, &l->cells) = text_cell(name);
	*vec_push(l->arena, &l->cells) = text_cell(STR_NONE);
	*vec_push(l->arena, &l->cells) = text_cell(STR_NONE);
}

/* Whether column k of the return is a line. */
static bool is_line(const struct sheet *s, const struct collected_row *row, size_t k)
{
	const struct form_ref *of = &s->all->columns.items[k].of;
	bool is_name = of->field == s->who.name && of->table == s->who.table;
	return is_name && (!s->who.table || row->answers[k].text.n);
}

static void add_return(const struct sheet *s, struct lines *l, const struct collected_row *row)
{
	for (size_t k = 0; k < s->all->columns.n && collected_counts(row); k++)
		if (is_line(s, row, k))
			add_line(s, l, row->by, row->answers[k].text);
}

static void make_lines(
	void *context, struct arena *a, size_t first, size_t n, struct cell_table *ret)
{
	struct sheet *s = context;
	struct lines l = {.arena = a};
	if (!first)
		s->n = 0;
	for (size_t i = first; i < first + n; i++)
		add_return(s, &l, s->all->rows.items[i]);
	s->n += l.n;
	*ret = (struct cell_table){.cells = l.cells.items, .n_rows = l.n};
}

static void add_headings(
	struct arena *a, const struct site *site, const struct sheet *s, struct cell_columns *to)
{
	const struct str headings[] = {site_word(site, "view.tasks.no"),
		s->has_unit ? site_word(site, "view.board.party") : STR_NONE,
		form_plain_label(a, s->who.name->label.s),
		form_plain_label(a, s->who.sign->label.s), site_word(site, "view.events.date")};
	for (size_t i = 0; i < ARRAY_LEN(headings); i++)
		if (headings[i].n)
			*vec_push(a, &to->list) = (struct cell_column){.heading = headings[i]};
}

struct cell_source collected_sheet(
	struct arena *a, const struct site *site, const struct collected *all)
{
	struct sheet *s = NEW(a, struct sheet);
	struct cell_source source = {.context = s, .make = make_lines};
	*s = (struct sheet){.all = all, .who = signing_of(all->form)};
	bool any = false;
	if (!s->who.name || !s->who.sign)
		return source;
	for (size_t i = 0; i < all->rows.n; i++) {
		const struct collected_row *row = all->rows.items[i];
		s->has_unit = s->has_unit || row->by;
		for (size_t k = 0; k < all->columns.n && collected_counts(row); k++)
			any = any || is_line(s, row, k);
	}
	if (!any)
		return source;
	add_headings(a, site, s, &source.columns);
	source.n_things = all->rows.n;
	return source;
}
