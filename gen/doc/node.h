/* SPDX-License-Identifier: MIT */
/*
 * The tree: one for all outputs, with the kinds and parts of pandoc-types 1.23. Every node has its
 * span in the source; what a filter or a view made has the span of what it stands for and
 * NODE_GENERATED.
 *
 * What a node holds, by kind:
 *   blocks as children   DOC, BLOCK_QUOTE, DIV, FIGURE (after its CAPTION), ITEM, DEFINITION,
 * CAPTION, CELL, NOTE inlines as children  PLAIN, PARA, HEADER, LINE, TERM, and the inline
 * containers parts as children    BULLET_LIST and ORDERED_LIST: ITEM; DEFINITION_LIST: TERM,
 * DEFINITION…; LINE_BLOCK: LINE; TABLE: CAPTION?, HEAD, BODY…, FOOT; these: ROW; ROW: CELL text
 * STR, CODE, MATH, RAW_INLINE, CODE_BLOCK, RAW_BLOCK
 *
 * Beside the tree, as trees of their own that no walk of it meets, but that node_copy() copies:
 *   the metadata of a DOC: META_MAP; a map and META_LIST hold meta values, META_INLINES inlines,
 *     META_BLOCKS blocks; META_STRING has text
 *   the sources that a CITE names: CITATIONS, which holds CITATION, with the key as text
 *   before and behind what a CITATION says, and the short form of a CAPTION: INLINES
 */
#ifndef DOC_NODE_H
#define DOC_NODE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/source.h"
#include "base/str.h"

enum node_kind {
	NODE_DOC,
	/* blocks */
	NODE_PLAIN,
	NODE_PARA,
	NODE_LINE_BLOCK,
	NODE_CODE_BLOCK,
	NODE_RAW_BLOCK, /* format: "html", "svg" */
	NODE_BLOCK_QUOTE,
	NODE_ORDERED_LIST,
	NODE_BULLET_LIST,
	NODE_DEFINITION_LIST,
	NODE_HEADER,
	NODE_HORIZONTAL_RULE,
	NODE_TABLE,
	NODE_FIGURE,
	NODE_DIV,
	/* inlines */
	NODE_STR,
	NODE_EMPH,
	NODE_UNDERLINE,
	NODE_STRONG,
	NODE_STRIKEOUT,
	NODE_SUPERSCRIPT,
	NODE_SUBSCRIPT,
	NODE_SMALL_CAPS,
	NODE_QUOTED,
	NODE_CITE,
	NODE_CODE,
	NODE_SPACE,
	NODE_SOFT_BREAK,
	NODE_LINE_BREAK,
	NODE_MATH,
	NODE_RAW_INLINE,
	NODE_LINK,
	NODE_IMAGE,
	NODE_NOTE,
	NODE_SPAN,
	/* parts */
	NODE_ITEM,
	NODE_TERM,
	NODE_DEFINITION,
	NODE_LINE,
	NODE_CAPTION,
	NODE_TABLE_HEAD,
	NODE_TABLE_BODY,
	NODE_TABLE_FOOT,
	NODE_ROW,
	NODE_CELL,
	/* beside the tree */
	NODE_INLINES,
	NODE_CITATIONS,
	NODE_CITATION,
	NODE_META_MAP,
	NODE_META_LIST,
	NODE_META_INLINES,
	NODE_META_BLOCKS,
	NODE_META_STRING,
	NODE_META_BOOL,
	N_NODE_KINDS
};

enum node_flags {
	NODE_GENERATED = 1, /* not in the input file */
	NODE_TRUSTED = 2,   /* a raw node that the program made itself */
};

enum align { ALIGN_DEFAULT, ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };
enum quote_type { QUOTE_SINGLE, QUOTE_DOUBLE };
enum math_type { MATH_INLINE, MATH_DISPLAY };
enum cite_mode { CITE_NORMAL, CITE_SUPPRESS_AUTHOR, CITE_AUTHOR_IN_TEXT };
enum list_style {
	LIST_DEFAULT_STYLE,
	LIST_EXAMPLE,
	LIST_DECIMAL,
	LIST_LOWER_ROMAN,
	LIST_UPPER_ROMAN,
	LIST_LOWER_ALPHA,
	LIST_UPPER_ALPHA
};
enum list_delim { LIST_DEFAULT_DELIM, LIST_PERIOD, LIST_ONE_PAREN, LIST_TWO_PARENS };

