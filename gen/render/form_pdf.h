/* SPDX-License-Identifier: MIT */
/* A form on paper: A4 pages to print and fill by hand, with fields to fill in a PDF viewer. */
#ifndef RENDER_FORM_PDF_H
#define RENDER_FORM_PDF_H

#include "base/buf.h"
#include "base/diag.h"
#include "doc/form.h"
#include "doc/site.h"
#include "render/form_font.h"

struct form_pdf_input {
	const struct form *form; /* laid out: form_lay_out() */
	const struct site *site; /* its words form.* and its language */
	struct str entry;	 /* path of the entry: the form is known as <entry>/<form> */
	struct str entry_number; /* the notice's 文号, or empty */
	day_t day; /* stands in the file as the day of its making; DAY_NONE: none stands there */
};

/*
 * Adds the bytes of the file to *out; the same input makes the same bytes. Fields are named by
 * their ids, the parts of a field as doc/form.h says. Two hidden fields _form ("entry/form") and
 * _version tell a reader of the filled file what it is. False, with an error in d, where a library
 * failed.
 */
bool form_pdf_render(struct arena *a, const struct form_pdf_input *in, struct form_font *font,
	struct buf *out, struct diags *d);

#endif
