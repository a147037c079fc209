/* SPDX-License-Identifier: MIT */
/* Below an entry: the list of its versions, the text of each as it stood, and where each day leads.
 */
#include "base/arena.h"
#include "base/path.h"
#include "build/data_file.h"
#include "build/history.h"
#include "build/job.h"
#include "render/context.h"
#include "render/html.h"
#include "resolve/anchors.h"

/* --- the data of a version --- */

/* False: not all of it can be read. */
static bool add_data(struct arena *a, const struct site *site, const struct entry *e,
	const struct version_of_entry *v, struct entry *then)
{
	if (v->commit)
		return history_data(a, site, v, then);
	/* What is not committed lies there. */
	data_copy_compared(then, e);
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

/* The versions of one document, and of each whether all its data could be read. */
struct versions_job {
	struct job_worker *w;
	struct arena *a;
	const struct site *site;
	const struct entry *e;
	struct report *r;
	struct past_versions past;
	bool *data_known;
};

static struct versions_job versions_job(
	struct job_worker *w, struct arena *a, const struct entry *e, struct report *r)
{
	struct versions_job j = {.w = w,
		.a = a,
		.site = w->shared->site,
		.e = e,
		.r = r,
		.past = past_versions(w, a, e)};
	j.data_known = NEW_N(a, bool, j.past.n + 1);
	for (size_t i = 0; i < j.past.n; i++)
		j.data_known[i] = add_data(a, j.site, e, j.past.items[i].v, &j.past.items[i].then);
	return j;
}

/* --- what changed --- */

static void add_changes(const struct versions_job *j, size_t since, size_t now,
	const struct redline *r, struct value *list)
{
	struct past_version *x = &j->past.items[since], *y = &j->past.items[now];
	if (x->refused || y->refused)
		return;
	struct value changes = changes_value(j->a, j->site, r, x->v);
	bool known = j->data_known[since] && j->data_known[now];
	VALUE_SET(j->a, &changes, "data",
		known ? data_changes_value(j->a, j->site, &x->then, &y->then, j->e) : value_list());
	value_add(j->a, list, changes);
}

/* Since the version before; of the present one, since the first too. */
static struct value changes_of(const struct versions_job *j, size_t i)
{
	struct value list = value_list();
	const struct past_version *first = &j->past.items[0], *p = &j->past.items[i];
	if (i > 0)
		add_changes(j, i - 1, i, &p->since, &list);
	if (i > 1 && p->v->current) {
		struct redline r = redline(j->a, &first->paragraphs, &p->paragraphs);
		add_changes(j, 0, i, &r, &list);
	}
	return list;
}

static struct value entry_of_page(struct arena *a, const struct site *site, const struct entry *e,
	const struct entry *then, const struct version_of_entry *v)
{
	struct value entry = entry_value(a, site, then);
	VALUE_SET(a, &entry, "attachments", value_list());
	VALUE_SET(a, &entry, "downloads", value_list());
	VALUE_SET(a, &entry, "forms", value_list());
	VALUE_SET(a, &entry, "appendix", value_text(STR_NONE));
	VALUE_SET(a, &entry, "version", version_banner(a, site, e, v));
	return entry;
}

static struct str body_markup(const struct versions_job *j, struct past_version *p)
{
	struct html_options options = html_options_for(j->site);
	struct buf out = buf_new(j->a);
	anchors_place(j->a, j->site, &p->anchors, &p->paragraphs, &p->ids);
	html_render(&out, p->body, &options);
	return buf_str(&out);
}

static void put_text(const struct versions_job *j, size_t i)
{
	struct arena *a = j->a;
	struct past_version *s = &j->past.items[i];
	struct str no = str_printf(a, "%d", s->v->no), file = version_url(a, j->e, s->v);
	struct str title = site_fill(a, j->site, "version.title", ARGS(no));
	struct page p =
		page_new("version", file, STR_CAT(a, plain_title(a, &s->then), STR(" - "), title));
	p.body = body_markup(j, s);
	p.section = j->e->column->slug;
	p.canonical = entry_url(a, j->e);
	add_crumbs(a, j->site, j->e, &p, title);
	entry_meta(a, j->site, &s->then, &p);
	page_toc(a, &p, s->body);
	struct value context = page_context(a, j->site, &p);
	struct value entry = entry_of_page(a, j->site, j->e, &s->then, s->v);
	VALUE_SET(a, &entry, "changes", changes_of(j, i));
	VALUE_SET(a, &context, "entry", entry);
	job_page(j->w, a, j->r, "entry.html", file, &context);
}

/* --- the list, and the days --- */

/* The version before whose text may be seen, if v's own may; NULL: none. */
static const struct version_of_entry *compared_with(
	const struct versions_job *j, const struct version_of_entry *v)
{
	for (size_t i = 1; i < j->past.n; i++)
		if (j->past.items[i].v == v)
			return j->past.items[i - 1].v;
	return NULL;
}

static struct value list_of_versions(const struct versions_job *j)
{
	struct value list = value_list();
	const struct entry_history *h = j->e->history;
	for (size_t i = h->n_versions; i-- > 0;) {
		const struct version_of_entry *v = &h->versions[i];
		const struct version_of_entry *before = compared_with(j, v);
		if (!site_shows_version(j->site, j->e, v))
			continue;
		struct value m = version_value(j->a, j->site, j->e, v);
		VALUE_SET(j->a, &m, "changes",
			before ? changes_link(j->a, j->site, before) : value_text(STR_NONE));
		value_add(j->a, &list, m);
	}
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

static void put_list(const struct versions_job *j)
{
	struct arena *a = j->a;
	const struct entry *e = j->e;
	const struct site *site = j->site;
	struct page p = page_new("versions", versions_url(a, e),
		STR_CAT(a, site_word(site, "version.list"), STR(" - "), plain_title(a, e)));
	p.section = e->column->slug;
	add_crumbs(a, site, e, &p, STR_NONE);
	struct value context = page_context(a, site, &p);
	VALUE_SET(a, &context, "document", entry_link_value(a, site, e));
	VALUE_SET(a, &context, "versions", list_of_versions(j));
	VALUE_SET(a, &context, "commits", list_of_commits(a, site, e));
	job_page(j->w, a, j->r, "versions.html", p.file, &context);
}

/* The address of the first day on which a version was in force leads to it. */
static void put_day(const struct versions_job *j, const struct version_of_entry *v)
{
	struct arena *a = j->a;
	struct str day = STR_CAT(a, STR("@"), day_iso(a, v->from), STR("/index.html"));
	job_redirect(j->w, a, j->r, j->e, path_join(a, path_dir(versions_url(a, j->e)), day),
		version_url(a, j->e, v));
}

static void run_versions(
	struct job_worker *w, struct arena *a, const struct job *job, struct report *r)
{
	struct versions_job j = versions_job(w, a, w->shared->site->entries[job->index], r);
	put_list(&j);
	for (size_t i = 0; i < j.past.n; i++) {
		put_text(&j, i);
		if (j.past.items[i].v->from != DAY_NONE)
			put_day(&j, j.past.items[i].v);
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
