/* SPDX-License-Identifier: MIT */
/* The workbook of a new plan: the columns that a clerk fills in, with lists from the register. */
#include "base/arena.h"
#include "build/skeleton_parts.h"
#include "render/cell.h"
#include "render/xlsx.h"

enum { ROWS = 200 };

struct choices {
	VEC(struct str) units, people, status;
};

/* A column of tasks.csv, its width in digits, and the word of the interface that says what to
 * write. */
static const struct column_row {
	const char *field, *hint;
	double width;
	enum { NO_LIST, UNITS, PEOPLE, STATUS } list;
} column_rows[] = {
	{"id", "sheet.id", 12, NO_LIST},
	{"group", "", 16, NO_LIST},
	{"title", "", 40, NO_LIST},
	{"lead", "sheet.units", 16, UNITS},
	{"person", "sheet.people", 12, PEOPLE},
	{"support", "sheet.units", 22, UNITS},
	{"due", "sheet.due", 16, NO_LIST},
	{"phase", "sheet.phase", 12, NO_LIST},
	{"status", "", 10, STATUS},
	{"note", "", 24, NO_LIST},
};

static bool is_of_people(const struct group *g)
{
	return g->members.n && g->members.items[0].party &&
	       g->members.items[0].party->kind == PARTY_PERSON;
}

static bool has_left(const struct party *p, day_t today)
{
	return p->until.kind != WHEN_NONE && p->until.first <= today;
}

static void find_words(struct skeleton *s, struct choices *w)
{
	const struct party_register *reg = &s->site->parties;
	struct arena *a = s->arena;
	for (size_t i = 0; i < reg->n_units; i++)
		*vec_push(a, &w->units) = cell_party(a, s->site, &reg->units[i]);
	for (size_t i = 0; i < reg->n_people; i++)
		if (!has_left(&reg->people[i], s->today))
			*vec_push(a, &w->people) = cell_party(a, s->site, &reg->people[i]);
	for (size_t i = 0; i < reg->n_groups; i++) {
		const struct group *g = &reg->groups[i];
		struct str title = cell_group(a, s->site, g);
		if (title.n && is_of_people(g))
			*vec_push(a, &w->people) = title;
		else if (title.n)
			*vec_push(a, &w->units) = title;
	}
	for (size_t i = 0; i < status_words.n; i++)
		*vec_push(a, &w->status) = s->site->lang == LANG_ZH
						   ? alias_first(status_words.rows[i].zh)
						   : str_from(status_words.rows[i].name);
}

static struct xlsx_blank_column column_of(
	const struct skeleton *s, const struct column_row *row, const struct choices *w)
{
	const struct field *f = schema_field(&task_schema, str_from(row->field));
	struct xlsx_blank_column c = {
		.heading = s->site->lang == LANG_ZH ? alias_first(f->zh) : str_from(f->name),
		.width = row->width,
		.hint = *row->hint ? site_word(s->site, row->hint) : STR_NONE,
	};
	switch (row->list) {
	case NO_LIST:
		/* A date is typed as the clerk likes: a spreadsheet shows no day of a month. */
		c.free_form = f->type == FIELD_DUE;
		break;
	case UNITS:
		c.words = w->units.items;
		c.n_words = w->units.n;
		break;
	case PEOPLE:
		c.words = w->people.items;
		c.n_words = w->people.n;
		break;
	case STATUS:
		c.words = w->status.items;
		c.n_words = w->status.n;
		c.only = true;
		break;
	}
	return c;
}

int skeleton_tasks(struct skeleton *s, struct str dir)
{
	struct choices w = {0};
	struct xlsx_blank_column columns[ARRAY_LEN(column_rows)];
	find_words(s, &w);
	for (size_t i = 0; i < ARRAY_LEN(column_rows); i++)
		columns[i] = column_of(s, &column_rows[i], &w);
	struct xlsx_blank blank = {
		columns, ARRAY_LEN(column_rows), ROWS, site_word(s->site, "sheet.only")};
	struct xlsx_about about = {s->title, s->site->front.title.s,
		site_word(s->site, "download.tasks"), s->today, dir};
	struct buf xlsx = buf_new(s->arena);
	int error = xlsx_render_blank(&xlsx, &blank, &about, s->site->lang);
	if (!error)
		*vec_push(s->arena, &s->files) =
			(struct skeleton_file){STR("tasks.xlsx"), buf_str(&xlsx)};
	return error;
}
