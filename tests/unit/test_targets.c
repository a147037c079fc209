/* SPDX-License-Identifier: MIT */
#include "doc/indicator.h"
#include "resolve/chart.h"
#include "resolve/target_progress.h"
#include "unit/view_site.h"

/* --- numbers --- */

static void goals_are_numbers_with_a_direction(struct unit *u)
{
	static const struct {
		const char *text;
		bool good, percent, at_most;
		double v;
	} rows[] = {
		{"500", true, false, false, 500},
		{"95%", true, true, false, 95},
		{"９５％", true, true, false, 95},
		{">= 12.5", true, false, false, 12.5},
		{"<=3", true, false, true, 3},
		{"≤3", true, false, true, 3},
		{"≥ 60 %", true, true, false, 60},
		{"-2.5", true, false, false, -2.5},
		{"0", true, false, false, 0},
		{"", false, false, false, 0},
		{"%", false, true, false, 0},
		{">=", false, false, false, 0},
		{"<= >= 3", false, false, true, 0},
		{"500人", false, false, false, 0},
		{"1,200", false, false, false, 0},
		{"1e5", false, false, false, 0},
		{"nan", false, false, false, 0},
		{"<3", false, false, false, 0},
	};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct goal goal;
		bool good = goal_parse(u->arena, str_from(rows[i].text), &goal);
		if (good != rows[i].good)
			unit_fail(u, __LINE__, "taken or not", str_from(rows[i].text));
		if (!good)
			continue;
		bool same = goal.to.v >= rows[i].v && goal.to.v <= rows[i].v &&
			    goal.to.percent == rows[i].percent && goal.at_most == rows[i].at_most;
		if (!same)
			unit_fail(u, __LINE__, "another goal", str_from(rows[i].text));
	}
}

/* --- a stage --- */

struct course {
	struct indicator in;
	struct contender one;
	struct target_stage stages[3];
	struct figure figures[4];
};

static day_t day(const char *iso)
{
	return when(iso).last;
}

/* 10 until June 30th, then 30 until December 31st; figures 4, 10 and 12. */
static void set_course(struct course *c, const char *as_of)
{
	*c = (struct course){.in = {.stages = c->stages, .n_stages = 2, .n_contenders = 1}};
	c->in.contenders = &c->one;
	c->in.as_of = day(as_of);
	c->stages[0] = (struct target_stage){
		day("2026-01-01"), day("2026-06-30"), NULL, {{10, false}, false}, 0};
	c->stages[1] = (struct target_stage){
		day("2026-07-01"), day("2026-12-31"), NULL, {{30, false}, false}, 10};
	c->figures[0] = (struct figure){NULL, day("2026-03-31"), 4};
	c->figures[1] = (struct figure){NULL, day("2026-07-10"), 10};
	c->figures[2] = (struct figure){NULL, day("2026-09-30"), 12};
	c->one.figures = c->figures;
	while (c->one.n < 3 && c->figures[c->one.n].day <= c->in.as_of)
		c->one.n++;
}

static enum standing_state state_on(struct course *c, const char *as_of, size_t stage)
{
	set_course(c, as_of);
	return standing_of(&c->in, &c->one, &c->stages[stage]).state;
}

static void a_milestone_has_its_states_by_day(struct unit *u)
{
	struct course c;
	TRUE(u, state_on(&c, "2025-12-31", 0) == STANDING_COMING);
	TRUE(u, state_on(&c, "2026-01-01", 0) == STANDING_NONE_YET);
	TRUE(u, state_on(&c, "2026-03-30", 0) == STANDING_NONE_YET);
	/* 181 days want 10: 4 are due when 72.4 have passed, so on March 15th in the morning. */
	TRUE(u, state_on(&c, "2026-03-31", 0) == STANDING_BEHIND);
	c.figures[0].day = day("2026-03-10");
	c.in.as_of = day("2026-03-14");
	TRUE(u, standing_of(&c.in, &c.one, c.stages).state == STANDING_ON_PACE);
	c.in.as_of = day("2026-03-15");
	TRUE(u, standing_of(&c.in, &c.one, c.stages).state == STANDING_BEHIND);
	TRUE(u, state_on(&c, "2026-06-30", 0) == STANDING_BEHIND); /* the day itself is in time */
	TRUE(u, state_on(&c, "2026-07-01", 0) == STANDING_MISSED);
	TRUE(u, state_on(&c, "2026-07-10", 0) == STANDING_REACHED_LATE);
	TRUE(u, standing_of(&c.in, &c.one, c.stages).figure == &c.figures[1]);
	TRUE(u, state_on(&c, "2026-06-30", 1) == STANDING_COMING);
	TRUE(u, state_on(&c, "2026-12-31", 1) == STANDING_BEHIND);
	TRUE(u, state_on(&c, "2027-01-01", 1) == STANDING_MISSED);
	c.one.n = 0;
	TRUE(u, standing_of(&c.in, &c.one, &c.stages[1]).state == STANDING_MISSING);
	TRUE(u, !standing_of(&c.in, &c.one, &c.stages[1]).has_ratio);
}

