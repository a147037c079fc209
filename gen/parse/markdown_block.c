/* SPDX-License-Identifier: MIT */
/*
 * The block structure, by cmark-gfm, with three containers of ours in one extension of its block
 * parser: fenced divs, definitions of notes, definitions of terms. The extension lives as long as
 * one parse, so that nothing of it is shared; its nodes are custom blocks, so that no node type has
 * to be registered for the process.
 */
#include "parse/markdown_parts.h"

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm-core-extensions.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DIVS = 50 };

struct line {
	struct md *m;
	cmark_syntax_extension *extension;
	cmark_parser *parser;
	cmark_node *parent;
	struct str text; /* the whole line without its end */
	struct str rest; /* from its first nonblank */
};

static struct line line_of(cmark_syntax_extension *e, cmark_parser *p, struct str input)
{
	struct line l = {.m = cmark_syntax_extension_get_private(e), .extension = e, .parser = p};
	l.text = input;
	while (l.text.n && (l.text.p[l.text.n - 1] == '\n' || l.text.p[l.text.n - 1] == '\r'))
		l.text.n--;
	l.rest = str_after(l.text, (size_t)cmark_parser_get_first_nonspace(p));
	return l;
}

static struct md_block *block_of(cmark_node *node)
{
	return cmark_node_get_type(node) == CMARK_NODE_CUSTOM_BLOCK ? cmark_node_get_user_data(node)
								    : NULL;
}

/* Moves to the byte of the line. */
static void advance_to(const struct line *l, size_t at)
{
	int count = (int)at - cmark_parser_get_offset(l->parser);
	if (count > 0)
		cmark_parser_advance_offset(l->parser, l->text.p, count, 0);
}

static struct md_block *open_block(const struct line *l, enum md_block_kind kind)
{
	struct md_block *b = NEW(l->m->a, struct md_block);
	int first = cmark_parser_get_first_nonspace(l->parser);
	b->kind = kind;
	b->line = cmark_parser_get_line_number(l->parser);
	b->column = cmark_parser_get_first_nonspace_column(l->parser);
	b->byte = (size_t)first;
	b->node = cmark_parser_add_child(l->parser, l->parent, CMARK_NODE_CUSTOM_BLOCK, first + 1);
	cmark_node_set_syntax_extension(b->node, l->extension);
	cmark_node_set_user_data(b->node, b);
	*vec_push(l->m->scratch, &l->m->blocks) = b;
	return b;
}

static struct span line_span(const struct line *l)
{
	int line = cmark_parser_get_line_number(l->parser);
	return md_lines_span(l->m, line, (size_t)(l->rest.p - l->text.p), line);
}

/* --- divs --- */

static size_t fence_length(struct str s)
{
	size_t n = 0;
	while (n < s.n && s.p[n] == ':')
		n++;
	return n >= 3 ? n : 0;
}

static bool is_closer(struct str s)
{
	size_t n = fence_length(s);
	return n && str_trim(str_after(s, n)).n == 0;
}

/* {…} or one word, and colons at the end for those who like them. */
static bool div_attr(const struct line *l, struct str words, struct attr **ret_attr)
{
	while (words.n > 1 && words.p[words.n - 1] == ':')
		words.n--;
	words = md_restore(l->m, str_trim(words), MD_AS_WRITTEN);
	struct md_token token = {0};
	if (str_starts(words, STR("{"))) {
		bool good = str_ends(words, STR("}")) &&
			    md_attr(l->m->a, str_sub(words, 1, words.n - 1), &token) && token.attr;
		*ret_attr = token.attr;
		return good;
	}
	for (size_t i = 0; i < words.n; i++)
		if (strchr(" \t{}\"'", words.p[i]))
			return false;
	struct attr *attr = NEW(l->m->a, struct attr);
	attr->classes = arena_copy(l->m->a, &words, sizeof(words));
	attr->n_classes = 1;
	*ret_attr = attr;
	return true;
}

/* Each open one is asked about each line, so fewer of them may be in each other than other blocks.
 */
