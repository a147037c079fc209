/* SPDX-License-Identifier: MIT */
/* What typists and word processors leave behind in a text. */
#include "base/utf8.h"
#include "check/check.h"
#include "doc/messages.h"
#include "doc/number.h"
#include "doc/walk.h"

static const char *const numerals[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九",
	"十", "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八", "十九", "二十"};

static int numeral_value(struct str s)
{
	for (int i = 1; i < (int)ARRAY_LEN(numerals); i++)
		if (str_eq(s, str_from(numerals[i])))
			return i;
	return 0;
}

/* The n of a paragraph that begins with （n） or (n) in Chinese numerals, else 0. */
static int mark_of(struct str text, size_t *ret_length)
{
	static const char *const pairs[][2] = {{"（", "）"}, {"(", ")"}};
	for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
		struct str open = str_from(pairs[i][0]), close = str_from(pairs[i][1]);
		size_t end = str_find(text, close);
		if (!str_starts(text, open) || end == SIZE_MAX || end > 16)
			continue;
		*ret_length = end + close.n;
		return numeral_value(str_sub(text, open.n, end));
	}
	return 0;
}

struct marks {
	int last;
};

static void check_mark(
	const struct check_context *ctx, const struct node *block, struct marks *marks)
{
	const struct node *first = block->first;
	if (!first || first->kind != NODE_STR)
		return;
	size_t length, comma = str_find(first->text, STR("、"));
	/* A first-level head such as 一、 begins the second level anew. */
	if (comma != SIZE_MAX && numeral_value(str_sub(first->text, 0, comma))) {
		marks->last = 0;
		return;
	}
	int no = mark_of(first->text, &length),
	    due = no == 1 && marks->last != 1 ? 1 : marks->last + 1;
	if (!no)
		return;
	if (marks->last && no != due && due < (int)ARRAY_LEN(numerals))
		diag_add(ctx->diags, MSG(list_mark), first->span,
			ARGS(str_sub(first->text, 0, length), str_from(numerals[due])));
	marks->last = no;
}

static void check_residue(const struct check_context *ctx, const struct node *n)
{
	if (str_has(n->text, STR("[bookmark:")))
		diag_add(ctx->diags, MSG(word_residue), n->span, ARGS(n->text));
}

/* [2016] with 号 soon behind it: a document number that was typed on a plain keyboard. */
static void check_year(const struct check_context *ctx, const struct node *n)
{
	struct str text = n->text;
	for (size_t i = 0; i + 6 <= text.n; i++) {
		if (text.p[i] != '[' || text.p[i + 5] != ']')
			continue;
		int64_t year;
		struct str behind = str_sub(text, i + 6, i + 6 + 12);
		if (str_to_int(str_sub(text, i + 1, i + 5), &year) && str_has(behind, STR("号")))
			diag_add(ctx->diags, MSG(year_brackets), n->span,
				ARGS(str_sub(text, i, i + 6), str_sub(text, i + 1, i + 5)));
	}
}

/* A straight quotation mark with Chinese on one side. */
static void check_quotes(const struct check_context *ctx, const struct node *n)
{
	size_t at = str_find_char(n->text, '"');
	if (at == SIZE_MAX || str_has(n->text, STR("{{")))
		return; /* views take theirs straight */
	size_t len;
	bool before = at && rune_is_cjk(utf8_decode_last(str_sub(n->text, 0, at), &len));
	bool after =
		at + 1 < n->text.n && rune_is_cjk(utf8_decode(str_after(n->text, at + 1), &len));
	if (before || after)
		diag_add(ctx->diags, MSG(straight_quotes), n->span, NO_ARGS);
}

static void check_root(
	const struct check_context *ctx, const struct entry *e, const struct node *root)
{
	struct marks marks = {0};
	(void)e;
	for (struct walk w = walk_start(root); walk_next(&w);) {
		const struct node *n = w.node;
		if (w.event != WALK_ENTER || (n->flags & NODE_GENERATED) || !n->span.src)
			continue;
		if (n->kind == NODE_PARA || n->kind == NODE_HEADER) {
			check_mark(ctx, n, &marks);
		} else if (n->kind == NODE_STR) {
			check_residue(ctx, n);
			check_year(ctx, n);
			check_quotes(ctx, n);
		}
	}
}

const struct check check_text = {.name = "text", .body = check_root};
