/* SPDX-License-Identifier: MIT */
#include "render/html_parts.h"

static void pair(struct html_writer *w, const struct node *n, enum walk_event event,
	const char *name, const char *class)
{
	html_add(w, event == WALK_ENTER ? "<" : "</");
	html_add(w, name);
	if (event == WALK_ENTER)
		html_attributes(w, n, class);
	buf_add_char(w->out, '>');
}

/* A quoted attribute that holds an address. */
static void add_address(struct html_writer *w, const char *name, struct str address)
{
	struct buf encoded = buf_new(w->out->arena);
	buf_add_url(&encoded, address);
	html_add(w, name);
	buf_add_html(w->out, buf_str(&encoded));
	buf_add_char(w->out, '"');
}

static void add_title(struct html_writer *w, const struct node *n)
{
	if (!n->as.link.title.n)
		return;
	html_add(w, " title=\"");
	buf_add_html(w->out, n->as.link.title);
	buf_add_char(w->out, '"');
}

static void link(struct html_writer *w, const struct node *n, enum walk_event event)
{
	bool safe = html_url_is_safe(n->as.link.target, false);
	if (event == WALK_LEAVE) {
		html_add(w, safe ? "</a>" : "</span>");
		return;
	}
	html_add(w, safe ? "<a" : "<span");
	if (safe)
		add_address(w, " href=\"", n->as.link.target);
	html_attributes(w, n, "");
	add_title(w, n);
	buf_add_char(w->out, '>');
}

static void image(struct html_writer *w, const struct node *n)
{
	struct str alt = node_plain_text(w->out->arena, n);
	if (!html_url_is_safe(n->as.link.target, true)) {
		buf_add_html(w->out, alt);
		return;
	}
	add_address(w, "<img src=\"", n->as.link.target);
	html_add(w, " alt=\"");
	buf_add_html(w->out, alt);
	buf_add_char(w->out, '"');
	html_attributes(w, n, "");
	add_title(w, n);
	buf_add_char(w->out, '>');
}

/* As it was written; the classes are those that pandoc gives it. */
static void math(struct html_writer *w, const struct node *n)
{
	bool display = n->as.math == MATH_DISPLAY;
	const char *dollars = display ? "$$" : "$";
	html_add(w, display ? "<span class=\"math display\">" : "<span class=\"math inline\">");
	html_add(w, dollars);
	buf_add_html(w->out, n->text);
	html_add(w, dollars);
	html_add(w, "</span>");
}

static void note(struct html_writer *w, struct walk *walk)
{
	*vec_push(w->out->arena, &w->notes) = walk->node;
	size_t no = w->notes.n;
	struct str prefix = w->opt->note_prefix;
	buf_printf(w->out,
		"<sup class=\"footnote-ref\"><a id=\"fnref-%.*s%zu\" href=\"#fn-%.*s%zu\" "
		"role=\"doc-noteref\">%zu</a></sup>",
		STR_FMT(prefix), no, STR_FMT(prefix), no, no);
	walk_skip(walk);
}

static void quote(struct html_writer *w, const struct node *n, enum walk_event event)
{
	bool single = n->as.quote == QUOTE_SINGLE;
	html_add(w, event == WALK_ENTER ? (single ? "‘" : "“") : (single ? "’" : "”"));
}

/* The box of a task is an input already; its sign and the space behind it are not said again. */
static bool is_box(const struct node *n)
{
	const struct node *p = n->parent;
	return p && (n == p->first || n == p->first->next) && html_is_task(p);
}

static void code(struct html_writer *w, const struct node *n)
{
	html_add(w, "<code");
	html_attributes(w, n, "");
	buf_add_char(w->out, '>');
	buf_add_html(w->out, n->text);
	html_add(w, "</code>");
}

/* What has no inlines in it, on ENTER. */
static void leaf(struct html_writer *w, struct walk *walk)
{
	const struct node *n = walk->node;
	if (n->kind == NODE_STR && !is_box(n))
		buf_add_html(w->out, n->text);
	else if (n->kind == NODE_SPACE && !is_box(n))
		buf_add_char(w->out, ' ');
	else if (n->kind == NODE_SOFT_BREAK && !node_break_joins(n))
		buf_add_char(w->out, '\n');
	else if (n->kind == NODE_LINE_BREAK)
		html_add(w, "<br>\n");
	else if (n->kind == NODE_MATH)
		math(w, n);
	else if (n->kind == NODE_CODE)
		code(w, n);
}

static const char *span_name(const struct node *n)
{
	if (node_has_class(n, STR("mark")))
		return "mark";
	return node_has_class(n, STR("underline")) ? "u" : "span";
}

/* What was written, with the keys of the sources as pandoc has them. */
static void cite(struct html_writer *w, const struct node *n, enum walk_event event)
{
	const struct node *all = n->as.cite.citations;
	if (event == WALK_LEAVE) {
		html_add(w, "</span>");
		return;
	}
	html_add(w, "<span class=\"citation\"");
	for (const struct node *c = all ? all->first : NULL; c; c = c->next) {
		html_add(w, c->prev ? " " : " data-cites=\"");
		buf_add_html(w->out, c->text);
		html_add(w, c->next ? "" : "\"");
	}
	buf_add_char(w->out, '>');
}

static void container(struct html_writer *w, const struct node *n, enum walk_event event)
{
	static const struct {
		enum node_kind kind;
		const char *name, *class;
	} pairs[] = {{NODE_EMPH, "em", ""}, {NODE_STRONG, "strong", ""}, {NODE_UNDERLINE, "u", ""},
		{NODE_STRIKEOUT, "del", ""}, {NODE_SUPERSCRIPT, "sup", ""},
		{NODE_SUBSCRIPT, "sub", ""}, {NODE_SMALL_CAPS, "span", "smallcaps"}};
	for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
		if (n->kind == pairs[i].kind)
			pair(w, n, event, pairs[i].name, pairs[i].class);
}

void html_inline(struct html_writer *w, struct walk *walk)
{
	const struct node *n = walk->node;
	bool enter = walk->event == WALK_ENTER;
	if (!n->first && enter && n->kind != NODE_NOTE)
		leaf(w, walk);
	if (n->kind == NODE_QUOTED) {
		quote(w, n, walk->event);
	} else if (n->kind == NODE_LINK) {
		link(w, n, walk->event);
	} else if (n->kind == NODE_SPAN) {
		pair(w, n, walk->event, span_name(n), "");
	} else if (n->kind == NODE_CITE) {
		cite(w, n, walk->event);
	} else if (n->kind == NODE_IMAGE && enter) {
		image(w, n);
		walk_skip(walk);
	} else if (n->kind == NODE_NOTE && enter) {
		note(w, walk);
	} else if (n->kind != NODE_STR && n->kind != NODE_SPACE) {
		container(w, n, walk->event);
	}
}
