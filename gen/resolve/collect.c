/* SPDX-License-Identifier: MIT */
#include "resolve/collect.h"

#include "base/arena.h"
#include "base/buf.h"
#include "resolve/party.h"

/* --- columns --- */

static struct str column_heading(struct arena *a, const struct form *f, const struct form_ref *of)
{
	struct str heading = form_field_heading(a, f, of->table ? of->table : of->field);
	if (!heading.n)
		heading = of->table ? of->table->id.s : of->field->id.s;
	if (!of->table)
		return heading;
	return str_printf(a, "%.*s/%d/%.*s", STR_FMT(heading), of->row,
		STR_FMT(form_column_heading(a, of->field)));
}

/* All of a heading but the column's own label. */
static struct str column_over(struct arena *a, const struct form_ref *of, struct str heading)
{
	struct str own = form_plain_label(a, of->field->label.s);
	return heading.n > own.n ? str_sub(heading, 0, heading.n - own.n - 1) : STR_NONE;
}

static void add_columns(struct collector *c)
{
	struct form_slots it = {.row = 0};
	struct form_ref of;
	while (form_next_slot(c->all->form, &it, &of)) {
		struct str heading = column_heading(c->arena, c->all->form, &of);
		*vec_push(c->arena, &c->all->columns) =
			(struct collected_column){form_slot_name(c->arena, &of), heading,
				column_over(c->arena, &of, heading), of};
	}
	for (size_t i = 0; i < c->all->columns.n; i++)
		map_put(c->arena, &c->column_of, c->all->columns.items[i].name,
			&c->all->columns.items[i]);
}

struct collector collector_new(struct arena *a, const struct entry *e, const struct form *f)
{
	struct collector c = {.arena = a, .all = NEW(a, struct collected)};
	const struct form_rule *rules = f->rules.items;
	struct str at;
	c.all->entry = e;
	c.all->form = f;
	add_columns(&c);
	c.rules = NEW_N(a, struct expr, f->rules.n + 1);
	for (size_t i = 0; i < f->rules.n; i++)
		expr_parse(a, rules[i].check.s, &c.rules[i], &at);
	return c;
}

/* --- one return --- */

static struct collected_answer keep_answer(
	struct arena *a, const struct form_field *field, const struct answer *ans)
{
	struct collected_answer out = {.set = ans->set};
	out.invalid = !ans->set && ans->fault != ANSWER_GOOD;
	out.text = ans->set && ans->party
			   ? ans->party->name.s
			   : str_copy(a, ans->set ? ans->text : str_trim(ans->written.s));
	out.is_day = ans->set && ans->when.kind != WHEN_NONE;
	if (out.is_day)
		out.day = ans->when.first;
	else
		out.number = field->type.v == FORM_CHECKBOX ? ans->ticked : ans->number;
	if (!ans->set || !ans->chosen.n)
		return out;
	struct str *chosen = NEW_N(a, struct str, ans->chosen.n);
	for (size_t i = 0; i < ans->chosen.n; i++)
		chosen[i] = str_copy(a, ans->chosen.items[i].s);
	out.chosen = chosen;
	out.n_chosen = (uint32_t)ans->chosen.n;
	return out;
}

static struct str given_name(struct arena *a, const struct given_answer *g)
{
	return g->table ? form_cell_name(a, g->table->id.s, g->row, g->field->id.s)
			: g->field->id.s;
}

/* Where a folder says of which time it is, the form may leave it open. */
static void fill_term(struct collector *c, struct collected_row *row)
{
	const struct collected_column *column = map_get(&c->column_of, STR("term"));
	if (!column || !row->time || !day_is_known(row->time->planned))
		return;
	struct collected_answer *term = &row->answers[column - c->all->columns.items];
	if (!term->text.n)
		*term = (struct collected_answer){.set = true,
			.text = day_iso(c->arena, row->time->planned),
			.day = row->time->planned,
			.is_day = true};
}

