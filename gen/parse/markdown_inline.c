/* SPDX-License-Identifier: MIT */
/* cmark-gfm's inlines to nodes, except for text. */
#include "parse/markdown_parts.h"

#include <cmark-gfm-extension_api.h>
#include <string.h>

static struct node *add(struct md *m, struct node *to, enum node_kind kind, size_t from)
{
	struct node *n = node_new(m->a, kind, md_place_span(m, from, m->place.pos));
	node_append(to, n);
	return n;
}

static char next_char(const struct md *m)
{
	const struct md_place *p = &m->place;
	return p->pos < p->content.n ? p->content.p[p->pos] : 0;
}

static void skip_char(struct md *m, const char *any_of, size_t most)
{
	while (most-- && next_char(m) && strchr(any_of, next_char(m)))
		m->place.pos++;
}

static void add_break(struct md *m, struct node *to, enum node_kind kind)
{
	skip_char(m, " \t\\", SIZE_MAX);
	size_t from = m->place.pos;
	skip_char(m, "\n", 1);
	add(m, to, kind, from);
	skip_char(m, " \t", SIZE_MAX);
}

static void add_code(struct md *m, cmark_node *from, struct node *to)
{
	struct str s = m->place.content;
	size_t begin = m->place.pos;
	skip_char(m, "`", SIZE_MAX);
	size_t ticks = m->place.pos - begin;
	for (size_t run = 0, i = m->place.pos; ticks && i < s.n; i++) {
		run = s.p[i] == '`' ? run + 1 : 0;
		if (run == ticks && (i + 1 == s.n || s.p[i + 1] != '`')) {
			m->place.pos = i + 1;
			break;
		}
	}
	struct node *n = add(m, to, NODE_CODE, begin);
	n->text = md_restore(m, str_from(cmark_node_get_literal(from)), MD_AS_WRITTEN);
}

/* <https://…>: one STR, whatever it holds. */
static void add_autolink(struct md *m, cmark_node *from, struct node *to)
{
	size_t begin = m->place.pos;
	size_t close = str_find_char(str_after(m->place.content, begin), '>');
	m->place.pos += close == SIZE_MAX ? 1 : close + 1;
	struct str shown = str_from(cmark_node_get_literal(cmark_node_first_child(from)));
	struct str target = md_restore(m, str_from(cmark_node_get_url(from)), MD_AS_WRITTEN);
	struct node *n = add(m, to, NODE_LINK, begin);
	n->as.link.target = target;
	if (!md_has(m, MARKDOWN_STRICT))
		node_add_class(
			m->a, n, str_starts(target, STR("mailto:")) ? STR("email") : STR("uri"));
	struct node *text = node_new(m->a, NODE_STR, md_place_span(m, begin + 1, m->place.pos - 1));
	text->text = md_restore(m, shown, MD_AS_WRITTEN);
	node_append(n, text);
}

static bool is_line_break(struct str html)
{
	struct str name = str_sub(html, 1, html.n - 1);
	if (str_ends(name, STR("/")))
		name.n--;
	return str_eq_nocase(str_trim(name), STR("br"));
}

static void add_html(struct md *m, cmark_node *from, struct node *to)
{
	struct str literal = str_from(cmark_node_get_literal(from));
	size_t begin = m->place.pos;
	struct md_origin origin = md_place_text(m, literal);
	struct str html = md_restore(m, literal, MD_AS_WRITTEN);
	bool site = md_has(m, MARKDOWN_FOR_SITE);
	if (str_starts(html, STR("<!--")) && site)
		return;
	if (is_line_break(html) && site) {
		add(m, to, NODE_LINE_BREAK, begin);
	} else if (md_has(m, MARKDOWN_RAW_HTML)) {
		struct node *n = add(m, to, NODE_RAW_INLINE, begin);
		n->text = html;
		n->as.raw.format = STR("html");
	} else {
		md_tell_html(m, html, md_place_span(m, begin, m->place.pos));
		md_add_literal(m, to, literal, &origin);
	}
}

static struct node *open_span(struct md *m, cmark_node *from, struct node *to, cmark_node_type type)
{
	size_t begin = m->place.pos;
	enum node_kind kind = NODE_EMPH;
	if (type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG) {
		kind = type == CMARK_NODE_EMPH ? NODE_EMPH : NODE_STRONG;
		skip_char(m, "*_", kind == NODE_EMPH ? 1 : 2);
		return add(m, to, kind, begin);
	}
	kind = type == CMARK_NODE_LINK ? NODE_LINK : NODE_IMAGE;
	skip_char(m, "!", kind == NODE_IMAGE);
	skip_char(m, "[", 1);
	struct node *n = add(m, to, kind, begin);
	n->as.link.target = md_restore(m, str_from(cmark_node_get_url(from)), MD_UNESCAPED);
	if (!md_has(m, MARKDOWN_FOR_SITE | MARKDOWN_STRICT))
		n->as.link.target = str_replace(m->a, n->as.link.target, STR(" "), STR("%20"));
	n->as.link.title = md_restore(m, str_from(cmark_node_get_title(from)), MD_UNESCAPED);
	m->in_link++;
	return n;
}

static void close_span(struct md *m, struct node *n)
{
	if (n->kind == NODE_EMPH || n->kind == NODE_STRONG) {
		skip_char(m, "*_", n->kind == NODE_EMPH ? 1 : 2);
	} else {
		md_place_link_end(m);
		m->in_link--;
	}
	struct span end = md_place_span(m, m->place.pos, m->place.pos);
	if (m->place.pos)
		end = md_place_span(m, m->place.pos - 1, m->place.pos);
	if (end.at + end.len > n->span.at)
		n->span.len = end.at + end.len - n->span.at;
}

/* The node that takes the children of from, or NULL for one without any. */
static struct node *add_inline(struct md *m, cmark_node *from, struct node *to)
{
	cmark_node_type type = cmark_node_get_type(from);
	if (type == CMARK_NODE_TEXT)
		md_text(m, from, to);
	else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
		add_break(m, to, type == CMARK_NODE_SOFTBREAK ? NODE_SOFT_BREAK : NODE_LINE_BREAK);
	else if (type == CMARK_NODE_CODE)
		add_code(m, from, to);
	else if (type == CMARK_NODE_HTML_INLINE)
		add_html(m, from, to);
	else if (type == CMARK_NODE_LINK && next_char(m) == '<')
		add_autolink(m, from, to);
	else
		return open_span(m, from, to, type);
	return NULL;
}

void md_inlines(struct md *m, cmark_node *from, struct node *to)
{
	size_t bases[NODE_DEPTH_LIMIT + 2], base_depth = m->depth, base = m->marks.n;
	struct node *at = to;
	m->tail = NULL;
	cmark_node *c = cmark_node_first_child(from);
	while (c) {
		struct node *n = add_inline(m, c, at);
		cmark_node *child = n ? cmark_node_first_child(c) : NULL;
		if (child && m->depth >= MD_DEPTH) {
			md_tell_depth(m, n->span, NODE_DEPTH_LIMIT);
			child = NULL;
		}
		if (child) {
			bases[m->depth++] = m->marks.n;
			at = n;
			c = child;
			continue;
		}
		if (n)
			close_span(m, n);
		while (!cmark_node_next(c) && m->depth > base_depth) {
			md_resolve(m, bases[--m->depth]);
			close_span(m, at);
			at = at->parent;
			c = cmark_node_parent(c);
		}
		c = cmark_node_next(c);
	}
	md_resolve(m, base);
}
