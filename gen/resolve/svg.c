/* SPDX-License-Identifier: MIT */
#include "resolve/svg.h"

#include "base/arena.h"
#include "base/utf8.h"

/* --- text --- */

int svg_width(struct str s)
{
	int tenths = 0;
	bool han_before = false;
	for (struct str all = s; s.n;) {
		size_t n;
		uint32_t rune = utf8_decode(s, &n);
		bool han = rune_width(rune) == 2;
		/* The theme lets an eighth of an em between Chinese and Latin (text-autospace). */
		tenths += s.n < all.n && han != han_before ? SVG_FONT * 10 / 8 : 0;
		han_before = han;
		s = str_after(s, n);
		bool wide =
			(rune >= 'A' && rune <= 'Z') || rune == 'm' || rune == 'w' || rune == '%';
		tenths += han ? 10 * SVG_FONT : wide ? 105 : rune == ' ' ? 40 : 72;
	}
	return (tenths + 9) / 10;
}

struct str svg_fit(struct arena *a, struct str s, int width)
{
	if (svg_width(s) <= width)
		return s;
	while (s.n && svg_width(s) + SVG_FONT > width) {
		size_t n;
		utf8_decode_last(s, &n);
		s = str_sub(s, 0, s.n - n);
	}
	return STR_CAT(a, str_trim(s), STR("…"));
}

int svg_pixels(int place)
{
	return place * SVG_NARROWEST / SVG_WHOLE;
}

/* --- elements --- */

void svg_head(struct buf *svg, struct str id, int height, struct str title, struct str desc)
{
	buf_printf(svg,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"%.*s\" width=\"100%%\" "
		"height=\"%d\" "
		"font-size=\"%d\" fill=\"currentColor\" role=\"img\" "
		"aria-labelledby=\"%.*s-title\" "
		"aria-describedby=\"%.*s-desc\">\n<title id=\"%.*s-title\">",
		STR_FMT(id), height, SVG_FONT, STR_FMT(id), STR_FMT(id), STR_FMT(id));
	buf_add_html(svg, title);
	buf_printf(svg, "</title>\n<desc id=\"%.*s-desc\">", STR_FMT(id));
	buf_add_html(svg, desc);
	BUF_LIT(svg, "</desc>\n");
}

static void add_place(struct buf *svg, const char *name, int place)
{
	buf_printf(svg, " %s=\"%d.%02d%%\"", name, place / 100, place % 100);
}

static void end_words(struct buf *svg, int y, struct str text)
{
	buf_printf(svg, " y=\"%d\">", y);
	buf_add_html(svg, text);
	BUF_LIT(svg, "</text>\n");
}

/*
 * Pulled by so many pixels that it ends inside the narrowest picture; then it does so in a wider
 * one too, since its place moves to the right no faster than the edge.
 */
void svg_words(struct buf *svg, const char *class, int place, int y, struct str text)
{
	int over = svg_pixels(place) + svg_width(text) - SVG_NARROWEST;
	buf_printf(svg, "<text class=\"%s\"", class);
	add_place(svg, "x", place);
	if (over > 0)
		buf_printf(svg, " dx=\"-%d\"", over);
	end_words(svg, y, text);
}

void svg_words_right(struct buf *svg, const char *class, int y, struct str text)
{
	buf_printf(svg, "<text class=\"%s\" text-anchor=\"end\"", class);
	add_place(svg, "x", SVG_WHOLE);
	end_words(svg, y, text);
}

void svg_line(struct buf *svg, const char *class, int place, int top, int bottom)
{
	buf_printf(svg, "<line class=\"%s\"", class);
	add_place(svg, "x1", place);
	add_place(svg, "x2", place);
	buf_printf(svg, " y1=\"%d\" y2=\"%d\"/>\n", top, bottom);
}

void svg_bar(struct buf *svg, const char *class, int from, int to, int y)
{
	buf_printf(svg, "<rect class=\"%s\"", class);
	add_place(svg, "x", from);
	add_place(svg, "width", to - from);
	buf_printf(svg, " y=\"%d\" height=\"%d\"/>\n", y, SVG_BAR);
}
