/* SPDX-License-Identifier: MIT */
#include "render/collected.h"

#include <math.h>

#include "base/arena.h"
#include "base/buf.h"
#include "doc/value.h"
#include "render/csv.h"

static struct cell text_cell(struct str text)
{
	return (struct cell){.kind = CELL_TEXT, .text = text};
}

static struct cell number_cell(struct arena *a, double v)
{
	/* Sums of fractions are not exact to the last digit; whole numbers are. */
	struct str text = floor(v) < v ? str_printf(a, "%.12g", v) : str_printf(a, "%.0f", v);
	return (struct cell){.kind = CELL_NUMBER, .text = text, .value = v};
}

static struct cell count_cell(struct arena *a, size_t n)
{
	return number_cell(a, (double)n);
}

static struct cell day_cell(struct arena *a, day_t day)
{
	if (day == DAY_NONE || !day_is_known(day))
		return text_cell(STR_NONE);
	return (struct cell){.kind = CELL_DAY, .text = day_iso(a, day), .value = day};
}

/* --- a table in the making --- */

struct table {
	struct arena *arena;
	struct cell_table *of;
	VEC(struct cell) cells;
};

static void add_heading(struct table *t, struct str heading)
{
	*vec_push(t->arena, &t->of->columns.list) = (struct cell_column){NULL, heading};
}

static void add_cell(struct table *t, struct cell cell)
{
	*vec_push(t->arena, &t->cells) = cell;
}

static void end_table(struct table *t)
{
	size_t width = t->of->columns.list.n;
	t->of->cells = t->cells.items;
	t->of->n_rows = width ? t->cells.n / width : 0;
}

/* --- the returns --- */

static struct cell answer_cell(
	struct arena *a, const struct form_field *field, const struct collected_answer *ans)
{
	struct cell cell = text_cell(ans->text);
	if (!ans->set)
		return cell;
	switch (field->type.v) {
	case FORM_INTEGER:
	case FORM_DECIMAL:
		return number_cell(a, ans->number);
	case FORM_PERCENT:
		cell = number_cell(a, ans->number);
		cell.kind = CELL_PERCENT;
		cell.text = STR_CAT(a, cell.text, STR("%"));
		return cell;
	case FORM_MONTH:
		cell.kind = CELL_MONTH;
		cell.value = ans->day;
		return cell;
	default:
		return ans->is_day ? day_cell(a, ans->day) : cell;
	}
}

static struct str states_text(
	struct arena *a, const struct site *site, const struct collected_row *row, bool with_ids)
{
	struct buf out = buf_new(a);
	for (size_t i = 0; i < n_collected_states; i++) {
		if (!(row->states & collected_states[i].state))
			continue;
		struct str name = str_from(collected_states[i].name);
		struct str key = STR_CAT(a, STR("view.collect."), name);
		buf_add(&out, !out.n	 ? STR_NONE
			      : with_ids ? STR(" ")
					 : site_word(site, "view.list"));
		buf_add(&out, with_ids ? name : site_word(site, str_cstr(a, key)));
	}
	if (!out.n)
		return with_ids ? STR("ok") : site_word(site, "view.collect.ok");
	return buf_str(&out);
}

static struct str remark(struct arena *a, const struct site *site, const struct collected_row *row)
{
	struct buf out = buf_new(a);
	if (row->replaced_by)
		buf_add(&out, site_fill(a, site, "view.collect.counts",
				      ARGS(collected_place(a, row->replaced_by))));
	buf_add(&out, out.n && row->broken.n ? STR("；") : STR_NONE);
	buf_add(&out, row->broken);
	return buf_str(&out);
}

/* with_ids: the columns are called by the fields' ids, else by their labels. */
static void returns_table(struct arena *a, const struct site *site, const struct collected *all,
	size_t first, size_t n, bool with_ids, struct cell_table *of)
{
	struct table t = {.arena = a, .of = of};
	for (size_t i = 0; i < all->columns.n; i++)
		add_heading(
			&t, with_ids ? all->columns.items[i].name : all->columns.items[i].heading);
	if (!with_ids)
		add_heading(&t, site_word(site, "view.collect.received"));
	add_heading(&t, with_ids ? STR("_file") : site_word(site, "view.collect.file"));
	add_heading(&t, with_ids ? STR("_status") : site_word(site, "view.collect.status"));
	if (!with_ids)
		add_heading(&t, site_word(site, "view.collect.remark"));
	for (size_t i = first; i < all->rows.n && i - first < n; i++) {
		const struct collected_row *row = all->rows.items[i];
		for (size_t k = 0; k < all->columns.n; k++)
			add_cell(&t,
				answer_cell(a, all->columns.items[k].of.field, &row->answers[k]));
		if (!with_ids)
			add_cell(&t, day_cell(a, row->received));
		add_cell(&t, text_cell(collected_place(a, row)));
		add_cell(&t, text_cell(states_text(a, site, row, with_ids)));
		if (!with_ids)
			add_cell(&t, text_cell(remark(a, site, row)));
	}
	end_table(&t);
}

