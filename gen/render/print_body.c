/* SPDX-License-Identifier: MIT */
/* The blocks of a tree as boxes: paragraphs, headings of four levels, lists, tables, notes. */
#include "render/print_parts.h"

#include "base/arena.h"
#include "base/buf.h"
#include "doc/level.h"

enum { LIST_LEVELS = 8 };

struct bodying {
	struct printing *p;
	bool forms_follow; /* as blank pages, so that no list need say where they are */
};

static void block(struct bodying *b, const struct node *n, int level, double left);

static void blocks(struct bodying *b, const struct node *root, int level, double left)
{
	for (const struct node *n = root->first; n; n = n->next)
		block(b, n, level, left);
}

/* 7.3.3: 一、 is 黑体, （一） is 楷体, 1. and （1） are 仿宋. */
static enum print_role role_of_level(int level)
{
	return level == 1 ? PRINT_HEAD : level == 2 ? PRINT_KAI : PRINT_BODY;
}

static void heading_at(
	struct bodying *b, const struct node *n, struct str text, int level, double left)
{
	static const char *const tags[] = {"H2", "H3", "H4", "H5"};
	struct print_style style = print_body_style(b->p);
	level = level < 1 ? 1 : level > LEVELS ? LEVELS : level;
	style.role = role_of_level(level);
	/* Who hears the levels must not miss one (ISO 14289-1, 7.4.2). */
	b->p->heading = level > b->p->heading + 1 ? b->p->heading + 1 : level;
	style.tag = tags[b->p->heading - 1];
	style.left = left;
	struct print_box *first = print_lines(b->p, print_inlines(b->p, n, STR_NONE, &style));
	first->outline = text;
	first->level = level + 1;
	for (size_t i = (size_t)(first - b->p->boxes.items); i < b->p->boxes.n; i++)
		b->p->boxes.items[i].keep = true;
}

/* The mark says more than the number of #, which the title has shifted in many texts. */
static void heading(struct bodying *b, const struct node *n)
{
	struct str text = node_plain_text(b->p->arena, n);
	int marked = level_mark(text).level;
	heading_at(b, n, text, marked ? marked : n->as.header.level - 1, 0);
}

/*
 * A paragraph that begins with a mark of the first two levels is a heading if it is but one
 * sentence; else its first sentence has the heading's face.
 */
static void paragraph(struct bodying *b, const struct node *n, struct str before, double left)
{
	if (before.n == 0 && n->first && !n->first->next && n->first->kind == NODE_IMAGE &&
		print_figure(b->p, n))
		return;
	const struct flag *wanted = &b->p->in->site->front.heading_marks;
	struct print_style style = print_body_style(b->p);
	struct str text = before.n ? STR_NONE : node_plain_text(b->p->arena, n);
	int level = !wanted->set || wanted->on ? level_mark(text).level : 0;
	size_t end = str_find(text, STR("。"));
	style.left = left;
	if (level > 2)
		level = 0;
	if (level && (end == SIZE_MAX || end + STR("。").n == text.n)) {
		heading_at(b, n, text, level, left);
		return;
	}
	if (level) {
		style.first_role = role_of_level(level);
		style.first_end = end + STR("。").n;
	}
	print_lines(b->p, print_inlines(b->p, n, before, &style));
}

static struct str list_mark(struct arena *a, const struct node *list, int at, int level)
{
	if (list->kind == NODE_BULLET_LIST)
		return level % 2 ? STR("—— ") : STR("· ");
	int n = list->as.list.start + at;
	switch (list->as.list.delim) {
	case LIST_TWO_PARENS:
		return str_printf(a, "（%d）", n);
	case LIST_ONE_PAREN:
		return str_printf(a, "%d）", n);
	case LIST_DEFAULT_DELIM:
	case LIST_PERIOD:
		break;
	}
	return str_printf(a, "%d. ", n);
}

