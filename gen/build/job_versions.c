/* SPDX-License-Identifier: MIT */
/* Below an entry: the list of its versions, the text of each as it stood, and where each day leads.
 */
#include "base/arena.h"
#include "base/path.h"
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

/* The entry as it was, as far as its text tells: none of its data, files and forms. */
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
		.filters = e->filters,
		.issued_by = e->issued_by,
		.issues = e->issues,
		.supersedes = e->supersedes,
		.superseded_by = e->superseded_by,
		.issued = first_day(&v->front->issued, e->issued),
		.published = first_day(&v->front->published, e->published)};
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

/* --- what changed --- */

static struct paragraphs paragraphs_of(struct job_worker *w, struct arena *a, const struct entry *e,
	const struct version_of_entry *v)
{
	struct entry then = entry_then(w->shared->site, e, v);
	const struct node *body = text_of(w, a, &then, v, version_url(a, e, v));
	struct paragraphs none = {0};
	return body ? redline_paragraphs(a, body) : none;
}

static bool is_shown(
	const struct site *site, const struct entry *e, const struct version_of_entry *v)
{
	return site_shows_version(site, e, v) && version_has_text(v);
}

/* Of the versions before this one that the reader may see: the last, or the first of all. */
static const struct version_of_entry *earlier(const struct site *site, const struct entry *e,
	const struct version_of_entry *v, bool first)
{
	const struct version_of_entry *found = NULL;
	for (const struct version_of_entry *x = e->history->versions; x < v; x++)
		if (is_shown(site, e, x) && !(first && found))
			found = x;
	return found;
}

static void add_changes(struct job_worker *w, struct arena *a, const struct entry *e,
	const struct version_of_entry *since, const struct version_of_entry *v, struct value *list)
{
	struct paragraphs before = paragraphs_of(w, a, e, since);
	struct paragraphs now = paragraphs_of(w, a, e, v);
	struct redline r = redline(a, &before, &now);
	value_add(a, list, changes_value(a, w->shared->site, &r, since));
}

/* Since the version before; of the present one, since the first too. */
static struct value changes_of(struct job_worker *w, struct arena *a, const struct entry *e,
	const struct version_of_entry *v)
{
	const struct site *site = w->shared->site;
	const struct version_of_entry *before = earlier(site, e, v, false);
	const struct version_of_entry *first = earlier(site, e, v, true);
	struct value list = value_list();
	if (before)
		add_changes(w, a, e, before, v, &list);
	if (v->current && first != before)
		add_changes(w, a, e, first, v, &list);
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

static void put_text(struct job_worker *w, struct arena *a, const struct entry *e,
	const struct version_of_entry *v, struct report *r)
{
	const struct site *site = w->shared->site;
	struct entry then = entry_then(site, e, v);
	struct str no = str_printf(a, "%d", v->no), file = version_url(a, e, v);
	struct str title = site_fill(a, site, "version.title", ARGS(no));
	struct node *body = text_of(w, a, &then, v, file);
	if (!body)
		return;
	struct page p =
		page_new("version", file, STR_CAT(a, plain_title(a, &then), STR(" - "), title));
	struct html_options options = html_options_for(site);
	struct buf out = buf_new(a);
	html_render(&out, body, &options);
	p.body = buf_str(&out);
	p.section = e->column->slug;
	p.canonical = entry_url(a, e);
	add_crumbs(a, site, e, &p, title);
	entry_meta(a, site, &then, &p);
	page_toc(a, &p, body);
	struct value context = page_context(a, site, &p);
	struct value entry = entry_of_page(a, site, e, &then, v);
	VALUE_SET(a, &entry, "changes", changes_of(w, a, e, v));
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
	const struct site *site = w->shared->site;
	struct str day = STR_CAT(a, STR("@"), day_iso(a, v->from), STR("/index.html"));
	struct page p = page_new(
		"redirect", path_join(a, path_dir(versions_url(a, e)), day), plain_title(a, e));
	p.canonical = entry_url(a, e);
	struct value context = page_context(a, site, &p), redirect = value_map();
	VALUE_SET(a, &redirect, "url", value_text(version_url(a, e, v)));
	VALUE_SET(a, &context, "redirect", redirect);
	job_page(w, a, r, "redirect.html", p.file, &context);
}

static void run_versions(
	struct job_worker *w, struct arena *a, const struct job *job, struct report *r)
{
	const struct site *site = w->shared->site;
	const struct entry *e = site->entries[job->index];
	const struct entry_history *h = e->history;
	put_list(w, a, e, r);
	for (size_t i = 0; i < h->n_versions; i++) {
		const struct version_of_entry *v = &h->versions[i];
		if (!is_shown(site, e, v))
			continue;
		put_text(w, a, e, v, r);
		if (v->from != DAY_NONE)
			put_day(w, a, e, v, r);
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
