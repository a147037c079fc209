/* SPDX-License-Identifier: MIT */
/* The elements of HTML that pandoc knows for its own: what stands between <div> and </div>, <span>
 * and </span> among the same siblings. */
#include "parse/markdown_parts.h"

#include <string.h>

#include "doc/walk.h"

/* What is in a pair goes a level down, so that only shallow trees are looked at, and only so many
 * pairs in each other. */
enum { MOST_DEPTH = 40, MOST_PAIRS = 3 };

struct open_tag {
	struct node *node;
	struct attr *attr;
};

static struct str name_of(const struct node *n)
{
	return n->kind == NODE_RAW_BLOCK ? STR("div") : STR("span");
}

static bool is_html(const struct node *n)
{
	return (n->kind == NODE_RAW_BLOCK || n->kind == NODE_RAW_INLINE) &&
	       str_eq(n->as.raw.format, STR("html"));
}

/* class="a b" are two. */
static void part_classes(struct md *m, struct attr *attr)
{
	struct attr given = *attr;
	struct node holder = {.attr = attr};
	attr->classes = NULL;
	attr->n_classes = 0;
	for (size_t i = 0; i < given.n_classes; i++)
		for (struct str rest = given.classes[i]; rest.n;) {
			struct str word = str_trim(str_cut(&rest, ' '));
			if (word.n)
				node_add_class(m->a, &holder, word);
		}
}

/* <div …> and nothing else. */
static bool opens(struct md *m, struct node *n, struct open_tag *ret)
{
	struct str name = name_of(n), s = n->text;
	if (!str_starts(s, STR("<")) || !str_ends(s, STR(">")) ||
		!str_starts(str_after(s, 1), name) || str_find_char(s, '>') != s.n - 1)
		return false;
	struct str inside = str_sub(s, 1 + name.n, s.n - 1);
	struct md_token token = {0};
	if (inside.n && !strchr(" \t\n", inside.p[0]))
		return false;
	if (str_trim(inside).n && (!md_attr(m->a, str_trim(inside), &token) || !token.attr))
		return false;
	if (token.attr)
		part_classes(m, token.attr);
	*ret = (struct open_tag){n, token.attr};
	return true;
}

static bool closes(const struct node *n)
{
	return str_eq(n->text, n->kind == NODE_RAW_BLOCK ? STR("</div>") : STR("</span>"));
}

static struct node *make_pair(struct md *m, const struct open_tag *tag, struct node *close)
{
	struct node *open = tag->node;
	enum node_kind kind = open->kind == NODE_RAW_BLOCK ? NODE_DIV : NODE_SPAN;
	struct span span = open->span;
	span.len = close->span.at + close->span.len - span.at;
	struct node *n = node_new(m->a, kind, span);
	md_set_attr(m, n, tag->attr);
	node_insert_before(open, n);
	if (open->next != close)
		node_move(n, open->next, close->prev);
	node_unlink(open);
	node_unlink(close);
	return n;
}

static void pair_children(struct md *m, struct node *parent)
{
	struct open_tag open[MOST_PAIRS];
	size_t n_open = 0;
	for (struct node *n = parent->first; n; n = n->next) {
		if (!is_html(n))
			continue;
		if (n_open && closes(n))
			n = make_pair(m, &open[--n_open], n);
		else if (n_open < MOST_PAIRS && opens(m, n, &open[n_open]))
			n_open++;
	}
}

void md_native(struct md *m, struct node *root)
{
	size_t depth = 0, most = 0;
	for (struct walk w = walk_start(root); walk_next(&w);) {
		depth += w.event == WALK_ENTER;
		most = depth > most ? depth : most;
		depth -= w.event == WALK_LEAVE;
	}
	if (most > MOST_DEPTH)
		return;
	for (struct walk w = walk_start(root); walk_next(&w);)
		if (w.event == WALK_ENTER && w.node->first)
			pair_children(m, walk_writable(&w, root));
}
