/* SPDX-License-Identifier: MIT */
/* {{results}}: what the returns of a form add up to, as far as that may be published. */
#include "base/arena.h"
#include "base/buf.h"
#include "doc/results.h"
#include "resolve/chart.h"
#include "resolve/party.h"
#include "resolve/view_parts.h"

static struct str amount(const struct view_context *ctx, double v)
{
	/* Sums of fractions are not exact to the last digit. */
	return str_printf(ctx->arena, "%.12g", v);
}

static bool is_each(const struct total_column *c)
{
	return c->option.n || c->other;
}

/* "12（40%）", in whole per cents. */
static struct str share(const struct view_context *ctx, const struct total_value *v)
{
	double part = v->answers ? 100.0 * (double)v->n / (double)v->answers : 0;
	return view_fill(ctx, "view.results.share",
		ARGS(view_number(ctx, v->n), str_printf(ctx->arena, "%.0f", part)));
}

static struct str figure_text(
	const struct view_context *ctx, const struct total_column *c, const struct total_value *v)
{
	if (v->withheld)
		return view_word(ctx, "view.results.withheld");
	if (!v->answers)
		return view_word(ctx, "view.results.none");
	switch (c->of->kind) {
	case SUMMARY_SUM:
		return amount(ctx, v->sum);
	case SUMMARY_MEAN:
		return str_printf(ctx->arena, "%.1f", v->sum / (double)v->answers);
	case SUMMARY_COUNT:
		return is_each(c) ? share(ctx, v) : view_number(ctx, v->n);
	case SUMMARY_LIST:
		break;
	}
	return STR_NONE;
}

/* --- the table --- */

static struct str row_name(const struct view_context *ctx, const struct form_result *r, size_t at)
{
	const struct total_row *row = &r->rows[at];
	if (!r->has_no_all && at + 1 == r->n_rows)
		return view_word(ctx, "view.collect.all");
	if (!row->by.n)
		return view_word(ctx, "view.results.merged");
	const struct form_field *by = r->form->summary.by.field;
	const struct party *p =
		by && by->type.v == FORM_PARTY ? party_named(&ctx->site->parties, row->by) : NULL;
	return p ? party_label(p) : row->by;
}

static void add_table(const struct view_context *ctx, struct node *to, const struct form_result *r)
{
	const struct form_field *by = r->form->summary.by.field;
	struct str *heads = NEW_N(ctx->arena, struct str, r->n_columns + 2);
	size_t n = 0;
	heads[n++] = by ? form_field_heading(ctx->arena, r->form, by)
			: view_word(ctx, "view.collect.by");
	heads[n++] = view_word(ctx, "view.collect.returns");
	for (size_t i = 0; i < r->n_columns; i++)
		if (r->columns[i].of->kind != SUMMARY_LIST)
			heads[n++] = total_heading(ctx->arena, ctx->site, r->form, &r->columns[i]);
	struct view_table table = view_add_table_texts(
		ctx, to, form_plain_label(ctx->arena, r->form->title.s), heads, n);
	node_add_class(ctx->arena, table.table, STR("results"));
	table.body->as.body.head_columns = 1;
	for (size_t i = 0; i < r->n_rows; i++) {
		view_table_row(&table);
		view_table_text(&table, row_name(ctx, r, i));
		view_table_text(&table, view_number(ctx, r->rows[i].n));
		for (size_t k = 0; k < r->n_columns; k++)
			if (r->columns[k].of->kind != SUMMARY_LIST)
				view_table_text(&table,
					figure_text(ctx, &r->columns[k], &r->rows[i].values[k]));
	}
}

/* --- the bars of one choice, of all together --- */