static void the_pace_goes_on_from_the_milestone_before(struct unit *u)
{
	struct course c;
	set_course(&c, "2026-07-01");
	struct standing it = standing_of(&c.in, &c.one, &c.stages[1]);
	TRUE(u, it.has_pace && it.pace > 9.999 && it.pace < 10.001);
	set_course(&c, "2026-10-01"); /* 92 of 184 days */
	it = standing_of(&c.in, &c.one, &c.stages[1]);
	TRUE(u, it.pace > 19.999 && it.pace < 20.001 && it.state == STANDING_BEHIND);
	TRUE(u, it.has_ratio && it.ratio > 0.3999 && it.ratio < 0.4001);
	c.figures[2].v = 20;
	TRUE(u, standing_of(&c.in, &c.one, &c.stages[1]).state == STANDING_ON_PACE);
	c.stages[1].first = DAY_NONE;
	TRUE(u, standing_of(&c.in, &c.one, &c.stages[1]).state == STANDING_UNDER_WAY);
	c.figures[2].v = 30;
	TRUE(u, standing_of(&c.in, &c.one, &c.stages[1]).state == STANDING_REACHED);
}

static void an_upper_limit_turns_it(struct unit *u)
{
	struct course c;
	set_course(&c, "2026-04-30");
	c.stages[0].goal = (struct goal){{3, false}, true};
	TRUE(u, standing_of(&c.in, &c.one, c.stages).state == STANDING_EXCEEDED);
	c.stages[0].goal.to.v = 4;
	struct standing it = standing_of(&c.in, &c.one, c.stages);
	TRUE(u, it.state == STANDING_ON_PACE && !it.has_pace);
	c.in.as_of = day("2026-07-01");
	TRUE(u, standing_of(&c.in, &c.one, c.stages).state == STANDING_REACHED);
	c.stages[0].goal.to.v = 0;
	it = standing_of(&c.in, &c.one, c.stages);
	TRUE(u, it.state == STANDING_EXCEEDED && !it.has_ratio);
}

static void a_period_wants_a_figure_of_its_own(struct unit *u)
{
	struct course c;
	set_course(&c, "2026-12-31");
	c.in.periodic = true;
	TRUE(u, standing_of(&c.in, &c.one, &c.stages[0]).state == STANDING_MISSED);
	c.stages[0].last = day("2026-03-30");
	TRUE(u, standing_of(&c.in, &c.one, &c.stages[0]).state == STANDING_MISSING);
	c.stages[0].goal.to.v = 4;
	c.stages[0].last = day("2026-03-31");
	TRUE(u, standing_of(&c.in, &c.one, &c.stages[0]).state == STANDING_REACHED);
	TRUE(u, standing_of(&c.in, &c.one, &c.stages[1]).figure == &c.figures[2]);
}

/* --- ranks --- */

static void ranks_go_by_value_day_and_register(struct unit *u)
{
	static const struct {
		const char *day; /* NULL: no figure */
		double v;
		size_t rank, rank_at_most, place, place_at_most;
	} rows[] = {
		{"2026-03-02", 5, 3, 2, 2, 1},
		{NULL, 0, 0, 0, 5, 5},
		{"2026-03-01", 9, 1, 5, 0, 4},
		{"2026-03-01", 5, 2, 1, 1, 0},
		{"2026-03-02", 5, 3, 2, 3, 2},
		{"2026-03-03", 5, 5, 4, 4, 3},
	};
	struct figure figures[ARRAY_LEN(rows)];
	struct contender contenders[ARRAY_LEN(rows)] = {0};
	struct target_stage stage = {
		day("2026-01-01"), day("2026-06-30"), NULL, {{10, false}, false}, 0};
	struct indicator in = {.stages = &stage,
		.n_stages = 1,
		.contenders = contenders,
		.n_contenders = ARRAY_LEN(rows),
		.as_of = day("2026-04-01")};
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		figures[i] = (struct figure){NULL, rows[i].day ? day(rows[i].day) : 0, rows[i].v};
		contenders[i].figures = &figures[i];
		contenders[i].n = rows[i].day != NULL;
	}
	for (int most = 0; most < 2; most++) {
		stage.goal.at_most = most;
		struct standing *list = standings_ranked(u->arena, &in, &stage);
		for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
			const struct standing *it =
				&list[most ? rows[i].place_at_most : rows[i].place];
			TRUE(u, it->of == &contenders[i]);
			TRUE(u, it->rank == (most ? rows[i].rank_at_most : rows[i].rank));
		}
	}
}

