/* SPDX-License-Identifier: MIT */
/* {{targets}}: each indicator with its goal, how many reach it, bars, and a table that says the
 * same. */
#include <math.h>

#include "base/buf.h"
#include "resolve/chart.h"
#include "resolve/view_parts.h"

enum { LEVEL = 3, PERIODS_SHOWN = 12, MISSING_SHOWN = 6 };

struct shown {
	const struct view_context *ctx;
	const struct indicator *in;
	const struct target_stage *stage;
	struct standing *standings; /* best first */
	struct str id;		    /* of the picture */
};

/* --- numbers and times in words --- */

/* With a decimal at most, and none where it is zero. */
static struct str short_number(struct arena *a, double v)
{
	struct str text = str_printf(a, "%.1f", v);
	return str_ends(text, STR(".0")) ? str_sub(text, 0, text.n - 2) : text;
}

static struct str with_unit(const struct shown *s, struct str number)
{
	struct str unit = s->in->row->unit.s;
	bool percent = s->stage->goal.to.percent || unit_is_percent(unit);
	return STR_CAT(s->ctx->arena, number, percent ? STR("%") : unit);
}

static struct str amount_text(const struct shown *s, double v)
{
	return with_unit(s, str_printf(s->ctx->arena, "%.15g", v));
}

/* Rounded down, so that what is not reached is not said to be. */
static struct str ratio_text(const struct shown *s, const struct standing *it)
{
	if (!it->has_ratio)
		return STR_NONE;
	return STR_CAT(s->ctx->arena,
		short_number(s->ctx->arena, floor(it->ratio * 1000 + 1e-9) / 10), STR("%"));
}

static struct str day_of(const struct shown *s, const struct standing *it)
{
	return it->figure ? view_when(s->ctx, s->ctx->entry, &it->figure->row->date) : STR_NONE;
}

static struct str stage_text(const struct shown *s, const struct target_stage *stage)
{
	if (s->in->periodic) {
		struct occurrence at = {stage->first, stage->last, stage->last, false};
		return view_occurrence(s->ctx, &at);
	}
	if (stage->row->by.kind != WHEN_NONE)
		return view_when(s->ctx, s->ctx->entry, &stage->row->by);
	if (stage->last == DAY_OPEN_END)
		return STR_NONE;
	return day_text(s->ctx->arena, stage->last, s->ctx->site->lang);
}

static struct str state_word(const struct shown *s, enum standing_state state)
{
	static const char *const keys[N_STANDING_STATES] = {"view.targets.reached",
		"view.targets.reached_late", "view.targets.on_pace", "view.targets.under_way",
		"view.targets.behind", "view.targets.coming", "view.targets.none_yet",
		"view.targets.missed", "view.targets.exceeded", "view.targets.missing"};
	if (state == STANDING_ON_PACE && s->stage->goal.at_most)
		return view_word(s->ctx, "view.targets.within");
	return view_word(s->ctx, keys[state]);
}

static bool is_bad(enum standing_state state)
{
	return state == STANDING_BEHIND || state == STANDING_MISSED || state == STANDING_EXCEEDED ||
	       state == STANDING_MISSING;
}

/* --- sentences --- */

static struct str per_text(const struct shown *s)
{
	switch (s->in->per) {
	case PER_ALL:
		return STR_NONE;
	case PER_UNIT:
		return view_word(s->ctx, "view.targets.per.unit");
	case PER_PERSON:
		return view_word(s->ctx, "view.targets.per.person");
	}
	return STR_NONE;
}

static struct str every_text(const struct shown *s)
{
	struct repeat repeat = {0};
	repeat_parse(str_from(every_words.rows[s->in->row->every.v - 1].name), &repeat);
	return repeat_text(s->ctx->arena, &repeat, s->ctx->site->lang);
}

static struct str goal_text(const struct shown *s)
{
	struct str goal = amount_text(s, s->stage->goal.to.v), time = stage_text(s, s->stage);
	bool most = s->stage->goal.at_most;
	const char *key = most ? "view.targets.goal.most" : "view.targets.goal";
	if (s->in->periodic) {
		time = every_text(s);
		key = most ? "view.targets.goal.every.most" : "view.targets.goal.every";
	} else if (!time.n) {
		key = most ? "view.targets.goal.open.most" : "view.targets.goal.open";
	}
	return view_fill(s->ctx, key, ARGS(per_text(s), time, goal));
}

