/* SPDX-License-Identifier: MIT */
/* What forms and printed entries draw with: pages that become bytes, faces, lines and rules. */
#ifndef RENDER_PDF_DRAW_H
#define RENDER_PDF_DRAW_H

#include <pango/pangocairo.h>

#include "base/buf.h"

/* Of the em box of a Han character this much stands above the baseline. */
#define PDF_EM_ASCENT 0.88

/* Pages in points, drawn by the result; their bytes are added to out. End it with pdf_draw_end().
 */
cairo_t *pdf_draw_begin(struct buf *out, double width, double height);
bool pdf_draw_end(cairo_t *cr); /* false: cairo failed */

/* Text unhinted, one point to a unit, from left to right, Chinese where a face has several forms.
 * For the caller to give back. */
PangoContext *pdf_text_context(cairo_t *cr);
/* A face whose file cannot be read any more draws nothing, and cairo does not tell. */
bool pdf_text_has_faces(const PangoLayoutLine *line);
/* The least width that makes no more lines of the layout than width does, within `grain` points. */
double pdf_text_balanced(PangoLayout *layout, double width, double grain);

void pdf_draw_frame(cairo_t *cr, double x, double y, double w, double h, double thick);
void pdf_draw_rule(cairo_t *cr, double x, double y, double w, double thick);

#endif
