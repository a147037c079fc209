/* SPDX-License-Identifier: MIT */
/* cmark-gfm's blocks to nodes. */
#include "parse/markdown_parts.h"

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm-core-extensions.h>
#include <string.h>

#include "base/buf.h"

void md_tell_depth(struct md *m, struct span span, int limit)
{
	if (!m->too_deep)
		md_tell(m, MSG(markdown_too_deep), span, ARGS(str_printf(m->a, "%d", limit)));
	m->too_deep = true;
}

void md_set_attr(struct md *m, struct node *n, const struct attr *attr)
{
	n->attr = attr ? arena_copy(m->a, attr, sizeof(*attr)) : NULL;
}

/* From the block's first character to the end of its line, or of a later one. */
static struct span block_span(struct md *m, cmark_node *from, int last_line)
{
	int line = cmark_node_get_start_line(from), column = cmark_node_get_start_column(from);
	if (last_line < line)
		last_line = line;
	return md_lines_span(m, line, column > 0 ? (size_t)column - 1 : 0, last_line);
}

static struct node *add(struct md *m, struct node *to, enum node_kind kind, struct span span)
{
	struct node *n = node_new(m->a, kind, span);
	node_append(to, n);
	return n;
}

static void end_at(struct node *n, const struct node *last)
{
	if (last && last->span.at + last->span.len > n->span.at)
		n->span.len = last->span.at + last->span.len - n->span.at;
}

/* --- paragraphs --- */

/* The lines of the content, from the first character to the last. */
static struct span content_span(struct md *m)
{
	const struct md_place *p = &m->place;
	struct str s = p->content;
	while (s.n && strchr(" \t\n\r", s.p[s.n - 1]))
		s.n--;
	return md_place_span(m, 0, s.n);
}

static bool is_tight(cmark_node *from, const struct node *to)
{
	cmark_node *item = cmark_node_parent(from);
	if (to->kind != NODE_ITEM)
		return false;
	if (cmark_node_get_type(item) != CMARK_NODE_CUSTOM_BLOCK)
		return cmark_node_get_list_tight(cmark_node_parent(item));
	const struct md_block *b = cmark_node_get_user_data(item);
	return !b->head->loose;
}

/* A paragraph that holds one image is a figure; what describes the image is its caption. */
static void make_figure(struct md *m, struct node *para)
{
	struct node *image = para->first;
	bool whole = para->kind == NODE_PARA || !md_has(m, MARKDOWN_FOR_SITE);
	if (!whole || !image || image->next || image->kind != NODE_IMAGE || !image->first)
		return;
	struct node *figure = node_new(m->a, NODE_FIGURE, para->span);
	struct node *caption = add(m, figure, NODE_CAPTION, image->span);
	struct node *plain = add(m, caption, NODE_PLAIN, image->span);
	struct node *copy = node_copy(m->a, image);
	node_move(plain, copy->first, copy->last);
	if (image->attr && image->attr->id.n) {
		node_set_id(m->a, figure, image->attr->id);
		image->attr->id = STR_NONE;
	}
	node_replace(para, figure);
	para->kind = NODE_PLAIN;
	node_append(figure, para);
}

/* A command of TeX that may be a block: none that is a word, and not `…`{=tex}. */
static bool is_tex_block(const struct node *n)
{
	return n->kind == NODE_RAW_INLINE && str_starts(span_text(n->span), STR("\\")) &&
	       !md_tex_is_word(n->text);
}

/* What may be a block or a word is a block at the end of its line. */
static bool stands_apart(const struct node *n)
{
	const struct node *next = n->next;
	if (next && next->kind == NODE_SPACE)
		next = next->next;
	return !next || next->kind == NODE_SOFT_BREAK || is_tex_block(next) ||
	       md_tex_is_block(n->text);
}

/* A paragraph of nothing but commands of TeX is no paragraph; to pandoc, neither are the commands
 * that one begins with. */
static bool make_tex_block(struct md *m, struct node *para)
{
	struct buf b = buf_new(m->a);
	struct node *n = para->first, *last = NULL;
	for (; n; n = n->next) {
		if (is_tex_block(n) && (!md_is_pandoc(m) || stands_apart(n)))
			buf_add(&b, n->text);
		else if (n->kind == NODE_SOFT_BREAK)
			buf_add_char(&b, '\n');
		else if (n->kind != NODE_SPACE)
			break;
		last = n;
	}
	if (!last || !is_tex_block(para->first) || (n && !md_is_pandoc(m)))
		return false;
	struct node *block = para;
	if (n) {
		block = node_new(m->a, NODE_RAW_BLOCK, para->first->span);
		node_move(block, para->first, last);
		node_insert_before(para, block);
	}
	block->kind = NODE_RAW_BLOCK;
	block->first = block->last = NULL;
	block->text = str_trim(buf_str(&b));
	block->as.raw.format = STR("tex");
	return !n;
}

