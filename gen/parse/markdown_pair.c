/* SPDX-License-Identifier: MIT */
/* The pairs of ~~ " ' and [ ]{…} among the inlines of one container. */
#include "parse/markdown_parts.h"

#include <string.h>

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
	case '_':
		return node_new(m->a, NODE_SUBSCRIPT, span);
	case '^':
		return node_new(m->a, NODE_SUPERSCRIPT, span);
	case '[':
		return node_new(m->a, open->note ? NODE_NOTE : NODE_SPAN, span);
	default:
		break;
	}
	struct node *n = node_new(m->a, NODE_QUOTED, span);
	n->as.quote = open->kind == '"' ? QUOTE_DOUBLE : QUOTE_SINGLE;
	return n;
}

/* Where pandoc's own reader is meant, some classes are elements. */
static void name_span(struct md *m, struct node *n, const struct attr *attr)
{
	static const struct {
		const char *class;
		enum node_kind kind;
	} names[] = {{"smallcaps", NODE_SMALL_CAPS}, {"ul", NODE_UNDERLINE},
		{"underline", NODE_UNDERLINE}};
	md_set_attr(m, n, attr);
	bool alone = attr && attr->n_classes == 1 && !attr->id.n && !attr->n_pairs;
	for (size_t i = 0; alone && i < ARRAY_LEN(names) && !md_has(m, MARKDOWN_FOR_SITE); i++)
		if (str_eq(attr->classes[0], str_from(names[i].class))) {
			n->kind = names[i].kind;
			n->attr = NULL;
		}
}

/* In a super- or subscript stands no blank; on a site's page nothing but letters and signs. */
static bool is_script(struct md *m, const struct node *first, const struct node *end)
{
	for (const struct node *n = first; n != end; n = n->next) {
		if (n->kind == NODE_SPACE || n->kind == NODE_SOFT_BREAK ||
			n->kind == NODE_LINE_BREAK)
			return false;
		if (!md_has(m, MARKDOWN_FOR_SITE))
			continue;
		for (size_t i = 0; i < n->text.n; i++)
			if (!char_is_alnum(n->text.p[i]) && !strchr("+-=.*()", n->text.p[i]))
				return false;
		if (n->kind != NODE_STR || !n->text.n)
			return false;
	}
	return first != end;
}

static void make_pair(struct md *m, struct md_mark *open, struct md_mark *close)
{
	struct node *n = new_pair(m, open, close);
	struct node *first = open->node->next;
	if (n->kind == NODE_SPAN)
		name_span(m, n, close->attr);
	node_insert_before(open->node, n);
	if (n->kind == NODE_NOTE) {
		struct node *para = node_new(m->a, NODE_PARA, n->span);
		node_append(n, para);
		n = para;
	}
	if (first != close->node)
		node_move(n, first, close->node->prev);
	node_unlink(open->node);
	node_unlink(close->node);
	open->node = close->node = NULL;
}

static void drop_pending(struct pairing *p, size_t k)
{
	p->n--;
	for (size_t i = k; i < p->n; i++)
		p->pending[i] = p->pending[i + 1];
}

static void close_mark(struct pairing *p, size_t no, size_t k)
{
	struct md_mark *open = mark_of(p, p->pending[k]), *close = mark_of(p, no);
	bool empty = open->node->next == close->node;
	if (close->kind == '[' && !close->attr && !open->note) {
		if (md_has(p->m, MARKDOWN_CITATIONS) &&
			md_cite_group(p->m, open->node, close->node)) {
			open->node = close->node = NULL;
			p->n = k;
			return;
		}
		/* Brackets that are only brackets; what opened inside them may still be closed. */
		drop_pending(p, k);
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
		bool script = mark->kind == '_' || mark->kind == '^';
		if (k < p.n && script &&
			!is_script(m, mark_of(&p, p.pending[k])->node->next, mark->node)) {
			drop_pending(&p, k);
			k = p.n;
		}
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
