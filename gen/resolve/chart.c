/* SPDX-License-Identifier: MIT */
#include "resolve/chart.h"

#include "resolve/svg.h"

enum {
	TEXT_GAP = 12, /* between label and note, in pixels */
	MARK = 3,      /* how far a mark goes beyond the bar */
	CUT_AT = 9700, /* of SVG_WHOLE: where a bar that is cut is broken */
	HATCH = 6,     /* pixels between the lines of the pattern */
};
static const double LONGEST = 1.5;   /* the axis, in goals */
static const double HEADROOM = 1.02; /* a mark at the end is to be seen whole */

struct drawing {
	struct arena *arena;
	struct buf *svg;
	struct str id;
	double end; /* of the axis */
};

static double end_of_axis(const struct chart *c)
{
	double goal = 0, value = 0;
	for (size_t i = 0; i < c->n; i++) {
		const struct chart_bar *bar = &c->bars[i];
		goal = bar->goal > goal ? bar->goal : goal;
		value = bar->has_value && bar->value > value ? bar->value : value;
	}
	value = value > goal ? value : goal;
	return (value < goal * LONGEST ? value : goal * LONGEST) * HEADROOM;
}

static int place_of(const struct drawing *d, double v)
{
	double place = v <= 0 ? 0 : v / d->end * SVG_WHOLE;
	return place > SVG_WHOLE ? SVG_WHOLE : (int)place;
}

static void add_pattern(const struct drawing *d)
{
	buf_printf(d->svg,
		"<defs><pattern id=\"%.*s-hatch\" width=\"%d\" height=\"%d\" "
		"patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
		"<rect class=\"ch-ground\" width=\"%d\" height=\"%d\"/>"
		"<line class=\"ch-hatch\" x1=\"1\" x2=\"1\" y1=\"0\" y2=\"%d\"/>"
		"</pattern></defs>\n",
		STR_FMT(d->id), HATCH, HATCH, HATCH, HATCH, HATCH);
}

static void add_value(const struct drawing *d, const struct chart_bar *bar, int y)
{
	static const char *const classes[] = {
		"ch-bar ch-full", "ch-bar ch-part", "ch-bar ch-short"};
	int to = place_of(d, bar->value);
	if (!bar->has_value || !to)
		return;
	if (bar->fill == CHART_SHORT) {
		/* A group carries the pattern to its bar; its name is that of this picture. */
		buf_printf(d->svg, "<g fill=\"url(#%.*s-hatch)\">", STR_FMT(d->id));
		svg_bar(d->svg, classes[bar->fill], 0, to, y + SVG_BAR_AT);
		BUF_LIT(d->svg, "</g>\n");
	} else {
		svg_bar(d->svg, classes[bar->fill], 0, to, y + SVG_BAR_AT);
	}
	if (bar->value > d->end)
		svg_line(d->svg, "ch-cut", CUT_AT, y + SVG_BAR_AT, y + SVG_BAR_AT + SVG_BAR);
}

static void add_bar(const struct drawing *d, const struct chart_bar *bar, int y)
{
	int top = y + SVG_BAR_AT, bottom = top + SVG_BAR;
	int room = SVG_NARROWEST - svg_width(bar->note) - TEXT_GAP;
	svg_words(d->svg, "ch-label", 0, y + SVG_TEXT_AT, svg_fit(d->arena, bar->label, room));
	svg_words_right(d->svg, "ch-note", y + SVG_TEXT_AT, bar->note);
	svg_bar(d->svg, "ch-track", 0, SVG_WHOLE, top);
	add_value(d, bar, y);
	if (bar->has_pace && bar->pace > 0)
		svg_line(d->svg, "ch-pace", place_of(d, bar->pace), top, bottom);
	if (bar->goal > 0)
		svg_line(d->svg, "ch-goal", place_of(d, bar->goal), top - MARK, bottom + MARK);
}

struct str chart_svg(struct arena *a, const struct chart *c)
{
	struct buf svg = buf_new(a);
	struct drawing d = {a, &svg, c->id, end_of_axis(c)};
	if (d.end <= 0)
		return STR_NONE;
	int rows = (int)c->n * SVG_ROW;
	svg_head(&svg, c->id, rows + SVG_FOOT, c->title, c->desc);
	add_pattern(&d);
	for (size_t i = 0; i < c->n; i++)
		add_bar(&d, &c->bars[i], (int)i * SVG_ROW);
	svg_words(&svg, "ch-foot", 0, rows + SVG_TEXT_AT, c->foot);
	BUF_LIT(&svg, "</svg>");
	return buf_str(&svg);
}
