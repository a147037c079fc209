/* SPDX-License-Identifier: MIT */
/*
 * Values against their goals as horizontal bars (resolve/svg). States differ by filling and by
 * the words above the bar, so colour is not needed. Classes: ch-track ch-bar (ch-full ch-part
 * ch-short) ch-goal ch-pace ch-cut ch-label ch-note ch-foot, ch-hatch and ch-ground of the pattern.
 */
#ifndef RESOLVE_CHART_H
#define RESOLVE_CHART_H

#include "base/str.h"

enum chart_fill {
	CHART_FULL,  /* the goal is met */
	CHART_PART,  /* not yet */
	CHART_SHORT, /* it is not, or is behind, or too much: hatched */
};

struct chart_bar {
	struct str label, note; /* above the bar: at the left, cut if it must be; at the right */
	double value, goal, pace;
	bool has_value, has_pace;
	enum chart_fill fill;
};

struct chart {
	struct str id, title, desc;
	struct str foot; /* what the marks mean */
	const struct chart_bar *bars;
	size_t n;
};

/* An <svg>; empty where no goal is above zero. A value far beyond the goals is cut, and marked. */
struct str chart_svg(struct arena *a, const struct chart *c);

#endif
