/* SPDX-License-Identifier: MIT */
/*
 * What stands in a Word document (ISO/IEC 29500-1, 17): its content controls, the cells of its
 * tables and the lines around them. Nothing outside of the file is looked at.
 */
#ifndef PARSE_DOCX_H
#define PARSE_DOCX_H

#include "doc/value.h"

enum {
	DOCX_ITEMS = 20000,  /* controls, cells and lines */
	DOCX_NESTED = 16,    /* controls, or tables, in one another */
	DOCX_TEXT = 8 << 20, /* bytes of text; what is in a control counts once more */
};

enum docx_fault {
	DOCX_FINE,
	DOCX_BROKEN, /* no .docx, or not whole */
	DOCX_PASSWORD,
	DOCX_MACROS,
	DOCX_EXTERNAL, /* it shows or runs what lies outside */
	DOCX_LARGE
};

/*
 * A map of
 * - properties: what the document's own properties say, name to text;
 * - controls: a list of maps of tag, title, box and text, in their order. text is empty where only
 *   the prompt is shown; of a box, where box is not empty, it is "Yes" or empty;
 * - rows: a list of lists of texts, the cells of all tables, row by row;
 * - lines: a list of texts, the paragraphs outside of tables; a tab is '\t'.
 * Lines in a text are parted by '\n'. What was deleted under revision marks is left out.
 */
enum docx_fault docx_read(struct arena *a, struct str bytes, struct value *ret);

#endif
