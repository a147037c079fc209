/* SPDX-License-Identifier: MIT */
#include "resolve/place.h"

#include "doc/messages.h"
#include "doc/walk.h"
#include "resolve/view_call.h"
#include "resolve/view_parts.h"

enum { HEADING_LEVEL = 2 };

struct placing {
	struct view_context ctx;
	/* By view and source, in the order of the tables: all rows, and whether one was shown. */
	struct view_rows (*rows)[VIEW_SOURCES];
	bool *(*shown)[VIEW_SOURCES];
	size_t *n_calls;
};

static size_t index_of(const struct view *view)
{
	return (size_t)(view - views);
}

struct placing *placing_new(const struct view_context *ctx)
{
	struct arena *a = ctx->arena;
	struct placing *p = NEW(a, struct placing);
	p->ctx = *ctx;
	p->rows = arena_alloc_n(a, sizeof(*p->rows), n_views);
	p->shown = arena_alloc_n(a, sizeof(*p->shown), n_views);
	p->n_calls = NEW_N(a, size_t, n_views);
	for (size_t v = 0; v < n_views; v++) {
		for (size_t i = 0; i < VIEW_SOURCES && views[v].sources[i].schema; i++) {
			p->rows[v][i] = view_rows_of(ctx, &views[v].sources[i]);
			p->shown[v][i] = NEW_N(a, bool, p->rows[v][i].n);
		}
	}
	return p;
}

/* --- which rows --- */

static bool is_wanted(const struct placing *p, const struct view_call *call,
	const struct schema *schema, const void *record)
{
	for (size_t i = 0; i < call->filters.n; i++)
		if (!view_row_matches(&p->ctx, schema, record, &call->filters.items[i]))
			return false;
	return true;
}

/* Fills call->rows and returns how many there are. Only the first showing of a row has its id. */
static size_t pick_rows(struct placing *p, struct view_call *call, bool rest)
{
	size_t v = index_of(call->view), count = 0;
	for (size_t i = 0; i < VIEW_SOURCES && call->view->sources[i].schema; i++) {
		const struct view_rows *all = &p->rows[v][i];
		struct view_rows *picked = &call->rows[i];
		bool *shown = p->shown[v][i];
		*picked = (struct view_rows){NEW_N(p->ctx.arena, struct view_row, all->n), 0};
		for (size_t k = 0; k < all->n; k++) {
			const void *record = all->items[k].record;
			if (rest ? shown[k]
				 : !is_wanted(p, call, call->view->sources[i].schema, record))
				continue;
			struct view_row *row = &picked->items[picked->n++];
			*row = all->items[k];
			row->anchored = shown[k];
			shown[k] = true;
		}
		count += picked->n;
	}
	return count;
}

static struct node *make_view(struct placing *p, struct view_call *call)
{
	const struct view *view = call->view;
	size_t count = pick_rows(p, call, false);
	call->no = p->n_calls[index_of(view)]++;
	struct node *node;
	if (count) {
		node = view->make(&p->ctx, call);
	} else {
		node = view_div(&p->ctx, view->name);
		view_add_paragraph(&p->ctx, node, view_word(&p->ctx, view->empty));
		view_filters_warn(&p->ctx, call);
	}
	view_finish(node, call->at);
	return node;
}

/* --- where --- */

struct calls {
	VEC(struct view_call) list;
};

/* Calls may stand on lines of their own without an empty line between them. */
static bool is_only_calls(struct str text)
{
	size_t at = 0;
	while (str_starts(str_after(text, at), STR("{{"))) {
		size_t end = str_find(str_after(text, at), STR("}}"));
		if (end == SIZE_MAX)
			return false;
		at = view_skip_blanks(text, at + end + STR("}}").n);
		if (at == text.n)
			return true;
	}
	return false;
}

static bool read_calls(const struct placing *p, struct span para, struct calls *calls)
{
	struct str text = span_text(para);
	for (size_t at = 0; at < text.n; at = view_skip_blanks(text, at)) {
		struct view_call call = {0};
		if (!view_parse(&p->ctx, para, &at, &call))
			return false;
		if (!view_filters_check(&p->ctx, &call))
			return false;
		*vec_push(p->ctx.arena, &calls->list) = call;
	}
	return true;
}

static void place_calls(struct placing *p, struct node *para, struct calls *calls)
{
	for (size_t i = 0; i < calls->list.n; i++)
		node_insert_before(para, make_view(p, &calls->list.items[i]));
	node_unlink(para);
}