static void list(struct bodying *b, const struct node *n, int level, double left)
{
	int at = 0;
	print_enter(b->p, "L");
	for (const struct node *item = n->first; item; item = item->next, at++) {
		const struct node *first = item->first;
		struct str mark = list_mark(b->p->arena, n, at, level);
		print_enter(b->p, "LI");
		print_enter(b->p, "LBody");
		bool text = first && (first->kind == NODE_PARA || first->kind == NODE_PLAIN);
		if (text)
			paragraph(b, first, mark, left);
		for (const struct node *rest = text ? first->next : first; rest; rest = rest->next)
			block(b, rest, level + 1, left + b->p->m.cell);
		print_leave(b->p);
		print_leave(b->p);
	}
	print_leave(b->p);
}

static void code(struct bodying *b, const struct node *n)
{
	struct print_style style = print_body_style(b->p);
	struct str rest = n->text;
	style.size = 12;
	style.pitch = 18;
	style.align = PRINT_START;
	style.left = 2 * b->p->m.cell;
	style.indent = 0;
	while (rest.n)
		print_lines(b->p, print_plain(b->p, str_cut(&rest, '\n'), &style));
}

static void definitions(struct bodying *b, const struct node *n, int level, double left)
{
	for (const struct node *part = n->first; part; part = part->next) {
		struct print_style style = print_body_style(b->p);
		style.role = PRINT_HEAD;
		style.left = left;
		if (part->kind == NODE_TERM) {
			print_lines(b->p, print_inlines(b->p, part, STR_NONE, &style));
			print_keep_last(b->p);
		} else {
			blocks(b, part, level + 1, left);
		}
	}
}

static void line_block(struct bodying *b, const struct node *n, double left)
{
	for (const struct node *line = n->first; line; line = line->next)
		paragraph(b, line, STR_NONE, left);
}

/* Of a picture that cannot be printed its words are. */
static void figure(struct bodying *b, const struct node *n, int level, double left)
{
	const struct node *first = n->first;
	if (!print_figure(b->p, n) && first)
		blocks(b, first->kind == NODE_CAPTION ? first : n, level, left);
}

/* A landscape one has turned pages of its own. */
static void division(struct bodying *b, const struct node *n, int level, double left)
{
	bool wide = b->p->wide;
	if (node_has_class(n, STR("landscape")))
		print_set_wide(b->p, true);
	blocks(b, n, level, b->p->wide != wide ? 0 : left);
	print_set_wide(b->p, wide);
}

static void block(struct bodying *b, const struct node *n, int level, double left)
{
	if (level > LIST_LEVELS)
		level = LIST_LEVELS;
	if (left > b->p->width / 2)
		left = b->p->width / 2;
	switch (n->kind) {
	case NODE_HEADER:
		heading(b, n);
		break;
	case NODE_PARA:
	case NODE_PLAIN:
		paragraph(b, n, STR_NONE, left);
		break;
	case NODE_LINE_BLOCK:
		line_block(b, n, left);
		break;
	case NODE_CODE_BLOCK:
		code(b, n);
		break;
	case NODE_ORDERED_LIST:
	case NODE_BULLET_LIST:
		list(b, n, level, left);
		break;
	case NODE_DEFINITION_LIST:
		definitions(b, n, level, left);
		break;
	case NODE_TABLE:
		print_table(b->p, n);
		break;
	case NODE_BLOCK_QUOTE:
		print_enter(b->p, "BlockQuote");
		blocks(b, n, level + 1, left + 2 * b->p->m.cell);
		print_leave(b->p);
		break;
	case NODE_DIV:
		if (!b->forms_follow || !node_has_class(n, STR("view-forms")))
			division(b, n, level, left);
		break;
	case NODE_FIGURE:
		figure(b, n, level, left);
		break;
	case NODE_CAPTION:
		blocks(b, n, level, left);
		break;
	default: /* a rule, and raw text of other outputs */
		break;
	}
}

static bool has_form(const struct entry *e)
{
	for (size_t i = 0; i < e->n_attachments; i++)
		if (e->attachments[i].kind == ATTACH_FORM)
			return true;
	return false;
}

void print_blocks(struct printing *p, const struct node *root, const struct print_text *text)
{
	struct bodying b = {.p = p, .forms_follow = has_form(text->entry)};
	p->page = text->page;
	p->text = text;
	p->n_notes = 0;
	p->heading = 0;
	blocks(&b, root, 0, 0);
}
