/* SPDX-License-Identifier: MIT */
#include "render/form_pdf_text.h"

#include "base/arena.h"
#include "base/buf.h"
#include "render/face_cut.h"

/*
 * The first that is installed serves; what it lacks comes from the next. A user's machine may know
 * finer faces, but a page must not look other on the machine of the next clerk.
 */
static const char *const face_names[N_FACES] = {
	[FACE_BODY] = "Noto Serif CJK SC,Noto Sans CJK SC,WenQuanYi Micro Hei",
	[FACE_TITLE] = "Noto Serif CJK SC,Noto Sans CJK SC,WenQuanYi Micro Hei",
	[FACE_HEAD] = "WenQuanYi Micro Hei,Noto Sans CJK SC",
};

static bool is_bold(enum face face)
{
	return face == FACE_TITLE;
}

void pen_faces_cut(struct arena *a, struct str cache_dir)
{
	for (size_t i = 0; i < N_FACES; i++) {
		struct str names = str_from(face_names[i]);
		const char *best = str_cstr(a, str_cut(&names, ','));
		face_cut(a, cache_dir, best, is_bold((enum face)i));
	}
}

struct pen pen_new(struct arena *a, cairo_t *cr)
{
	struct pen pen = {.arena = a, .cr = cr};
	PangoContext *context = pdf_text_context(cr);
	pen.layout = pango_layout_new(context);
	pango_layout_set_auto_dir(pen.layout, FALSE);
	pango_layout_set_wrap(pen.layout, PANGO_WRAP_WORD_CHAR);
	/* "office" is to be found and copied as six letters. */
	PangoAttrList *attributes = pango_attr_list_new();
	pango_attr_list_insert(attributes, pango_attr_font_features_new("liga=0, clig=0"));
	pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
	pango_layout_set_attributes(pen.layout, attributes);
	pango_attr_list_unref(attributes);
	for (size_t i = 0; i < N_FACES; i++) {
		pen.faces[i] = pango_font_description_from_string(face_names[i]);
		pango_font_description_set_weight(pen.faces[i],
			is_bold((enum face)i) ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	}
	g_object_unref(context);
	return pen;
}

void pen_free(struct pen *pen)
{
	for (size_t i = 0; i < N_FACES; i++)
		pango_font_description_free(pen->faces[i]);
	g_object_unref(pen->layout);
}

void pen_tag(struct pen *pen, const char *type)
{
	cairo_tag_begin(pen->cr, type, NULL);
}

void pen_end_tag(struct pen *pen, const char *type)
{
	cairo_tag_end(pen->cr, type);
}

/* Width below 0: as long as it is. */
static int set_text(struct pen *pen, struct text_style style, struct str text, double width)
{
	PangoFontDescription *face = pen->faces[style.face];
	pango_font_description_set_absolute_size(face, style.size * PANGO_SCALE);
	pango_layout_set_font_description(pen->layout, face);
	pango_layout_set_width(pen->layout, width < 0 ? -1 : (int)(width * PANGO_SCALE));
	pango_layout_set_text(pen->layout, text.n ? text.p : "", (int)text.n);
	return pango_layout_get_line_count(pen->layout);
}

double text_width(struct pen *pen, struct text_style style, struct str text)
{
	int width;
	set_text(pen, style, text, -1);
	pango_layout_get_size(pen->layout, &width, NULL);
	return (double)width / PANGO_SCALE;
}

double text_height(struct pen *pen, struct text_style style, struct str text, double width)
{
	return text.n ? set_text(pen, style, text, width) * style.pitch : 0;
}

/* The least width that makes no more lines; a text with breaks of its own is left as it is. */
static double balanced_width(
	struct pen *pen, struct text_style style, struct str text, double width)
{
	int lines = set_text(pen, style, text, width);
	if (lines < 2 || str_find_char(text, '\n') != SIZE_MAX)
		return width;
	return pdf_text_balanced(pen->layout, width, style.size / 4);
}

struct paper_text text_lines(
	struct pen *pen, struct text_style style, struct str text, double width)
{
	if (text.n == 0)
		return (struct paper_text){NULL, 0};
	if (style.balanced)
		width = balanced_width(pen, style, text, width);
	int n = set_text(pen, style, text, width);
	struct str *lines = NEW_N(pen->arena, struct str, (size_t)n);
	for (int i = 0; i < n; i++) {
		const PangoLayoutLine *line = pango_layout_get_line_readonly(pen->layout, i);
		size_t from = (size_t)line->start_index;
		lines[i] = str_sub(text, from, from + (size_t)line->length);
	}
	return (struct paper_text){lines, (size_t)n};
}

void text_draw(struct pen *pen, struct text_style style, struct str text, struct rect r)
{
	if (text.n == 0)
		return;
	double width = style.balanced ? balanced_width(pen, style, text, r.w) : r.w;
	int n = set_text(pen, style, text, width);
	double baseline = r.y + (style.pitch - style.size) / 2 + PDF_EM_ASCENT * style.size;
	for (int i = 0; i < n; i++, baseline += style.pitch) {
		PangoLayoutLine *line = pango_layout_get_line_readonly(pen->layout, i);
		PangoRectangle extent;
		pen->broken = pen->broken || !pdf_text_has_faces(line);
		pango_layout_line_get_extents(line, NULL, &extent);
		double rest = r.w - (double)extent.width / PANGO_SCALE, x = r.x;
		if (style.align == TEXT_CENTER)
			x += rest / 2;
		if (style.align == TEXT_RIGHT)
			x += rest;
		cairo_move_to(pen->cr, x, baseline);
		pango_cairo_show_layout_line(pen->cr, line);
	}
}

void text_draw_middle(struct pen *pen, struct text_style style, struct str text, struct rect r)
{
	double height = text_height(pen, style, text, r.w);
	text_draw(pen, style, text, (struct rect){r.x, r.y + (r.h - height) / 2, r.w, height});
}

void text_draw_span(struct pen *pen, struct text_style style, struct str text, struct rect r)
{
	pen_tag(pen, "Span");
	text_draw_middle(pen, style, text, r);
	pen_end_tag(pen, "Span");
}

static void add_points(struct buf *b, const cairo_path_data_t *p, int n)
{
	for (int i = 1; i <= n; i++)
		buf_printf(b, "%.2f %.2f ", p[i].point.x, -p[i].point.y);
}

static struct str path_operators(struct arena *a, const cairo_path_t *path)
{
	struct buf b = buf_new(a);
	for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
		const cairo_path_data_t *p = &path->data[i];
		switch (p->header.type) {
		case CAIRO_PATH_MOVE_TO:
			add_points(&b, p, 1);
			BUF_LIT(&b, "m\n");
			break;
		case CAIRO_PATH_LINE_TO:
			add_points(&b, p, 1);
			BUF_LIT(&b, "l\n");
			break;
		case CAIRO_PATH_CURVE_TO:
			add_points(&b, p, 3);
			BUF_LIT(&b, "c\n");
			break;
		case CAIRO_PATH_CLOSE_PATH:
			BUF_LIT(&b, "h\n");
			break;
		}
	}
	BUF_LIT(&b, "f\n");
	return buf_str(&b);
}

struct str text_outline(
	struct pen *pen, struct text_style style, struct str text, double x, double baseline)
{
	set_text(pen, style, text, -1);
	cairo_new_path(pen->cr);
	cairo_move_to(pen->cr, x, -baseline);
	pango_cairo_layout_line_path(pen->cr, pango_layout_get_line_readonly(pen->layout, 0));
	cairo_path_t *path = cairo_copy_path(pen->cr);
	struct str operators = path_operators(pen->arena, path);
	cairo_path_destroy(path);
	cairo_new_path(pen->cr);
	return operators;
}