/* --- what they add up to --- */

static struct cell total_cell(
	struct arena *a, const struct total_column *c, const struct total_value *v)
{
	switch (c->of->kind) {
	case SUMMARY_SUM:
		/* What nobody has said is not 0. */
		return v->n ? number_cell(a, v->sum) : text_cell(STR_NONE);
	case SUMMARY_MEAN:
		return v->n ? number_cell(a, v->sum / (double)v->n) : text_cell(STR_NONE);
	case SUMMARY_COUNT:
		return count_cell(a, v->n);
	case SUMMARY_LIST:
		break;
	}
	return text_cell(str_join(a, v->texts.items, v->texts.n, STR("\n")));
}

static void totals_table(struct arena *a, const struct site *site, const struct collected *all,
	struct cell_table *of)
{
	struct table t = {.arena = a, .of = of};
	const struct form_field *by = all->form->summary.by.field;
	add_heading(
		&t, by ? form_field_heading(a, all->form, by) : site_word(site, "view.collect.by"));
	add_heading(&t, site_word(site, "view.collect.returns"));
	for (size_t i = 0; i < all->total_columns.n; i++)
		add_heading(&t, total_heading(a, site, all->form, &all->total_columns.items[i]));
	for (size_t i = 0; i < all->totals.n; i++) {
		const struct total_row *row = &all->totals.items[i];
		add_cell(&t, text_cell(row->by.n ? row->by : site_word(site, "view.collect.all")));
		add_cell(&t, count_cell(a, row->n));
		for (size_t k = 0; k < all->total_columns.n; k++)
			add_cell(&t, total_cell(a, &all->total_columns.items[k], &row->values[k]));
	}
	end_table(&t);
}

/* --- who is late or missing --- */

static bool is_shown(const struct board_cell *cell, bool asked)
{
	return cell->state == BOARD_MISSING || cell->state == BOARD_LATE ||
	       (asked && (cell->state == BOARD_OPEN || cell->state == BOARD_COMING));
}

struct collected_missing *collected_missing(struct arena *a, const struct site *site,
	const struct collected *all, const struct occurrence *only, size_t *ret_n)
{
	VEC(struct collected_missing) list = {0};
	for (size_t i = 0; i < all->entry->n_boards; i++) {
		const struct board *b = &all->entry->boards[i];
		if (board_form(b, all->form) == SIZE_MAX)
			continue;
		for (size_t time = 0; time < b->n_times; time++) {
			if (only && only != &b->times[time])
				continue;
			for (size_t p = 0; p < b->n_parties; p++) {
				struct board_cell cell = board_cell(b, p, time, site->as_of);
				if (is_shown(&cell, only != NULL))
					*vec_push(a, &list) = (struct collected_missing){
						b->deadline, &b->times[time],
						board_answers(b, p, time, site->as_of), cell};
			}
		}
	}
	*ret_n = list.n;
	return list.items;
}

struct str collected_missing_text(
	struct arena *a, const struct site *site, const struct collected_missing *m)
{
	struct str days = str_printf(a, "%d", m->cell.days);
	switch (m->cell.state) {
	case BOARD_MISSING:
		return site_fill(a, site, "view.board.missing", ARGS(days));
	case BOARD_LATE:
		return site_fill(a, site, "view.board.late",
			ARGS(day_text(a, m->cell.received, site->lang), days));
	default:
		return site_word(site, "view.board.open");
	}
}

