/* SPDX-License-Identifier: MIT */
/* The sheet that a form is drawn on, and the parts that draw on it. */
#ifndef RENDER_FORM_PDF_SHEET_H
#define RENDER_FORM_PDF_SHEET_H

#include "render/form_pdf_drawing.h"

struct sheet {
	struct arena *arena;
	const struct form_paper_input *in;
	const struct form *form;
	struct pen pen;
	double width, height;		 /* of the page */
	double left, right, top, bottom; /* of the type area, from the upper left corner */
	double *xs;			 /* the grid's columns: n_columns + 1 edges */
	VEC(double) edges;		 /* of all cells of the page, those of its tables too */
	double stretch;			 /* of the designed heights, at most 1 */
	size_t page;			 /* being drawn, from 0 */
	struct drawing *drawing;	 /* NULL while it is only laid out */
};

/* The value of a field: what is measured, drawn and made a widget. */
struct slot {
	const struct form_field *field;
	struct str name, label;
	double size; /* of text */
	int lines;
	bool on_line; /* outside of the grid: on a rule instead of in a cell */
	bool in_table;
	size_t part;  /* of a long answer: the piece, from 0 */
	double typed; /* of a long answer in the grid: the size of what is typed */
};

/* A word of the interface, form.<key>. */
struct str sheet_word(const struct sheet *s, const char *key);
struct slot sheet_slot(const struct sheet *s, const struct form_field *field);
bool sheet_goes_on(const struct paper_cell *cell); /* a piece of a long answer, not its first */

/* form_pdf_page.c: what a cell of these roles prints, broken by its width. */
void label_break(struct sheet *s, struct paper_cell *cell, double width);
double label_height(struct sheet *s, const struct form_field *field, double width);

/* form_pdf_slot.c */
/* The boxes of a field that has some, else none. */
struct paper_option *slot_options(
	struct sheet *s, const struct slot *slot, double width, size_t *ret_n);
double slot_height(struct sheet *s, const struct slot *slot, double width);
/* Works out part, size and holds of all pieces of a long answer. */
void slot_set_pieces(
	struct sheet *s, const struct form_field *field, struct paper_cell **pieces, size_t n);
void slot_draw(struct sheet *s, const struct slot *slot, struct rect r);

/* form_pdf_table.c: a 统计表; its rows are those of struct paper_row. */
double table_row_height(struct sheet *s, const struct form_field *table, int row);
/* The left edge of column i, from the left of a table `width` wide; i may be one past the last. */
double table_edge(const struct form_field *table, size_t i, double width);
void table_head_break(struct sheet *s, struct paper_cell *cell);
void table_head_draw(struct sheet *s, const struct paper_cell *cell);
void table_cell_draw(struct sheet *s, const struct paper_row *row, const struct paper_cell *cell);

/* form_pdf_head.c: each returns where it ends; without draw it only measures. */
struct paper_text title_break(struct sheet *s); /* of the page at hand */
double head_draw(struct sheet *s, bool draw);
void lines_measure(struct sheet *s, struct paper_lines *lines);
double above_draw(struct sheet *s, const struct paper_lines *lines, double y, bool draw);
double below_draw(struct sheet *s, const struct paper_lines *lines, double y, bool draw);
bool foot_is_one(struct sheet *s);
void foot_draw(struct sheet *s, const struct form_paper *paper);

/* form_pdf_page.c */
void sheet_draw_page(struct sheet *s, const struct form_paper *paper, size_t page);
struct sheet sheet_new(struct arena *a, const struct form_paper *paper, cairo_t *cr);
void sheet_draw_frame(struct sheet *s, struct rect r, double line_width);
/* TH or TD. A row of the page has as many columns as the page has edges between them. */
void sheet_begin_cell(
	struct sheet *s, const char *type, bool heads_row, const struct paper_cell *cell);

#endif