static bool too_deep(const struct line *l)
{
	size_t depth = 0, divs = 0;
	for (cmark_node *n = l->parent; n; n = cmark_node_parent(n)) {
		struct md_block *b = block_of(n);
		divs += b && b->kind == MD_DIV;
		depth++;
	}
	if (depth < NODE_DEPTH_LIMIT && divs < MOST_DIVS)
		return false;
	md_tell_depth(l->m, line_span(l), divs < MOST_DIVS ? NODE_DEPTH_LIMIT : MOST_DIVS);
	return true;
}

static cmark_node *open_div(struct line *l)
{
	size_t n = fence_length(l->rest);
	struct attr *attr;
	if (is_closer(l->rest)) {
		md_tell(l->m, MSG(markdown_div_close), line_span(l), NO_ARGS);
		return NULL;
	}
	struct str words = str_trim(str_after(l->rest, n));
	if (!div_attr(l, words, &attr)) {
		md_tell(l->m, MSG(markdown_div_words), line_span(l),
			ARGS(md_restore(l->m, words, MD_AS_WRITTEN)));
		return NULL;
	}
	if (too_deep(l))
		return NULL;
	struct md_block *b = open_block(l, MD_DIV);
	b->attr = attr;
	advance_to(l, l->text.n);
	return b->node;
}

static bool is_open_fence(cmark_node *n)
{
	int length, offset;
	char c;
	/* A closing fence stands on a later line; until then the end is the begin. */
	return cmark_node_get_fenced(n, &length, &offset, &c) &&
	       cmark_node_get_end_line(n) == cmark_node_get_start_line(n);
}

/* Which div a closing line means: the innermost that the line reaches, none inside of fenced code.
 */
static struct md_block *find_closed(cmark_parser *p, cmark_node *outer)
{
	struct md_block *best = block_of(outer);
	int column = cmark_parser_get_first_nonspace_column(p);
	bool indented = false; /* between outer and n stands what wants the line to be indented */
	for (cmark_node *n = cmark_node_last_child(outer); n; n = cmark_node_last_child(n)) {
		cmark_node_type type = cmark_node_get_type(n);
		struct md_block *b = block_of(n);
		if (type == CMARK_NODE_BLOCK_QUOTE)
			break;
		if (b && b->kind == MD_DIV) {
			if (b->closed || (indented && column < b->column))
				break;
			best = b;
		} else if (type == CMARK_NODE_ITEM || b) {
			indented = true;
		} else if (type == CMARK_NODE_CODE_BLOCK && is_open_fence(n)) {
			if (!indented || column >= cmark_node_get_start_column(n) - 1)
				return NULL;
		}
	}
	return best;
}

/* Divs in divs see the same line: it is looked at once, for all that begin at the same offset. */
static void look_for_closer(struct md *m, cmark_syntax_extension *e, cmark_parser *p,
	cmark_node *node, struct str input)
{
	int line = cmark_parser_get_line_number(p), offset = cmark_parser_get_offset(p);
	if (m->closer_line == line && m->closer_offset == offset)
		return;
	m->closer_line = line;
	m->closer_offset = offset;
	struct line l = line_of(e, p, input);
	bool closes = cmark_parser_get_indent(p) <= 3 && is_closer(l.rest);
	m->closer = closes ? find_closed(p, node) : NULL;
}

static int match_div(cmark_syntax_extension *e, cmark_parser *p, cmark_node *node, struct str input)
{
	struct md *m = cmark_syntax_extension_get_private(e);
	struct md_block *b = block_of(node);
	if (b->closed)
		return 0;
	look_for_closer(m, e, p, node, input);
	if (m->closer == b) {
		struct line l = line_of(e, p, input);
		b->closed = true;
		b->close_line = m->closer_line;
		advance_to(&l, l.text.n);
	}
	return 1;
}

/* --- notes --- */

static bool inside_note(const struct line *l)
{
	for (cmark_node *n = l->parent; n; n = cmark_node_parent(n)) {
		struct md_block *b = block_of(n);
		if (b && b->kind == MD_NOTE)
			return true;
	}
	return false;
}

