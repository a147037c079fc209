/* SPDX-License-Identifier: MIT */
/*
 * What PDF/A-2b (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) ask of every file and cairo 1.16 leaves
 * out: marks around what is no content, what the numbers of a colour mean, how fonts name glyphs.
 */
#ifndef RENDER_PDF_STANDARD_H
#define RENDER_PDF_STANDARD_H

#include "render/pdf_object.h"

/* False: a page is not as cairo draws them, or the colour library failed. */
bool pdf_meet_standards(struct pdf *pdf);

#endif
