/* SPDX-License-Identifier: MIT */
#include "resolve/links.h"

#include "base/nearest.h"
#include "base/path.h"
#include "doc/messages.h"
#include "doc/walk.h"

bool has_scheme(struct str target)
{
	size_t i = 0;
	while (i < target.n &&
		((target.p[i] >= 'a' && target.p[i] <= 'z') ||
			(target.p[i] >= 'A' && target.p[i] <= 'Z') ||
			(i && ((target.p[i] >= '0' && target.p[i] <= '9') || target.p[i] == '+' ||
				      target.p[i] == '-' || target.p[i] == '.'))))
		i++;
	return (i && i < target.n && target.p[i] == ':') || str_starts(target, STR("//"));
}

void links_add_asset(struct arena *a, struct page_links *links, const struct asset *asset)
{
	for (size_t i = 0; i < links->assets.n; i++)
		if (links->assets.items[i] == asset)
			return;
	*vec_push(a, &links->assets) = asset;
}

static const struct asset *find_asset(const struct link_context *ctx, struct str name)
{
	const struct entry *e = ctx->entry;
	for (size_t i = 0; i < ctx->n_made; i++)
		if (str_eq(ctx->made[i].name, name))
			return &ctx->made[i];
	for (size_t i = 0; e && i < e->n_assets; i++)
		if (str_eq(e->assets[i].name, name))
			return &e->assets[i];
	return NULL;
}

static struct str with_anchor(struct arena *a, struct str url, struct str anchor)
{
	return anchor.n ? STR_CAT(a, url, STR("#"), anchor) : url;
}

static void set_target(
	const struct link_context *ctx, struct node *n, struct str url, struct str anchor)
{
	n->as.link.target =
		with_anchor(ctx->arena, path_relative(ctx->arena, ctx->file, url), anchor);
}

/* Written links keep their text when what they lead to is not part of this build. */
static void unlink_node(struct node *n)
{
	n->kind = NODE_SPAN;
	n->text = STR_NONE;
}

static struct str nearest_target(const struct link_context *ctx, struct str path)
{
	struct nearest near = nearest_to(path);
	for (size_t i = 0; i < ctx->site->n_entries; i++)
		nearest_try(&near, ctx->site->entries[i]->path);
	for (size_t i = 0; i < ctx->site->n_columns; i++)
		nearest_try(&near, ctx->site->columns[i].slug);
	const struct entry *e = ctx->entry;
	for (size_t i = 0; e && i < e->n_forms; i++)
		nearest_try(&near, STR_CAT(ctx->arena, STR("forms/"), e->forms[i].id.s));
	for (size_t i = 0; e && i < e->n_assets; i++)
		nearest_try(&near, e->assets[i].name);
	return near.best;
}

static void tell_broken(const struct link_context *ctx, struct node *n, struct str path)
{
	if (ctx->past) {
		unlink_node(n);
		return;
	}
	const struct message *m = n->kind == NODE_IMAGE ? MSG(image_missing) : MSG(link_broken);
	diag_add(ctx->diags, m, n->span, ARGS(path, nearest_target(ctx, path)));
}

static bool to_form(const struct link_context *ctx, struct node *n, struct str path)
{
	const struct entry *e = ctx->entry;
	if (!str_starts(path, STR("forms/")))
		return false;
	const struct form *f = e ? entry_form(e, str_after(path, STR("forms/").n)) : NULL;
	if (!f) {
		tell_broken(ctx, n, path);
	} else if (!site_shows_form(ctx->site, e, f)) {
		diag_add(ctx->diags, MSG(link_hidden), n->span, ARGS(path));
		unlink_node(n);
	} else {
		set_target(ctx, n, form_url(ctx->arena, e, f, STR("html")), STR_NONE);
	}
	return true;
}

static bool to_entry(const struct link_context *ctx, struct node *n, struct str path,
	struct str anchor, struct page_links *links)
{
	const struct entry *e = site_entry(ctx->site, path);
	if (!e)
		return false;
	if (!e->shown) {
		diag_add(ctx->diags, MSG(link_hidden), n->span, ARGS(path));
		unlink_node(n);
		return true;
	}
	if (anchor.n)
		*vec_push(ctx->arena, &links->wanted) = (struct anchor_link){e, anchor, n->span};
	set_target(ctx, n, entry_url(ctx->arena, e), anchor);
	return true;
}

static bool to_column(const struct link_context *ctx, struct node *n, struct str path)
{
	for (size_t i = 0; i < ctx->site->n_columns; i++)
		if (str_eq(ctx->site->columns[i].slug, path)) {
			set_target(ctx, n, STR_CAT(ctx->arena, path, STR("/index.html")), STR_NONE);
			return true;
		}
	return false;
}

static bool to_attachment(const struct link_context *ctx, struct node *n, struct str path)
{
	const struct entry *e = ctx->entry;
	for (size_t i = 0; e && i < e->n_attachments; i++)
		if (e->attachments[i].kind == ATTACH_TEXT &&
			str_eq(e->attachments[i].name.s, path)) {
			n->as.link.target = str_printf(ctx->arena, "#attachment-%zu", i + 1);
			return true;
		}
	return false;
}

static bool to_asset(
	const struct link_context *ctx, struct node *n, struct str path, struct page_links *links)
{
	const struct asset *asset = find_asset(ctx, path);
	if (!asset)
		return false;
	links_add_asset(ctx->arena, links, asset);
	set_target(ctx, n, path_join(ctx->arena, ctx->entry->path, asset->name), STR_NONE);
	return true;
}

static void resolve_written(
	const struct link_context *ctx, struct node *n, struct page_links *links)
{
	struct str target = n->as.link.target, rest = target;
	if (has_scheme(target))
		return;
	struct str path = str_cut(&rest, '#');
	struct str anchor = rest;
	if (!path.n) {
		*vec_push(ctx->arena, &links->wanted) =
			(struct anchor_link){ctx->entry, anchor, n->span};
		return;
	}
	struct str clean;
	if (!path_clean(ctx->arena, path, &clean)) {
		tell_broken(ctx, n, path);
		return;
	}
	bool image = n->kind == NODE_IMAGE;
	if (!image && (to_form(ctx, n, clean) || to_entry(ctx, n, clean, anchor, links) ||
			      to_column(ctx, n, clean) || to_attachment(ctx, n, clean)))
		return;
	if (!to_asset(ctx, n, clean, links))
		tell_broken(ctx, n, path);
}

static void resolve_generated(const struct link_context *ctx, struct node *n)
{
	struct str target = n->as.link.target;
	if (has_scheme(target) || str_starts(target, STR("#")))
		return;
	while (str_starts(target, STR("/")))
		target = str_after(target, 1);
	set_target(ctx, n, target, STR_NONE);
}

void links_resolve(const struct link_context *ctx, struct node *root, struct page_links *links)
{
	for (struct walk w = walk_start(root); walk_next(&w);) {
		if (w.event != WALK_ENTER)
			continue;
		struct node *n = walk_writable(&w, root);
		if (n->attr && n->attr->id.n)
			*vec_push(ctx->arena, &links->anchors) = n->attr->id;
		if (n->kind != NODE_LINK && n->kind != NODE_IMAGE)
			continue;
		if (n->flags & NODE_GENERATED)
			resolve_generated(ctx, n);
		else
			resolve_written(ctx, n, links);
	}
}