/* How many inlines of the paragraph say that it is a caption: ": " or "Table: ". */
static struct node *caption_begin(const struct node *para)
{
	struct node *n = para->kind == NODE_PARA ? para->first : NULL;
	bool says = n && n->kind == NODE_STR && n->next && n->next->kind == NODE_SPACE &&
		    n->next->next &&
		    (str_eq(n->text, STR(":")) || str_eq(n->text, STR("Table:")) ||
			    str_eq(n->text, STR("table:")));
	return says ? n->next->next : NULL;
}

static void drop_tail(struct md *m)
{
	struct node *space = m->tail->prev;
	node_unlink(m->tail);
	if (space && space->kind == NODE_SPACE)
		node_unlink(space);
}

static bool has_caption(const struct node *table)
{
	return table->first && table->first->kind == NODE_CAPTION;
}

static void make_caption(struct md *m, struct node *table, struct node *para, struct node *begin)
{
	if (m->tail && m->tail->parent == para) {
		drop_tail(m);
		md_set_attr(m, table, m->tail_attr);
	}
	struct node *caption = node_new(m->a, NODE_CAPTION, para->span);
	struct node *plain = add(m, caption, NODE_PLAIN, para->span);
	node_move(plain, begin, para->last);
	node_unlink(para);
	if (table->first)
		node_insert_before(table->first, caption);
	else
		node_append(table, caption);
}

static void convert_table(struct md *m, cmark_node *from, struct node *to)
{
	const struct md_token *drawn = md_drawn_of(m, from);
	struct node *table = add(m, to, NODE_TABLE, block_span(m, from, 0));
	if (drawn)
		md_convert_drawn(m, drawn, table);
	else
		md_convert_table(m, from, table);
	/* To pandoc, a caption may stand above its table too. */
	struct node *begin = md_is_pandoc(m) && table->prev ? caption_begin(table->prev) : NULL;
	m->tail = NULL;
	if (begin && md_has(m, MARKDOWN_CAPTIONS))
		make_caption(m, table, table->prev, begin);
}

static void convert_paragraph(struct md *m, cmark_node *from, struct node *to)
{
	bool tight = is_tight(from, to);
	m->task = to->kind == NODE_ITEM && !to->first && to->parent->kind == NODE_BULLET_LIST &&
		  md_has(m, MARKDOWN_TASKS);
	md_place_block(m, from);
	struct node *n = add(m, to, tight ? NODE_PLAIN : NODE_PARA, content_span(m));
	md_inlines(m, from, n);
	m->task = false;
	if (!n->first) {
		node_unlink(n);
		return;
	}
	if (md_has(m, MARKDOWN_RAW_TEX) && make_tex_block(m, n))
		return;
	if (md_has(m, MARKDOWN_LINE_BLOCKS) && md_make_lines(m, n))
		return;
	struct node *begin = caption_begin(n);
	if (begin && n->prev && n->prev->kind == NODE_TABLE && !has_caption(n->prev) &&
		md_has(m, MARKDOWN_CAPTIONS))
		make_caption(m, n->prev, n, begin);
	else if (md_has(m, MARKDOWN_FIGURES))
		make_figure(m, n);
}

/* How long "## " is at the begin of the heading; 0: it is underlined. */
static size_t hashes_length(const struct md *m, cmark_node *from)
{
	struct str line = md_line(m, cmark_node_get_start_line(from));
	line = str_after(line, (size_t)cmark_node_get_start_column(from) - 1);
	size_t level = (size_t)cmark_node_get_heading_level(from), n = 0;
	while (n < line.n && line.p[n] == '#')
		n++;
	if (n != level || (n < line.n && line.p[n] != ' ' && line.p[n] != '\t'))
		return 0;
	while (n < line.n && (line.p[n] == ' ' || line.p[n] == '\t'))
		n++;
	return n;
}

