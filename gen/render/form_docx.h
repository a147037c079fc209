/* SPDX-License-Identifier: MIT */
/* A form as a Word document, to be filled in with Word, WPS or LibreOffice. */
#ifndef RENDER_FORM_DOCX_H
#define RENDER_FORM_DOCX_H

#include "base/buf.h"
#include "render/form_paper.h"

/*
 * Adds the bytes of the file to *out; the same input makes the same bytes. Each answer is a content
 * control (ISO/IEC 29500-1, 17.5.2) with its name as tag, the parts of a field as doc/form.h says,
 * and the label as title. The document's properties _form ("entry/form") and _version tell a reader
 * of the filled file what it is. False: libzip failed.
 */
bool form_docx_render(struct arena *a, const struct form_paper *paper, struct buf *out);

#endif