/* Where there are several and only one of them is shown. */
static void add_milestones(const struct shown *s, struct node *para)
{
	const struct view_context *ctx = s->ctx;
	struct buf list = buf_new(ctx->arena);
	for (size_t i = 0; i < s->in->n_stages; i++) {
		struct shown of = *s;
		of.stage = &s->in->stages[i];
		buf_add(&list, i ? view_word(ctx, "view.comma") : STR_NONE);
		buf_add(&list, view_fill(ctx, "view.targets.milestone",
				       ARGS(stage_text(s, of.stage),
					       amount_text(&of, of.stage->goal.to.v))));
	}
	view_add_text(ctx, para, view_fill(ctx, "view.targets.milestones", ARGS(buf_str(&list))));
}

static void add_goal(const struct shown *s, struct node *to)
{
	struct node *para = view_add_paragraph(s->ctx, to, goal_text(s));
	if (!s->in->periodic && s->in->n_stages > 1 && s->in->per != PER_ALL)
		add_milestones(s, para);
}

/* How many there are in each state, those that there are; how many reached it always. */
static struct str counts_text(const struct shown *s)
{
	static const enum standing_state order[] = {STANDING_REACHED, STANDING_REACHED_LATE,
		STANDING_ON_PACE, STANDING_UNDER_WAY, STANDING_BEHIND, STANDING_EXCEEDED,
		STANDING_MISSED, STANDING_COMING, STANDING_NONE_YET, STANDING_MISSING};
	const struct view_context *ctx = s->ctx;
	struct tally tally = tally_of(s->standings, s->in->n_contenders);
	bool person = s->in->per == PER_PERSON;
	struct buf text = buf_new(ctx->arena);
	for (size_t i = 0; i < ARRAY_LEN(order); i++) {
		size_t n = tally.of[order[i]];
		if (!n && order[i] != STANDING_REACHED)
			continue;
		buf_add(&text, text.n ? view_word(ctx, "view.comma") : STR_NONE);
		buf_add(&text,
			view_fill(ctx,
				person ? "view.targets.count.person" : "view.targets.count.unit",
				ARGS(state_word(s, order[i]), view_number(ctx, n))));
	}
	return buf_str(&text);
}

static struct str alone_text(const struct shown *s, struct str day)
{
	const struct view_context *ctx = s->ctx;
	const struct standing *it = &s->standings[0];
	struct str state = state_word(s, it->state), ratio = ratio_text(s, it);
	const char *key = s->stage->goal.at_most ? "view.targets.alone.most" : "view.targets.alone";
	if (!it->figure)
		return view_fill(ctx, "view.targets.alone.none", ARGS(day, state));
	struct str value = amount_text(s, it->figure->v);
	return view_fill(
		ctx, ratio.n ? key : "view.targets.alone.value", ARGS(day, value, state, ratio));
}

static struct str totals_text(const struct shown *s)
{
	const struct view_context *ctx = s->ctx;
	struct str day = day_text(ctx->arena, s->in->as_of, ctx->site->lang), period = STR_NONE;
	if (s->in->periodic)
		period = view_fill(ctx, "view.targets.period", ARGS(stage_text(s, s->stage)));
	if (s->in->per == PER_ALL)
		return alone_text(s, STR_CAT(ctx->arena, day, period));
	const char *key =
		s->in->per == PER_PERSON ? "view.targets.total.person" : "view.targets.total.unit";
	struct str total = view_fill(ctx, key, ARGS(view_number(ctx, s->in->n_contenders)));
	return view_fill(ctx, "view.targets.totals", ARGS(day, total, period, counts_text(s)));
}

/* The same for all, as it hangs on the time alone. */
static void add_totals(const struct shown *s, struct node *to)
{
	struct node *para = view_add_paragraph(s->ctx, to, totals_text(s));
	const struct standing *it = s->in->n_contenders ? &s->standings[0] : NULL;
	if (it && it->has_pace && it->pace > 0)
		view_add_text(s->ctx, para,
			view_fill(s->ctx, "view.targets.pace",
				ARGS(with_unit(s, short_number(s->ctx->arena, it->pace)))));
}

/* --- the picture --- */

static enum chart_fill fill_of(enum standing_state state)
{
	if (state == STANDING_REACHED || state == STANDING_REACHED_LATE)
		return CHART_FULL;
	return is_bad(state) ? CHART_SHORT : CHART_PART;
}

static struct chart_bar bar_of(const struct shown *s, const struct standing *it, struct str label)
{
	struct chart_bar bar = {.label = label, .goal = s->stage->goal.to.v};
	struct str state = state_word(s, it->state);
	bar.note = state;
	bar.fill = fill_of(it->state);
	bar.pace = it->pace;
	bar.has_pace = it->has_pace;
	bar.has_value = it->figure != NULL;
	if (it->figure) {
		bar.value = it->figure->v;
		bar.note = view_fill(s->ctx, "view.targets.bar",
			ARGS(str_printf(s->ctx->arena, "%.15g", it->figure->v),
				amount_text(s, s->stage->goal.to.v), state));
	}
	return bar;
}

