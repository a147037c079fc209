/* SPDX-License-Identifier: MIT */
/* {{groups}}: who leads the campaign, and under it the working groups with their duties. */
#include "resolve/view_parts.h"

enum { TOP_LEVEL = 3, DEEPEST = 6 };

struct groups {
	const struct view_context *ctx;
	struct view_rows *rows;
	bool *shown;
};

static struct node *add_term(const struct view_context *ctx, struct node *list, const char *key)
{
	struct node *term = node_add(ctx->arena, list, NODE_TERM);
	view_add_text(ctx, term, view_word(ctx, key));
	return node_add(ctx->arena, node_add(ctx->arena, list, NODE_DEFINITION), NODE_PLAIN);
}

static void add_people(const struct view_context *ctx, struct node *list, const char *key,
	const struct parties *people)
{
	if (people->n)
		view_add_parties(ctx, add_term(ctx, list, key), people, false);
}

/* `contact` is printed as it was given: a text, a list of texts, or a map of them. */
static struct str value_line(const struct view_context *ctx, const struct value *v)
{
	if (!v)
		return STR_NONE;
	if (v->kind == VALUE_TEXT)
		return v->text;
	struct str line = STR_NONE;
	for (size_t i = 0; v->kind == VALUE_LIST && i < v->n; i++) {
		if (v->items[i].kind != VALUE_TEXT)
			continue;
		struct str between = line.n ? view_word(ctx, "view.list") : STR_NONE;
		line = STR_CAT(ctx->arena, line, between, v->items[i].text);
	}
	return line;
}

static void add_contact(const struct view_context *ctx, struct node *list, const struct value *v)
{
	static const struct {
		const char *key, *word;
	} rows[] = {
		{"people", "view.groups.people"},
		{"phone", "view.groups.phone"},
		{"fax", "view.groups.fax"},
	};
	if (value_is_empty(v))
		return;
	if (v->kind != VALUE_MAP) {
		view_add_text(ctx, add_term(ctx, list, "view.groups.contact"), value_line(ctx, v));
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct str line = value_line(ctx, value_get(v, str_from(rows[i].key)));
		if (line.n)
			view_add_text(ctx, add_term(ctx, list, rows[i].word), line);
	}
	struct str email = value_line(ctx, value_get(v, STR("email")));
	if (email.n)
		node_add_link(ctx->arena, add_term(ctx, list, "view.groups.email"),
			STR_CAT(ctx->arena, STR("mailto:"), email), email);
}

static void add_group(const struct groups *all, struct node *to, struct view_row *row, int level)
{
	const struct view_context *ctx = all->ctx;
	const struct group *g = row->record;
	struct node *heading = view_add_heading(ctx, to, level, g->title.s);
	view_add_row_id(ctx, heading, "group", row, g->id.s);
	struct node *list = node_add(ctx->arena, to, NODE_DEFINITION_LIST);
	add_people(ctx, list, "view.groups.chair", &g->chair);
	add_people(ctx, list, "view.groups.vice", &g->vice);
	add_people(ctx, list, "view.groups.head", &g->head);
	add_people(ctx, list, "view.groups.members", &g->members);
	if (g->duty.s.n)
		view_add_text(ctx, add_term(ctx, list, "view.groups.duty"), g->duty.s);
	add_contact(ctx, list, g->contact);
	if (!list->first)
		node_unlink(list);
}

static bool is_under(const struct group *g, const struct group *above)
{
	return g != above && g->under.s.n &&
	       (str_eq(g->under.s, above->id.s) || str_eq(g->under.s, above->title.s));
}

static bool has_above(const struct groups *all, const struct group *g)
{
	for (size_t i = 0; i < all->rows->n; i++)
		if (is_under(g, all->rows->items[i].record))
			return true;
	return false;
}

/*
 * A box a group, and below it the list of those under it, which the theme joins by lines. Headings
 * go no deeper than DEEPEST; what stands in a circle or too deep is shown once all the same.
 */
static void add_below(const struct groups *all, struct node *list, size_t i, int depth)
{
	struct arena *a = all->ctx->arena;
	int level = TOP_LEVEL + depth < DEEPEST ? TOP_LEVEL + depth : DEEPEST;
	struct node *item = node_add(a, list, NODE_ITEM), *below = NULL;
	struct node *box = node_add(a, item, NODE_DIV);
	node_add_class(a, box, STR("org-box"));
	all->shown[i] = true;
	add_group(all, box, &all->rows->items[i], level);
	for (size_t k = 0; k < all->rows->n && depth < NODE_DEPTH_LIMIT / 4; k++) {
		if (all->shown[k] ||
			!is_under(all->rows->items[k].record, all->rows->items[i].record))
			continue;
		below = below ? below : node_add(a, item, NODE_BULLET_LIST);
		add_below(all, below, k, depth + 1);
	}
}

struct node *view_groups(const struct view_context *ctx, struct view_call *call)
{
	struct node *div = view_div(ctx, "groups");
	struct node *list = node_add(ctx->arena, div, NODE_BULLET_LIST);
	struct view_rows *rows = &call->rows[0];
	struct groups all = {ctx, rows, NEW_N(ctx->arena, bool, rows->n)};
	for (size_t i = 0; i < rows->n; i++)
		if (!all.shown[i] && !has_above(&all, rows->items[i].record))
			add_below(&all, list, i, 0);
	for (size_t i = 0; i < rows->n; i++)
		if (!all.shown[i])
			add_below(&all, list, i, 0);
	return div;
}