/* All of "## T ##", or the lines of the text with the one that underlines them. */
static struct span place_heading(struct md *m, cmark_node *from)
{
	size_t hashes = hashes_length(m, from);
	if (hashes) {
		struct str content = str_from(cmark_node_get_string_content(from));
		size_t begin = md_line_begin(m, cmark_node_get_start_line(from)) + hashes +
			       (size_t)cmark_node_get_start_column(from) - 1;
		md_place_cell(m, content, begin, begin + content.n);
		return block_span(m, from, 0);
	}
	md_place_block(m, from);
	const struct md_place *p = &m->place;
	size_t column = p->at[0] - md_line_begin(m, p->first_line);
	return md_lines_span(m, p->first_line, column, p->first_line + (int)p->n_lines);
}

/* Attributes of a heading stand behind its last word: "# T {#id}". */
static void convert_heading(struct md *m, cmark_node *from, struct node *to)
{
	struct node *n = add(m, to, NODE_HEADER, block_span(m, from, 0));
	n->as.header.level = cmark_node_get_heading_level(from);
	if (!cmark_node_first_child(from))
		return; /* cmark-gfm's content of an empty one has no end */
	n->span = place_heading(m, from);
	md_inlines(m, from, n);
	if (m->tail && m->tail->parent == n) {
		drop_tail(m);
		md_set_attr(m, n, m->tail_attr);
	}
}

/* --- definitions --- */

/* To pandoc one term is as loose as its first definition; what another follows at once is tight. */
static void join_definition(cmark_node *from, struct node *list)
{
	cmark_node *above = cmark_node_previous(from);
	struct md_block *b = cmark_node_get_user_data(from);
	bool custom = above && cmark_node_get_type(above) == CMARK_NODE_CUSTOM_BLOCK;
	const struct md_block *before = custom ? cmark_node_get_user_data(above) : NULL;
	if (!before || before->kind != MD_DEFINITION)
		return;
	struct node *end = list->last->last;
	if (before->loose && !b->loose && end && end->kind == NODE_PARA)
		end->kind = NODE_PLAIN;
	b->loose = before->loose;
}

/* The paragraph before the first definition becomes its term. It may be gone, if it held nothing
 * but a comment or a reference. */
static struct node *open_definition(struct md *m, cmark_node *from, struct node *to)
{
	struct span span = block_span(m, from, 0);
	struct node *last = to->last, *list = last;
	bool term = last && (last->kind == NODE_PARA || last->kind == NODE_PLAIN);
	if (term)
		list = last->prev;
	if (!list || list->kind != NODE_DEFINITION_LIST)
		list = add(m, to, NODE_DEFINITION_LIST, term ? last->span : span);
	if (term) {
		last->kind = NODE_TERM;
		node_append(list, last);
	} else if (md_is_pandoc(m) && list->last) {
		join_definition(from, list);
	}
	return add(m, list, NODE_DEFINITION, span);
}

/* --- containers --- */

static struct node *open_list(struct md *m, cmark_node *from, struct node *to)
{
	bool ordered = cmark_node_get_list_type(from) == CMARK_ORDERED_LIST;
	enum node_kind kind = ordered ? NODE_ORDERED_LIST : NODE_BULLET_LIST;
	struct node *n = add(m, to, kind, block_span(m, from, 0));
	if (ordered) {
		n->as.list.start = cmark_node_get_list_start(from);
		n->as.list.style = LIST_DECIMAL;
		n->as.list.delim = cmark_node_get_list_delim(from) == CMARK_PAREN_DELIM
					   ? LIST_ONE_PAREN
					   : LIST_PERIOD;
	}
	return n;
}

static const struct md_block *item_of(cmark_node *n)
{
	bool custom = n && cmark_node_get_type(n) == CMARK_NODE_CUSTOM_BLOCK;
	const struct md_block *b = custom ? cmark_node_get_user_data(n) : NULL;
	return b && b->kind == MD_ITEM ? b : NULL;
}

/* Whether a blank line stands between what an item of the list holds. */
static bool has_loose_item(const struct md *m, cmark_node *first, const struct md_block *head)
{
	for (cmark_node *n = first; item_of(n) && item_of(n)->head == head;
		n = cmark_node_next(n)) {
		cmark_node *c = cmark_node_first_child(n);
		while (c && (c = cmark_node_next(c)))
			if (!str_trim(md_line(m, cmark_node_get_start_line(c) - 1)).n)
				return true;
	}
	return false;
}

/* The first one opens a list, the others go on with it. */
static struct node *open_item(struct md *m, cmark_node *from, struct node *to, struct md_block *b)
{
	struct node *list = to->last;
	if (b->head == b || !list || list->kind != NODE_ORDERED_LIST) {
		list = add(m, to, NODE_ORDERED_LIST, block_span(m, from, 0));
		list->as.list.start = b->mark.start;
		list->as.list.style = b->mark.style;
		list->as.list.delim = b->mark.delim;
		b->loose = b->loose || has_loose_item(m, from, b);
	}
	return add(m, list, NODE_ITEM, block_span(m, from, 0));
}

