/* SPDX-License-Identifier: MIT */
#include "render/pdf_draw.h"

#include <cairo-pdf.h>

static cairo_status_t take_bytes(void *closure, const unsigned char *bytes, unsigned n)
{
	struct buf *b = closure;
	buf_add(b, (struct str){(const char *)bytes, n});
	return b->full ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

cairo_t *pdf_draw_begin(struct buf *out, double width, double height)
{
	cairo_surface_t *surface =
		cairo_pdf_surface_create_for_stream(take_bytes, out, width, height);
	cairo_t *cr = cairo_create(surface);
	cairo_surface_destroy(surface); /* cr holds it */
	return cr;
}

bool pdf_draw_end(cairo_t *cr)
{
	cairo_surface_t *surface = cairo_surface_reference(cairo_get_target(cr));
	bool drawn = cairo_status(cr) == CAIRO_STATUS_SUCCESS;
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	drawn = drawn && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
	cairo_surface_destroy(surface);
	return drawn;
}

PangoContext *pdf_text_context(cairo_t *cr)
{
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	PangoContext *context = pango_cairo_create_context(cr);
	pango_cairo_context_set_font_options(context, options);
	pango_cairo_context_set_resolution(context, 72);
	pango_context_set_round_glyph_positions(context, FALSE);
	pango_context_set_language(context, pango_language_from_string("zh-cn"));
	pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
	cairo_font_options_destroy(options);
	return context;
}

bool pdf_text_has_faces(const PangoLayoutLine *line)
{
	for (const GSList *at = line->runs; at; at = at->next) {
		const PangoGlyphItem *run = at->data;
		PangoFont *font = run->item->analysis.font;
		cairo_scaled_font_t *scaled =
			font ? pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font)) : NULL;
		if (!scaled || cairo_scaled_font_status(scaled) != CAIRO_STATUS_SUCCESS)
			return false;
	}
	return true;
}

double pdf_text_balanced(PangoLayout *layout, double width, double grain)
{
	int lines = pango_layout_get_line_count(layout);
	double low = width / 2, high = width;
	while (lines > 1 && high - low > grain) {
		double middle = (low + high) / 2;
		pango_layout_set_width(layout, (int)(middle * PANGO_SCALE));
		if (pango_layout_get_line_count(layout) > lines)
			low = middle;
		else
			high = middle;
	}
	return high;
}

void pdf_draw_frame(cairo_t *cr, double x, double y, double w, double h, double thick)
{
	cairo_set_line_width(cr, thick);
	cairo_rectangle(cr, x, y, w, h);
	cairo_stroke(cr);
}

void pdf_draw_rule(cairo_t *cr, double x, double y, double w, double thick)
{
	cairo_set_line_width(cr, thick);
	cairo_move_to(cr, x, y);
	cairo_line_to(cr, x + w, y);
	cairo_stroke(cr);
}
