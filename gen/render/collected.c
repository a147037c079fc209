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
	size_t width;
	VEC(struct cell) cells;
};

static void add_heading(struct arena *a, struct cell_columns *to, struct str heading)
{
	*vec_push(a, &to->list) = (struct cell_column){.heading = heading};
}

static void add_cell(struct table *t, struct cell cell)
{
	*vec_push(t->arena, &t->cells) = cell;
}

static struct cell_table end_table(const struct table *t)
{
	return (struct cell_table){
		.cells = t->cells.items, .n_rows = t->width ? t->cells.n / t->width : 0};
}

/* What the rows of a table are made of. */
struct making {
	const struct site *site;
	const struct collected *all;
	size_t width;
	bool with_ids; /* the columns are called by the fields' ids, else by their labels */
};

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

/* A heading of the program's own. Where a field is called so, it begins with _, which tells them
 * apart for who reads the table. */
static void add_own(struct arena *a, const struct making *m, struct cell_columns *to,
	const char *id, const char *word)
{
	struct str heading = m->with_ids ? str_from(id) : site_word(m->site, word);
	for (size_t i = 0; i < m->all->columns.n && !m->with_ids; i++)
		if (str_eq(m->all->columns.items[i].heading, heading)) {
			heading = STR_CAT(a, STR("_"), heading);
			break;
		}
	if (heading.n)
		add_heading(a, to, heading);
}

static struct cell_columns returns_columns(struct arena *a, const struct making *m)
{
	struct cell_columns columns = {{0}};
	for (size_t i = 0; i < m->all->columns.n; i++) {
		const struct collected_column *c = &m->all->columns.items[i];
		*vec_push(a, &columns.list) =
			(struct cell_column){.heading = m->with_ids ? c->name : c->heading,
				.over = m->with_ids ? STR_NONE : c->over};
	}
	add_own(a, m, &columns, "", "view.collect.received");
	add_own(a, m, &columns, "_file", "view.collect.file");
	add_own(a, m, &columns, "_status", "view.collect.status");
	add_own(a, m, &columns, "", "view.collect.remark");
	return columns;
}

static void make_returns(
	void *context, struct arena *a, size_t first, size_t n, struct cell_table *ret)
{
	const struct making *m = context;
	const struct collected *all = m->all;
	struct table t = {.arena = a, .width = m->width};
	for (size_t i = first; i < first + n; i++) {
		const struct collected_row *row = all->rows.items[i];
		for (size_t k = 0; k < all->columns.n; k++)
			add_cell(&t,
				answer_cell(a, all->columns.items[k].of.field, &row->answers[k]));
		if (!m->with_ids)
			add_cell(&t, day_cell(a, row->received));
		add_cell(&t, text_cell(collected_place(a, row)));
		add_cell(&t, text_cell(states_text(a, m->site, row, m->with_ids)));
		if (!m->with_ids)
			add_cell(&t, text_cell(remark(a, m->site, row)));
	}
	*ret = end_table(&t);
}

