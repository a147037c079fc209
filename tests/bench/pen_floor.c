/* SPDX-License-Identifier: MIT */
/*
 * pen_floor TEXT FACE PDF: what nobody who sets pages with Pango and Cairo can do without. Each
 * line of TEXT is a paragraph of one face and size, laid out in lines of a width and put on pages
 * of 22 lines; there are no headings, tables, tags, links or rules of setting, and nothing is
 * looked at when it is done.
 */
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <string.h>

enum { MOST_LINE = 1 << 16 };

static const double mm = 72 / 25.4, size = 15.79;

int main(int argc, char **argv)
{
	static char line[MOST_LINE];
	FILE *text = argc == 4 ? fopen(argv[1], "r") : NULL;
	if (!text) {
		fputs("pen_floor TEXT FACE PDF\n", stderr);
		return 2;
	}
	cairo_surface_t *surface = cairo_pdf_surface_create(argv[3], 210 * mm, 297 * mm);
	cairo_t *cr = cairo_create(surface);
	PangoLayout *layout = pango_cairo_create_layout(cr);
	PangoFontDescription *face = pango_font_description_new();
	pango_font_description_set_family(face, argv[2]);
	pango_font_description_set_size(face, (int)(size * PANGO_SCALE));
	pango_layout_set_font_description(layout, face);
	pango_layout_set_width(layout, (int)(156 * mm * PANGO_SCALE));
	pango_layout_set_justify(layout, TRUE);
	double y = 0;
	while (fgets(line, MOST_LINE, text)) {
		pango_layout_set_text(layout, line, (int)strcspn(line, "\n"));
		for (int i = 0; i < pango_layout_get_line_count(layout); i++, y += 10.449) {
			if (y > 21.5 * 10.449) {
				cairo_show_page(cr);
				y = 0;
			}
			cairo_move_to(cr, 28 * mm, (41 + y) * mm);
			pango_cairo_show_layout_line(cr, pango_layout_get_line_readonly(layout, i));
		}
	}
	pango_font_description_free(face);
	g_object_unref(layout);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	int failed = cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS;
	cairo_surface_destroy(surface);
	return fclose(text) || failed;
}
