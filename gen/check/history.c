/* SPDX-License-Identifier: MIT */
/* What the history in git says against the site as it is now. */
#include "base/map.h"
#include "check/check.h"
#include "doc/messages.h"

static bool has_version(const struct entry *e)
{
	return e->front.version.no.set && !e->front.draft.on;
}

/* --- the repository --- */

static bool any_version(const struct site *site)
{
	for (size_t i = 0; i < site->by_path.n; i++)
		if (has_version(site->by_path.items[i].value))
			return true;
	return false;
}

/* Only what says which version it is misses anything. */
static void check_repository(const struct check_context *ctx)
{
	const struct site_history *h = &ctx->site->history;
	if (!any_version(ctx->site))
		return;
	switch (h->state) {
	case HISTORY_FINE:
		break;
	case HISTORY_NONE:
		diag_add(ctx->diags, MSG(history_none), SPAN_NONE, NO_ARGS);
		break;
	case HISTORY_UNSUPPORTED:
		diag_add(ctx->diags, MSG(history_unsupported), SPAN_NONE, ARGS(h->why));
		break;
	case HISTORY_BROKEN:
		diag_add(ctx->diags, MSG(history_broken), SPAN_NONE, ARGS(h->why));
		break;
	}
	if (h->is_cut)
		diag_add(ctx->diags, MSG(history_shallow), SPAN_NONE, NO_ARGS);
	if (h->is_huge)
		diag_add(ctx->diags, MSG(history_huge), SPAN_NONE, NO_ARGS);
	if (h->no_tool)
		diag_add(ctx->diags, MSG(history_no_tool), SPAN_NONE, NO_ARGS);
}

/* --- numbers that somebody had before --- */

struct user {
	struct str path, title, number, index_no;
	const struct commit *commit; /* NULL: it has the number now */
	const struct entry *entry;   /* NULL: it is gone */
};

/* Text to struct user: the first who is put in keeps his place. */
struct users {
	struct map by_index, by_number;
};

static void add_user(
	const struct check_context *ctx, struct map *users, struct str key, struct user user)
{
	if (key.n && !map_get(users, key))
		map_put(ctx->arena, users, key, arena_copy(ctx->arena, &user, sizeof(user)));
}

static void add_users(const struct check_context *ctx, struct users *users)
{
	const struct site *site = ctx->site;
	for (size_t i = 0; i < site->history.n_gone; i++) {
		const struct gone_document *g = &site->history.gone[i];
		struct user user = {g->path, g->title, g->number, g->index_no, g->commit, NULL};
		add_user(ctx, &users->by_index, g->index_no, user);
		add_user(ctx, &users->by_number, g->number, user);
	}
	for (size_t i = 0; i < site->by_path.n; i++) {
		const struct entry *e = site->by_path.items[i].value;
		for (size_t k = 0; e->history && k < e->history->n_revisions; k++) {
			const struct revision *r = &e->history->revisions[k];
			struct user user = {
				e->path, e->front.title.s, r->number, r->index_no, r->commit, e};
			if (!r->readable || r->draft)
				continue;
			add_user(ctx, &users->by_index, r->index_no, user);
			add_user(ctx, &users->by_number, r->number, user);
		}
	}
}

/* A document that was removed and came again under another name is the same one. */
static bool is_another(const struct user *user, const struct entry *e)
{
	if (!user || user->entry == e)
		return false;
	return user->entry || !str_eq(user->title, e->front.title.s);
}

static void check_reuse(const struct check_context *ctx)
{
	struct users users = {0};
	add_users(ctx, &users);
	for (size_t i = 0; i < ctx->site->by_path.n; i++) {
		const struct entry *e = ctx->site->by_path.items[i].value;
		struct text index = e->front.index_no, number = e->front.number;
		const struct user *user = map_get(&users.by_index, index.s);
		if (e->dormant)
			continue;
		if (is_another(user, e) &&
			!(user->entry && str_eq(user->entry->front.index_no.s, index.s)))
			diag_add(ctx->diags, MSG(index_reused), index.at,
				ARGS(index.s, user->path, commit_short(user->commit)));
		user = map_get(&users.by_number, number.s);
		if (is_another(user, e) &&
			!(user->entry && str_eq(user->entry->front.number.s, number.s)))
			diag_add(ctx->diags, MSG(number_reused), number.at,
				ARGS(number.s, user->path, commit_short(user->commit)));
	}
}

static void check_all(const struct check_context *ctx)
{
	check_repository(ctx);
	check_reuse(ctx);
}

/* --- one entry --- */

/* The first that it was published with. */
static const struct revision *first_with(const struct entry_history *h, bool of_index)
{
	for (size_t i = h->n_revisions; i-- > 0;) {
		const struct revision *r = &h->revisions[i];
		if (r->readable && !r->draft && (of_index ? r->index_no.n : r->number.n))
			return r;
	}
	return NULL;
}

