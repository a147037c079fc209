/* SPDX-License-Identifier: MIT */
/*
 * A Word document as a file: its parts in a ZIP file, by the Open Packaging Conventions (ISO/IEC
 * 29500-2), with what every document has. The same parts make the same bytes.
 */
#ifndef RENDER_DOCX_PACKAGE_H
#define RENDER_DOCX_PACKAGE_H

#include "base/buf.h"

struct docx_property {
	struct str name, value;
};

struct docx_document {
	struct str body;	   /* what stands in <w:body>, its section's properties included */
	struct str footer;	   /* what stands in <w:ftr>; the section names it "footer" */
	struct str styles;	   /* <w:style>… beside the defaults */
	struct str title, lang;	   /* "zh-CN" */
	struct str day;		   /* "2026-07-03", or empty: the day of its making is not told */
	struct docx_property *own; /* properties of the document, for who reads it again */
	size_t n_own;
};

/* False: libzip failed. */
bool docx_pack(struct arena *a, const struct docx_document *doc, struct buf *out);

#endif
