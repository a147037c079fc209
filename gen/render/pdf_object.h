/* SPDX-License-Identifier: MIT */
/* Short ways to make PDF objects with qpdf. Handles live as long as the document. */
#ifndef RENDER_PDF_OBJECT_H
#define RENDER_PDF_OBJECT_H

#include <qpdf/qpdf-c.h>

#include "base/str.h"

struct pdf {
	qpdf_data q;
	struct arena *arena;
};

void pdf_set(struct pdf *pdf, qpdf_oh dict, const char *key, qpdf_oh value);
void pdf_set_name(struct pdf *pdf, qpdf_oh dict, const char *key, const char *name);
void pdf_set_int(struct pdf *pdf, qpdf_oh dict, const char *key, long long v);
void pdf_set_bool(struct pdf *pdf, qpdf_oh dict, const char *key, bool v);
void pdf_set_text(struct pdf *pdf, qpdf_oh dict, const char *key, struct str text); /* UTF-8 */
void pdf_set_ascii(struct pdf *pdf, qpdf_oh dict, const char *key, struct str text);
/* Four numbers, points. */
void pdf_set_box(struct pdf *pdf, qpdf_oh dict, const char *key, const double box[4]);

qpdf_oh pdf_dict(struct pdf *pdf);
/* The dictionary at key, made where there is none. */
qpdf_oh pdf_sub_dict(struct pdf *pdf, qpdf_oh dict, const char *key);
qpdf_oh pdf_array(struct pdf *pdf);
qpdf_oh pdf_array_at(struct pdf *pdf, qpdf_oh dict, const char *key); /* made where there is none */
qpdf_oh pdf_text(struct pdf *pdf, struct str text);
qpdf_oh pdf_indirect(struct pdf *pdf, qpdf_oh object);
qpdf_oh pdf_stream(struct pdf *pdf, struct str bytes, bool deflated);

#endif