static bool has_correction(const struct entry_history *h)
{
	for (size_t i = 0; i < h->n_versions; i++)
		if (h->versions[i].front->version.kind.v == VERSION_CORRECTION)
			return true;
	return false;
}

static void check_changed_numbers(const struct check_context *ctx, const struct entry *e)
{
	const struct revision *r = first_with(e->history, true);
	struct text index = e->front.index_no, number = e->front.number;
	if (r && !str_eq(r->index_no, index.s))
		diag_add(ctx->diags, MSG(index_changed), index.s.n ? index.at : e->front.title.at,
			ARGS(r->index_no, commit_short(r->commit)));
	r = first_with(e->history, false);
	if (r && !str_eq(r->number, number.s) && !has_correction(e->history))
		diag_add(ctx->diags, MSG(number_changed),
			number.s.n ? number.at : e->front.title.at,
			ARGS(r->number, commit_short(r->commit)));
}

static struct str no_text(struct arena *a, int no)
{
	return str_printf(a, "%d", no);
}

static void check_number_of_version(const struct check_context *ctx, const struct entry *e)
{
	const struct number *no = &e->front.version.no;
	if (no->set && (no->v < 1 || no->v > MOST_VERSION_NO))
		diag_add(ctx->diags, MSG(version_no), no->at,
			ARGS(no->written, no_text(ctx->arena, MOST_VERSION_NO)));
}

static void check_order(const struct check_context *ctx, const struct entry *e)
{
	const struct entry_history *h = e->history;
	const struct version_of_entry *newest = &h->versions[h->n_versions - 1];
	const struct version_of_entry *now = version_current(h);
	if (!now)
		return;
	if (now != newest) {
		diag_add(ctx->diags, MSG(version_back), e->front.version.no.at,
			ARGS(no_text(ctx->arena, now->no), no_text(ctx->arena, newest->no)));
		return;
	}
	const struct version_of_entry *before = h->n_versions > 1 ? now - 1 : NULL;
	if (before && now->front->version.date.first < before->front->version.date.first)
		diag_add(ctx->diags, MSG(version_date_back), e->front.version.date.at,
			ARGS(e->front.version.date.written, no_text(ctx->arena, before->no),
				before->front->version.date.written));
}

/* A text that was changed and kept its version's number. */
static void check_silent(const struct check_context *ctx, const struct entry *e)
{
	const struct entry_history *h = e->history;
	const struct version_of_entry *now = version_current(h);
	if (!now || !now->commit || !h->n_revisions || h->uncommitted)
		return;
	const struct commit *last = h->revisions[0].commit;
	if (last != now->commit)
		diag_add(ctx->diags, MSG(version_silent), e->front.version.no.at,
			ARGS(no_text(ctx->arena, now->no), commit_short(now->commit),
				commit_short(last)));
}

/* Never shown as verified, and not passed over in silence. */
static void check_signatures(const struct check_context *ctx, const struct entry *e)
{
	for (size_t i = 0; i < e->history->n_versions; i++) {
		const struct version_of_entry *v = &e->history->versions[i];
		if (v->refused)
			diag_add(ctx->diags, MSG(version_signature), v->front->version.no.at,
				ARGS(no_text(ctx->arena, v->no), commit_short(v->commit),
					ctx->site->front.sign.signers.s));
	}
}

static void check_readable(const struct check_context *ctx, const struct entry *e)
{
	for (size_t i = 0; i < e->history->n_revisions; i++)
		if (!e->history->revisions[i].readable)
			diag_add(ctx->diags, MSG(version_unreadable), span_file(e->source),
				ARGS(commit_short(e->history->revisions[i].commit)));
}

static void check_withhold(const struct check_context *ctx, const struct entry *e)
{
	const struct withhold *list = e->front.withhold.items;
	for (size_t i = 0; i < e->front.withhold.n; i++) {
		bool found = false;
		for (size_t k = 0; e->history && k < e->history->n_versions; k++)
			found |= e->history->versions[k].no == (int)list[i].no.v;
		if (!found && ctx->site->history.state == HISTORY_FINE)
			diag_add(ctx->diags, MSG(withhold_unknown), list[i].no.at,
				ARGS(list[i].no.written));
	}
}

static void check_entry(const struct check_context *ctx, const struct entry *e)
{
	const struct entry_history *h = e->history;
	check_number_of_version(ctx, e);
	check_withhold(ctx, e);
	if (!h)
		return;
	check_changed_numbers(ctx, e);
	if (!h->n_versions)
		return;
	if (h->uncommitted && ctx->site->history.state == HISTORY_FINE)
		diag_add(ctx->diags, MSG(version_uncommitted), span_file(e->source), NO_ARGS);
	check_readable(ctx, e);
	check_signatures(ctx, e);
	check_order(ctx, e);
	check_silent(ctx, e);
}

void check_history_of(const struct check_context *ctx, const struct entry *e)
{
	check_repository(ctx);
	check_entry(ctx, e);
}

const struct check check_history = {.name = "history", .site = check_all, .entry = check_entry};