static cmark_node *open_note(struct line *l)
{
	size_t end = str_find_char(l->rest, ']');
	if (end == SIZE_MAX || end == 2 || end + 1 == l->rest.n || l->rest.p[end + 1] != ':')
		return NULL;
	struct str label = str_sub(l->rest, 2, end);
	for (size_t i = 0; i < label.n; i++)
		if (strchr(" \t[", label.p[i]))
			return NULL;
	if (inside_note(l))
		return NULL;
	struct md_block *b = open_block(l, MD_NOTE);
	b->label = md_restore(l->m, label, MD_AS_WRITTEN);
	size_t at = end + 2;
	while (at < l->rest.n && (l->rest.p[at] == ' ' || l->rest.p[at] == '\t'))
		at++;
	advance_to(l, (size_t)(l->rest.p - l->text.p) + at);
	return b->node;
}

static int match_indent(const struct line *l, int indent, bool blank)
{
	if (cmark_parser_get_indent(l->parser) >= indent) {
		cmark_parser_advance_offset(l->parser, l->text.p, indent, 1);
		return 1;
	}
	return cmark_parser_is_blank(l->parser) && blank;
}

/* --- definitions of terms --- */

/* A term is one line, and no table or caption. */
static bool is_term(const struct md *m, cmark_node *n)
{
	if (cmark_node_get_type(n) != CMARK_NODE_PARAGRAPH || md_drawn_of(m, n))
		return false;
	struct str text = str_from(cmark_node_get_string_content(n));
	return str_find_char(text, '\n') >= text.n - 1 && !str_starts(text, STR(": "));
}

static bool behind_blank_line(const struct line *l)
{
	struct str above = md_line(l->m, cmark_parser_get_line_number(l->parser) - 1);
	for (size_t i = 0; i < above.n; i++)
		if (!strchr(" \t>", above.p[i]))
			return false;
	return true;
}

static cmark_node *open_definition(struct line *l)
{
	size_t mark = 1;
	while (mark < l->rest.n && l->rest.p[mark] == ' ')
		mark++;
	if (mark == 1 && (l->rest.n < 2 || l->rest.p[1] != '\t'))
		return NULL;
	if (str_trim(str_after(l->rest, 1)).n == 0)
		return NULL;
	cmark_node *before = cmark_node_get_type(l->parent) == CMARK_NODE_PARAGRAPH
				     ? l->parent
				     : cmark_node_last_child(l->parent);
	struct md_block *same = before ? block_of(before) : NULL;
	if (!before || !(is_term(l->m, before) || (same && same->kind == MD_DEFINITION)))
		return NULL;
	bool loose = behind_blank_line(l);
	int indent = cmark_parser_get_indent(l->parser);
	struct md_block *b = open_block(l, MD_DEFINITION);
	/* As in a list: from five blanks on they begin code. A tab leads to the next stop. */
	size_t tab = 5 - ((size_t)b->column + 1) % 4;
	size_t width = mark > 5 ? 2 : mark == 1 ? tab : mark;
	b->loose = loose;
	b->indent = indent + (int)width;
	advance_to(l, (size_t)(l->rest.p - l->text.p) + 1);
	cmark_parser_advance_offset(l->parser, l->text.p, (int)width - 1, 1);
	return b->node;
}

/* --- items of lists that CommonMark has not --- */

static bool is_item(cmark_node *n)
{
	const struct md_block *b = n ? block_of(n) : NULL;
	return (b && b->kind == MD_ITEM) || (n && cmark_node_get_type(n) == CMARK_NODE_ITEM);
}

/* Only in an item may one stand below text without a blank line. */
static cmark_node *open_item(struct line *l)
{
	bool below_text = cmark_node_get_type(l->parent) == CMARK_NODE_PARAGRAPH;
	if (below_text && !is_item(cmark_node_parent(l->parent)))
		return NULL;
	cmark_node *before = below_text ? NULL : cmark_node_last_child(l->parent);
	struct md_block *above = before ? block_of(before) : NULL;
	struct md_list_mark mark;
	if (above && above->kind != MD_ITEM)
		above = NULL;
	if (!md_list_mark(l->rest, above ? &above->head->mark : NULL, &mark) || too_deep(l))
		return NULL;
	bool loose = behind_blank_line(l);
	int indent = cmark_parser_get_indent(l->parser);
	struct md_block *b = open_block(l, MD_ITEM);
	b->mark = mark;
	b->head = above && mark.goes_on ? above->head : b;
	b->head->loose |= mark.goes_on && loose;
	size_t blanks = mark.length, width;
	while (blanks < l->rest.n && l->rest.p[blanks] == ' ')
		blanks++;
	width = blanks > mark.length + 4 || blanks == l->rest.n ? mark.length + 1 : blanks;
	b->indent = indent + (int)width;
	advance_to(l, (size_t)(l->rest.p - l->text.p) + (width < l->rest.n ? width : l->rest.n));
	return b->node;
}

