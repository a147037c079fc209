/* SPDX-License-Identifier: MIT */
/* Tables and metadata of the writer of Markdown. */
#include "base/utf8.h"
#include "render/markdown_parts.h"
#include "render/pandoc_text.h"

/* --- tables --- */

/* What stands in a cell, on one line; several blocks are parted by a blank. */
static struct str cell_text(struct mdw *w, const struct node *cell)
{
	struct buf b = buf_new(w->out->arena);
	w->in_cell = true;
	for (const struct node *n = cell ? cell->first : NULL; n; n = n->next) {
		bool inlines = n->kind == NODE_PLAIN || n->kind == NODE_PARA;
		if (b.n)
			buf_add_char(&b, ' ');
		buf_add(&b, inlines ? mdw_line(w, n->first) : node_plain_text(w->out->arena, n));
	}
	w->in_cell = false;
	return w->plain ? buf_str(&b) : str_replace(b.arena, buf_str(&b), STR("|"), STR("\\|"));
}

static void row(struct mdw *w, const struct node *table, const struct node *row, bool all)
{
	const struct node *cell = row ? row->first : NULL;
	mdw_put(w, w->plain ? STR_NONE : STR("|"));
	/* A row may be short, but not the head. */
	for (size_t i = 0; i < table->as.table.n_columns && (cell || i == 0 || all); i++) {
		struct str text = cell_text(w, cell);
		mdw_put(w, w->plain ? STR_NONE : STR(" "));
		mdw_put(w, text);
		mdw_put(w, w->plain ? STR("  ") : text.n ? STR(" |") : STR("|"));
		cell = cell ? cell->next : NULL;
	}
	mdw_put(w, STR("\n"));
}

/* How many dashes there are, so that their shares are just the widths; more than fit on a line, or
 * the widths would not count. */
static size_t scale_of(const struct mdw *w, const struct node *table)
{
	enum { MOST = 1000 };
	size_t n = table->as.table.n_columns;
	for (size_t scale = w->opt->columns + 1; scale <= MOST; scale++) {
		bool whole = true;
		for (size_t i = 0; i < n && whole; i++) {
			double dashes = table->as.table.columns[i].width * (double)scale;
			whole = dashes - (double)(size_t)(dashes + 0.5) < 1e-9 &&
				(double)(size_t)(dashes + 0.5) - dashes < 1e-9 && dashes > 2.5;
		}
		if (whole)
			return scale;
	}
	return MOST;
}

static void dashes(struct mdw *w, const struct node *table)
{
	size_t scale = 0;
	for (size_t i = 0; i < table->as.table.n_columns; i++)
		if (table->as.table.columns[i].width > 0)
			scale = scale_of(w, table);
	mdw_put(w, STR("|"));
	for (size_t i = 0; i < table->as.table.n_columns; i++) {
		const struct column_spec *c = &table->as.table.columns[i];
		size_t n = scale ? (size_t)(c->width * (double)scale + 0.5) : 3;
		bool left = c->align == ALIGN_LEFT || c->align == ALIGN_CENTER;
		bool right = c->align == ALIGN_RIGHT || c->align == ALIGN_CENTER;
		mdw_put(w, left ? STR(":") : STR_NONE);
		for (n = n > (size_t)left + right ? n - left - right : 1; n > 0; n--)
			mdw_put(w, STR("-"));
		mdw_put(w, right ? STR(":|") : STR("|"));
	}
	mdw_put(w, STR("\n"));
}

static void caption(struct mdw *w, const struct node *table)
{
	const struct node *c = pandoc_table_caption(table);
	struct buf b = buf_new(w->out->arena);
	if (!c || !c->first)
		return;
	mdw_put(w, STR("\n"));
	if (!w->plain && mdw_has_attr(table)) {
		buf_add_char(&b, ' ');
		mdw_attr(&b, table->attr);
	}
	mdw_put(w, w->plain ? STR_NONE : STR(": "));
	mdw_inlines(w, c->first->first, buf_str(&b));
}

