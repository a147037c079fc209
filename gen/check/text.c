/* SPDX-License-Identifier: MIT */
/* What typists and word processors leave behind in a text. */
#include "base/utf8.h"
#include "check/check.h"
#include "doc/level.h"
#include "doc/messages.h"
#include "doc/number.h"
#include "doc/walk.h"

/* The last mark of each level, and of none below a mark of a higher one. */
struct marks {
	int last[LEVELS + 1];
};

/* They count on from 1; at any level they may begin anew. */
static void check_mark(
	const struct check_context *ctx, const struct node *block, struct marks *marks)
{
	const struct node *first = block->first;
	if (!first || first->kind != NODE_STR)
		return;
	struct level_mark m = level_mark(first->text);
	if (!m.level)
		return;
	int *last = &marks->last[m.level];
	int due = m.no == 1 && *last != 1 ? 1 : *last + 1;
	bool wrong = *last && m.no != due;
	if (wrong) {
		struct str mark = str_sub(first->text, 0, m.n);
		diag_add(ctx->diags, MSG(list_mark), check_place(first, mark),
			ARGS(mark, level_mark_text(ctx->arena, m.level, due, mark)));
	}
	/* What repeats was meant to be the next; what skips is likely right in itself. */
	*last = wrong && m.no < due ? due : m.no;
	for (int level = m.level + 1; level <= LEVELS; level++)
		marks->last[level] = 0;
}

/* Its words are parted at their spaces, so the end is looked for in the line as written. */
static void check_residue(const struct check_context *ctx, const struct node *n)
{
	size_t at = str_find(n->text, STR("[bookmark:"));
	if (at == SIZE_MAX)
		return;
	struct span place = check_place(n, str_after(n->text, at));
	struct str rest = str_after(place.src->text, place.at), line = str_line(&rest);
	size_t end = str_find_char(line, ']');
	if (place.at != n->span.at + at || end == SIZE_MAX)
		end = place.len - 1;
	place.len = (uint32_t)end + 1;
	diag_add(ctx->diags, MSG(word_residue), place, ARGS(span_text(place)));
}

/* A document number that ends at `end`, up to the one character of its sign that is needed. */
static struct str number_before(struct str text, size_t end)
{
	static const char *const opens[] = {"〔", "[", "［", "（", "(", "【"};
	struct str head = str_sub(text, 0, end);
	size_t best = 0, n;
	for (size_t i = 0; i < ARRAY_LEN(opens); i++)
		for (size_t at, from = 0;
			(at = str_find(str_after(head, from), str_from(opens[i]))) != SIZE_MAX;
			from += at + 1)
			best = from + at > best ? from + at : best;
	if (!best)
		return STR_NONE;
	utf8_decode_last(str_sub(head, 0, best), &n);
	return str_after(head, best - n);
}

/* 3号楼 is a house. */
static bool is_place(struct str behind)
{
	static const char *const places[] = {"楼", "院", "室", "厅", "馆", "门", "线"};
	for (size_t i = 0; i < ARRAY_LEN(places); i++)
		if (str_starts(behind, str_from(places[i])))
			return true;
	return false;
}

static void check_number(const struct check_context *ctx, const struct node *n)
{
	struct str text = n->text, mark = STR("号"), better;
	for (size_t from = 0, at; (at = str_find(str_after(text, from), mark)) != SIZE_MAX;) {
		from += at + mark.n;
		struct str number = number_before(text, from);
		if (!number.n || is_place(str_after(text, from)) ||
			number_check(ctx->arena, number, &better) == NUMBER_OK || !better.n)
			continue;
		size_t sign;
		utf8_decode(number, &sign);
		number = str_after(number, sign);
		diag_add(ctx->diags, MSG(number_in_text), check_place(n, number),
			ARGS(number, str_after(better, sign)));
	}
}

static bool ends_with_han(struct str s)
{
	size_t n;
	return s.n && rune_is_han(utf8_decode_last(s, &n));
}

static bool begins_with_han(struct str s)
{
	size_t n;
	return s.n && rune_is_han(utf8_decode(s, &n));
}

/* GB/T 15834: a half-width mark between two Chinese characters; told once for a word. */
static void check_half_width(const struct check_context *ctx, const struct node *n)
{
	static const char *const marks[][2] = {
		{",", "，"}, {";", "；"}, {":", "："}, {"?", "？"}, {"!", "！"}};
	if (str_has(n->text, STR("{{")))
		return;
	for (size_t at = 0; at < n->text.n; at++)
		for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
			if (n->text.p[at] != marks[i][0][0] ||
				!ends_with_han(str_sub(n->text, 0, at)) ||
				!begins_with_han(str_after(n->text, at + 1)))
				continue;
			struct str mark = str_sub(n->text, at, at + 1);
			diag_add(ctx->diags, MSG(half_width_mark), check_place(n, mark),
				ARGS(mark, str_from(marks[i][1])));
			return;
		}
}

/* GB/T 15834, 4.13: from one day, time or number to another a single dash leads. */
static void check_range(const struct check_context *ctx, const struct node *n)
{
	static const char *const units[] = {"年", "月", "日", "号", "时", "点", "分", "%"};
	struct str dash = STR("——");
	size_t at = str_find(n->text, dash);
	if (at == SIZE_MAX)
		return;
	struct str before = str_sub(n->text, 0, at), after = str_after(n->text, at + dash.n);
	bool from = before.n && char_is_digit(before.p[before.n - 1]);
	for (size_t i = 0; i < ARRAY_LEN(units); i++)
		from = from || str_ends(before, str_from(units[i]));
	if (from && after.n && char_is_digit(after.p[0]))
		diag_add(ctx->diags, MSG(range_dash),
			check_place(n, str_sub(n->text, at, at + dash.n)), NO_ARGS);
}

/* A straight quotation mark with Chinese on one side; told once for a word. */
static void check_quotes(const struct check_context *ctx, const struct node *n)
{
	if (str_has(n->text, STR("{{")))
		return; /* views take theirs straight */
	for (size_t at = 0; at < n->text.n; at++) {
		size_t len;
		if (n->text.p[at] != '"')
			continue;
		struct str before = str_sub(n->text, 0, at), after = str_after(n->text, at + 1);
		if ((before.n && rune_is_cjk(utf8_decode_last(before, &len))) ||
			(after.n && rune_is_cjk(utf8_decode(after, &len)))) {
			diag_add(ctx->diags, MSG(straight_quotes),
				check_place(n, str_sub(n->text, at, at + 1)), NO_ARGS);
			return;
		}
	}
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
			if (str_is_ascii(n->text))
				continue; /* the others look for Chinese */
			check_number(ctx, n);
			check_half_width(ctx, n);
			check_range(ctx, n);
			check_quotes(ctx, n);
		}
	}
}

const struct check check_text = {.name = "text", .body = check_root};
