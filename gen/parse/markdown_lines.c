/* SPDX-License-Identifier: MIT */
/* Line blocks: a paragraph each of whose lines begins with a bar, or goes on behind blanks. */
#include "parse/markdown_parts.h"

#include "base/buf.h"

static bool is_line_end(const struct node *n)
{
	return n->kind == NODE_SOFT_BREAK || n->kind == NODE_LINE_BREAK;
}

/* "|" alone, and a blank behind it if there is more on the line. */
static bool is_bar(const struct node *n)
{
	return n->kind == NODE_STR && str_eq(n->text, STR("|")) &&
	       (!n->next || n->next->kind == NODE_SPACE || is_line_end(n->next));
}

static bool is_indented(const struct node *n)
{
	size_t at = n->span.at;
	return at && n->span.src && n->span.src->text.p[at - 1] == ' ';
}

static bool is_line_block(const struct node *para)
{
	bool begins = true;
	for (const struct node *n = para->first; n; n = n->next) {
		if (begins && !is_bar(n) && (n == para->first || !is_indented(n)))
			return false;
		begins = is_line_end(n);
	}
	return para->first != NULL;
}

/* The bar goes; of the blanks behind it all but one are kept, as blanks that stay. */
static void drop_bar(struct md *m, struct node *bar)
{
	struct node *space = bar->next;
	struct buf b = buf_new(m->a);
	if (space && space->kind == NODE_SPACE) {
		struct node *word = space->next;
		for (uint32_t i = 1; i < space->span.len; i++)
			buf_add(&b, STR("\u00A0"));
		if (b.n && word && word->kind == NODE_STR) {
			word->text = STR_CAT(m->a, buf_str(&b), word->text);
		} else if (b.n && word && !is_line_end(word)) {
			struct node *blanks = node_new(m->a, NODE_STR, space->span);
			blanks->text = buf_str(&b);
			node_insert_before(word, blanks);
		}
		node_unlink(space);
	}
	node_unlink(bar);
}

bool md_make_lines(struct md *m, struct node *para)
{
	if (!is_line_block(para))
		return false;
	struct node *block = node_new(m->a, NODE_LINE_BLOCK, para->span), *line = NULL;
	while (para->first) {
		struct span span = para->first->span;
		if (is_bar(para->first)) {
			line = node_new(m->a, NODE_LINE, span);
			node_append(block, line);
			drop_bar(m, para->first);
		} else {
			node_append(line, node_new(m->a, NODE_SPACE, span_sub(span, 0, 0)));
		}
		while (para->first && !is_line_end(para->first))
			node_append(line, para->first);
		if (para->first)
			node_unlink(para->first);
	}
	node_replace(para, block);
	return true;
}