static struct cell_source returns_source(
	struct arena *a, const struct site *site, const struct collected *all, bool with_ids)
{
	struct making *m = NEW(a, struct making);
	*m = (struct making){.site = site, .all = all, .with_ids = with_ids};
	struct cell_columns columns = returns_columns(a, m);
	m->width = columns.list.n;
	return (struct cell_source){columns, all->rows.n, m, make_returns};
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

static void make_totals(
	void *context, struct arena *a, size_t first, size_t n, struct cell_table *ret)
{
	const struct making *m = context;
	struct table t = {.arena = a, .width = m->width};
	for (size_t i = first; i < first + n; i++) {
		const struct total_row *row = &m->all->totals.items[i];
		add_cell(&t,
			text_cell(row->by.n ? row->by : site_word(m->site, "view.collect.all")));
		add_cell(&t, count_cell(a, row->n));
		for (size_t k = 0; k < m->all->total_columns.n; k++)
			add_cell(&t,
				total_cell(a, &m->all->total_columns.items[k], &row->values[k]));
	}
	*ret = end_table(&t);
}

static struct cell_source totals_source(
	struct arena *a, const struct site *site, const struct collected *all)
{
	const struct form_field *by = all->form->summary.by.field;
	struct cell_columns columns = {{0}};
	add_heading(a, &columns,
		by ? form_field_heading(a, all->form, by) : site_word(site, "view.collect.by"));
	add_heading(a, &columns, site_word(site, "view.collect.returns"));
	for (size_t i = 0; i < all->total_columns.n; i++)
		add_heading(a, &columns,
			total_heading(a, site, all->form, &all->total_columns.items[i]));
	struct making *m = NEW(a, struct making);
	*m = (struct making){.site = site, .all = all, .width = columns.list.n};
	return (struct cell_source){columns, all->totals.n, m, make_totals};
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

static struct cell_source missing_source(struct arena *a, const struct site *site,
	const struct collected *all, const struct occurrence *only)
{
	struct cell_table *whole = NEW(a, struct cell_table);
	struct cell_columns columns = {{0}};
	struct table t = {.arena = a, .width = 4};
	size_t n;
	const struct collected_missing *list = collected_missing(a, site, all, only, &n);
	add_heading(a, &columns, site_word(site, "view.collect.deadline"));
	add_heading(a, &columns, site_word(site, "view.board.due"));
	add_heading(a, &columns, site_word(site, "view.board.party"));
	add_heading(a, &columns, site_word(site, "view.collect.status"));
	for (size_t i = 0; i < n; i++) {
		add_cell(&t, text_cell(list[i].deadline->title.s));
		add_cell(&t, day_cell(a, list[i].time->last));
		add_cell(&t, text_cell(party_label(list[i].party)));
		add_cell(&t, text_cell(collected_missing_text(a, site, &list[i])));
	}
	*whole = end_table(&t);
	whole->columns = columns;
	return cell_source_of(whole);
}

struct collected_tables collected_tables(struct arena *a, const struct site *site,
	const struct collected *all, const struct occurrence *only)
{
	return (struct collected_tables){
		.of = {
			[COLLECTED_RETURNS] = returns_source(a, site, all, false),
			[COLLECTED_TOTALS] = totals_source(a, site, all),
			[COLLECTED_MISSING] = missing_source(a, site, all, only),
			[COLLECTED_SHEET] = collected_sheet(a, site, all),
		}};
}

/* --- the files --- */

void collected_render_csv(struct buf *out, const struct site *site, const struct collected *all,
	size_t first, size_t n)
{
	struct cell_source returns = returns_source(out->arena, site, all, true);
	struct cell_table rows = {.n_rows = 0};
	size_t left = all->rows.n - first;
	returns.make(returns.context, out->arena, first, n < left ? n : left, &rows);
	rows.columns = returns.columns;
	if (first)
		csv_render_rows(out, &rows);
	else
		csv_render(out, &rows);
}

int collected_render_xlsx(struct arena *a, const struct xlsx_taker *taker, const struct site *site,
	const struct collected *all, const struct collected_tables *tables, struct str dir)
{
	struct str title = form_plain_label(a, all->form->title.s);
	const struct xlsx_sheet sheets[] = {
		{site_word(site, "view.collect.sheet.returns"), &tables->of[COLLECTED_RETURNS]},
		{site_word(site, "view.collect.sheet.totals"), &tables->of[COLLECTED_TOTALS]},
		{site_word(site, "view.collect.sheet.missing"), &tables->of[COLLECTED_MISSING]},
	};
	const struct xlsx_about about = {.title = title, .day = site->as_of, .dir = dir};
	return xlsx_render_sheets(a, taker, sheets, ARRAY_LEN(sheets), &about, site->lang);
}

struct str collected_mark(struct arena *a, size_t table)
{
	return str_printf(a, "<!--rows %zu-->", table);
}

struct value collected_rows(struct arena *a, const struct cell_table *t, size_t width)
{
	struct value rows = value_list();
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
	return rows;
}

struct value collected_context(struct arena *a, const struct site *site,
	const struct collected *all, const struct collected_tables *tables)
{
	static const struct {
		enum collected_which which;
		const char *heading;
	} order[] = {{COLLECTED_TOTALS, "view.collect.sheet.totals"},
		{COLLECTED_MISSING, "view.collect.sheet.missing"},
		{COLLECTED_RETURNS, "view.collect.sheet.returns"},
		{COLLECTED_SHEET, "view.collect.sheet.signatures"}};
	struct value v = value_map(), list = value_list();
	struct str day = day_text(a, site->as_of, site->lang);
	VALUE_SET(a, &v, "title", value_text(form_plain_label(a, all->form->title.s)));
	VALUE_SET(a, &v, "entry", value_text(all->entry->front.title.s));
	VALUE_SET(a, &v, "as_of", value_text(site_fill(a, site, "view.collect.as-of", ARGS(day))));
	for (size_t i = 0; i < ARRAY_LEN(order); i++) {
		enum collected_which which = order[i].which;
		const struct cell_source *from = &tables->of[which];
		struct value t = value_map(), columns = value_list();
		for (size_t k = 0; k < from->columns.list.n; k++)
			value_add(a, &columns, value_text(from->columns.list.items[k].heading));
		VALUE_SET(a, &t, "heading", value_text(site_word(site, order[i].heading)));
		VALUE_SET(a, &t, "signed",
			value_bool(which == COLLECTED_SHEET)); /* room for a hand */
		VALUE_SET(a, &t, "columns", columns);
		VALUE_SET(a, &t, "rows",
			from->n_things ? value_markup(collected_mark(a, which))
				       : value_text(STR_NONE));
		if (which != COLLECTED_SHEET || from->n_things)
			value_add(a, &list, t);
	}
	VALUE_SET(a, &v, "tables", list);
	return v;
}