static struct str description(const struct shown *s, const struct chart_bar *bars, size_t n)
{
	struct buf text = buf_new(s->ctx->arena);
	for (size_t i = 0; i < n; i++) {
		buf_add(&text, i ? view_word(s->ctx, "view.timeline.and") : STR_NONE);
		buf_add(&text, bars[i].label);
		buf_add(&text, bars[i].label.n ? STR(" ") : STR_NONE);
		buf_add(&text, bars[i].note);
	}
	return buf_str(&text);
}

static void add_chart(
	const struct shown *s, struct node *to, const struct chart_bar *bars, size_t n)
{
	const struct view_context *ctx = s->ctx;
	bool paced = false;
	for (size_t i = 0; i < n; i++)
		paced = paced || (bars[i].has_pace && bars[i].pace > 0);
	struct chart chart = {.id = s->id,
		.title = view_fill(ctx, "view.targets.chart", ARGS(s->in->row->title.s)),
		.desc = description(s, bars, n),
		.foot = view_word(ctx, paced ? "view.targets.marks.pace" : "view.targets.marks"),
		.bars = bars,
		.n = n};
	struct str svg = chart_svg(ctx->arena, &chart);
	if (svg.n)
		view_add_picture(ctx, to, "chart", svg);
}

/* --- tables --- */

static void add_state(const struct shown *s, struct node *cell, const struct standing *it)
{
	view_add_span(s->ctx, cell, is_bad(it->state) ? "late" : "state", state_word(s, it->state));
}

static void add_value_cells(
	const struct shown *s, struct view_table *table, const struct standing *it)
{
	view_table_text(table, it->figure ? amount_text(s, it->figure->v) : STR_NONE);
	view_table_text(table, ratio_text(s, it));
	add_state(s, view_table_cell(table), it);
	view_table_text(table, day_of(s, it));
}

static const char *ratio_head(const struct shown *s)
{
	return s->stage->goal.at_most ? "view.targets.ratio.most" : "view.targets.ratio";
}

/* The names of the periods, or milestones, of which a contender owes the figure: the last ones. */
static struct str missing_text(const struct shown *s, const struct contender *c)
{
	const struct view_context *ctx = s->ctx;
	struct str list = STR_NONE;
	size_t n = 0;
	for (size_t i = s->in->current; i-- && n < MISSING_SHOWN;) {
		const struct target_stage *stage = &s->in->stages[i];
		if (standing_of(s->in, c, stage).state != STANDING_MISSING)
			continue;
		struct str between = n++ ? view_word(ctx, "view.list") : STR_NONE;
		list = STR_CAT(ctx->arena, stage_text(s, stage), between, list);
	}
	return list;
}

static struct str before_text(const struct shown *s, const struct contender *c)
{
	static const struct {
		enum standing_state state;
		const char *key;
	} parts[] = {
		{STANDING_REACHED, "view.targets.before.reached"},
		{STANDING_REACHED_LATE, "view.targets.before.reached_late"},
		{STANDING_MISSED, "view.targets.before.missed"},
		{STANDING_EXCEEDED, "view.targets.before.exceeded"},
		{STANDING_MISSING, "view.targets.before.missing"},
	};
	const struct view_context *ctx = s->ctx;
	struct tally tally = tally_before(s->in, c);
	struct buf text = buf_new(ctx->arena);
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		size_t n = tally.of[parts[i].state];
		if (!n)
			continue;
		struct str which =
			parts[i].state == STANDING_MISSING ? missing_text(s, c) : STR_NONE;
		buf_add(&text, text.n ? view_word(ctx, "view.comma") : STR_NONE);
		buf_add(&text, view_fill(ctx, parts[i].key, ARGS(view_number(ctx, n), which)));
	}
	return buf_str(&text);
}

static void add_ranking(const struct shown *s, struct node *to)
{
	const struct view_context *ctx = s->ctx;
	bool person = s->in->per == PER_PERSON;
	bool before = s->in->current != 0 && s->stage == &s->in->stages[s->in->current];
	const char *const heads[] = {"view.targets.rank",
		person ? "view.targets.person" : "view.targets.unit", "view.targets.value",
		ratio_head(s), "view.targets.state", "view.targets.day",
		before ? "view.targets.before" : NULL};
	struct str caption = view_fill(
		ctx, "view.targets.caption", ARGS(s->in->row->title.s, stage_text(s, s->stage)));
	struct view_table table = view_add_table(ctx, to, caption, heads, ARRAY_LEN(heads));
	node_add_class(ctx->arena, table.table, STR("ranking"));
	table.body->as.body.head_columns = 2;
	for (size_t i = 0; i < s->in->n_contenders; i++) {
		const struct standing *it = &s->standings[i];
		view_table_row(&table);
		view_table_text(&table, it->rank ? view_number(ctx, it->rank) : STR("–"));
		view_add_party(ctx, view_table_cell(&table), it->of->party);
		add_value_cells(s, &table, it);
		if (before)
			view_table_text(&table, before_text(s, it->of));
	}
}

