/* SPDX-License-Identifier: MIT */
/* Text on a page: Pango breaks it into lines, which are set at a fixed distance. */
#ifndef RENDER_FORM_PDF_TEXT_H
#define RENDER_FORM_PDF_TEXT_H

#include <pango/pangocairo.h>

#include "base/str.h"
#include "render/form_paper.h"
#include "render/pdf_draw.h"

enum face { FACE_BODY, FACE_TITLE, FACE_HEAD, N_FACES };
enum text_align { TEXT_LEFT, TEXT_CENTER, TEXT_RIGHT }; /* the numbers of /Q in a PDF field */

struct text_style {
	enum face face;
	double size, pitch; /* points; pitch is the distance of lines */
	enum text_align align;
	bool balanced; /* lines of like length instead of a short last one */
};

struct pen {
	struct arena *arena;
	cairo_t *cr;
	PangoLayout *layout;
	PangoFontDescription *faces[N_FACES];
	bool broken; /* a face could not be read: what was drawn is not whole */
};

/* Cuts the faces that pens write in, as face_cut() does. */
void pen_faces_cut(struct arena *a, struct str cache_dir);

/* Text is drawn on cr; pen_free() takes back what pen_new() made, but not cr. */
struct pen pen_new(struct arena *a, cairo_t *cr);
void pen_free(struct pen *pen);

/*
 * The logical structure: what is drawn in between belongs to an element of this type of ISO 32000-1
 * 14.8.4. Tags nest.
 */
void pen_tag(struct pen *pen, const char *type);
void pen_end_tag(struct pen *pen, const char *type);

double text_width(struct pen *pen, struct text_style style, struct str text); /* on one line */
/* The height of text in lines of width points; '\n' begins a line. */
double text_height(struct pen *pen, struct text_style style, struct str text, double width);
/* The lines that this is drawn in; they are parts of text. */
struct paper_text text_lines(
	struct pen *pen, struct text_style style, struct str text, double width);
/* At the top of r. What is higher than r is drawn all the same. */
void text_draw(struct pen *pen, struct text_style style, struct str text, struct rect r);
void text_draw_middle(struct pen *pen, struct text_style style, struct str text, struct rect r);
/* As text_draw_middle(), as an element of its own: cairo drops text that stands beside elements. */
void text_draw_span(struct pen *pen, struct text_style style, struct str text, struct rect r);
/*
 * One line as operators of a PDF content stream that fill its outlines, from x and the baseline
 * above the lower left corner. Nothing is drawn.
 */
struct str text_outline(
	struct pen *pen, struct text_style style, struct str text, double x, double baseline);

#endif
