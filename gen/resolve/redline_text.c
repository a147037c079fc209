/* SPDX-License-Identifier: MIT */
/* The paragraphs of a document, and what counts them. */
#include "base/arena.h"
#include "base/utf8.h"
#include "doc/level.h"
#include "doc/walk.h"
#include "resolve/redline.h"

enum { NO_NUMBER = -2 };

struct reading {
	struct arena *arena;
	struct paragraphs found;
	VEC(int) lists; /* of the lists around: the number of the item, or NO_NUMBER */
	int row;	/* of the body of the table around */
	bool in_head;
};

static bool is_leaf(const struct node *n)
{
	return n->kind == NODE_PARA || n->kind == NODE_PLAIN || n->kind == NODE_HEADER ||
	       n->kind == NODE_CODE_BLOCK || n->kind == NODE_ROW;
}

/* 第十二条 and the blank behind it; the bytes of it, 0: the text begins with none. */
static size_t article_mark(struct str text)
{
	static const char *const whats[] = {"条", "章", "节", "款", "项"};
	struct str rest = text;
	if (!str_starts(rest, STR("第")))
		return 0;
	rest = str_after(rest, STR("第").n);
	struct str digits = STR("一二三四五六七八九十百零〇0123456789");
	for (size_t n = 0, i = 0; rest.n && i < 8; i++, rest = str_after(rest, n)) {
		utf8_decode(rest, &n);
		if (!str_has(digits, str_sub(rest, 0, n)))
			break;
	}
	for (size_t i = 0; i < ARRAY_LEN(whats); i++) {
		struct str what = str_from(whats[i]);
		if (str_starts(rest, what) && text.n - rest.n > STR("第").n)
			return text.n - rest.n + what.n;
	}
	return 0;
}

static int *list_around(const struct reading *r)
{
	return r->lists.items && r->lists.n ? &r->lists.items[r->lists.n - 1] : NULL;
}

/* The number of an item stands with its first paragraph. */
static struct str item_mark(const struct reading *r, const struct node *n)
{
	const struct node *item = n->parent;
	const int *no = list_around(r);
	if (!item || item->kind != NODE_ITEM || item->first != n || !item->parent || !no || *no < 0)
		return STR_NONE;
	const char *end = item->parent->as.list.delim == LIST_PERIOD ? ". " : ") ";
	return str_printf(r->arena, "%d%s", *no, end);
}

static void add_paragraph(struct reading *r, struct node *n)
{
	struct str text = str_trim(node_plain_text(r->arena, n));
	struct paragraph p = {.mark = item_mark(r, n), .of = n};
	size_t marked = 0;
	if (!p.mark.n && n->kind != NODE_CODE_BLOCK) {
		marked = level_mark(text).n;
		marked = marked ? marked : article_mark(text);
		p.mark = str_sub(text, 0, marked);
	}
	*vec_push(r->arena, &p.cells) = str_after(text, marked);
	if (text.n)
		*vec_push(r->arena, &r->found.list) = p;
}

static void add_row(struct reading *r, struct node *row)
{
	struct paragraph p = {.is_row = true, .is_head = r->in_head, .of = row};
	bool any = false;
	r->row += !r->in_head;
	for (const struct node *cell = row->first; cell; cell = cell->next) {
		struct str text = str_trim(node_plain_text(r->arena, cell));
		any |= text.n != 0;
		if (cell == row->first && cell->next && !r->in_head &&
			str_eq(text, str_printf(r->arena, "%d", r->row)))
			p.mark = text;
		else
			*vec_push(r->arena, &p.cells) = text;
	}
	if (any)
		*vec_push(r->arena, &r->found.list) = p;
}

static void enter(struct reading *r, const struct node *n)
{
	bool counts = n->kind == NODE_ORDERED_LIST;
	int *list = list_around(r);
	if (counts || n->kind == NODE_BULLET_LIST)
		*vec_push(r->arena, &r->lists) = counts ? n->as.list.start - 1 : NO_NUMBER;
	else if (n->kind == NODE_ITEM && list && *list != NO_NUMBER)
		++*list;
	else if (n->kind == NODE_TABLE)
		r->row = 0;
	else if (n->kind == NODE_TABLE_HEAD || n->kind == NODE_TABLE_BODY)
		r->in_head = n->kind == NODE_TABLE_HEAD;
}

struct paragraphs redline_paragraphs(struct arena *a, struct node *root)
{
	struct reading r = {.arena = a};
	struct walk w = walk_start(root);
	while (walk_next(&w)) {
		struct node *n = walk_writable(&w, root);
		if (w.event == WALK_LEAVE) {
			bool ends = n->kind == NODE_ORDERED_LIST || n->kind == NODE_BULLET_LIST;
			r.lists.n -= r.lists.n && ends;
			continue;
		}
		enter(&r, n);
		if (!is_leaf(n))
			continue;
		/* Behind a paragraph come those of its notes. */
		if (n->kind == NODE_ROW || n->flags & NODE_GENERATED)
			walk_skip(&w);
		if (n->flags & NODE_GENERATED)
			continue;
		if (n->kind == NODE_ROW)
			add_row(&r, n);
		else
			add_paragraph(&r, n);
	}
	return r.found;
}
