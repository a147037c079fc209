/* SPDX-License-Identifier: MIT */
/*
 * What the files of the printed entry share among themselves; nobody else includes it. An entry
 * becomes a list of boxes from top to bottom, which pages are filled with; then they are drawn.
 * Points, from the upper left corner of the page.
 */
#ifndef RENDER_PRINT_PARTS_H
#define RENDER_PRINT_PARTS_H

#include <pango/pangocairo.h>

#include "base/vec.h"
#include "doc/print.h"
#include "render/form_paper.h"
#include "render/grid.h"
#include "render/pdf_draw.h"
#include "render/pdf_structure.h"
#include "render/print.h"
#include "render/print_picture.h"

#define PRINT_MM (72 / 25.4)

/* The numbers of doc/print.def in points, and what follows from them. */
struct print_measures {
#define PRINT_NUMBER(member, ...) double member;
#include "doc/print.def"
#undef PRINT_NUMBER
	double cell;   /* a character of the body */
	double bottom; /* of the type area */
	double red[3];
	enum page_number page_number;
	enum colophon_page colophon;
	bool dashes;
};

enum print_align { PRINT_FILL, PRINT_START, PRINT_MIDDLE, PRINT_END };

struct print_style {
	enum print_role role;
	double size, pitch;
	enum print_align align;
	double left, right; /* kept free at either side of the type area */
	double indent;	    /* of the first line; below 0: of all others */
	bool red;
	bool balanced;	  /* lines of a title: 梯形 or 菱形, none of one character */
	size_t first_end; /* its first bytes up to here are in the face of first_role */
	enum print_role first_role;
	const char *tag; /* of ISO 32000-1 14.8.4 */
};

struct print_link {
	size_t from, to; /* bytes of the text */
	struct str target;
};

struct print_note_mark {
	size_t at;  /* byte of the text */
	size_t due; /* lines of notes that are due with it: struct printing */
};

/* Text laid out: lines of one paragraph. */
struct print_para {
	PangoLayout *layout;
	struct print_style style;
	double width;
	int n_lines;
	struct print_link *links;
	size_t n_links;
	bool mixed; /* of text and links or pictures */
	struct print_note_mark *notes;
	size_t n_notes;
};

struct print_table;
struct print_address;
struct print_group;

enum box_kind { BOX_LINE, BOX_GAP, BOX_ROW, BOX_RULE, BOX_PICTURE, BOX_ADDRESS };

struct print_box {
	enum box_kind kind;
	const struct print_group *group; /* NULL: none */
	double height;			 /* to the next */
	double need; /* of the page, less than height where what is last may end early */
	bool keep;   /* on one page with the next box, if that can be */
	bool breaks; /* begins a page */
	bool wide;   /* on a page that is turned by a quarter */
	size_t due;  /* lines of notes that are due by the end of this box */
	const struct print_para *para; /* LINE */
	int line;
	const struct print_table *table; /* ROW */
	size_t row;
	const struct print_figure *figure;   /* PICTURE */
	const struct print_address *address; /* ADDRESS */
	double thick;			     /* RULE */
	bool doubled; /* a letter's: thick over thin, as long as that of print.yaml */
	bool red;
	struct str outline;		 /* LINE: a bookmark leads here */
	int level;			 /* of the bookmark, from 1 */
	const struct form_paper *form;	 /* on pages of its own, in the place of this box */
	const struct print_stamp *stamp; /* upon what stands here */
};

/* A thick and a thin rule with as much between them. */
#define PRINT_DOUBLE(p) (4 * (p)->m.red_rule)

struct print_foot_line {
	const struct print_para *para;
	int line;
};

/* What stands on a page: boxes, below them lines of notes; or a page of a form. */
struct print_page {
	size_t first, end;
	size_t foot_first, foot_end;
	double head; /* of a table that goes on: what its head takes */
	const struct print_table *again;
	const struct form_paper *form;
	size_t form_page;
	bool wide, colophon, unnumbered;
};

struct print_pages {
	VEC(struct print_page) list;
};

struct printing {
	struct arena *arena;
	const struct print_input *in;
	struct diags *diags;
	PangoContext *context;
	PangoFontDescription *faces[N_PRINT_ROLES];
	struct print_measures m;
	double width; /* that the text at hand may fill */
	VEC(struct print_box) boxes;
	VEC(struct print_foot_line) foot; /* all lines of notes, in the order of their marks */
	size_t n_notes;			  /* of the text at hand */
	/* Boxes that the text and the signature begin with (SIZE_MAX: none), and where both end. */
	size_t body, signs, signed_end;
	bool wide;	 /* what is added stands on a turned page */
	bool letter;	 /* 10.1 */
	bool late_to;	 /* 7.3.2: whom it addresses stands in the colophon */
	struct str page; /* the file that the links of the text at hand are relative to */
	const struct print_group *group; /* of the boxes to come */
	int deeper;			 /* elements that are no group */
	int heading;			 /* the level of the last, as it is tagged; 0: none yet */
	const struct print_text *text;	 /* at hand */
	VEC(struct print_known_picture) pictures;
	VEC(struct print_drawn) drawn;
	struct tagged_list cells;
	size_t n_rows;	/* of tables so far */
	bool broken;	/* a face could not be read: what is laid out is not whole */
	bool told_face; /* a lacking character was told */
};

