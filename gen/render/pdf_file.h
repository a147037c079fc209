/* SPDX-License-Identifier: MIT */
/* What every PDF has beside its pages: title, language, metadata; and its bytes, always the same.
 */
#ifndef RENDER_PDF_FILE_H
#define RENDER_PDF_FILE_H

#include "base/buf.h"
#include "doc/date.h"
#include "render/pdf_object.h"

struct pdf_about {
	struct str title, identifier; /* identifier: "plans/x/report", or a 文号 */
	struct str author;	      /* or empty */
	struct str lang;	      /* "zh-CN" */
	day_t day;		      /* of its making; DAY_NONE: none stands there */
	bool archival, accessible;    /* it says of itself that it is PDF/A-2b, PDF/UA-1 */
};

/* In place of cairo's information, which has the time of the day in it. */
void pdf_describe(struct pdf *pdf, const struct pdf_about *about);
/* Adds the bytes to out; false: qpdf failed. */
bool pdf_write(struct pdf *pdf, struct buf *out);

#endif
