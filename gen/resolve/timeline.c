/* SPDX-License-Identifier: MIT */
#include "resolve/timeline.h"

#include "base/buf.h"
#include "resolve/svg.h"
#include "resolve/view_parts.h"

enum {
	GAP = 4,	     /* between two texts beside each other */
	LINE = 16,	     /* a line of the axis, which has one or two */
	NOW = 3,	     /* how far the line of the day goes below a bar */
	NARROWEST_BAR = 120, /* of SVG_WHOLE: 4 pixels */
};

enum step_unit { STEP_DAYS, STEP_MONTHS };

struct axis {
	day_t first, last; /* both included */
	enum step_unit unit;
	int step;
};

struct timeline {
	const struct view_context *ctx;
	struct buf *svg;
	struct axis axis;
	int top, height; /* of the first row, of the whole */
};

/* --- the axis --- */

static bool find_ends(const struct view_rows *phases, struct axis *axis)
{
	bool found = false, open[2] = {false, false};
	for (size_t i = 0; i < phases->n; i++) {
		const struct phase *p = phases->items[i].record;
		const day_t ends[2] = {p->period.first, p->period.last};
		for (int k = 0; k < 2; k++) {
			if (!day_is_known(ends[k])) {
				open[k] = true;
				continue;
			}
			axis->first = !found || ends[k] < axis->first ? ends[k] : axis->first;
			axis->last = !found || ends[k] > axis->last ? ends[k] : axis->last;
			found = true;
		}
	}
	day_t room = (axis->last - axis->first) / 8 + 15; /* for an open end to be seen */
	axis->first -= open[0] ? room : 0;
	axis->last += open[1] ? room : 0;
	return found;
}

static int days_of(const struct axis *axis)
{
	return axis->last - axis->first + 1;
}

/* The shortest step whose labels have room at the narrowest. */
static void choose_step(struct axis *axis)
{
	static const struct {
		int days; /* of the longest axis that the step suits */
		enum step_unit unit;
		int step;
	} steps[] = {
		{9, STEP_DAYS, 1},
		{18, STEP_DAYS, 2},
		{65, STEP_DAYS, 7},
		{275, STEP_MONTHS, 1},
		{836, STEP_MONTHS, 3},
		{1681, STEP_MONTHS, 6},
		{2328, STEP_MONTHS, 12},
	};
	int days = days_of(axis);
	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		axis->unit = steps[i].unit;
		axis->step = steps[i].step;
		if (days <= steps[i].days)
			return;
	}
	static const int years[] = {2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000};
	for (size_t i = 0; i < ARRAY_LEN(years) && days > axis->step * 194; i++)
		axis->step = years[i] * 12;
}

/* Whole months, or weeks, so that the first label stands at the left edge. */
static void round_ends(struct axis *axis)
{
	if (axis->unit == STEP_DAYS) {
		if (axis->step == 7)
			axis->first -= day_weekday(axis->first) - 1;
		return;
	}
	struct civil f = day_to_civil(axis->first), l = day_to_civil(axis->last);
	axis->first = day_from_civil((struct civil){f.year, axis->step >= 12 ? 1 : f.month, 1});
	axis->last = day_from_civil((struct civil){l.year, l.month, month_length(l.year, l.month)});
}

static bool has_years_only(const struct axis *axis)
{
	return axis->unit == STEP_MONTHS && axis->step >= 12;
}

static int place_of(const struct axis *axis, day_t day)
{
	int64_t from = day - axis->first;
	int64_t place = from * SVG_WHOLE / days_of(axis);
	return (int)(place < 0 ? 0 : place > SVG_WHOLE ? SVG_WHOLE : place);
}

static int months_of(struct civil c)
{
	return c.year * 12 + c.month - 1;
}

/* The first tick on or after a day. */
static day_t tick_after(const struct axis *axis, day_t day)
{
	if (axis->unit == STEP_DAYS) /* weeks begin on a Monday because the axis does */
		return day + (axis->step - (day - axis->first) % axis->step) % axis->step;
	struct civil c = day_to_civil(day);
	int months = months_of(c) + (c.day > 1);
	months = (months + axis->step - 1) / axis->step * axis->step;
	return day_from_civil((struct civil){months / 12, months % 12 + 1, 1});
}

static bool next_tick(const struct axis *axis, day_t *day)
{
	*day = *day == DAY_NONE ? tick_after(axis, axis->first) : tick_after(axis, *day + 1);
	return *day <= axis->last;
}

/* --- parts of the picture --- */

static struct str number(const struct timeline *p, int n)
{
	return str_printf(p->ctx->arena, "%d", n);
}

static struct str month_name(const struct timeline *p, int month)
{
	struct str names = view_word(p->ctx, "view.timeline.months");
	for (int i = 1; i < month; i++)
		str_cut(&names, ' ');
	return str_cut(&names, ' ');
}

static struct str minor_text(const struct timeline *p, struct civil c)
{
	if (p->axis.unit == STEP_DAYS)
		return view_fill(p->ctx, "view.timeline.day", ARGS(number(p, c.day)));
	if (has_years_only(&p->axis))
		return view_fill(p->ctx, "view.timeline.year", ARGS(number(p, c.year)));
	return month_name(p, c.month);
}

static struct str major_text(const struct timeline *p, struct civil c)
{
	struct str year = number(p, c.year);
	if (p->axis.unit == STEP_MONTHS)
		return view_fill(p->ctx, "view.timeline.year", ARGS(year));
	return view_fill(p->ctx, "view.timeline.month", ARGS(year, month_name(p, c.month)));
}

