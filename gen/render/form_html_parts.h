/* SPDX-License-Identifier: MIT */
/* What the files of the form page share among themselves; nobody else includes it. */
#ifndef RENDER_FORM_HTML_PARTS_H
#define RENDER_FORM_HTML_PARTS_H

#include "render/form_html.h"

/* One answer that may be chosen. value is saved, text is read; party has further names of the same.
 */
struct form_choice {
	struct str value, text;
	const struct party *party;
};

struct form_choices {
	struct form_choice *items;
	size_t n;
};

/* What a field offers: its options, or the parties or occurrences that are known. None: free. */
struct form_choices form_html_choices(const struct form_html_input *in, const struct form_field *f);

/* One control, in the grid, outside of it or in a cell of a table. */
struct form_control {
	const struct form_html_input *in;
	const struct form_field *field;
	struct str name;	       /* id and name of the control */
	struct str labelled_by;	       /* ids of what names it; empty: a <label for> does */
	bool in_table;		       /* small: no note, no mark of what is required */
	int grid_row;		       /* of a table */
	const struct paper_cell *cell; /* of the grid, or NULL */
};

void form_html_control(struct buf *out, const struct form_control *c);

/* The attributes of a row that say how high it is printed, and whether a page begins there. */
void form_html_row(struct buf *out, const struct form_html_input *in, int grid_row, int table_row);

enum form_field_type form_html_type(const struct form_field *f); /* text where none is said */
struct str form_html_path(const struct form_html_input *in);	 /* "plans/x/visit-report" */
/* A text as markup, whose line breaks are there for the print style alone; marked: its last
 * character is the mark of what is required, which the caller writes. */
void form_html_text(struct buf *out, const struct paper_text *text, bool marked);
struct str form_html_lang(const struct site *site); /* "zh-CN" */
struct str form_html_word(const struct form_html_input *in, const char *key);

#endif
