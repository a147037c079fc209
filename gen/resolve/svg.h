/* SPDX-License-Identifier: MIT */
/*
 * What pictures of rows with a bar each are made of: SVG 1.1 inside HTML. They have no viewBox:
 * what lies along the width is in hundredths of a per cent of it, so that bars grow with the page
 * while text keeps its size and stays legible on a telephone and on paper. Where text goes is
 * worked out for SVG_NARROWEST pixels, the width that a page has on a small telephone. Colours
 * come from CSS by class; there is no style attribute, which the page's policy forbids.
 */
#ifndef RESOLVE_SVG_H
#define RESOLVE_SVG_H

#include "base/buf.h"

enum {
	SVG_WHOLE = 10000,   /* the width */
	SVG_NARROWEST = 288, /* pixels: the smallest telephone (WCAG 1.4.10 has 320) less
				    margins */
	SVG_FONT = 12,	     /* pixels */
	SVG_ROW = 36,	     /* a row: its text, then its bar */
	SVG_TEXT_AT = 14,    /* in a row: the baseline */
	SVG_BAR_AT = 20,
	SVG_BAR = 10,
	SVG_FOOT = 20, /* a line of text below the rows */
};

/* Opens an <svg> with a title and a description; text is escaped. id is that of the page. */
void svg_head(struct buf *svg, struct str id, int height, struct str title, struct str desc);

/* The width of a text in pixels, wider than most fonts have it: the reader's is not known. */
int svg_width(struct str s);
struct str svg_fit(struct arena *a, struct str s, int width); /* cut with … */
int svg_pixels(int place);				      /* in the narrowest picture */

/* At its place, but pulled to the left so that it ends inside the narrowest picture. */
void svg_words(struct buf *svg, const char *class, int place, int y, struct str text);
void svg_words_right(struct buf *svg, const char *class, int y, struct str text);
void svg_line(struct buf *svg, const char *class, int place, int top, int bottom);
void svg_bar(struct buf *svg, const char *class, int from, int to, int y);

#endif