static void add_minor(struct timeline *p)
{
	int end = -GAP;
	for (day_t day = DAY_NONE; next_tick(&p->axis, &day);) {
		int place = place_of(&p->axis, day), at = svg_pixels(place);
		struct str text = minor_text(p, day_to_civil(day));
		if (at < end + GAP || at + svg_width(text) > SVG_NARROWEST)
			continue;
		svg_words(p->svg, "tl-tick", place, p->top - 4, text);
		end = at + svg_width(text);
	}
}

/* Where years begin, or months: first the left edge, then each first of January or of a month. */
static bool next_major(const struct axis *axis, day_t *day)
{
	if (*day == DAY_NONE) {
		*day = axis->first;
		return true;
	}
	struct civil c = day_to_civil(*day);
	bool month = axis->unit == STEP_DAYS && c.month < 12;
	c = month ? (struct civil){c.year, c.month + 1, 1} : (struct civil){c.year + 1, 1, 1};
	*day = day_from_civil(c);
	return *day <= axis->last;
}

/* One at the edge gives way to the next where both have no room. */
static bool is_crowded(const struct timeline *p, day_t day, int end)
{
	return next_major(&p->axis, &day) && svg_pixels(place_of(&p->axis, day)) < end + GAP;
}

static void add_major(struct timeline *p)
{
	int end = -GAP;
	if (has_years_only(&p->axis))
		return;
	for (day_t day = DAY_NONE; next_major(&p->axis, &day);) {
		int place = place_of(&p->axis, day), at = svg_pixels(place);
		struct str text = major_text(p, day_to_civil(day));
		int here = at + svg_width(text);
		if (at < end + GAP || here > SVG_NARROWEST ||
			(day == p->axis.first && is_crowded(p, day, here)))
			continue;
		svg_words(p->svg, "tl-tick", place, 12, text);
		end = here;
	}
}

static const char *state_of(const struct timeline *p, const struct when *period)
{
	day_t today = p->ctx->site->as_of;
	if (day_is_known(period->last) && period->last < today)
		return "tl-bar tl-past";
	if (day_is_known(period->first) && period->first > today)
		return "tl-bar tl-coming";
	return "tl-bar tl-current";
}

static void add_phase(struct timeline *p, const struct phase *phase, int y)
{
	const struct when *period = &phase->period;
	bool known = day_is_known(period->first) || day_is_known(period->last);
	int from = day_is_known(period->first) ? place_of(&p->axis, period->first) : 0;
	int to = day_is_known(period->last) ? place_of(&p->axis, period->last + 1) : SVG_WHOLE;
	if (to - from < NARROWEST_BAR) {
		from = from > SVG_WHOLE - NARROWEST_BAR ? SVG_WHOLE - NARROWEST_BAR : from;
		to = from + NARROWEST_BAR;
	}
	struct str title = view_flat(p->ctx, phase->title.s);
	svg_words(p->svg, "tl-label", from, y + 14, svg_fit(p->ctx->arena, title, SVG_NARROWEST));
	svg_bar(p->svg, "tl-track", 0, SVG_WHOLE, y + SVG_BAR_AT);
	for (day_t day = DAY_NONE; next_tick(&p->axis, &day);)
		if (day > p->axis.first)
			svg_line(p->svg, "tl-grid", place_of(&p->axis, day), y + SVG_BAR_AT,
				y + SVG_BAR_AT + SVG_BAR);
	if (known)
		svg_bar(p->svg, state_of(p, period), from, to, y + SVG_BAR_AT);
}

static bool shows_today(const struct timeline *p)
{
	day_t today = p->ctx->site->as_of;
	return today >= p->axis.first && today <= p->axis.last;
}

static void add_today(struct timeline *p, size_t n)
{
	day_t today = p->ctx->site->as_of;
	int place = place_of(&p->axis, today);
	for (size_t i = 0; i < n; i++) {
		int y = p->top + (int)i * SVG_ROW + SVG_BAR_AT;
		svg_line(p->svg, "tl-now", place, y, y + SVG_BAR + NOW);
	}
	struct str day = day_text(p->ctx->arena, today, p->ctx->site->lang);
	struct str text = view_fill(p->ctx, "view.timeline.now", ARGS(day));
	svg_words(p->svg, "tl-now-label", place, p->height - 5, text);
}

static struct str description(const struct timeline *p, const struct view_rows *phases)
{
	const struct view_context *ctx = p->ctx;
	struct buf text = buf_new(ctx->arena);
	for (size_t i = 0; i < phases->n; i++) {
		const struct phase *phase = phases->items[i].record;
		buf_add(&text, i ? view_word(ctx, "view.timeline.and") : STR_NONE);
		buf_add(&text, phase->title.s);
		BUF_LIT(&text, " ");
		buf_add(&text, view_when(ctx, ctx->entry, &phase->period));
	}
	return buf_str(&text);
}

struct str timeline_svg(
	const struct view_context *ctx, const struct view_rows *phases, struct str id)
{
	struct buf svg = buf_new(ctx->arena);
	struct timeline p = {.ctx = ctx, .svg = &svg};
	if (!find_ends(phases, &p.axis))
		return STR_NONE;
	choose_step(&p.axis);
	round_ends(&p.axis);
	p.top = has_years_only(&p.axis) ? LINE : 2 * LINE;
	p.height = p.top + (int)phases->n * SVG_ROW + (shows_today(&p) ? SVG_FOOT : 0);
	svg_head(&svg, id, p.height, view_word(ctx, "view.timeline"), description(&p, phases));
	add_major(&p);
	add_minor(&p);
	for (size_t i = 0; i < phases->n; i++)
		add_phase(&p, phases->items[i].record, p.top + (int)i * SVG_ROW);
	if (shows_today(&p))
		add_today(&p, phases->n);
	BUF_LIT(&svg, "</svg>");
	return buf_str(&svg);
}