/* print_measure.c */
struct print_measures print_measure(const struct print_settings *settings);

/* print_face.c */
void print_faces_open(struct printing *p, cairo_t *cr);

/* print_text.c: text of the inlines of n, or plain text, laid out. */
struct print_para *print_inlines(struct printing *p, const struct node *n, struct str before,
	const struct print_style *style);
struct print_para *print_plain(
	struct printing *p, struct str text, const struct print_style *style);
double print_text_width(struct printing *p, struct str text, const struct print_style *style);
/* A paragraph in another width, as of a cell. */
struct print_para *print_in_width(struct printing *p, const struct node *n, struct str before,
	const struct print_style *style, double width);
/* The byte of the text that line ends before. */
size_t print_line_end(const struct print_para *para, int line);
/* Draws a line with its em box at y; fills it where its style says so. */
void print_line_draw(struct printing *p, cairo_t *cr, const struct print_para *para, int line,
	double x, double y);
/* All lines of a paragraph in its tag, from the left edge of the type area; y where it ends. */
double print_para_draw(struct printing *p, cairo_t *cr, const struct print_para *para, double y);

void print_set_red(const struct printing *p, cairo_t *cr);

/* print_flow.c */
struct print_box *print_add(struct printing *p, enum box_kind kind, double height);
void print_gap(struct printing *p, double height);
/* All lines of a paragraph; the first box of it. */
struct print_box *print_lines(struct printing *p, struct print_para *para);
/* Whether what is added next stands on turned pages, which are wider and less high. */
void print_set_wide(struct printing *p, bool wide);
void print_keep_last(struct printing *p);		       /* the last box with what comes */
struct print_style print_body_style(const struct printing *p); /* 7.3.3 */
struct print_style print_caption_style(const struct printing *p);

/* print_group.c: the boxes up to print_leave() are in an element of this tag. */
void print_enter(struct printing *p, const char *tag);
void print_leave(struct printing *p);
/* Ends the elements that `to` is not in, from *at on, and begins those that it is. */
void print_group_change(cairo_t *cr, const struct print_group **at, const struct print_group *to);

/* print_body.c: the blocks of a tree of this text. */
void print_blocks(struct printing *p, const struct node *root, const struct print_text *text);

/* print_table.c */
void print_table(struct printing *p, const struct node *table);
double print_row_height(const struct print_table *table, size_t row);
size_t print_table_heads(const struct print_table *table); /* rows that a new page repeats */
/* Rows first to end, which follow each other on one page. Their rules are drawn outside of all
 * tags: they are no content. */
void print_rows_rules(
	cairo_t *cr, const struct print_table *table, size_t first, size_t end, double y);
void print_rows_draw(struct printing *p, cairo_t *cr, const struct print_table *table, size_t first,
	size_t end, double y);

/* print_head.c, print_tail.c, print_sign.c, print_colophon.c: what stands before and behind the
 * body. */
void print_masthead(struct printing *p, const struct entry *e);
void print_letter_head(struct printing *p, const struct entry *e);
/* 10.1: thick over thin at the head of a letter, thin over thick at its foot; y is the upper edge.
 */
void print_double_rule(const struct printing *p, cairo_t *cr, double y, bool thick_first);
struct print_style print_title_style(const struct printing *p); /* 7.3.1 */
void print_title(struct printing *p, const struct entry *e);
void print_tail(struct printing *p, const struct print_text *text);
void print_signature(struct printing *p, const struct entry *e);
void print_attachments(struct printing *p, const struct print_text *text);
struct print_colophon {
	struct print_para *to, *copies, *by, *day; /* NULL: none */
	double height;
};
struct print_colophon print_colophon(struct printing *p, const struct entry *e);
void print_colophon_draw(struct printing *p, cairo_t *cr, const struct print_colophon *c);

/* print_address.c: where the page is, below its text, as the site wants it. */
void print_address(struct printing *p, const struct entry *e);
void print_address_draw(struct printing *p, cairo_t *cr, const struct print_address *at, double y);
/* print_note.c: lays out a note as lines of the foot; what its mark says. */
struct str print_note(struct printing *p, const struct node *note);
double print_foot_height(const struct printing *p, size_t first, size_t end);
void print_foot_draw(struct printing *p, cairo_t *cr, const struct print_page *page, double bottom);

/* print_fill.c */
struct print_pages print_fill(struct printing *p, const struct print_colophon *c);

/* print_page.c: fills pages and draws them; false: cairo failed. */
bool print_draw(struct printing *p, const struct print_colophon *c, struct buf *out);

/* print_file.c: the pages as a PDF that says what is on them; false: qpdf failed. */
bool print_finish(const struct printing *p, struct str pages, struct buf *out);

#endif