static void add_bars(const struct view_context *ctx, struct node *to, const struct form_result *r,
	size_t first, size_t n, struct str id)
{
	const struct total_row *all = &r->rows[r->n_rows - 1];
	struct chart_bar *bars = NEW_N(ctx->arena, struct chart_bar, n);
	struct buf desc = buf_new(ctx->arena);
	for (size_t i = 0; i < n; i++) {
		const struct total_column *c = &r->columns[first + i];
		const struct total_value *v = &all->values[first + i];
		if (v->withheld || !v->answers)
			return;
		bars[i] = (struct chart_bar){.note = share(ctx, v),
			.label = c->other ? view_word(ctx, "view.collect.other") : c->heading,
			.value = (double)v->n,
			.goal = (double)v->answers,
			.has_value = true,
			.fill = CHART_PART};
		buf_add(&desc, i ? view_word(ctx, "view.timeline.and") : STR_NONE);
		buf_add(&desc, STR_CAT(ctx->arena, bars[i].label, STR(" "), bars[i].note));
	}
	struct str field = form_field_heading(ctx->arena, r->form, r->columns[first].of->of.field);
	struct chart chart = {.id = id,
		.title = view_fill(ctx, "view.results.chart", ARGS(field)),
		.desc = buf_str(&desc),
		.foot = view_fill(ctx, "view.results.marks",
			ARGS(field, view_number(ctx, all->values[first].answers))),
		.bars = bars,
		.n = n};
	struct str svg = chart_svg(ctx->arena, &chart);
	if (svg.n)
		view_add_picture(ctx, to, "chart", svg);
}

static void add_charts(
	const struct view_context *ctx, struct node *to, const struct form_result *r, size_t no)
{
	for (size_t i = 0; !r->has_no_all && i < r->n_columns;) {
		size_t n = 1;
		while (i + n < r->n_columns && r->columns[i + n].of == r->columns[i].of)
			n++;
		if (is_each(&r->columns[i]) && n > 1)
			add_bars(ctx, to, r, i, n,
				str_printf(ctx->arena, "results-%zu-%.*s-%zu", no,
					STR_FMT(r->form->id.s), i));
		i += n;
	}
}

/* --- what people wrote --- */

static void add_lists(const struct view_context *ctx, struct node *to, const struct form_result *r)
{
	for (size_t i = 0; !r->has_no_all && i < r->n_columns; i++) {
		const struct total_value *v = &r->rows[r->n_rows - 1].values[i];
		if (r->columns[i].of->kind != SUMMARY_LIST || v->withheld || !v->texts.n)
			continue;
		view_add_paragraph(
			ctx, to, view_fill(ctx, "view.results.list", ARGS(r->columns[i].heading)));
		struct node *list = node_add(ctx->arena, to, NODE_BULLET_LIST);
		for (size_t k = 0; k < v->texts.n; k++) {
			struct node *item = node_add(ctx->arena, list, NODE_ITEM);
			view_add_text(
				ctx, node_add(ctx->arena, item, NODE_PLAIN), v->texts.items[k]);
		}
	}
}

static const struct form_result *result_of(const struct entry *e, const struct form *f)
{
	for (size_t i = 0; i < e->n_results; i++)
		if (e->results[i].form == f)
			return &e->results[i];
	return NULL;
}

struct node *view_results(const struct view_context *ctx, struct view_call *call)
{
	struct node *div = view_div(ctx, "results");
	for (size_t i = 0; i < call->rows[0].n; i++) {
		struct view_row *row = &call->rows[0].items[i];
		const struct form *form = row->record;
		const struct form_result *r = result_of(ctx->entry, form);
		struct str title = form_plain_label(ctx->arena, form->title.s);
		struct str least = amount(ctx, form->min_group.v);
		struct node *part = node_add(ctx->arena, div, NODE_DIV);
		view_add_row_id(ctx, part, "result", row, form->id.s);
		if (!r || r->withheld) {
			view_add_paragraph(ctx, part,
				r && r->n_returns
					? view_fill(ctx, "view.results.few", ARGS(title, least))
					: view_fill(ctx, "view.results.empty-form", ARGS(title)));
			continue;
		}
		view_add_paragraph(ctx, part,
			view_fill(ctx, "view.results.totals",
				ARGS(day_text(ctx->arena, ctx->site->as_of, ctx->site->lang), title,
					view_number(ctx, r->n_returns))));
		add_charts(ctx, part, r, call->no);
		add_table(ctx, part, r);
		if (r->is_merged || r->has_gaps)
			view_add_paragraph(
				ctx, part, view_fill(ctx, "view.results.least", ARGS(least)));
		add_lists(ctx, part, r);
	}
	return div;
}
