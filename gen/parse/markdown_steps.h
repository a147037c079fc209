/* SPDX-License-Identifier: MIT */
/* The steps of the Markdown parser, for markdown_parts.h. */
#ifndef PARSE_MARKDOWN_STEPS_H
#define PARSE_MARKDOWN_STEPS_H

#include "parse/markdown_parts.h"

/* limits: false where the text is refused, with a message */
bool md_limits(struct md *m);
bool md_is_table_mark(struct str line); /* dashes, bars and colons only */

/* A message; what has been said many times is not said again. */
void md_tell(struct md *m, const struct message *message, struct span span, struct args args);

/* block */
struct md_library {
	cmark_mem memory;
	cmark_parser *parser;
	cmark_syntax_extension *extension;
	cmark_node *root;
};
cmark_node *md_blocks(struct md *m, struct md_library *lib);
void md_library_free(struct md_library *lib);
void md_tell_blocks(struct md *m); /* divs that are never closed, labels that are there twice */

/* convert: the children of from go to the end of to */
void md_convert(struct md *m, cmark_node *from, struct node *to);
void md_convert_table(struct md *m, cmark_node *from, struct node *table);
void md_convert_code(struct md *m, cmark_node *from, struct node *to);
void md_convert_html(struct md *m, cmark_node *from, struct node *to);
void md_tell_html(struct md *m, struct str html, struct span span);
bool md_is_html(struct str format);
void md_tell_depth(struct md *m, struct span span, int limit);
void md_set_attr(struct md *m, struct node *n, const struct attr *attr); /* a copy */

/* drawn: how long the table is that s, a whole line and what follows, begins with, 0: none.
 * no_footer is one memory for all calls on the same text. */
size_t md_drawn_length(const struct md *m, struct str s, const char **no_footer);
const struct md_token *md_drawn_of(const struct md *m, cmark_node *paragraph); /* NULL: none */
void md_convert_drawn(struct md *m, const struct md_token *token, struct node *table);

/* native: pairs of <div> and <span> to nodes */
void md_native(struct md *m, struct node *root);

/* list: what s begins with, where it is no mark of CommonMark; above is the mark that the list
 * above it has, or NULL */
bool md_list_mark(struct str s, const struct md_list_mark *above, struct md_list_mark *ret);

/* lines: whether the paragraph is a line block, which then takes its place */
bool md_make_lines(struct md *m, struct node *para);

/* inline: of the block or cell whose place is set */
void md_inlines(struct md *m, cmark_node *from, struct node *to);
void md_text(struct md *m, cmark_node *from, struct node *to);
void md_add_literal(
	struct md *m, struct node *to, struct str literal, const struct md_origin *origin);
void md_resolve(struct md *m, size_t base); /* pairs the marks from base on */

/* cite: how long the key is that s begins with, 0: none; n becomes a CITE of it; the bracket from
 * open to close becomes one, or not; at last the numbers. */
size_t md_cite_key(struct md *m, struct str s);
void md_cite_bare(struct md *m, struct node *n, struct str key, bool suppressed);
bool md_cite_group(struct md *m, struct node *open, struct node *close);
void md_cite_number(struct node *root);

/* tex: how long the command or environment is that s begins with, 0: none. Looking for the end of
 * what has none takes from the patience; without any, a command has no arguments. */
size_t md_tex_command(struct str s, size_t *patience);
size_t md_tex_environment(struct str s);
bool md_tex_is_word(struct str command);  /* and so no block of its own */
bool md_tex_is_block(struct str command); /* even before text on the same line */

/* abbreviation: whether one is the last word of s */
bool md_abbreviation_ends(struct str s);

/* autolink: how long the address at s.p[at] is, or the e-mail address around the @ there; 0: none
 */
size_t md_url_length(struct str s, size_t at);
size_t md_email_at(struct str s, size_t at, size_t *ret_from);

#endif