static void add_bars_of_all(const struct shown *s, struct node *to)
{
	const struct view_context *ctx = s->ctx;
	size_t n = s->in->n_contenders;
	struct chart_bar *bars = NEW_N(ctx->arena, struct chart_bar, n + 1);
	for (size_t i = 0; i < n; i++) {
		const struct standing *it = &s->standings[i];
		struct str label = party_label(it->of->party);
		if (it->rank)
			label = view_fill(ctx, "view.targets.ranked",
				ARGS(view_number(ctx, it->rank), label));
		bars[i] = bar_of(s, it, label);
	}
	add_chart(s, to, bars, n);
}

/* Of all together: the milestones, or the periods that have begun, a row and a bar each. */
static void add_course(const struct shown *s, struct node *to)
{
	const struct view_context *ctx = s->ctx;
	const struct indicator *in = s->in;
	size_t end = in->periodic ? in->n_begun : in->n_stages;
	end = end ? end : 1;
	size_t from = in->periodic && end > PERIODS_SHOWN ? end - PERIODS_SHOWN : 0;
	const char *const heads[] = {in->periodic ? "view.targets.stage" : "view.targets.by",
		"view.targets.goal.head", "view.targets.value", ratio_head(s), "view.targets.state",
		"view.targets.day"};
	struct chart_bar *bars = NEW_N(ctx->arena, struct chart_bar, end - from);
	struct node *holder = node_add(ctx->arena, to, NODE_DIV);
	struct view_table table =
		view_add_table(ctx, to, in->row->title.s, heads, ARRAY_LEN(heads));
	node_add_class(ctx->arena, table.table, STR("ranking"));
	table.body->as.body.head_columns = 1;
	for (size_t i = from; i < end; i++) {
		struct shown of = *s;
		of.stage = &in->stages[i];
		struct standing it = standing_of(in, in->contenders, of.stage);
		view_table_row(&table);
		view_table_text(&table, stage_text(&of, of.stage));
		view_table_text(&table, amount_text(&of, of.stage->goal.to.v));
		add_value_cells(&of, &table, &it);
		bars[i - from] = bar_of(&of, &it, stage_text(&of, of.stage));
	}
	add_chart(s, holder, bars, end - from);
	if (!holder->first)
		node_unlink(holder);
}

/* --- which --- */

/* Of the rows that are to be shown: the stage that is, which is the current one if it may be. */
static const struct target_stage *stage_to_show(
	const struct view_rows *rows, const struct indicator *in)
{
	const struct target_stage *current = &in->stages[in->current], *found = NULL;
	for (size_t i = 0; i < in->n_stages; i++)
		for (size_t k = 0; k < rows->n; k++) {
			if (rows->items[k].record != in->stages[i].row)
				continue;
			if (&in->stages[i] == current)
				return current;
			if (!found || i < in->n_begun)
				found = &in->stages[i];
		}
	return found;
}

/* Rows of one indicator share a place; tasks link to it, so it has the id with its first row. */
static void add_indicator(const struct view_context *ctx, struct node *to, struct view_call *call,
	const struct indicator *in)
{
	struct view_rows *rows = &call->rows[0];
	struct shown s = {.ctx = ctx, .in = in, .stage = stage_to_show(rows, in)};
	if (!s.stage)
		return;
	s.standings = standings_ranked(ctx->arena, in, s.stage);
	s.id = str_printf(ctx->arena, "targets-%zu-%zu", call->no + 1,
		(size_t)(in - ctx->entry->indicators) + 1);
	struct node *part = node_add(ctx->arena, to, NODE_DIV);
	struct node *heading = view_add_heading(ctx, part, LEVEL, in->row->title.s);
	for (size_t i = 0; i < rows->n; i++)
		if (rows->items[i].record == in->row)
			view_add_row_id(ctx, heading, "target", &rows->items[i], in->row->id.s);
	add_goal(&s, part);
	add_totals(&s, part);
	if (in->per == PER_ALL) {
		add_course(&s, part);
	} else if (in->n_contenders) {
		add_bars_of_all(&s, part);
		add_ranking(&s, part);
	}
}

struct node *view_targets(const struct view_context *ctx, struct view_call *call)
{
	struct node *div = view_div(ctx, "targets");
	for (size_t i = 0; i < ctx->entry->n_indicators; i++)
		if (ctx->entry->indicators[i].n_stages)
			add_indicator(ctx, div, call, &ctx->entry->indicators[i]);
	return div;
}
