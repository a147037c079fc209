/* SPDX-License-Identifier: MIT */
/*
 * What was filled in to the fields of a PDF (ISO 32000-1, 12.7), by whatever viewer. It reads a
 * stranger's bytes with a library that inflates what it is told to: call it in a process of its own
 * (build/apart).
 */
#ifndef PARSE_PDF_FORM_H
#define PARSE_PDF_FORM_H

#include "doc/value.h"

enum {
	PDF_FIELDS = 5000,
	PDF_FIELD_DEPTH = 16,
	PDF_VALUE_BYTES = 1 << 20,
};

enum pdf_fault {
	PDF_FINE,
	PDF_BROKEN, /* no PDF, or not whole: nothing of it is guessed */
	PDF_ENCRYPTED,
	PDF_XFA, /* what stands in its fields is another form's shadow */
	PDF_NO_FIELDS,
	PDF_LARGE,
	N_PDF_FAULTS
};

/*
 * A map of full names ("staff.1.n") to texts, or to lists of several chosen. A box is "Yes" or
 * empty; of radio buttons the text is what /Opt says of the state, else the state. Line ends are
 * as the viewer wrote them. Blank fields are there, with an empty text.
 */
enum pdf_fault pdf_form_read(struct arena *a, struct str bytes, struct value *ret);

#endif