static void keep_answers(struct collector *c, struct arena *of_one, const struct filled_form *f,
	struct collected_row *row)
{
	row->answers = NEW_N(c->arena, struct collected_answer, c->all->columns.n + 1);
	for (size_t i = 0; i < f->list.n; i++) {
		const struct given_answer *g = &f->list.items[i];
		const struct collected_column *column =
			map_get(&c->column_of, given_name(of_one, g));
		if (column)
			row->answers[column - c->all->columns.items] =
				keep_answer(c->arena, g->field, &g->answer);
		/* Its time may be known by its folder. */
		bool may_lack = str_eq(g->field->id.s, STR("term"));
		if (g->answer.fault != ANSWER_GOOD &&
			(g->answer.fault != ANSWER_LACKING || !may_lack))
			row->states |= COLLECTED_INVALID;
	}
}

/* --- rules --- */

struct looking {
	struct arena *arena; /* of one return */
	const struct collector *c;
	const struct collected_row *row;
};

/* A blank number counts as 0 and a blank text as ''. What cannot be read stops the rule: it is told
 * as a mistake of its own. */
static bool expr_value_of(struct arena *a, const struct form_field *field,
	const struct collected_answer *ans, struct expr_value *ret)
{
	*ret = (struct expr_value){.kind = EXPR_TEXT, .text = ans->text};
	if (ans->invalid)
		return false;
	switch (field->type.v) {
	case FORM_INTEGER:
	case FORM_DECIMAL:
	case FORM_PERCENT:
		*ret = (struct expr_value){.kind = EXPR_NUMBER, .number = ans->number};
		break;
	case FORM_CHECKBOX:
		*ret = (struct expr_value){.kind = EXPR_TICK, .number = ans->number};
		break;
	case FORM_CHOICES:
		*ret = (struct expr_value){.kind = EXPR_LIST, .n = ans->n_chosen};
		ret->items = NEW_N(a, struct expr_value, ans->n_chosen + 1);
		for (size_t i = 0; i < ans->n_chosen; i++)
			ret->items[i] =
				(struct expr_value){.kind = EXPR_TEXT, .text = ans->chosen[i]};
		break;
	default:
		break;
	}
	return true;
}

static bool column_value(
	const struct looking *l, const struct form_ref *ref, struct expr_value *ret)
{
	struct arena *a = l->arena;
	const struct collected *all = l->c->all;
	*ret = (struct expr_value){.kind = EXPR_LIST};
	ret->items = NEW_N(a, struct expr_value, (size_t)form_table_rows(ref->table) + 1);
	for (size_t i = 0; i < all->columns.n; i++) {
		const struct form_ref *of = &all->columns.items[i].of;
		if (of->table == ref->table && of->field == ref->field &&
			!expr_value_of(a, of->field, &l->row->answers[i], &ret->items[ret->n++]))
			return false;
	}
	return true;
}

static bool look_up(void *context, struct str name, struct expr_value *ret)
{
	const struct looking *l = context;
	const struct collected_column *column = map_get(&l->c->column_of, name);
	struct form_ref ref;
	if (column)
		return expr_value_of(l->arena, column->of.field,
			&l->row->answers[column - l->c->all->columns.items], ret);
	return form_find(l->c->all->form, name, &ref) && ref.table && !ref.row &&
	       column_value(l, &ref, ret);
}

static void try_rules(struct collector *c, struct arena *of_one, struct collected_row *row)
{
	struct looking l = {of_one, c, row};
	struct buf broken = buf_new(c->arena);
	const struct form_rule *rules = c->all->form->rules.items;
	for (size_t i = 0; i < c->all->form->rules.n; i++) {
		bool holds = true;
		if (!expr_holds(l.arena, &c->rules[i], look_up, &l, &holds) || holds)
			continue;
		buf_add(&broken, broken.n ? STR("；") : STR_NONE);
		buf_add(&broken, rules[i].message.s);
	}
	row->broken = buf_str(&broken);
	row->states |= broken.n ? COLLECTED_RULE : 0;
}