/* A known view amid other text: it stays text, but its author should know. */
static void warn_amid(const struct placing *p, const struct node *para)
{
	struct walk w = walk_start(para);
	while (walk_next(&w)) {
		if (w.event != WALK_ENTER || w.node->kind != NODE_STR)
			continue;
		struct str text = w.node->text;
		size_t at = str_find(text, STR("{{"));
		if (at == SIZE_MAX || str_has(span_text(w.node->span), STR("\\")))
			continue; /* \{{ is meant as text */
		struct str rest = str_after(text, view_skip_blanks(text, at + STR("{{").n));
		const struct view *view = view_find(str_sub(rest, 0, view_name_length(rest)));
		bool exact = str_eq(span_text(w.node->span), text);
		struct span place = exact ? span_sub(w.node->span, at, text.n - at) : w.node->span;
		if (view)
			diag_add(p->ctx.diags, MSG(view_amid), place, ARGS(str_from(view->name)));
	}
}

static struct span trimmed(struct span s)
{
	struct str text = span_text(s), inner = str_trim(text);
	return text.n ? span_sub(s, (size_t)(inner.p - text.p), inner.n) : s;
}

/* One brace of either width from the front of s, or from its end. */
static bool take_brace(struct str *s, bool at_end)
{
	static const char *const braces[] = {"{", "}", "｛", "｝"};
	for (size_t i = 0; i < ARRAY_LEN(braces); i++) {
		struct str brace = str_from(braces[i]);
		if (at_end ? !str_ends(*s, brace) : !str_starts(*s, brace))
			continue;
		*s = at_end ? str_sub(*s, 0, s->n - brace.n) : str_after(*s, brace.n);
		return true;
	}
	return false;
}

/* A known view in one brace only, or in those of a Chinese keyboard, stays text: {tasks},
 * ｛｛tasks｝｝. */
static bool is_in_other_braces(struct str text, struct str *ret_name)
{
	size_t n = 0;
	if (str_starts(text, STR("{{")) && str_ends(text, STR("}}")))
		return false;
	while (take_brace(&text, false))
		n++;
	while (take_brace(&text, true))
		n++;
	if (n == 0)
		return false;
	text = str_trim(text);
	*ret_name = str_sub(text, 0, view_name_length(text));
	return ret_name->n == text.n && view_find(*ret_name);
}

static void place_paragraph(struct placing *p, struct node *para)
{
	struct span span = trimmed(para->span);
	struct str text = span_text(span);
	struct calls calls = {0};
	if (!is_only_calls(text)) {
		size_t end = view_skip_blanks(text, STR("{{").n);
		struct str rest = str_after(text, end);
		bool open = str_starts(text, STR("{{")) && !str_has(text, STR("}}"));
		struct str name;
		if (is_in_other_braces(text, &name) && !open)
			diag_add(p->ctx.diags, MSG(view_braces), span, ARGS(text, name));
		else if (open && view_find(str_sub(rest, 0, view_name_length(rest))))
			diag_add(p->ctx.diags, MSG(view_unclosed), span, ARGS(text));
		else
			warn_amid(p, para);
		return;
	}
	if (read_calls(p, span, &calls))
		place_calls(p, para, &calls);
}

static bool holds_text(const struct node *n)
{
	return n->kind == NODE_PARA || n->kind == NODE_PLAIN || n->kind == NODE_HEADER;
}

/* A paragraph; those of a tight list are PLAIN, as are cells of tables, which are none. */
static bool is_paragraph(const struct node *n)
{
	return n->kind == NODE_PARA ||
	       (n->kind == NODE_PLAIN && n->parent &&
		       (n->parent->kind == NODE_ITEM || n->parent->kind == NODE_DEFINITION));
}

void place_views(struct placing *p, struct node *doc)
{
	VEC(struct node *) texts = {0};
	struct walk w = walk_start(doc);
	while (walk_next(&w)) {
		if (w.event != WALK_ENTER || !holds_text(w.node))
			continue;
		*vec_push(p->ctx.arena, &texts) = (struct node *)(uintptr_t)w.node;
		walk_skip(&w);
	}
	for (size_t i = 0; i < texts.n; i++) {
		if (is_paragraph(texts.items[i]))
			place_paragraph(p, texts.items[i]);
		else
			warn_amid(p, texts.items[i]);
	}
}

void place_rest(struct placing *p, struct node *body)
{
	for (size_t v = 0; v < n_views; v++) {
		struct view_call call = {.view = &views[v], .at = body->span};
		bool follows = !views[v].follows || views[v].follows(p->ctx.entry);
		if (!follows || !pick_rows(p, &call, true))
			continue;
		call.no = p->n_calls[v]++;
		struct node *node = views[v].make(&p->ctx, &call);
		struct node *heading = view_add_heading(&p->ctx, node, HEADING_LEVEL,
			view_word(&p->ctx, call.no ? views[v].rest : views[v].title));
		node_set_id(p->ctx.arena, heading,
			STR_CAT(p->ctx.arena, STR("view-"), str_from(views[v].name)));
		if (node->first != heading)
			node_insert_before(node->first, heading);
		view_finish(node, call.at);
		node_append(body, node);
	}
}
