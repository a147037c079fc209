/* SPDX-License-Identifier: MIT */
/*
 * The printed grid of a form: what stands where on which page. It is worked out once, by the faces
 * that a PDF is drawn with; PDF, printed HTML and DOCX all take their measures from it.
 */
#ifndef RENDER_FORM_PAPER_H
#define RENDER_FORM_PAPER_H

#include "base/diag.h"
#include "doc/form.h"
#include "doc/site.h"

struct rect {
	double x, y, w, h; /* points, from the upper left corner of the page */
};

/* A form that goes to paper. */
struct form_paper_input {
	const struct form *form; /* laid out: form_lay_out() */
	const struct site *site; /* its words form.* and its language */
	struct str entry;	 /* path of the entry: the form is known as <entry>/<form> */
	struct str entry_number; /* the notice's 文号, or empty */
	day_t day; /* stands in the file as the day of its making; DAY_NONE: none stands there */
};

/*
 * A text as the layout breaks it. Where a line begins where the one before it ends, the layout
 * broke it; else what was written has a line break between them.
 */
struct paper_text {
	const struct str *lines;
	size_t n;
};

/* One box of those of a choice, with its words. */
struct paper_option {
	struct paper_text text;
	bool on_new_line;
	double room_x;	 /* of 其他, which stands last: from the cell's left edge, … */
	double room;	 /* … how long the rule is that it is written on; of all others 0 */
	bool room_below; /* it has no place behind its words, but on a line of its own */
};

enum paper_role { PAPER_LABEL, PAPER_FIELD, PAPER_TABLE_HEAD, PAPER_TABLE_CELL };

/*
 * What of a cell is on one page. A cell that a page breaks, since it lies over several rows or is
 * higher than a page, is there twice: its label is repeated, a long answer goes on, any other is
 * where it begins.
 */
struct paper_cell {
	enum paper_role role;
	struct rect at;
	const struct form_field *field; /* of a table its column */
	size_t column;			/* of the grid, or of the table */
	int row_span, col_span;		/* of the rows of this page; of the grid's columns */
	bool begins;
	struct paper_text label;      /* of LABEL and TABLE_HEAD, with its mark */
	struct paper_text choices;    /* of TABLE_HEAD, below its label: what may be chosen */
	bool spread;		      /* the label is two characters, set apart as 姓　名 is */
	struct paper_option *options; /* of FIELD: what is chosen from */
	size_t n_options;
	/* Of FIELD, if it is a long answer: */
	size_t part; /* which of the pieces that it goes over, from 0 */
	double size; /* of what is typed, in points */
	int holds;   /* the characters that a PDF shows of it in all its pieces; 0: it is none */
	int wants;   /* the lines on paper that would hold its longest, about */
};

struct paper_row {
	double y, height;
	bool cut;     /* it is designed higher than a page, which it fills now */
	size_t part;  /* of a row that goes over several pages for its long answer, from 0 */
	int grid_row; /* the row of form->cells */
	const struct form_field *table; /* or NULL: which has this row of the grid to itself */
	int table_row;		  /* from 1; 0 is its head, -1 what stands over columns in it */
	bool keep;		  /* on one page with the row before it, if that can be */
	bool again;		  /* the head of a table that goes on from the page before */
	struct paper_cell *cells; /* from left to right */
	size_t n_cells;
};

struct paper_page {
	double top, bottom; /* of the grid */
	struct paper_row *rows;
	size_t n_rows;
};

/* What is asked outside of the grid: its label, and behind that room to write on. */
struct paper_side {
	const struct form_field *field; /* NULL: nothing */
	double x, room_x, room;		/* where it begins on the page; the room behind it */
};
struct paper_line {
	struct paper_side left, right; /* a line has one at least */
};
struct paper_lines {
	struct paper_line *items;
	size_t n;
};

struct form_paper {
	const struct form_paper_input *in;
	double width, height;		    /* of the page */
	double left, right, top, bottom;    /* of the type area */
	double first_head, next_head;	    /* where number and title end: page 1, all others */
	struct paper_text title, continued; /* of page 1, of all others */
	struct paper_lines above, below;    /* the grid */
	bool one_foot;	/* what it is and where it goes stand on one line of the foot */
	double *xs;	/* the grid's columns: n_columns + 1 edges */
	double stretch; /* of the designed heights, at most 1 */
	struct paper_page *pages;
	size_t n_pages;
};

/* in and what it points to must outlive the result. */
const struct form_paper *form_paper_lay_out(struct arena *a, const struct form_paper_input *in);

/*
 * The row of the grid, or row table_row of the table that has it to itself; NULL: no such row.
 * *ret_begins_page: it is the first on its page, and not of the first page.
 */
const struct paper_row *form_paper_row(
	const struct form_paper *paper, int grid_row, int table_row, bool *ret_begins_page);
/* The height of all parts of that row together. */
double form_paper_row_height(const struct form_paper *paper, int grid_row, int table_row);

/* form_paper_check.c: warns of what has no room on a page; notes: also what a PDF does not show. */
void form_paper_check(const struct form_paper *paper, bool notes, struct diags *d);

/* The first that has this role and field, or NULL. */
const struct paper_cell *form_paper_cell(
	const struct form_paper *paper, enum paper_role role, const struct form_field *field);
/* All that is printed in a LABEL or TABLE_HEAD, its lines parted by '\n'. */
struct str form_paper_printed(struct arena *a, const struct paper_cell *cell);

/* Which field stands where; what a deadline makes the form ask stands first, on the side that has
 * room. form_paper_lay_out() adds the measures. */
struct paper_lines form_paper_above(struct arena *a, const struct form *f);
struct paper_lines form_paper_below(struct arena *a, const struct form *f);
/* Lines of a text as one, parted by '\n'. */
struct str form_paper_joined(struct arena *a, const struct paper_text *text);

extern const double form_rule_thin, form_rule_thick; /* points: 0.25 mm and 0.35 mm */

/* "plans/x/report": how the form is named in the command line, in the file and on its foot. */
struct str form_path(struct arena *a, const struct form_paper_input *in);
struct str form_paper_word(
	struct arena *a, const struct site *site, const char *key);	      /* form.<key> */
struct str form_paper_label(struct arena *a, const struct form_field *field); /* with its mark */
/* A cell has no room for what may be chosen, so that its head says it: （市级、县级）, or empty. */
struct str form_paper_choices(
	struct arena *a, const struct site *site, const struct form_field *column);
/* The label with its mark as 姓　名, or empty where it is not two characters. */
struct str form_paper_spread(struct arena *a, const struct form_field *field);
/* To whom it goes: names, or empty. */
struct str form_paper_receivers(struct arena *a, const struct site *site, const struct form *form);
/* The foot of each page: which form this is, and where it goes ("报送：组织部 a@b", or empty). */
struct str form_paper_identity(struct arena *a, const struct form_paper_input *in);
struct str form_paper_submit(struct arena *a, const struct form_paper_input *in);

#endif
