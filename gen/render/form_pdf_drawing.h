/* SPDX-License-Identifier: MIT */
/* What drawing a form hands to the part that makes it a PDF form: pages, widgets, cells. */
#ifndef RENDER_FORM_PDF_DRAWING_H
#define RENDER_FORM_PDF_DRAWING_H

#include "base/vec.h"
#include "render/form_pdf.h"
#include "render/form_pdf_text.h"
#include "render/pdf_structure.h"

enum widget_kind { WIDGET_TEXT, WIDGET_MULTILINE, WIDGET_CHECK, WIDGET_RADIO, WIDGET_COMBO };

/* A place to fill in. The buttons of a RADIO field come one behind the other. */
struct widget {
	enum widget_kind kind;
	const struct form_field *field;
	struct str name;  /* of the field, with its dots */
	struct str label; /* for people: /TU */
	struct rect at;
	size_t page;
	size_t option;	  /* RADIO: which button, from 0 */
	size_t n_options; /* RADIO, COMBO */
	double size;	  /* of typed text, in points */
	enum text_align align;
	int max_length; /* characters; 0: any number */
	bool required;
	struct str blank; /* operators that draw what stands there while it is empty */
};

struct widget_list {
	VEC(struct widget) list;
};

/* What form_pdf_draw() leaves: the pages, and what has to be added to them. */
struct drawing {
	struct buf pages;
	struct widget_list widgets;
	struct tagged_list cells;
};

/* form_pdf_page.c: draws all pages; false: cairo failed. */
bool form_pdf_draw(struct arena *a, const struct form_paper *paper, struct drawing *drawing);

/* form_pdf_field.c: the pages with fields, font and metadata; false with what qpdf said. */
bool form_pdf_add_fields(const struct form_paper_input *in, const struct form_font *font,
	const struct drawing *drawing, struct buf *out, struct str *ret_error);

struct pdf;
/*
 * form_pdf_structure.c: ties the widgets (their objects, in the order of drawing) to their Form
 * elements, and says what the cells of the table span.
 */
void form_pdf_tie(struct pdf *pdf, const struct drawing *drawing, const unsigned *widgets);

/*
 * form_pdf_font.c: the font of what is typed, a PDF object, put into the fonts of /DR by its name.
 * Without a font to embed it is the viewer's own.
 */
unsigned form_pdf_add_font(
	struct pdf *pdf, unsigned fonts, const char *name, const struct form_font *font);

#endif
