/* SPDX-License-Identifier: MIT */
/* The blocks of a tree as boxes: paragraphs, headings of four levels, lists, tables, notes. */
#include "render/print_parts.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

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

/* 7.3.3: 一、 is 黑体, （一） is 楷体, 1. and （1） are 仿宋. 0: no such mark. */
static int level_by_mark(struct str text)
{
	static const char numerals[] = "一二三四五六七八九十百零〇";
	size_t n = 0;
	bool bracket = str_starts(text, STR("（"));
	struct str rest = bracket ? str_after(text, STR("（").n) : text;
	while (rest.n) {
		size_t step;
		utf8_decode(rest, &step);
		if (str_find(str_from(numerals), str_sub(rest, 0, step)) == SIZE_MAX)
			break;
		rest = str_after(rest, step);
		n++;
	}
	if (n == 0 || n > 4)
		return 0;
	if (bracket)
		return str_starts(rest, STR("）")) ? 2 : 0;
	return str_starts(rest, STR("、")) ? 1 : 0;
}

static enum print_role role_of_level(int level)
{
	return level == 1 ? PRINT_HEAD : level == 2 ? PRINT_KAI : PRINT_BODY;
}

static void heading(struct bodying *b, const struct node *n)
{
	struct str text = node_plain_text(b->p->arena, n);
	int marked = level_by_mark(text), level = marked ? marked : n->as.header.level - 1;
	static const char *const tags[] = {"H2", "H3", "H4", "H5"};
	struct print_style style = print_body_style;
	level = level < 1 ? 1 : level > 4 ? 4 : level;
	style.role = role_of_level(level);
	style.tag = tags[level - 1];
	struct print_box *first = print_lines(b->p, print_inlines(b->p, n, STR_NONE, &style));
	first->outline = text;
	first->level = level + 1;
	for (size_t i = (size_t)(first - b->p->boxes.items); i < b->p->boxes.n; i++)
		b->p->boxes.items[i].keep = true;
}

static void paragraph(struct bodying *b, const struct node *n, struct str before, double left)
{
	if (before.n == 0 && n->first && !n->first->next && n->first->kind == NODE_IMAGE &&
		print_figure(b->p, n))
		return;
	struct print_style style = print_body_style;
	struct str text = before.n ? STR_NONE : node_plain_text(b->p->arena, n);
	int marked = level_by_mark(text);
	bool whole = marked && !str_has(text, STR("。"));
	style.left = left;
	if (whole)
		style.role = role_of_level(marked);
	print_lines(b->p, print_inlines(b->p, n, before, &style));
	if (whole)
		print_keep_last(b->p);
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
	for (const struct node *item = n->first; item; item = item->next, at++) {
		const struct node *first = item->first;
		struct str mark = list_mark(b->p->arena, n, at, level);
		bool text = first && (first->kind == NODE_PARA || first->kind == NODE_PLAIN);
		if (text)
			paragraph(b, first, mark, left);
		for (const struct node *rest = text ? first->next : first; rest; rest = rest->next)
			block(b, rest, level + 1, left + PRINT_CELL);
	}
}

static void code(struct bodying *b, const struct node *n)
{
	struct print_style style = print_body_style;
	struct str rest = n->text;
	style.size = 12;
	style.pitch = 18;
	style.align = PRINT_START;
	style.left = 2 * PRINT_CELL;
	style.indent = 0;
	while (rest.n)
		print_lines(b->p, print_plain(b->p, str_cut(&rest, '\n'), &style));
}

static void definitions(struct bodying *b, const struct node *n, int level, double left)
{
	for (const struct node *part = n->first; part; part = part->next) {
		struct print_style style = print_body_style;
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

static void block(struct bodying *b, const struct node *n, int level, double left)
{
	if (level > LIST_LEVELS)
		level = LIST_LEVELS;
	if (left > PRINT_WIDTH / 2)
		left = PRINT_WIDTH / 2;
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
		blocks(b, n, level + 1, left + 2 * PRINT_CELL);
		break;
	case NODE_DIV:
		if (!b->forms_follow || !node_has_class(n, STR("view-forms")))
			blocks(b, n, level, left);
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
	blocks(&b, root, 0, 0);
	for (size_t i = 0; i < p->notes.n; i++) {
		const struct node *note = p->notes.items[i];
		struct str mark = str_printf(p->arena, "注%zu：", i + 1);
		for (const struct node *c = note->first; c; c = c->next) {
			paragraph(&b, c, mark, 0);
			mark = STR_NONE;
		}
	}
	p->notes.n = 0;
}
