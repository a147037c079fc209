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
#include "render/form_paper.h"
#include "render/pdf_draw.h"
#include "render/pdf_structure.h"
#include "render/print.h"
#include "render/print_picture.h"

#define PRINT_MM (72 / 25.4)
/* 5.2.1: 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm. 5.2.3: 22 lines of 28 characters fill it, so a
 * character is 156 / 28 mm and the distance of lines 1.875 times that. */
#define PRINT_LEFT (28 * PRINT_MM)
#define PRINT_TOP (37 * PRINT_MM)
#define PRINT_WIDTH (156 * PRINT_MM)
#define PRINT_HEIGHT (225 * PRINT_MM)
#define PRINT_BOTTOM (PRINT_TOP + PRINT_HEIGHT)
#define PRINT_CELL (PRINT_WIDTH / 28)
#define PRINT_PITCH (10.449 * PRINT_MM)

enum print_role {
	PRINT_BODY,  /* 仿宋 */
	PRINT_TITLE, /* 小标宋 */
	PRINT_HEAD,  /* 黑体 */
	PRINT_KAI,   /* 楷体 */
	PRINT_SONG,  /* 宋体, for page numbers */
	N_PRINT_ROLES
};

enum print_align { PRINT_FILL, PRINT_START, PRINT_MIDDLE, PRINT_END };

struct print_style {
	enum print_role role;
	double size, pitch;
	enum print_align align;
	double left, right; /* kept free at either side of the type area */
	double indent;	    /* of the first line; below 0: of all others */
	bool red;
	bool balanced;	 /* lines of a title: 梯形 or 菱形, none of one character */
	const char *tag; /* of ISO 32000-1 14.8.4 */
};

struct print_link {
	size_t from, to; /* bytes of the text */
	struct str target;
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
};

struct print_table;
struct print_address;

enum box_kind { BOX_LINE, BOX_GAP, BOX_ROW, BOX_RULE, BOX_PICTURE, BOX_ADDRESS };

struct print_box {
	enum box_kind kind;
	double height; /* to the next */
	double need;   /* of the page, less than height where what is last may end early */
	bool keep;     /* on one page with the next box, if that can be */
	bool breaks;   /* begins a page */
	const struct print_para *para; /* LINE */
	int line;
	const struct print_table *table; /* ROW */
	size_t row;
	const struct print_figure *figure;   /* PICTURE */
	const struct print_address *address; /* ADDRESS */
	double thick;			     /* RULE */
	bool red;
	struct str outline;	       /* LINE: a bookmark leads here */
	int level;		       /* of the bookmark, from 1 */
	const struct form_paper *form; /* on pages of its own, in the place of this box */
};

struct printing {
	struct arena *arena;
	const struct print_input *in;
	struct diags *diags;
	PangoContext *context;
	PangoFontDescription *faces[N_PRINT_ROLES], *latin;
	VEC(struct print_box) boxes;
	VEC(const struct node *) notes; /* of the text at hand, in their order */
	struct str page; /* the file that the links of the text at hand are relative to */
	const struct print_text *text; /* at hand */
	VEC(struct print_known_picture) pictures;
	VEC(struct print_drawn) drawn;
	struct tagged_list cells;
	size_t n_rows;	/* of tables so far */
	bool broken;	/* a face could not be read: what is laid out is not whole */
	bool told_face; /* a lacking character was told */
};

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
/* Draws a line with its em box at y; fills it where its style says so. */
void print_line_draw(struct printing *p, cairo_t *cr, const struct print_para *para, int line,
	double x, double y);

void print_set_red(cairo_t *cr); /* 6.2: Y 80 %, M 80 %, as sRGB */

/* print_flow.c */
struct print_box *print_add(struct printing *p, enum box_kind kind, double height);
void print_gap(struct printing *p, double height);
/* All lines of a paragraph; the first box of it. */
struct print_box *print_lines(struct printing *p, struct print_para *para);
void print_keep_last(struct printing *p); /* the last box with what comes */
extern const struct print_style print_body_style, print_caption_style;

/* print_body.c: the blocks of a tree of this text. */
void print_blocks(struct printing *p, const struct node *root, const struct print_text *text);

/* print_table.c */
void print_table(struct printing *p, const struct node *table);
double print_row_height(const struct print_table *table, size_t row);
size_t print_table_heads(const struct print_table *table); /* rows that a new page repeats */
/* The rules of a row, outside of all tags: they are no content; and what stands in it. */
void print_row_rules(cairo_t *cr, const struct print_table *table, size_t row, double y);
void print_row_draw(
	struct printing *p, cairo_t *cr, const struct print_table *table, size_t row, double y);

/* print_head.c, print_tail.c: what stands before and behind the body. */
void print_masthead(struct printing *p, const struct entry *e);
extern const struct print_style print_title_style; /* 7.3.1 */
void print_title(struct printing *p, const struct entry *e);
void print_tail(struct printing *p, const struct print_text *text);
void print_attachments(struct printing *p, const struct print_text *text);
struct print_colophon {
	struct print_para *copies, *by, *day; /* NULL: none */
	double height;
};
struct print_colophon print_colophon(struct printing *p, const struct entry *e);
void print_colophon_draw(struct printing *p, cairo_t *cr, const struct print_colophon *c);

/* print_address.c: where the page is, below its text, as the site wants it. */
void print_address(struct printing *p, const struct entry *e);
void print_address_draw(struct printing *p, cairo_t *cr, const struct print_address *at, double y);

/* print_page.c: fills pages and draws them; false: cairo failed. */
bool print_draw(struct printing *p, const struct print_colophon *c, struct buf *out);

/* print_file.c: the pages as a PDF that says what is on them; false: qpdf failed. */
bool print_finish(const struct printing *p, struct str pages, struct buf *out);

#endif
