/* SPDX-License-Identifier: MIT */
/* Attachments that the text names are there, and those that are there are named. */
#include "base/utf8.h"
#include "check/check.h"
#include "doc/messages.h"
#include "doc/walk.h"

enum { MOST = 64 };

struct named {
	bool number[MOST + 1];
	bool alone; /* 附件 without a number */
};

/* A notice and what it issues go out in one, so either may name the attachments of both. */
static size_t count_of(const struct entry *e)
{
	return e->n_attachments + (e->issues ? e->issues->n_attachments : 0) +
	       (e->issued_by ? e->issued_by->n_attachments : 0);
}

/* Reads "1、2和3" behind 附件; what stands for no attachment is told at `at`. */
static void read_numbers(const struct check_context *ctx, const struct entry *e, struct str text,
	struct span at, struct named *named)
{
	bool any = false;
	while (text.n) {
		size_t digits = 0;
		while (digits < text.n && text.p[digits] >= '0' && text.p[digits] <= '9')
			digits++;
		int64_t no;
		if (!digits || !str_to_int(str_sub(text, 0, digits), &no))
			break;
		any = true;
		if (no < 1 || (size_t)no > count_of(e) || no > MOST)
			diag_add(ctx->diags, MSG(attachment_named), at,
				ARGS(STR_CAT(ctx->arena, STR("附件"), str_sub(text, 0, digits))));
		else
			named->number[no] = true;
		text = str_after(text, digits);
		size_t mark = str_starts(text, STR("、"))   ? STR("、").n
			      : str_starts(text, STR("和")) ? STR("和").n
			      : str_starts(text, STR("，")) ? STR("，").n
							    : 0;
		if (!mark)
			break;
		text = str_after(text, mark);
	}
	named->alone = named->alone || !any;
}

static bool starts_with_digit(const struct check_context *ctx, struct str text)
{
	struct str plain = utf8_narrow(ctx->arena, text);
	return plain.n && plain.p[0] >= '0' && plain.p[0] <= '9';
}

static void read_text(const struct check_context *ctx, const struct entry *e, const struct node *n,
	struct named *named)
{
	struct str rest = n->text, word = STR("附件");
	for (size_t at; (at = str_find(rest, word)) != SIZE_MAX;) {
		struct span place = check_place(n, str_sub(rest, at, at + word.n));
		bool pointed_to = str_ends(str_sub(rest, 0, at), STR("见"));
		rest = str_after(rest, at + word.n);
		if (pointed_to && !count_of(e) && !e->issues && !starts_with_digit(ctx, rest))
			diag_add(ctx->diags, MSG(attachment_named), place, ARGS(word));
		read_numbers(ctx, e, utf8_narrow(ctx->arena, rest), place, named);
	}
}

static bool text_has(const struct node *root, struct str title)
{
	for (struct walk w = walk_start(root); walk_next(&w);)
		if (w.event == WALK_ENTER && w.node->kind == NODE_STR &&
			str_has(w.node->text, title))
			return true;
	return false;
}

static bool links_to(const struct node *root, const struct attachment *a)
{
	for (struct walk w = walk_start(root); walk_next(&w);)
		if (w.event == WALK_ENTER && w.node->kind == NODE_LINK &&
			str_has(w.node->as.link.target, a->name.s))
			return true;
	return false;
}

/* 附后 promises that something follows: a list, a table, a view, or an attachment. */
static void check_promise(
	const struct check_context *ctx, const struct entry *e, const struct node *root)
{
	struct span promised = SPAN_NONE;
	for (struct walk w = walk_start(root); walk_next(&w);) {
		const struct node *n = w.node;
		if (w.event != WALK_ENTER)
			continue;
		if (n->kind == NODE_TABLE || n->kind == NODE_BULLET_LIST ||
			n->kind == NODE_ORDERED_LIST || n->kind == NODE_DEFINITION_LIST ||
			n->kind == NODE_IMAGE)
			promised = SPAN_NONE;
		if (n->kind != NODE_STR || (n->flags & NODE_GENERATED))
			continue;
		size_t at = str_find(n->text, STR("附后"));
		if (str_has(n->text, STR("{{")))
			promised = SPAN_NONE;
		else if (at != SIZE_MAX)
			promised = check_place(n, str_sub(n->text, at, at + STR("附后").n));
	}
	/* What a notice issues follows it, and so do views that the body does not place. */
	size_t views = e->n_tasks + e->n_groups + e->n_phases + e->n_events + e->n_deadlines;
	if (promised.src && !count_of(e) && !e->issues && !views && !e->n_forms)
		diag_add(ctx->diags, MSG(attachment_promised), promised, NO_ARGS);
}

static void check_root(
	const struct check_context *ctx, const struct entry *e, const struct node *root)
{
	check_promise(ctx, e, root);
	/* Where one is missing, which was told, the numbers of the others say nothing. */
	if (e->kind == ENTRY_PAGE || e->n_attachments < e->front.attachments.n)
		return;
	struct named named = {0};
	for (struct walk w = walk_start(root); walk_next(&w);)
		if (w.event == WALK_ENTER && w.node->kind == NODE_STR &&
			!(w.node->flags & NODE_GENERATED))
			read_text(ctx, e, w.node, &named);
	for (size_t i = 0; i < e->n_attachments; i++) {
		const struct attachment *a = &e->attachments[i];
		bool said = (i < MOST && named.number[i + 1]) ||
			    (named.alone && count_of(e) == 1) || text_has(root, a->title) ||
			    links_to(root, a);
		/* The notice that issues this entry may name its attachments, and the other way. */
		if (!said && !e->issued_by && !e->issues)
			diag_add(ctx->diags, MSG(attachment_unnamed), a->name.at, ARGS(a->name.s));
	}
}

const struct check check_attachments = {.name = "attachments", .body = check_root};