struct attribute {
	struct str key, value;
};

struct attr {
	struct str id;
	struct str *classes;
	size_t n_classes;
	struct attribute *pairs;
	size_t n_pairs;
};

struct column_spec {
	enum align align;
	double width; /* share of the text width, 0: by content */
};

struct node {
	enum node_kind kind;
	uint8_t flags;
	struct node *parent, *prev, *next, *first, *last;
	struct span span;
	struct attr *attr; /* NULL: none */
	struct str text;
	union {
		struct {
			int level;
		} header;
		struct {
			int start;
			enum list_style style;
			enum list_delim delim;
		} list;
		struct {
			struct str target, title;
		} link; /* LINK and IMAGE */
		struct {
			struct str format;
		} raw;
		struct {
			struct column_spec *columns;
			size_t n_columns;
		} table;
		struct {
			int head_columns; /* row heads at the left */
			int head_rows;	  /* intermediate head: the first rows of the body */
		} body;
		struct {
			enum align align;
			int row_span, col_span; /* at least 1 */
		} cell;
		enum quote_type quote;
		enum math_type math;
		struct {
			struct node *meta; /* META_MAP, or NULL: none */
		} doc;
		struct {
			struct node *citations; /* CITATIONS */
		} cite;
		struct {
			struct node *prefix, *suffix; /* INLINES, or NULL: none */
			enum cite_mode mode;
			int note_number, hash;
		} citation;
		struct {
			struct node *brief; /* INLINES, or NULL: none */
		} caption;
		struct {
			struct str key; /* of the map that it stands in */
			bool flag;	/* META_BOOL */
		} meta;
	} as;
};

enum { NODE_DEPTH_LIMIT = 200 }; /* deeper trees are refused by the parser */

bool node_is_block(enum node_kind kind);
bool node_is_inline(enum node_kind kind);
const char *node_kind_name(enum node_kind kind); /* pandoc's: "Para", "SoftBreak", "Cell" … */

struct node *node_new(struct arena *a, enum node_kind kind, struct span span);
void node_append(struct node *parent, struct node *child); /* unlinks child first where it hangs */
void node_insert_before(struct node *at, struct node *child);
void node_unlink(struct node *n);
void node_replace(
	struct node *old, struct node *by); /* by may be a chain of siblings without parent */
/* Moves the siblings from first to last, both included, to the end of parent. */
void node_move(struct node *parent, struct node *first, struct node *last);
/* A copy of n and all below and beside it, without parent and siblings. Texts are shared, not
 * copied. */
struct node *node_copy(struct arena *a, const struct node *n);
/* Where the trees hang that stand beside n, in the order of reading; how many. */
enum { NODE_BESIDE = 2 };
size_t node_beside(struct node *n, struct node **ret_trees[NODE_BESIDE]);

/* Attributes: the writing ones make n->attr where there is none. */
bool node_has_class(const struct node *n, struct str name);
void node_add_class(struct arena *a, struct node *n, struct str name);
void node_set_attribute(struct arena *a, struct node *n, struct str key, struct str value);
struct str node_attribute(const struct node *n, struct str key); /* empty: none */
void node_set_id(struct arena *a, struct node *n, struct str id);

/* Short ways to make what views are made of. Text is split into STR and SPACE as the parser does.
 */
struct node *node_add(struct arena *a, struct node *parent, enum node_kind kind);
void node_add_text(struct arena *a, struct node *parent, struct str text, struct span span);
struct node *node_add_link(
	struct arena *a, struct node *parent, struct str target, struct str text);

/* A meta value of a map; NULL: there is none. */
struct node *node_meta_get(const struct node *map, struct str key);

/* What a reader reads: STR, CODE, MATH and breaks, without notes; spaces as one blank. */
struct str node_plain_text(struct arena *a, const struct node *n);
/* Whether a SOFT_BREAK stands between two East Asian wide characters, where no space is to be seen.
 * The tree keeps every break; each renderer asks here. */
bool node_break_joins(const struct node *soft_break);

#endif