/* --- the row --- */

/* Who, of which time, and the other fields of the key; empty where the form has none. */
static struct str row_key(struct collector *c, struct arena *of_one, const struct filled_form *f,
	const struct collected_row *row)
{
	struct buf key = buf_new(of_one);
	if (!c->all->form->key.n)
		return STR_NONE;
	buf_printf(&key, "%.*s\x1f%d\x1f", STR_FMT(row->by ? row->by->id.s : STR_NONE),
		row->time ? row->time->planned : DAY_NONE);
	const struct answer *term = return_answer(f, STR("term"));
	if (!row->time && term)
		buf_add(&key, str_trim(term->written.s));
	buf_add_char(&key, '\x1f');
	buf_add(&key, return_key(of_one, f));
	return str_copy(c->arena, buf_str(&key));
}

void collector_take(struct collector *c, const struct filled_form *f,
	const struct return_file *from, const struct return_place *place)
{
	struct arena *of_one = arena_new(); /* what is needed until its row is made */
	struct collected_row *row = NEW(c->arena, struct collected_row);
	*row = (struct collected_row){.file = str_copy(c->arena, from->name),
		.row = from->row,
		.by = place->by,
		.deadline = place->deadline,
		.time = place->time,
		.received = from->received,
		.filled = return_filled_on(f),
		.version = f->version};
	int now = form_version(c->all->form);
	if (f->version && f->version < now)
		row->states |= COLLECTED_OLD;
	if (c->all->form->n_asked && !place->time)
		row->states |= COLLECTED_NOWHERE;
	keep_answers(c, of_one, f, row);
	fill_term(c, row);
	try_rules(c, of_one, row);
	/* Two of which nobody knows whose they are need not be of one sender. */
	if (!(row->states & COLLECTED_NOWHERE))
		row->key = row_key(c, of_one, f, row);
	*vec_push(c->arena, &c->all->rows) = row;
	arena_free(of_one);
}

/* --- what was sent twice --- */

static bool is_later(const struct collected_row *x, const struct collected_row *y)
{
	int c = return_order(x->filled, x->file, y->filled, y->file);
	return c ? c > 0 : x->row > y->row;
}

static void find_replaced(struct collector *c)
{
	struct map last = {0};
	for (size_t i = 0; i < c->all->rows.n; i++) {
		struct collected_row *row = c->all->rows.items[i];
		const struct collected_row *had = row->key.n ? map_get(&last, row->key) : NULL;
		if (row->key.n && (!had || is_later(row, had)))
			map_put(c->arena, &last, row->key, row);
	}
	for (size_t i = 0; i < c->all->rows.n; i++) {
		struct collected_row *row = c->all->rows.items[i];
		const struct collected_row *counts = row->key.n ? map_get(&last, row->key) : row;
		if (counts == row)
			continue;
		row->states |= COLLECTED_REPLACED;
		row->replaced_by = counts;
	}
}

/* --- totals --- */

static bool is_of(const struct form_ref *wanted, const struct form_ref *column)
{
	return wanted->field == column->field && wanted->table == column->table &&
	       (!wanted->row || wanted->row == column->row);
}

/* The columns that are meant: one, or of a table's column those of all rows. */
static struct column_set columns_of(struct collector *c, const struct form_ref *wanted)
{
	struct column_set set = {NULL, 0};
	set.at = NEW_N(c->arena, size_t, c->all->columns.n + 1);
	for (size_t i = 0; wanted->field && i < c->all->columns.n; i++)
		if (is_of(wanted, &c->all->columns.items[i].of))
			set.at[set.n++] = i;
	return set;
}

static void add_total(
	struct collector *c, const struct summary_column *of, struct str option, struct str heading)
{
	*vec_push(c->arena, &c->all->total_columns) =
		(struct total_column){.of = of, .option = option, .heading = heading};
	*vec_push(c->arena, &c->adds) = columns_of(c, &of->of);
}