/* --- from rows --- */

static struct target *add_target(struct fixture *f, const char *id, const char *goal)
{
	struct target *t = &f->entry.targets[f->entry.n_targets++];
	*t = (struct target){.id = text(id), .title = text("走访"), .target = text(goal)};
	return t;
}

static struct actual *add_actual(struct fixture *f, const struct target *of, const char *on,
	const char *value, const struct party *p)
{
	struct actual *a = &f->entry.actuals[f->entry.n_actuals++];
	*a = (struct actual){.of = of, .date = when(on), .value = text(value)};
	if (p)
		a->party = parties(f, p, NULL);
	return a;
}

static void set_up_targets(struct fixture *f, struct unit *u)
{
	set_up(f, u);
	f->entry.targets = NEW_N(f->arena, struct target, 8);
	f->entry.actuals = NEW_N(f->arena, struct actual, 16);
	f->entry.front.period = when("2026-01/2026-12");
}

static const struct indicator *linked(struct fixture *f)
{
	dates_resolve(f->arena, &f->site, &f->entry, &f->diags);
	targets_link(f->arena, &f->site, &f->entry, &f->diags);
	f->diags.list.n = 0;
	return f->entry.indicators;
}

/* 温竹屿 leaves on November 1st, and 解春澍 takes over. */
static void a_hand_over_takes_the_figures_along(struct unit *u)
{
	struct fixture f;
	set_up_targets(&f, u);
	struct target *t = add_target(&f, "visits", "5");
	t->per.v = PER_PERSON;
	t->who = both(&f, &f.people[QU], &f.people[WEN]);
	add_actual(&f, t, "2026-09-30", "3", &f.people[WEN]);
	add_actual(&f, t, "2026-11-20", "5", &f.people[XIE]);
	add_actual(&f, t, "2026-12-20", "6", &f.people[XIE]);
	const struct indicator *in = linked(&f); /* November 25th */
	TRUE(u, in->n_contenders == 2 && in->contenders[1].party == &f.people[XIE]);
	TRUE(u, in->contenders[1].n == 2);
	TRUE(u, f.entry.actuals[2].use == FIGURE_LATER);
	TRUE(u, standings_ranked(f.arena, in, in->stages)[0].state == STANDING_REACHED);
	f.site.as_of = day("2026-10-01"); /* before it, the figures of later are no mistake */
	in = linked(&f);
	TRUE(u, in->contenders[1].party == &f.people[WEN] && in->contenders[1].n == 1);
	TRUE(u, f.entry.actuals[1].use == FIGURE_LATER);
}

static void milestones_follow_each_other(struct unit *u)
{
	struct fixture f;
	set_up_targets(&f, u);
	add_target(&f, "visits", "30")->by = when("2026-11-30");
	add_target(&f, "visits", "10")->by = when("2026-06");
	add_target(&f, "visits", "40");
	const struct indicator *in = linked(&f);
	TRUE(u, in->n_stages == 3 && in->current == 1 && f.entry.n_indicators == 1);
	TRUE(u, in->stages[0].first == day("2026-01-01"));
	TRUE(u, in->stages[1].first == day("2026-07-01") && in->stages[1].base < 10.5);
	TRUE(u, in->stages[2].last == day("2026-12-31"));
	f.site.as_of = day("2027-05-01");
	TRUE(u, linked(&f)->current == 2);
}

static void periods_lie_in_the_calendar(struct unit *u)
{
	struct fixture f;
	set_up_targets(&f, u);
	struct target *t = add_target(&f, "visits", "5");
	t->every.v = 3; /* quarterly */
	t->by = when("2026-06-30");
	struct target *more = add_target(&f, "visits", "8");
	more->every.v = 3;
	add_actual(&f, t, "2026-08-01", "7", NULL);
	add_actual(&f, t, "2027-01-01", "7", NULL);
	const struct indicator *in = linked(&f);
	TRUE(u, in->periodic && in->n_stages == 4);
	TRUE(u, in->stages[1].first == day("2026-04-01") && in->stages[1].goal.to.v < 6);
	TRUE(u, in->stages[2].last == day("2026-09-30") && in->stages[2].goal.to.v > 7);
	TRUE(u, in->current == 2); /* nobody has a figure of the fourth yet */
	TRUE(u, tally_before(in, in->contenders).of[STANDING_MISSING] == 2);
	f.site.as_of = day("2027-02-01");
	linked(&f);
	TRUE(u, f.entry.actuals[1].use == FIGURE_OUTSIDE);
}

