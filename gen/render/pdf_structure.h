/* SPDX-License-Identifier: MIT */
/*
 * The logical structure of a PDF. Cairo writes the tree of tags, but knows nothing of attributes;
 * its elements come in the order in which they were drawn.
 */
#ifndef RENDER_PDF_STRUCTURE_H
#define RENDER_PDF_STRUCTURE_H

#include "base/vec.h"
#include "render/pdf_object.h"

/* A TH or TD in the order of drawing: what cairo has no words for is added to it later. */
struct tagged_cell {
	bool heads_row; /* or its column */
	int row_span, col_span;
};

struct tagged_list {
	VEC(struct tagged_cell) list;
};

/* Of each element, before those in it; type is "/P", "/TH" … False: those in it are passed over. */
struct pdf_visitor {
	bool (*visit)(void *context, qpdf_oh element, const char *type);
	void *context;
};
void pdf_structure_walk(struct pdf *pdf, const struct pdf_visitor *visitor);

/* Element is a TD or TH. */
void pdf_structure_cell(
	struct pdf *pdf, qpdf_oh element, const char *type, const struct tagged_cell *cell);
/* One element over all: cairo hangs what stands on the pages into the root. */
void pdf_structure_add_document(struct pdf *pdf);

#endif
