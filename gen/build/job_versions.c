/* SPDX-License-Identifier: MIT */
/* Below an entry: the list of its versions, the text of each as it stood, and where each day leads.
 */
#include "base/arena.h"
#include "base/path.h"
#include "build/history.h"
#include "build/job.h"
#include "parse/front_matter.h"
#include "render/context.h"
#include "render/html.h"
#include "resolve/headings.h"
#include "resolve/links.h"
#include "resolve/redline.h"

/* --- the text of a version --- */

/* Of a paragraph that placed a view: what stood there was made of data that is no longer there. */
static bool is_view(struct arena *a, const struct node *n)
{
	return n->kind == NODE_PARA && str_starts(str_trim(node_plain_text(a, n)), STR("{{"));
}

static void replace_views(struct arena *a, const struct site *site, struct node *body)
{
	for (struct node *n = body->first, *next; n; n = next) {
		next = n->next;
		if (!is_view(a, n))
			continue;
		struct node *para = node_new(a, NODE_PARA, n->span);
		para->flags |= NODE_GENERATED;
		node_add_text(a, para, site_word(site, "version.view"), n->span);
		node_insert_before(n, para);
		node_unlink(n);
	}
}

static day_t first_day(const struct when *w, day_t other)
{
	return w->kind == WHEN_NONE ? other : w->first;
}

/* The entry as it was, as far as its text tells: no data, files and forms. */
static struct entry entry_then(
	const struct site *site, const struct entry *e, const struct version_of_entry *v)
{
	return (struct entry){.path = e->path,
		.slug = e->slug,
		.column = e->column,
		.source = (struct source *)(uintptr_t)v->source,
		.front = *v->front,
		.kind = e->kind,
		.audience = e->audience,
		.validity = version_validity(site, e, v),
		.shown = true,
		.index = e->index,
		.issued_by = e->issued_by,
		.issues = e->issues,
		.supersedes = e->supersedes,
		.superseded_by = e->superseded_by,
		.issued = first_day(&v->front->issued, e->issued),
		.published = first_day(&v->front->published, e->published)};
}

/* False: not all of it can be read. */
static bool add_data(struct arena *a, const struct site *site, const struct entry *e,
	const struct version_of_entry *v, struct entry *then)
{
	if (v->commit)
		return history_data(a, site, v, then);
	/* What is not committed lies there. */
	then->tasks = e->tasks;
	then->n_tasks = e->n_tasks;
	then->targets = e->targets;
	then->n_targets = e->n_targets;
	then->ledger = e->ledger;
	then->n_ledger = e->n_ledger;
	then->phases = e->phases;
	then->n_phases = e->n_phases;
	then->events = e->events;
	then->n_events = e->n_events;
	then->deadlines = e->deadlines;
	then->n_deadlines = e->n_deadlines;
	return true;
}

static void add_crumbs(struct arena *a, const struct site *site, const struct entry *e,
	struct page *p, struct str last)
{
	page_crumb(a, p, site_word(site, "page.home"), STR("index.html"));
	page_crumb(a, p, e->column->front.title.s, column_page_file(a, e->column->slug, 1));
	page_crumb(a, p, plain_title(a, e), entry_url(a, e));
	if (last.n)
		page_crumb(a, p, site_word(site, "version.list"), versions_url(a, e));
	page_crumb(a, p, last.n ? last : site_word(site, "version.list"), STR_NONE);
}

/*
 * The text of a version as a tree. Its mistakes cannot be mended any more and are not told, links
 * that lead nowhere any more are plain text, and no filter runs over it: today's are for today's
 * texts. NULL: it is none.
 */
static struct node *text_of(struct job_worker *w, struct arena *a, const struct entry *then,
	const struct version_of_entry *v, struct str file)
{
	const struct site *site = w->shared->site;
	struct diags unheard = diags_new(a, site->lang, false);
	struct str yaml, text;
	struct page_links found = {0};
	struct link_context links = {.arena = a,
		.site = site,
		.entry = then,
		.file = file,
		.diags = &unheard,
		.past = true};
	if (!front_matter_split(v->source, &yaml, &text, &unheard))
		return NULL;
	struct node *body = job_parse(w, a, v->source, text, &unheard);
	headings_fit(a, body, 2, plain_title(a, then));
	replace_views(a, site, body);
	links_resolve(&links, body, &found);
	return body;
}

/* A version whose text the reader may see, parsed once for its own page and for those that are
 * compared with it. */
struct shown_version {
	const struct version_of_entry *v;
	struct entry then;
	struct node *body; /* NULL: it is no text */
	bool data_known;
	struct paragraphs paragraphs;
};

struct shown_versions {
	const struct entry *entry;
	struct shown_version *items;
	size_t n;
};

static struct shown_versions find_shown(
	struct job_worker *w, struct arena *a, const struct entry *e)
{
	const struct site *site = w->shared->site;
	const struct entry_history *h = e->history;
	struct shown_versions found = {e, NEW_N(a, struct shown_version, h->n_versions), 0};
	for (size_t i = 0; i < h->n_versions; i++) {
		const struct version_of_entry *v = &h->versions[i];
		if (!site_shows_version(site, e, v) || !version_has_text(v))
			continue;
		struct shown_version *s = &found.items[found.n++];
		s->v = v;
		s->then = entry_then(site, e, v);
		s->data_known = add_data(a, site, e, v, &s->then);
		s->body = text_of(w, a, &s->then, v, version_url(a, e, v));
		if (s->body)
			s->paragraphs = redline_paragraphs(a, s->body);
	}
	return found;
}