static struct node *open_custom(struct md *m, cmark_node *from, struct node *to)
{
	struct md_block *b = cmark_node_get_user_data(from);
	if (b->kind == MD_NOTE)
		return NULL; /* it is read where it is referred to */
	if (b->kind == MD_ITEM)
		return open_item(m, from, to, b);
	if (b->kind == MD_DEFINITION)
		return open_definition(m, from, to);
	struct node *n = add(m, to, NODE_DIV, block_span(m, from, b->close_line));
	md_set_attr(m, n, b->attr);
	return n;
}

/* The node that takes the children of from, or NULL for one that is done. */
static struct node *add_block(struct md *m, cmark_node *from, struct node *to)
{
	cmark_node_type type = cmark_node_get_type(from);
	if (cmark_gfm_extensions_get_table_columns(from) || md_drawn_of(m, from))
		convert_table(m, from, to);
	else if (type == CMARK_NODE_PARAGRAPH)
		convert_paragraph(m, from, to);
	else if (type == CMARK_NODE_HEADING)
		convert_heading(m, from, to);
	else if (type == CMARK_NODE_CODE_BLOCK)
		md_convert_code(m, from, to);
	else if (type == CMARK_NODE_HTML_BLOCK)
		md_convert_html(m, from, to);
	else if (type == CMARK_NODE_THEMATIC_BREAK)
		add(m, to, NODE_HORIZONTAL_RULE, block_span(m, from, 0));
	else if (type == CMARK_NODE_BLOCK_QUOTE)
		return add(m, to, NODE_BLOCK_QUOTE, block_span(m, from, 0));
	else if (type == CMARK_NODE_LIST)
		return open_list(m, from, to);
	else if (type == CMARK_NODE_ITEM)
		return add(m, to, NODE_ITEM, block_span(m, from, 0));
	else if (type == CMARK_NODE_CUSTOM_BLOCK)
		return open_custom(m, from, to);
	return NULL;
}

/* A definition without a blank line before it; to CommonMark it must not go on with a second
 * paragraph either. */
static void make_tight(const struct md *m, struct node *definition, const struct md_block *b)
{
	struct node *first = definition->first;
	bool whole = md_is_pandoc(m);
	if (b->loose || !first)
		return;
	if (!whole && first->kind == NODE_PARA && first->next && first->next->kind == NODE_PARA)
		return;
	for (struct node *n = first; n; n = whole ? n->next : NULL)
		if (n->kind == NODE_PARA)
			n->kind = NODE_PLAIN;
}

static void close_block(const struct md *m, struct node *n, cmark_node *from)
{
	/* A div ends with its closing fence, and so is longer than what it holds. */
	uint32_t end = n->span.at + n->span.len;
	bool fenced = n->kind == NODE_DIV && n->last && n->last->span.at < end;
	if (!fenced)
		end_at(n, n->last);
	if (n->kind == NODE_DEFINITION)
		make_tight(m, n, cmark_node_get_user_data(from));
	if (n->kind == NODE_DEFINITION || item_of(from))
		end_at(n->parent, n);
}

/* What cmark-gfm has no list for stands in one all the same. */
static bool has_own_list(const struct node *n, cmark_node *from)
{
	return n->kind == NODE_DEFINITION || item_of(from);
}

static size_t levels(const struct node *n, cmark_node *from)
{
	return has_own_list(n, from) ? 2 : 1;
}

void md_convert(struct md *m, cmark_node *from, struct node *to)
{
	size_t base = m->depth;
	struct node *at = to;
	cmark_node *c = cmark_node_first_child(from);
	while (c) {
		struct node *n = add_block(m, c, at);
		cmark_node *child = n ? cmark_node_first_child(c) : NULL;
		if (child && m->depth >= MD_DEPTH) {
			md_tell_depth(m, n->span, NODE_DEPTH_LIMIT);
			child = NULL;
		}
		if (child) {
			m->depth += levels(n, c);
			at = n;
			c = child;
			continue;
		}
		if (n)
			close_block(m, n, c);
		while (!cmark_node_next(c) && m->depth > base) {
			c = cmark_node_parent(c);
			m->depth -= levels(at, c);
			close_block(m, at, c);
			at = has_own_list(at, c) ? at->parent->parent : at->parent;
		}
		c = cmark_node_next(c);
	}
}