static void missing_table(struct arena *a, const struct site *site, const struct collected *all,
	const struct occurrence *only, struct cell_table *of)
{
	struct table t = {.arena = a, .of = of};
	size_t n;
	const struct collected_missing *list = collected_missing(a, site, all, only, &n);
	add_heading(&t, site_word(site, "view.collect.deadline"));
	add_heading(&t, site_word(site, "view.board.due"));
	add_heading(&t, site_word(site, "view.board.party"));
	add_heading(&t, site_word(site, "view.collect.status"));
	for (size_t i = 0; i < n; i++) {
		add_cell(&t, text_cell(list[i].deadline->title.s));
		add_cell(&t, day_cell(a, list[i].time->last));
		add_cell(&t, text_cell(party_label(list[i].party)));
		add_cell(&t, text_cell(collected_missing_text(a, site, &list[i])));
	}
	end_table(&t);
}

struct collected_tables collected_tables(struct arena *a, const struct site *site,
	const struct collected *all, const struct occurrence *only)
{
	struct collected_tables tables = {0};
	returns_table(a, site, all, 0, all->rows.n, false, &tables.returns);
	totals_table(a, site, all, &tables.totals);
	missing_table(a, site, all, only, &tables.missing);
	return tables;
}

/* --- the files --- */

void collected_render_csv(struct buf *out, const struct site *site, const struct collected *all,
	size_t first, size_t n)
{
	struct cell_table returns = {0};
	returns_table(out->arena, site, all, first, n, true, &returns);
	if (first)
		csv_render_rows(out, &returns);
	else
		csv_render(out, &returns);
}

int collected_render_xlsx(struct buf *out, const struct site *site, const struct collected *all,
	const struct collected_tables *tables, struct str dir)
{
	struct str title = form_plain_label(out->arena, all->form->title.s);
	const struct xlsx_sheet sheets[] = {
		{site_word(site, "view.collect.sheet.returns"), &tables->returns},
		{site_word(site, "view.collect.sheet.totals"), &tables->totals},
		{site_word(site, "view.collect.sheet.missing"), &tables->missing},
	};
	const struct xlsx_about about = {.title = title, .day = site->as_of, .dir = dir};
	return xlsx_render_sheets(out, sheets, ARRAY_LEN(sheets), &about, site->lang);
}

static struct value table_value(struct arena *a, const struct site *site, const char *heading,
	const struct cell_table *t, bool signed_on)
{
	struct value v = value_map(), columns = value_list(), rows = value_list();
	size_t width = t->columns.list.n;
	VALUE_SET(a, &v, "heading", value_text(site_word(site, heading)));
	VALUE_SET(a, &v, "signed", value_bool(signed_on)); /* room for a hand */
	for (size_t i = 0; i < width; i++)
		value_add(a, &columns, value_text(t->columns.list.items[i].heading));
	for (size_t i = 0; i < t->n_rows; i++) {
		struct value row = value_list();
		for (size_t k = 0; k < width; k++) {
			const struct cell *cell = &t->cells[i * width + k];
			struct value c = value_map();
			VALUE_SET(a, &c, "text", value_text(cell->text));
			VALUE_SET(a, &c, "number", value_bool(cell->kind == CELL_NUMBER));
			value_add(a, &row, c);
		}
		value_add(a, &rows, row);
	}
	VALUE_SET(a, &v, "columns", columns);
	VALUE_SET(a, &v, "rows", rows);
	return v;
}

struct value collected_context(struct arena *a, const struct site *site,
	const struct collected *all, const struct collected_tables *tables)
{
	struct value v = value_map(), list = value_list();
	struct str day = day_text(a, site->as_of, site->lang);
	VALUE_SET(a, &v, "title", value_text(form_plain_label(a, all->form->title.s)));
	VALUE_SET(a, &v, "entry", value_text(all->entry->front.title.s));
	VALUE_SET(a, &v, "as_of", value_text(site_fill(a, site, "view.collect.as-of", ARGS(day))));
	value_add(a, &list,
		table_value(a, site, "view.collect.sheet.totals", &tables->totals, false));
	value_add(a, &list,
		table_value(a, site, "view.collect.sheet.missing", &tables->missing, false));
	value_add(a, &list,
		table_value(a, site, "view.collect.sheet.returns", &tables->returns, false));
	struct cell_table sheet;
	collected_sheet(a, site, all, &sheet);
	if (sheet.n_rows)
		value_add(a, &list,
			table_value(a, site, "view.collect.sheet.signatures", &sheet, true));
	VALUE_SET(a, &v, "tables", list);
	return v;
}
