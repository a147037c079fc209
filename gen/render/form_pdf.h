/* SPDX-License-Identifier: MIT */
/* A form on paper: A4 pages to print and fill by hand, with fields to fill in a PDF viewer. */
#ifndef RENDER_FORM_PDF_H
#define RENDER_FORM_PDF_H

#include "base/buf.h"
#include "base/diag.h"
#include "render/form_font.h"
#include "render/form_paper.h"

/*
 * Adds the bytes of the file to *out; the same input makes the same bytes. Fields are named by
 * their ids, the parts of a field as doc/form.h says. Two hidden fields _form ("entry/form") and
 * _version tell a reader of the filled file what it is. font is what typed text is shown in; NULL:
 * the viewer finds one. False, with an error in d, where a library failed.
 */
bool form_pdf_render(struct arena *a, const struct form_paper *paper, struct form_font *font,
	struct buf *out, struct diags *d);

#endif
