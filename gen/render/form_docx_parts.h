/* SPDX-License-Identifier: MIT */
/* What the files of a form's Word document share among themselves; nobody else includes it. */
#ifndef RENDER_FORM_DOCX_PARTS_H
#define RENDER_FORM_DOCX_PARTS_H

#include "base/buf.h"
#include "render/form_paper.h"

struct docx_form {
	struct arena *arena;
	const struct form_paper *paper;
	const struct form_paper_input *in;
	struct buf *out;
	int last_id; /* of a control */
};

struct str docx_word(const struct docx_form *d, const char *key); /* form.<key> */
int docx_twips(double points);

/* A paragraph of the style; more: what its properties say beside that. */
void docx_begin_paragraph(struct docx_form *d, const char *style, const char *more);
void docx_end_paragraph(struct docx_form *d);
void docx_text(struct docx_form *d, struct str text); /* '\n' begins a line */
void docx_break(struct docx_form *d);
void docx_tab(struct docx_form *d);
void docx_rule(struct docx_form *d); /* from here to the next tab stop, to write on */

/* form_docx_control.c: one answer. */
struct docx_control {
	const struct form_field *field;
	const struct paper_cell *cell; /* or NULL: it stands on a line */
	struct str name, label;
	bool in_table, on_line;
};
/* Inside a paragraph: controls, with what stands beside them. Nothing for a signature. */
void docx_control(struct docx_form *d, const struct docx_control *c);

/* form_docx_grid.c: the grid of one page as a table. */
void docx_grid(struct docx_form *d, const struct paper_page *page);

#endif
