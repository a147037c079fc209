/* SPDX-License-Identifier: MIT */
/* A report form, as forms/<id>.yaml defines it, and the one grid that every output lays it on. */
#ifndef DOC_FORM_H
#define DOC_FORM_H

#include "doc/schema.h"

enum form_field_type {
	FORM_TEXT = 1,
	FORM_MULTILINE,
	FORM_INTEGER,
	FORM_DECIMAL,
	FORM_PERCENT,
	FORM_DATE,
	FORM_MONTH,
	FORM_TIME,
	FORM_PARTY,
	FORM_CHOICE,
	FORM_CHOICES,
	FORM_CHECKBOX,
	FORM_PHONE,
	FORM_EMAIL,
	FORM_SIGNATURE,
	FORM_TABLE,
};

enum form_place {
	PLACE_GRID = 0,
	PLACE_ABOVE_LEFT,
	PLACE_ABOVE_RIGHT,
	PLACE_BELOW_LEFT,
	PLACE_BELOW_RIGHT
};

enum form_orientation { ORIENTATION_PORTRAIT = 1, ORIENTATION_LANDSCAPE };

enum { FORM_LINES = 4, FORM_TABLE_ROWS = 5 }; /* where the form does not say how many */

enum { FORM_TITLE_MOST = 64 }; /* characters of a control's title that Word takes */

struct form_field {
	struct record record;
	struct text id, label, note;
	struct word type, place;
	const struct value *of; /* nested fields or columns, or a selector for a party */
	struct texts options;	/* choices: what may be chosen */
	struct flag required, other;
	struct number min, max, lines, n_rows;
	struct records columns;	   /* of a TABLE */
	struct form_field *nested; /* a nested label: one row each */
	size_t n_nested;
	const struct form_field *over; /* of a column: the head over it and its neighbours */
	struct text of_parties;	       /* type party: the selector */
	struct parties choices;	       /* whom it finds */
};

struct form_rule {
	struct record record;
	struct text check, message;
};

struct form_layout {
	struct record record;
	const struct value *columns;
	struct word paper, orientation;
};

struct form_submit {
	struct record record;
	struct parties to;
	struct text email;
};

/*
 * What a name of the form means: a field by its id, a cell "table.2.column", or all cells of a
 * column, "table.column".
 */
struct form_ref {
	const struct form_field *field; /* of a table its column */
	const struct form_field *table; /* or NULL */
	int row;			/* of the table, from 1; 0: all of them */
};

/* What collect adds up: over all returns, and for each value of `by` where there is one. */
enum summary_kind { SUMMARY_SUM = 1, SUMMARY_MEAN, SUMMARY_COUNT, SUMMARY_LIST };

struct summary_column {
	enum summary_kind kind;
	struct text name; /* of the field, as written */
	struct form_ref of;
	bool each; /* COUNT: each option by itself, else how many answered */
};

struct form_summary {
	struct form_ref by; /* by.field NULL: only all together */
	struct summary_column *columns;
	size_t n;
};

struct form_row {
	struct form_field *fields;
	size_t n;
};

/*
 * The printed grid, in columns of the layout and rows. Renderers place cells; none works out spans
 * of its own. Cells come row by row, from left to right; a cell stands at (row, column) and covers
 * row_span × col_span. A label cell has no field of its own but names the field it labels.
 */
enum cell_role { CELL_LABEL, CELL_FIELD };

struct form_cell {
	enum cell_role role;
	const struct form_field *field;
	int row, column, row_span, col_span;
};

struct form {
	struct record record;
	struct text id, title, subtitle, number;
	struct word audience;
	struct form_submit submit;
	struct texts key;
	struct form_layout layout;
	const struct value *raw_rows;
	const struct value *raw_summary;
	struct records rules;
	struct number min_group, version;
	/* resolved */
	struct form_row *rows;
	size_t n_rows;
	struct form_field
		*asked; /* unit and term, asked above the grid when a deadline names the form */
	size_t n_asked;
	struct form_summary summary;
	double *widths; /* relative, of the grid's columns */
	size_t n_columns;
	struct form_cell *cells;
	size_t n_cells;
	int n_grid_rows;
};

/*
 * Works out widths, cells and n_grid_rows from rows and layout. The last field of a row takes the
 * columns that are left; a table takes a grid row of its own, over all columns, below its label.
 */
void form_lay_out(struct arena *a, struct form *f);

/*
 * Every field that takes a value, in the order of the form: asked, above, grid, below. The fields
 * of a nested label come one by one; a signature takes no value.
 */
struct form_iter {
	size_t part, row, at, nested;
};
const struct form_field *form_next_field(const struct form *f, struct form_iter *it);
const struct form_field *form_signature(const struct form *f); /* its first one, or NULL */
/* The option that is written so; NULL: none. */
const struct text *form_option(const struct form_field *field, struct str text);
bool form_is_time(const struct form_field *field); /* a date, a month or a time of day */
bool form_has_required(const struct form *f);	   /* a field, or a column of a table */
/*
 * Every place that takes an answer, in the same order: a field, or row by row the cells of a table,
 * but none that is written by hand.
 */
struct form_slots {
	struct form_iter fields;
	const struct form_field *table;
	int row;
	size_t column;
};
bool form_next_slot(const struct form *f, struct form_slots *it, struct form_ref *ret);
/* "id" or "table.2.column"; "走访人数/干部" or "名册 2 姓名". */
struct str form_slot_name(struct arena *a, const struct form_ref *slot);
struct str form_slot_label(struct arena *a, const struct form *f, const struct form_ref *slot);
/* See struct form_ref. False: nothing of this form. */
bool form_find(const struct form *f, struct str name, struct form_ref *ret);
/* It says how to reach a person: a phone, an e-mail address. */
bool form_field_is_personal(const struct form_field *field);
/* The same behind "table.": "2.column", "column". */
bool form_find_cell(const struct form_field *table, struct str rest, struct form_ref *ret);
/* "走访人数/干部" for a nested one, else its label. */
struct str form_field_heading(
	struct arena *a, const struct form *f, const struct form_field *field);
int form_field_lines(const struct form_field *field);
int form_table_rows(const struct form_field *field);
int form_table_heads(
	const struct form_field *table); /* rows of its head: 2 where some are over others */
/* Behind the columns that stand under one head with column i; i + 1 where it has none over it. */
size_t form_head_end(const struct form_field *table, size_t i);
/* "党员/男" for a column under a head, else its label. */
struct str form_column_heading(struct arena *a, const struct form_field *column);
int form_version(const struct form *f); /* 1 where it does not say */
/* A label as running text: a line break on paper is nothing, or a blank between Latin words. */
struct str form_plain_label(struct arena *a, struct str label);
/* A label as it is compared: without blanks, the mark of what is required and colons, however they
 * are written. */
struct str form_label_key(struct arena *a, struct str label);

/*
 * Names of the parts of a field in PDF and XFDF. An id holds neither '.' nor '-', so they are free.
 * Options and rows count from 1.
 */
struct str form_cell_name(
	struct arena *a, struct str field, int row, struct str column);	       /* f.1.c */
struct str form_option_name(struct arena *a, struct str field, size_t option); /* f-1: CHOICES */
struct str form_other_name(struct arena *a, struct str field); /* f-other: the text of 其他 */
struct str form_part_name(struct arena *a, struct str field,
	size_t part); /* f-2: where a long answer goes on, on the next page */

extern const struct schema form_schema, form_field_schema, form_column_schema, form_rule_schema;
extern const struct words form_type_words;

#endif