void mdw_table(struct mdw *w, const struct node *n)
{
	const struct node *head = NULL;
	for (const struct node *part = n->first; part; part = part->next)
		head = part->kind == NODE_TABLE_HEAD ? part : head;
	if (!w->plain || (head && head->first))
		row(w, n, head ? head->first : NULL, true);
	if (!w->plain)
		dashes(w, n);
	for (const struct node *part = n->first; part; part = part->next)
		for (const struct node *r = part->first; r; r = r->next)
			if (r->kind == NODE_ROW && r != (head ? head->first : NULL))
				row(w, n, r, false);
	caption(w, n);
}

/* --- metadata --- */

static void quoted(struct buf *b, struct str s)
{
	buf_add_char(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '"' || c == '\\')
			buf_add_char(b, '\\');
		if (c == '\n')
			BUF_LIT(b, "\\n");
		else
			buf_add_char(b, c == MDW_SPACE || c == MDW_BREAK ? ' ' : c);
	}
	buf_add_char(b, '"');
}

static void value(struct mdw *w, struct buf *b, const struct node *n);

static void map_values(struct mdw *w, struct buf *b, const struct node *map)
{
	const struct node **sorted;
	size_t count = pandoc_meta_sorted(b->arena, map, &sorted);
	buf_add_char(b, '{');
	for (size_t i = 0; i < count; i++) {
		buf_add(b, i ? STR(", ") : STR_NONE);
		quoted(b, sorted[i]->as.meta.key);
		BUF_LIT(b, ": ");
		value(w, b, sorted[i]);
	}
	buf_add_char(b, '}');
}

static void list_values(struct mdw *w, struct buf *b, const struct node *list)
{
	buf_add_char(b, '[');
	for (const struct node *n = list ? list->first : NULL; n; n = n->next) {
		value(w, b, n);
		buf_add(b, n->next ? STR(", ") : STR_NONE);
	}
	buf_add_char(b, ']');
}

/* Blocks as the Markdown that they are, which ends with a line end. */
static struct str blocks_text(struct mdw *w, const struct node *n)
{
	struct buf b = buf_new(w->out->arena);
	struct node doc = {.kind = NODE_DOC, .first = n->first, .last = n->last};
	struct writer_options opt = {
		.wrap = w->opt->wrap, .columns = w->opt->columns, .smart = w->opt->smart};
	markdown_render(&b, &doc, &opt);
	return buf_str(&b);
}

static void value(struct mdw *w, struct buf *b, const struct node *n)
{
	bool deep = w->depth > NODE_DEPTH_LIMIT;
	w->depth++;
	if (n->kind == NODE_META_BOOL)
		buf_add(b, n->as.meta.flag ? STR("true") : STR("false"));
	else if (n->kind == NODE_META_STRING && !n->text.n)
		BUF_LIT(b, "null");
	else if (n->kind == NODE_META_STRING)
		quoted(b, n->text);
	else if (n->kind == NODE_META_INLINES)
		quoted(b, mdw_words(w, n->first));
	else if (n->kind == NODE_META_BLOCKS)
		quoted(b, blocks_text(w, n));
	else if (n->kind == NODE_META_MAP)
		map_values(w, b, deep ? NULL : n);
	else
		list_values(w, b, deep ? NULL : n);
	w->depth--;
}

static bool is_plain_key(struct str key)
{
	for (size_t i = 0; i < key.n; i++)
		if (!char_is_alnum(key.p[i]) && key.p[i] != '-' && key.p[i] != '_')
			return false;
	return key.n && !char_is_digit(key.p[0]) && key.p[0] != '-';
}

void mdw_metadata(struct mdw *w, const struct node *map)
{
	const struct node **sorted;
	struct buf b = buf_new(w->out->arena);
	size_t n = pandoc_meta_sorted(b.arena, map, &sorted);
	if (!n)
		return;
	BUF_LIT(&b, "---\n");
	for (size_t i = 0; i < n; i++) {
		if (is_plain_key(sorted[i]->as.meta.key))
			buf_add(&b, sorted[i]->as.meta.key);
		else
			quoted(&b, sorted[i]->as.meta.key);
		BUF_LIT(&b, ": ");
		value(w, &b, sorted[i]);
		buf_add_char(&b, '\n');
	}
	BUF_LIT(&b, "---\n\n");
	mdw_put(w, buf_str(&b));
}
