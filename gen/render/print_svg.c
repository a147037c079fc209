/* SPDX-License-Identifier: MIT */
#include "render/print_svg.h"

#include <librsvg/rsvg.h>

#include "base/arena.h"
#include "base/buf.h"

struct print_svg {
	RsvgHandle *handle;
};

static void give_back(void *object)
{
	g_object_unref(object);
}

bool print_svg_is_too_much(struct str bytes)
{
	enum { MOST_BYTES = 1 << 20, MOST_ELEMENTS = 10000 };
	size_t elements = 0;
	for (size_t i = 0; i + 1 < bytes.n; i++)
		elements += bytes.p[i] == '<' && bytes.p[i + 1] != '/';
	return bytes.n > MOST_BYTES || elements > MOST_ELEMENTS || str_has(bytes, STR("<filter"));
}

/* Chinese where a face has several forms, unless it says what language it is in: what pango takes
 * from the environment is not for all the same. */
static struct str with_language(struct arena *a, struct str bytes)
{
	const struct str open = STR("<svg");
	size_t at = str_find(bytes, open);
	if (at == SIZE_MAX)
		return bytes;
	struct str rest = str_after(bytes, at + open.n);
	size_t end = str_find_char(rest, '>');
	if (end == SIZE_MAX || str_has(str_sub(rest, 0, end), STR("xml:lang")))
		return bytes;
	return STR_CAT(a, str_sub(bytes, 0, at + open.n), STR(" xml:lang=\"zh-CN\""), rest);
}

struct print_svg *print_svg_open_styled(struct arena *a, struct str bytes, struct str css)
{
	bytes = with_language(a, bytes);
	RsvgHandle *handle =
		rsvg_handle_new_from_data((const guint8 *)bytes.p, (gsize)bytes.n, NULL);
	if (!handle)
		return NULL;
	arena_defer(a, give_back, handle);
	if (css.n && !rsvg_handle_set_stylesheet(handle, (const guint8 *)css.p, css.n, NULL))
		return NULL;
	rsvg_handle_set_dpi(handle, 96);
	struct print_svg *svg = NEW(a, struct print_svg);
	svg->handle = handle;
	return svg;
}

bool print_svg_size(const struct print_svg *svg, double *ret_width, double *ret_height)
{
	gboolean has_width, has_height, has_box;
	RsvgLength width, height;
	RsvgRectangle box;
	if (!rsvg_handle_get_intrinsic_size_in_pixels(svg->handle, ret_width, ret_height)) {
		rsvg_handle_get_intrinsic_dimensions(
			svg->handle, &has_width, &width, &has_height, &height, &has_box, &box);
		if (!has_box)
			return false;
		*ret_width = box.width;
		*ret_height = box.height;
	}
	return *ret_width > 0 && *ret_height > 0;
}

double print_svg_height(const struct print_svg *svg)
{
	gboolean has_width, has_height, has_box;
	RsvgLength width, height = {0};
	RsvgRectangle box;
	rsvg_handle_get_intrinsic_dimensions(
		svg->handle, &has_width, &width, &has_height, &height, &has_box, &box);
	return has_height && height.unit == RSVG_UNIT_PX ? height.length : 0;
}

bool print_svg_draw(const struct print_svg *svg, cairo_t *cr, double width, double height)
{
	/* Pixels, so that what is given in them comes out at its size. */
	static const double pixel = 72.0 / 96;
	const RsvgRectangle place = {0, 0, width / pixel, height / pixel};
	cairo_save(cr);
	cairo_scale(cr, pixel, pixel);
	bool drawn = rsvg_handle_render_document(svg->handle, cr, &place, NULL);
	cairo_restore(cr);
	return drawn && cairo_status(cr) == CAIRO_STATUS_SUCCESS;
}

/* What is wrong shows in drawing alone, and where it stands it must not fail. */
static bool can_be_drawn(const struct print_svg *svg)
{
	cairo_surface_t *nowhere = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, NULL);
	cairo_t *cr = cairo_create(nowhere);
	bool drawn = print_svg_draw(svg, cr, 100, 100);
	cairo_destroy(cr);
	cairo_surface_destroy(nowhere);
	return drawn;
}

struct print_svg *print_svg_open(struct arena *a, struct str bytes)
{
	struct print_svg *svg = print_svg_open_styled(a, bytes, STR_NONE);
	return svg && can_be_drawn(svg) ? svg : NULL;
}

/* --- what it says of itself --- */

/* The text of an element whose tag begins so, as <title …>text</title>. */
static struct str text_of(struct str svg, struct str open, struct str close)
{
	size_t at = str_find(svg, open);
	if (at == SIZE_MAX)
		return STR_NONE;
	struct str rest = str_after(svg, at + open.n);
	size_t from = str_find_char(rest, '>'), to = str_find(rest, close);
	return from < to && to != SIZE_MAX ? str_sub(rest, from + 1, to) : STR_NONE;
}

static struct str unescaped(struct arena *a, struct str text)
{
	static const char *const pairs[][2] = {
		{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}};
	for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
		text = str_replace(a, text, str_from(pairs[i][0]), str_from(pairs[i][1]));
	return str_trim(text);
}

struct str print_svg_words(struct arena *a, struct str svg)
{
	struct str title = unescaped(a, text_of(svg, STR("<title"), STR("</title>")));
	struct str desc = unescaped(a, text_of(svg, STR("<desc"), STR("</desc>")));
	return title.n && desc.n ? STR_CAT(a, title, STR("："), desc) : title.n ? title : desc;
}
