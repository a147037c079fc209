/* SPDX-License-Identifier: MIT */
#include "render/tree.h"

#include <string.h>

#include "base/utf8.h"
#include "doc/walk.h"

static void add_quoted(struct buf *b, struct str s)
{
	buf_add_char(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '\n')
			BUF_LIT(b, "\\n");
		else if (c == '"' || c == '\\')
			buf_printf(b, "\\%c", c);
		else
			buf_add_char(b, c);
	}
	buf_add_char(b, '"');
}

static void add_attr(struct buf *b, const struct attr *attr)
{
	if (!attr || (!attr->id.n && !attr->n_classes && !attr->n_pairs))
		return;
	const char *between = " {";
	if (attr->id.n) {
		buf_printf(b, "%s#%.*s", between, STR_FMT(attr->id));
		between = " ";
	}
	for (size_t i = 0; i < attr->n_classes; i++) {
		buf_printf(b, "%s.%.*s", between, STR_FMT(attr->classes[i]));
		between = " ";
	}
	for (size_t i = 0; i < attr->n_pairs; i++) {
		buf_printf(b, "%s%.*s=", between, STR_FMT(attr->pairs[i].key));
		add_quoted(b, attr->pairs[i].value);
		between = " ";
	}
	buf_add_char(b, '}');
}

static const char *align_name(enum align align)
{
	static const char *const names[] = {"default", "left", "center", "right"};
	return names[align];
}

static void add_list(struct buf *b, const struct node *n)
{
	static const char *const styles[] = {"default", "example", "decimal", "lower-roman",
		"upper-roman", "lower-alpha", "upper-alpha"};
	static const char *const delims[] = {"default", "period", "one-paren", "two-parens"};
	buf_printf(b, " %d %s %s", n->as.list.start, styles[n->as.list.style],
		delims[n->as.list.delim]);
}

static void add_columns(struct buf *b, const struct node *n)
{
	for (size_t i = 0; i < n->as.table.n_columns; i++) {
		const struct column_spec *c = &n->as.table.columns[i];
		buf_printf(b, " %s", align_name(c->align));
		if (c->width > 0)
			buf_printf(b, ":%d%%", (int)(c->width * 100 + 0.5));
	}
}

static void add_cell(struct buf *b, const struct node *n)
{
	if (n->as.cell.align != ALIGN_DEFAULT)
		buf_printf(b, " %s", align_name(n->as.cell.align));
	if (n->as.cell.row_span != 1 || n->as.cell.col_span != 1)
		buf_printf(b, " %dx%d", n->as.cell.row_span, n->as.cell.col_span);
}

static void add_link(struct buf *b, const struct node *n)
{
	buf_add_char(b, ' ');
	add_quoted(b, n->as.link.target);
	if (n->as.link.title.n) {
		BUF_LIT(b, " title ");
		add_quoted(b, n->as.link.title);
	}
}

static void add_sources(struct buf *b, const struct node *n)
{
	static const char *const modes[] = {"", "-", "@"};
	const struct node *all = n->as.cite.citations;
	for (const struct node *c = all ? all->first : NULL; c; c = c->next) {
		const struct node *prefix = c->as.citation.prefix, *suffix = c->as.citation.suffix;
		BUF_LIT(b, " [");
		if (prefix)
			add_quoted(b, node_plain_text(b->arena, prefix));
		buf_printf(b, "%s%.*s", modes[c->as.citation.mode], STR_FMT(c->text));
		if (suffix)
			add_quoted(b, node_plain_text(b->arena, suffix));
		buf_add_char(b, ']');
	}
}

/* What only this kind has. */
static void add_own(struct buf *b, const struct node *n)
{
	if (n->kind == NODE_HEADER)
		buf_printf(b, " %d", n->as.header.level);
	else if (n->kind == NODE_ORDERED_LIST)
		add_list(b, n);
	else if (n->kind == NODE_TABLE)
		add_columns(b, n);
	else if (n->kind == NODE_TABLE_BODY && (n->as.body.head_columns || n->as.body.head_rows))
		buf_printf(b, " head %dx%d", n->as.body.head_rows, n->as.body.head_columns);
	else if (n->kind == NODE_CELL)
		add_cell(b, n);
	else if (n->kind == NODE_LINK || n->kind == NODE_IMAGE)
		add_link(b, n);
	else if (n->kind == NODE_RAW_BLOCK || n->kind == NODE_RAW_INLINE)
		buf_printf(b, " %.*s%s", STR_FMT(n->as.raw.format),
			n->flags & NODE_TRUSTED ? " trusted" : "");
	else if (n->kind == NODE_QUOTED)
		buf_add(b, n->as.quote == QUOTE_SINGLE ? STR(" single") : STR(" double"));
	else if (n->kind == NODE_CITE)
		add_sources(b, n);
	else if (n->kind == NODE_MATH)
		buf_add(b, n->as.math == MATH_INLINE ? STR(" inline") : STR(" display"));
}

/* --- places --- */

/* Where the last place was: the next one is near, and files are long. */
struct cursor {
	const struct source *src;
	size_t at, line, column; /* from 0 */
};

static void move_back(struct cursor *c, size_t at)
{
	const char *text = c->src->text.p;
	for (size_t i = at; i < c->at; i++)
		c->line -= text[i] == '\n';
	const char *before = at ? memrchr(text, '\n', at) : NULL;
	size_t begin = before ? (size_t)(before - text) + 1 : 0;
	c->column = utf8_count(str_sub(c->src->text, begin, at));
}

static void move_on(struct cursor *c, size_t at)
{
	for (size_t i = c->at; i < at; i++) {
		unsigned char byte = (unsigned char)c->src->text.p[i];
		c->line += byte == '\n';
		c->column = byte == '\n' ? 0 : c->column + ((byte & 0xC0) != 0x80);
	}
}

static void move_to(struct cursor *c, const struct source *src, size_t at)
{
	if (c->src != src)
		*c = (struct cursor){.src = src};
	if (at < c->at)
		move_back(c, at);
	else
		move_on(c, at);
	c->at = at;
}

static void add_span(struct buf *b, struct span span, struct cursor *begin, struct cursor *end)
{
	if (!span.src)
		return;
	struct str text = span_text(span);
	move_to(begin, span.src, span.at);
	buf_printf(b, " @%zu:%zu", begin->line + 1, begin->column + 1);
	if (str_find_char(text, '\n') == SIZE_MAX) {
		buf_printf(b, "+%zu", utf8_count(text));
		return;
	}
	move_to(end, span.src, (size_t)span.at + text.n);
	buf_printf(b, "-%zu:%zu", end->line + 1, end->column + 1);
}

void tree_render(struct buf *out, const struct node *root)
{
	size_t depth = 0;
	struct cursor begin = {0}, end = {0};
	for (struct walk w = walk_start(root); walk_next(&w);) {
		const struct node *n = w.node;
		if (w.event == WALK_LEAVE) {
			depth--;
			continue;
		}
		for (size_t i = 0; i < depth; i++)
			buf_add_char(out, '\t');
		buf_add(out, str_from(node_kind_name(n->kind)));
		add_own(out, n);
		add_attr(out, n->attr);
		if (n->text.n) {
			buf_add_char(out, ' ');
			add_quoted(out, n->text);
		}
		add_span(out, n->span, &begin, &end);
		if (n->flags & NODE_GENERATED)
			BUF_LIT(out, "*");
		buf_add_char(out, '\n');
		depth++;
	}
}