static void add_option_columns(struct collector *c, const struct summary_column *of)
{
	const struct form_field *field = of->of.field;
	if (field->type.v == FORM_CHECKBOX)
		add_total(c, of, STR("1"), form_field_heading(c->arena, c->all->form, field));
	for (size_t i = 0; i < field->options.n; i++)
		add_total(c, of, field->options.items[i].s, field->options.items[i].s);
	if (field->other.on) {
		add_total(c, of, STR_NONE, STR_NONE);
		c->all->total_columns.items[c->all->total_columns.n - 1].other = true;
	}
	if (field->type.v != FORM_PARTY)
		return;
	for (size_t i = 0; i < field->choices.n; i++)
		if (field->choices.items[i].party)
			add_total(c, of, field->choices.items[i].party->name.s,
				party_label(field->choices.items[i].party));
}

static struct str heading_of(struct collector *c, const struct form_ref *of)
{
	struct str own = form_field_heading(c->arena, c->all->form, of->field);
	own = own.n ? own : of->field->id.s;
	if (!of->table)
		return own;
	struct str table = form_field_heading(c->arena, c->all->form, of->table);
	if (of->row)
		return str_printf(c->arena, "%.*s/%d/%.*s", STR_FMT(table), of->row, STR_FMT(own));
	return STR_CAT(c->arena, table, STR("/"), own);
}

static bool chose(const struct collected_answer *ans, struct str option)
{
	for (size_t i = 0; i < ans->n_chosen; i++)
		if (str_eq(ans->chosen[i], option))
			return true;
	return !ans->n_chosen && str_eq(ans->text, option);
}

/* Something that is no option: what was written beside 其他. */
static bool chose_other(const struct form_field *field, const struct collected_answer *ans)
{
	size_t n = 0;
	for (size_t i = 0; i < field->options.n; i++)
		n += chose(ans, field->options.items[i].s);
	return n < (ans->n_chosen ? ans->n_chosen : 1);
}

/* A box that is left blank says no: the share of those that are ticked is of all returns. */
static bool is_share_of_boxes(const struct total_column *column)
{
	return column->of->of.field->type.v == FORM_CHECKBOX && column->option.n;
}

static void add_answer(struct arena *a, const struct total_column *column,
	const struct collected_answer *ans, struct total_value *v)
{
	if (!ans->set && !(is_share_of_boxes(column) && !ans->invalid))
		return;
	v->answers++;
	if ((column->option.n && !chose(ans, column->option)) ||
		(column->other && !chose_other(column->of->of.field, ans)))
		return;
	v->n++;
	v->sum += ans->n_chosen || ans->is_day ? 0 : ans->number;
	if (column->of->kind == SUMMARY_LIST)
		*vec_push(a, &v->texts) = ans->text;
}

static void add_row(struct collector *c, struct total_row *total, const struct collected_row *row)
{
	total->n++;
	for (size_t t = 0; t < c->adds.n; t++) {
		struct total_value *v = &total->values[t];
		size_t before = v->answers;
		for (size_t i = 0; i < c->adds.items[t].n; i++)
			add_answer(c->arena, &c->all->total_columns.items[t],
				&row->answers[c->adds.items[t].at[i]], v);
		v->returns += v->answers > before;
	}
}

static struct total_row *total_named(struct collector *c, struct str by)
{
	for (size_t i = 0; i < c->all->totals.n; i++)
		if (str_eq(c->all->totals.items[i].by, by))
			return &c->all->totals.items[i];
	struct total_row *row = vec_push(c->arena, &c->all->totals);
	*row = (struct total_row){.by = by};
	row->values = NEW_N(c->arena, struct total_value, c->all->total_columns.n + 1);
	return row;
}

