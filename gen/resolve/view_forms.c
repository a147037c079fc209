/* SPDX-License-Identifier: MIT */
/* {{forms}}: the forms of the entry, to fill in here or to print. */
#include "resolve/view_parts.h"

/* The form as a file to print or to fill in by another program; kind is its extension as well. */
static void add_file(const struct view_context *ctx, struct node *line, const struct form *form,
	struct str kind, struct str name)
{
	struct arena *a = ctx->arena;
	struct node *link = node_add_link(a, line, form_url(a, ctx->entry, form, kind), name);
	link->as.link.title =
		view_fill(ctx, "view.forms.file", ARGS(view_flat(ctx, form->title.s), name));
}

static void add_form(const struct view_context *ctx, struct node *list, struct view_row *row)
{
	const struct form *form = row->record;
	struct arena *a = ctx->arena;
	struct node *line = node_add(a, node_add(a, list, NODE_ITEM), NODE_PLAIN);
	if (form->number.s.n) {
		view_add_text(ctx, line, form->number.s);
		view_add_text(ctx, line, STR(" "));
	}
	node_add_link(
		a, line, form_url(a, ctx->entry, form, STR("html")), view_flat(ctx, form->title.s));
	view_add_text(ctx, line, view_word(ctx, "view.forms.open"));
	add_file(ctx, line, form, STR("pdf"), STR("PDF"));
	view_add_text(ctx, line, view_word(ctx, "view.forms.or"));
	add_file(ctx, line, form, STR("docx"), STR("Word"));
	view_add_text(ctx, line, view_word(ctx, "view.forms.close"));
}

struct node *view_forms(const struct view_context *ctx, struct view_call *call)
{
	struct node *div = view_div(ctx, "forms");
	struct node *list = node_add(ctx->arena, div, NODE_BULLET_LIST);
	for (size_t i = 0; i < call->rows[0].n; i++)
		add_form(ctx, list, &call->rows[0].items[i]);
	return div;
}