/* --- what changed --- */

static void add_changes(struct arena *a, const struct site *site, const struct shown_versions *all,
	size_t since, size_t now, struct value *list)
{
	const struct shown_version *x = &all->items[since], *y = &all->items[now];
	struct redline r = redline(a, &x->paragraphs, &y->paragraphs);
	struct value changes = changes_value(a, site, &r, x->v);
	bool known = x->data_known && y->data_known;
	VALUE_SET(a, &changes, "data",
		known ? data_changes_value(a, site, &x->then, &y->then, all->entry) : value_list());
	value_add(a, list, changes);
}

/* Since the version before; of the present one, since the first too. */
static struct value changes_of(
	struct arena *a, const struct site *site, const struct shown_versions *all, size_t i)
{
	struct value list = value_list();
	if (i > 0)
		add_changes(a, site, all, i - 1, i, &list);
	if (i > 1 && all->items[i].v->current)
		add_changes(a, site, all, 0, i, &list);
	return list;
}

static struct value entry_of_page(struct arena *a, const struct site *site, const struct entry *e,
	const struct entry *then, const struct version_of_entry *v)
{
	struct value entry = entry_value(a, site, then);
	VALUE_SET(a, &entry, "attachments", value_list());
	VALUE_SET(a, &entry, "downloads", value_list());
	VALUE_SET(a, &entry, "appendix", value_text(STR_NONE));
	VALUE_SET(a, &entry, "version", version_banner(a, site, e, v));
	return entry;
}

static void put_text(struct job_worker *w, struct arena *a, const struct shown_versions *all,
	size_t i, struct report *r)
{
	const struct site *site = w->shared->site;
	const struct entry *e = all->entry;
	const struct shown_version *s = &all->items[i];
	struct str no = str_printf(a, "%d", s->v->no), file = version_url(a, e, s->v);
	struct str title = site_fill(a, site, "version.title", ARGS(no));
	if (!s->body)
		return;
	struct page p =
		page_new("version", file, STR_CAT(a, plain_title(a, &s->then), STR(" - "), title));
	struct html_options options = html_options_for(site);
	struct buf out = buf_new(a);
	html_render(&out, s->body, &options);
	p.body = buf_str(&out);
	p.section = e->column->slug;
	p.canonical = entry_url(a, e);
	add_crumbs(a, site, e, &p, title);
	entry_meta(a, site, &s->then, &p);
	page_toc(a, &p, s->body);
	struct value context = page_context(a, site, &p);
	struct value entry = entry_of_page(a, site, e, &s->then, s->v);
	VALUE_SET(a, &entry, "changes", changes_of(a, site, all, i));
	VALUE_SET(a, &context, "entry", entry);
	job_page(w, a, r, "entry.html", file, &context);
}

/* --- the list, and the days --- */

static struct value list_of_versions(
	struct arena *a, const struct site *site, const struct entry *e)
{
	struct value list = value_list();
	for (size_t i = e->history->n_versions; i-- > 0;)
		if (site_shows_version(site, e, &e->history->versions[i]))
			value_add(a, &list, version_value(a, site, e, &e->history->versions[i]));
	return list;
}

static struct value list_of_commits(struct arena *a, const struct site *site, const struct entry *e)
{
	struct value list = value_list();
	const struct entry_history *h = e->history;
	for (size_t i = 0; !h->n_versions && i < h->n_revisions; i++)
		if (site_shows_revision(site, &h->revisions[i]))
			value_add(a, &list, commit_value(a, site, h->revisions[i].commit));
	return list;
}

static void put_list(struct job_worker *w, struct arena *a, const struct entry *e, struct report *r)
{
	const struct site *site = w->shared->site;
	struct page p = page_new("versions", versions_url(a, e),
		STR_CAT(a, site_word(site, "version.list"), STR(" - "), plain_title(a, e)));
	p.section = e->column->slug;
	add_crumbs(a, site, e, &p, STR_NONE);
	struct value context = page_context(a, site, &p);
	VALUE_SET(a, &context, "document", entry_link_value(a, site, e));
	VALUE_SET(a, &context, "versions", list_of_versions(a, site, e));
	VALUE_SET(a, &context, "commits", list_of_commits(a, site, e));
	job_page(w, a, r, "versions.html", p.file, &context);
}

/* The address of the first day on which a version was in force leads to it. */
static void put_day(struct job_worker *w, struct arena *a, const struct entry *e,
	const struct version_of_entry *v, struct report *r)
{
	struct str day = STR_CAT(a, STR("@"), day_iso(a, v->from), STR("/index.html"));
	job_redirect(
		w, a, r, e, path_join(a, path_dir(versions_url(a, e)), day), version_url(a, e, v));
}

static void run_versions(
	struct job_worker *w, struct arena *a, const struct job *job, struct report *r)
{
	const struct entry *e = w->shared->site->entries[job->index];
	struct shown_versions all = find_shown(w, a, e);
	put_list(w, a, e, r);
	for (size_t i = 0; i < all.n; i++) {
		put_text(w, a, &all, i, r);
		if (all.items[i].v->from != DAY_NONE)
			put_day(w, a, e, all.items[i].v, r);
	}
}

void jobs_of_versions(struct arena *a, const struct site *site, struct job_list *jobs)
{
	for (size_t i = 0; i < site->n_entries; i++)
		if (site_has_versions(site, site->entries[i]))
			*vec_push(a, &jobs->list) = (struct job){.run = run_versions,
				.name = path_dir(versions_url(a, site->entries[i])),
				.index = i};
}