/* What the return is put under: a value, each of those that were chosen, or none. */
static void add_under(
	struct collector *c, const struct column_set *by, const struct collected_row *row)
{
	bool any = !c->all->form->summary.by.field;
	for (size_t i = 0; i < by->n; i++) {
		const struct collected_answer *ans = &row->answers[by->at[i]];
		if (!ans->set)
			continue;
		any = true;
		for (size_t k = 0; k < ans->n_chosen; k++)
			add_row(c, total_named(c, ans->chosen[k]), row);
		if (!ans->n_chosen)
			add_row(c, total_named(c, ans->text), row);
	}
	if (!any)
		add_row(c, total_named(c, TOTAL_BLANK), row);
}

static void add_up(struct collector *c)
{
	const struct form_summary *s = &c->all->form->summary;
	for (size_t i = 0; i < s->n; i++)
		if (s->columns[i].each)
			add_option_columns(c, &s->columns[i]);
		else
			add_total(c, &s->columns[i], STR_NONE, heading_of(c, &s->columns[i].of));
	struct column_set by = columns_of(c, &s->by);
	for (size_t i = 0; i < c->all->rows.n; i++)
		if (collected_counts(c->all->rows.items[i]))
			add_under(c, &by, c->all->rows.items[i]);
	struct total_row *all = total_named(c, STR_NONE);
	for (size_t i = 0; i < c->all->rows.n; i++)
		if (collected_counts(c->all->rows.items[i]))
			add_row(c, all, c->all->rows.items[i]);
}

void collector_finish(struct collector *c)
{
	find_replaced(c);
	add_up(c);
}

/* --- what may be published --- */

static struct total_row copy_row(struct arena *a, const struct total_row *from, size_t n_columns)
{
	struct total_row row = {.by = str_copy(a, from->by), .n = from->n};
	row.values = arena_copy(a, from->values, n_columns * sizeof(*row.values));
	for (size_t i = 0; i < n_columns; i++) {
		struct total_value *v = &row.values[i];
		v->texts.items = NEW_N(a, struct str, v->texts.n + 1);
		for (size_t k = 0; k < v->texts.n; k++)
			v->texts.items[k] = str_copy(a, from->values[i].texts.items[k]);
		v->texts.room = v->texts.n;
	}
	return row;
}

/* How to reach a person stays with the office: no list of it, and no groups by it. */
static void drop_personal(struct form_result *r)
{
	const struct form_field *by = r->form->summary.by.field;
	if (by && form_field_is_personal(by) && r->n_rows) {
		r->rows[0] = r->rows[r->n_rows - 1];
		r->n_rows = 1;
	}
	for (size_t i = 0; i < r->n_columns; i++)
		for (size_t k = 0;
			k < r->n_rows && form_field_is_personal(r->columns[i].of->of.field); k++)
			r->rows[k].values[i].texts.n = 0;
}

struct form_result collector_result(const struct collector *c, struct arena *a)
{
	const struct collected *all = c->all;
	const struct form *form = all->form;
	struct form_result r = {.form = form, .n_columns = all->total_columns.n};
	r.columns = arena_copy(a, all->total_columns.items, r.n_columns * sizeof(*r.columns));
	for (size_t i = 0; i < r.n_columns; i++) {
		r.columns[i].option = str_copy(a, r.columns[i].option);
		r.columns[i].heading = str_copy(a, r.columns[i].heading);
	}
	r.n_returns = all->totals.items[all->totals.n - 1].n;
	r.has_no_all = form->summary.by.field && form->summary.by.field->type.v == FORM_CHOICES;
	r.n_rows = all->totals.n - r.has_no_all;
	r.rows =
		NEW_N(a, struct total_row, all->totals.n + 2); /* one more for those put together */
	for (size_t i = 0; i < r.n_rows; i++)
		r.rows[i] = copy_row(a, &all->totals.items[i], r.n_columns);
	drop_personal(&r);
	results_withhold(
		&r, form->min_group.set && form->min_group.v > 1 ? (size_t)form->min_group.v : 1);
	return r;
}