/* --- the extension --- */

static bool may_open(unsigned char c)
{
	return c == ':' || c == '[' || c == '(' || c == '#' || char_is_alnum((char)c);
}

static cmark_node *try_opening(cmark_syntax_extension *extension, int indented,
	cmark_parser *parser, cmark_node *parent, unsigned char *input, int len)
{
	int first = cmark_parser_get_first_nonspace(parser);
	if (indented || first >= len || !may_open(input[first]))
		return NULL;
	struct line l = line_of(extension, parser, (struct str){(const char *)input, (size_t)len});
	l.parent = parent;
	struct md *m = l.m;
	if (fence_length(l.rest) && md_has(m, MARKDOWN_DIVS))
		return open_div(&l);
	if (str_starts(l.rest, STR("[^")) && md_has(m, MARKDOWN_NOTES))
		return open_note(&l);
	if (str_starts(l.rest, STR(":")))
		return md_has(m, MARKDOWN_DEFINITIONS) ? open_definition(&l) : NULL;
	return md_has(m, MARKDOWN_FANCY_LISTS) ? open_item(&l) : NULL;
}

static int match(cmark_syntax_extension *extension, cmark_parser *parser, unsigned char *input,
	int len, cmark_node *node)
{
	struct str text = {(const char *)input, (size_t)len};
	struct md_block *b = block_of(node);
	if (b->kind == MD_DIV)
		return match_div(extension, parser, node, text);
	struct line l = line_of(extension, parser, text);
	if (b->kind == MD_NOTE)
		return match_indent(&l, 4, true);
	return match_indent(&l, b->indent, cmark_node_first_child(node) != NULL);
}

static void *take_zeroed(size_t n, size_t size)
{
	void *p = calloc(n, size);
	if (!p)
		out_of_memory();
	return p;
}

static void *take_more(void *old, size_t size)
{
	void *p = realloc(old, size);
	if (!p)
		out_of_memory();
	return p;
}

cmark_node *md_blocks(struct md *m, struct md_library *lib)
{
	cmark_gfm_core_extensions_ensure_registered();
	lib->memory = (cmark_mem){take_zeroed, take_more, free};
	lib->parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &lib->memory);
	lib->extension = cmark_syntax_extension_new("placard");
	cmark_syntax_extension_set_private(lib->extension, m, NULL);
	cmark_syntax_extension_set_open_block_func(lib->extension, try_opening);
	cmark_syntax_extension_set_match_block_func(lib->extension, match);
	/* Ours first: the table extension ends the search at every line of a paragraph. */
	cmark_parser_attach_syntax_extension(lib->parser, lib->extension);
	if (md_has(m, MARKDOWN_TABLES))
		cmark_parser_attach_syntax_extension(
			lib->parser, cmark_find_syntax_extension("table"));
	cmark_parser_feed(lib->parser, m->text.p, m->text.n);
	lib->root = cmark_parser_finish(lib->parser);
	return lib->root;
}

void md_library_free(struct md_library *lib)
{
	cmark_node_free(lib->root);
	cmark_parser_free(lib->parser);
	cmark_syntax_extension_free(cmark_get_default_mem_allocator(), lib->extension);
}

void md_tell_blocks(struct md *m)
{
	for (size_t i = 0; i < m->blocks.n; i++) {
		struct md_block *b = m->blocks.items[i];
		struct span at = md_lines_span(m, b->line, b->byte, b->line);
		if (b->kind == MD_DIV && !b->closed)
			md_tell(m, MSG(markdown_div_open), at, NO_ARGS);
		if (b->kind == MD_NOTE && map_get(&m->labels, b->label))
			md_tell(m, MSG(markdown_note_repeated), at, ARGS(b->label));
		else if (b->kind == MD_NOTE)
			map_put(m->scratch, &m->labels, b->label,
				arena_copy(m->scratch, &(struct md_label){b},
					sizeof(struct md_label)));
	}
}