/* --- the view --- */

static void the_view_says_what_the_picture_shows(struct unit *u)
{
	struct fixture f;
	set_up_targets(&f, u);
	struct target *t = add_target(&f, "visits", "10");
	t->title = text("走访“<b>”");
	t->per.v = PER_UNIT;
	t->unit = text("次");
	t->who = both(&f, &f.units[OFFICE], &f.units[ORGANISATION]);
	add_actual(&f, t, "2026-09-30", "12", &f.units[ORGANISATION]);
	f.tasks[0].targets = &(struct task_target){text("visits"), t};
	f.tasks[0].n_targets = 1;
	linked(&f);
	struct str look = placed(&f, "{{targets}}\n{{tasks}}", false);
	HAS(&f, look, "3#target-visits 走访");
	HAS(&f, look, "截至2026年11月25日，共2个单位，已达标1个，暂无数据1个。");
	HAS(&f, look, "|1|<parties/organisation/index.html>组织部|12次|120%|已达标|2026年9月30日");
	HAS(&f, look, "|–|<parties/office/index.html>办公室|||暂无数据|");
	HAS(&f, look, "1. 组织部 12/10次 已达标；办公室 暂无数据</desc>");
	HAS(&f, look, "走访“&lt;b&gt;”");
	HAS(&f, look, "<#target-visits>走访");
	HAS(&f, placed(&f, "{{targets per=person}}", false), "Para 这里没有指标。");
	HAS(&f, placed(&f, "{{targets}}", true), "3#target-visits");
}

static void a_chart_holds_any_value(struct unit *u)
{
	struct chart_bar bars[] = {
		{.label = STR("甲<&"),
			.note = STR("\"90/10\""),
			.value = 90,
			.goal = 10,
			.has_value = true,
			.fill = CHART_FULL},
		{.label = STR("乙"), .value = -5, .goal = 10, .has_value = true},
		{.label = STR("丙"),
			.value = 5,
			.goal = 10,
			.pace = 8,
			.has_value = true,
			.has_pace = true,
			.fill = CHART_SHORT},
	};
	struct chart chart = {
		.id = STR("c"), .title = STR("图"), .desc = STR("述"), .bars = bars, .n = 3};
	struct str svg = chart_svg(u->arena, &chart);
	TRUE(u, str_has(svg, STR("role=\"img\"")) && str_has(svg, STR("<title id=\"c-title\">图")));
	TRUE(u, str_has(svg, STR("甲&lt;&amp;")) && str_has(svg, STR("&quot;90/10&quot;")));
	TRUE(u, str_has(svg, STR("class=\"ch-cut\"")));
	TRUE(u, str_has(svg, STR("ch-full\" x=\"0.00%\" width=\"100.00%\"")));
	TRUE(u, !str_has(svg, STR("ch-part"))); /* below zero there is no bar */
	TRUE(u, str_has(svg, STR("url(#c-hatch)")) && str_has(svg, STR("class=\"ch-pace\"")));
	TRUE(u, !str_has(svg, STR("style=")) && !str_has(svg, STR("nan")));
	bars[0].goal = bars[1].goal = bars[2].goal = 0;
	IS(u, chart_svg(u->arena, &chart), "");
}

int main(void)
{
	static const struct unit_test tests[] = {
		{"goals are numbers with a direction", goals_are_numbers_with_a_direction},
		{"a milestone has its states by day", a_milestone_has_its_states_by_day},
		{"the pace goes on from the milestone before",
			the_pace_goes_on_from_the_milestone_before},
		{"an upper limit turns it", an_upper_limit_turns_it},
		{"a period wants a figure of its own", a_period_wants_a_figure_of_its_own},
		{"ranks go by value, day and register", ranks_go_by_value_day_and_register},
		{"a hand-over takes the figures along", a_hand_over_takes_the_figures_along},
		{"milestones follow each other", milestones_follow_each_other},
		{"periods lie in the calendar", periods_lie_in_the_calendar},
		{"the view says what the picture shows", the_view_says_what_the_picture_shows},
		{"a chart holds any value", a_chart_holds_any_value},
	};
	return unit_main(tests, ARRAY_LEN(tests));
}
