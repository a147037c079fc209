/* SPDX-License-Identifier: MIT */
/* Feeds, registers, old addresses, the files of the theme and of static/. */
#include "build/job.h"

#include "base/arena.h"
#include "base/path.h"
#include "load/load.h"
#include "render/atom.h"
#include "render/register.h"

static struct atom_feed column_feed(const struct site *site, const struct column *c)
{
	return (struct atom_feed){.site = site,
		.column = c,
		.entries = (const struct entry *const *)c->entries,
		.n = c->n_entries};
}

struct str job_feed_url(struct arena *a, const struct site *site, const struct column *c)
{
	struct atom_feed feed = column_feed(site, c);
	return atom_count(&feed) ? atom_url(a, c) : STR_NONE;
}

static void put_feed(
	struct job_worker *w, struct arena *a, struct report *r, const struct atom_feed *feed)
{
	struct buf out = buf_new(a);
	if (!atom_count(feed))
		return;
	atom_render(&out, feed);
	job_put(w, a, r, atom_url(a, feed->column), buf_str(&out));
}

static void run_column_feed(
	struct job_worker *w, struct arena *a, const struct job *job, struct report *r)
{
	const struct site *site = w->shared->site;
	const struct column *c = &site->columns[job->index];
	struct str *excerpts = NEW_N(a, struct str, c->n_entries + 1);
	for (size_t i = 0; i < c->n_entries; i++)
		excerpts[i] = w->shared->excerpts[c->entries[i]->index];
	struct atom_feed feed = column_feed(site, c);
	feed.excerpts = excerpts;
	put_feed(w, a, r, &feed);
}

/* Pages of the manual and their like are no news. */
static void run_site_feed(
	struct job_worker *w, struct arena *a, const struct job *job, struct report *r)
{
	const struct site *site = w->shared->site;
	const struct entry **news = NEW_N(a, const struct entry *, site->n_entries + 1);
	struct str *excerpts = NEW_N(a, struct str, site->n_entries + 1);
	size_t n = 0;
	for (size_t i = 0; i < site->n_entries; i++) {
		if (site->entries[i]->kind == ENTRY_PAGE)
			continue;
		excerpts[n] = w->shared->excerpts[i];
		news[n++] = site->entries[i];
	}
	struct atom_feed feed = {.site = site, .entries = news, .n = n, .excerpts = excerpts};
	put_feed(w, a, r, &feed);
	(void)job;
}

static void run_register(
	struct job_worker *w, struct arena *a, const struct job *job, struct report *r)
{
	struct buf json = buf_new(a), csv = buf_new(a);
	register_render_json(&json, w->shared->site);
	register_render_csv(&csv, w->shared->site);
	job_put(w, a, r, STR("notices.json"), buf_str(&json));
	job_put(w, a, r, STR("notices.csv"), buf_str(&csv));
	(void)job;
}

static void run_redirect(
	struct job_worker *w, struct arena *a, const struct job *job, struct report *r)
{
	const struct site *site = w->shared->site;
	const struct map_item *item = &site->redirects.items[job->index];
	const struct entry *e = item->value;
	struct str file = STR_CAT(a, item->key, STR("/index.html"));
	if (str_ends(item->key, STR(".html")))
		file = item->key;
	job_redirect(w, a, r, e, file, entry_url(a, e));
}

/* Style and pictures of the theme; what form pages have in themselves is not published apart. */
static void run_theme(
	struct job_worker *w, struct arena *a, const struct job *job, struct report *r)
{
	const struct map *files = &w->shared->site->theme_files;
	for (size_t i = 0; i < files->n; i++) {
		const struct source *src = files->items[i].value;
		if (!str_starts(files->items[i].key, STR("form")))
			job_put(w, a, r, STR_CAT(a, STR("assets/"), files->items[i].key),
				src->text);
	}
	(void)job;
}

static void run_static(
	struct job_worker *w, struct arena *a, const struct job *job, struct report *r)
{
	const struct content_file *f = &w->shared->site->static_files.list.items[job->index];
	struct str shown = STR_CAT(a, STR("static/"), f->name);
	job_copy(w, a, r, (struct job_file){.disk = f->disk, .shown = shown, .path = f->name});
}

static void add(struct arena *a, struct job_list *jobs, struct job job)
{
	*vec_push(a, &jobs->list) = job;
}

void jobs_of_files(struct arena *a, const struct site *site, struct job_list *jobs)
{
	add(a, jobs, (struct job){.run = run_site_feed, .name = STR("feed.xml")});
	for (size_t i = 0; i < site->n_entries; i++)
		if (site->entries[i]->kind != ENTRY_PAGE) {
			add(a, jobs,
				(struct job){.run = run_register, .name = STR("notices.json")});
			break;
		}
	add(a, jobs, (struct job){.run = run_theme, .name = STR("assets")});
	for (size_t i = 0; i < site->n_columns; i++)
		add(a, jobs,
			(struct job){.run = run_column_feed,
				.name = STR_CAT(a, site->columns[i].slug, STR("/feed.xml")),
				.index = i});
	for (size_t i = 0; i < site->redirects.n; i++) {
		const struct entry *e = site->redirects.items[i].value;
		if (e->shown)
			add(a, jobs,
				(struct job){.run = run_redirect,
					.name = site->redirects.items[i].key,
					.index = i});
	}
	for (size_t i = 0; i < site->static_files.list.n; i++)
		add(a, jobs,
			(struct job){.run = run_static,
				.name = site->static_files.list.items[i].name,
				.index = i});
}
