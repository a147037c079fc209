/* SPDX-License-Identifier: MIT */
/* The pairs of ~~ " ' and [ ]{…} among the inlines of one container. */
#include "parse/markdown_parts.h"

enum { MOST_PENDING = 64 };

struct pairing {
	struct md *m;
	size_t pending[MOST_PENDING]; /* open marks, by number */
	size_t n, most;
};

static struct md_mark *mark_of(const struct pairing *p, size_t no)
{
	return &p->m->marks.items[no];
}

/* Where in pending the nearest open mark of this kind is, or p->n. */
static size_t find_open(const struct pairing *p, char kind)
{
	for (size_t k = p->n; k-- > 0;)
		if (mark_of(p, p->pending[k])->kind == kind)
			return k;
	return p->n;
}

static struct node *new_pair(struct md *m, const struct md_mark *open, const struct md_mark *close)
{
	struct span span = open->node->span, end = close->node->span;
	span.len = end.at + end.len - span.at;
	switch (open->kind) {
	case '~':
		return node_new(m->a, NODE_STRIKEOUT, span);
	case '[':
		return node_new(m->a, NODE_SPAN, span);
	default:
		break;
	}
	struct node *n = node_new(m->a, NODE_QUOTED, span);
	n->as.quote = open->kind == '"' ? QUOTE_DOUBLE : QUOTE_SINGLE;
	return n;
}

static void make_pair(struct md *m, struct md_mark *open, struct md_mark *close)
{
	struct node *n = new_pair(m, open, close);
	struct node *first = open->node->next;
	if (n->kind == NODE_SPAN)
		md_set_attr(m, n, close->attr);
	node_insert_before(open->node, n);
	if (first != close->node)
		node_move(n, first, close->node->prev);
	node_unlink(open->node);
	node_unlink(close->node);
	open->node = close->node = NULL;
}

static void close_mark(struct pairing *p, size_t no, size_t k)
{
	struct md_mark *open = mark_of(p, p->pending[k]), *close = mark_of(p, no);
	bool empty = open->node->next == close->node;
	if (close->kind == '[' && !close->attr) {
		/* Brackets that are only brackets; what opened inside them may still be closed. */
		p->n--;
		for (size_t i = k; i < p->n; i++)
			p->pending[i] = p->pending[i + 1];
		return;
	}
	if (!empty || close->attr)
		make_pair(p->m, open, close);
	p->n = k;
}

static bool is_str(const struct md *m, const struct node *n)
{
	return n && n->kind == NODE_STR && n != m->tail;
}

/* A mark without its other half is text again, and one with the words beside it. */
static void join_words(struct md *m, struct node *n)
{
	while (is_str(m, n->prev))
		n = n->prev;
	struct node *last = n;
	size_t count = 1;
	for (; is_str(m, last->next); last = last->next)
		count++;
	struct str *parts = NEW_N(m->scratch, struct str, count);
	struct span end = last->span;
	parts[0] = n->text;
	for (size_t i = 1; i < count; i++) {
		parts[i] = n->next->text;
		node_unlink(n->next);
	}
	n->text = str_join(m->a, parts, count, STR_NONE);
	n->span.len = end.at + end.len - n->span.at;
}

void md_resolve(struct md *m, size_t base)
{
	if (m->marks.n == base)
		return;
	struct pairing p = {.m = m, .most = MOST_PENDING};
	if (m->depth + MOST_PENDING > MD_DEPTH)
		p.most = m->depth < MD_DEPTH ? MD_DEPTH - m->depth : 0;
	for (size_t i = base; i < m->marks.n; i++) {
		struct md_mark *mark = mark_of(&p, i);
		size_t k = mark->close ? find_open(&p, mark->kind) : p.n;
		if (k < p.n)
			close_mark(&p, i, k);
		else if (mark->open && p.n < p.most)
			p.pending[p.n++] = i;
	}
	for (size_t i = base; i < m->marks.n; i++) {
		struct node *n = m->marks.items[i].node;
		if (n && n->parent)
			join_words(m, n);
	}
	m->marks.n = base;
}
