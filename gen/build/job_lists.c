/* SPDX-License-Identifier: MIT */
/* The front page, the columns, the page for addresses that do not exist. */
#include "build/job.h"

#include "base/arena.h"

enum { CARDS_A_PAGE = 20, HOME_NOTICES = 6, HOME_PLANS = 6, HOME_OTHERS = 6, HOME_DUE = 8 };

static void add_card(
	const struct job_worker *w, struct arena *a, struct value *list, const struct entry *e)
{
	value_add(a, list, card_value(a, w->shared->site, e, w->shared->excerpts[e->index]));
}

/* --- the front page --- */

static bool is_over(const struct site *site, const struct entry *e)
{
	const struct when *p = &e->front.period;
	bool ceased = e->validity == VALID_REPEALED || e->validity == VALID_ANNULLED;
	return ceased || (p->kind != WHEN_NONE && p->last != DAY_NONE && p->last < site->as_of);
}

static bool newer(const struct entry *x, const struct entry *y)
{
	if (entry_sort_day(x) != entry_sort_day(y))
		return entry_sort_day(x) > entry_sort_day(y);
	return str_cmp(x->path, y->path) < 0;
}

/* The newest entries of some kinds, at most `most`, into list. */
static void add_newest(const struct job_worker *w, struct arena *a, struct value *list, size_t most,
	bool (*wanted)(const struct site *, const struct entry *))
{
	const struct site *site = w->shared->site;
	const struct entry **best = NEW_N(a, const struct entry *, most + 1);
	size_t n = 0;
	for (size_t i = 0; i < site->n_entries; i++) {
		const struct entry *e = site->entries[i];
		if (!wanted(site, e))
			continue;
		size_t at = n < most ? n++ : most;
		for (; at > 0 && newer(e, best[at - 1]); at--)
			best[at] = best[at - 1];
		best[at] = e;
	}
	for (size_t i = 0; i < n; i++)
		add_card(w, a, list, best[i]);
}

static bool is_notice(const struct site *site, const struct entry *e)
{
	(void)site;
	return e->kind == ENTRY_NOTICE;
}

static bool is_running_plan(const struct site *site, const struct entry *e)
{
	return e->kind == ENTRY_PLAN && !is_over(site, e);
}

static bool is_other(const struct site *site, const struct entry *e)
{
	(void)site;
	return e->kind == ENTRY_BULLETIN || e->kind == ENTRY_RESULT;
}

static const char *due_key(enum due_kind kind)
{
	static const char *const keys[] = {
		"due.phase", "due.event", "due.deadline", "due.task", "due.ledger", "due.pledge"};
	return keys[kind];
}

static struct value due_who(
	const struct job_worker *w, struct arena *a, const struct due_time *time)
{
	struct value who = value_list();
	const struct parties *parties = time->item->who;
	for (size_t i = 0; parties && i < parties->n; i++) {
		const struct party_ref *ref = &parties->items[i];
		const struct party *p = ref->party;
		struct value party = value_map();
		if (p)
			p = due_party(w->shared->site, time->item, time->at, p);
		VALUE_SET(a, &party, "name",
			value_text(p		? party_label(p)
				   : ref->group ? ref->group->title.s
						: ref->name.s));
		VALUE_SET(a, &party, "url", value_text(p ? party_url(a, p) : STR_NONE));
		value_add(a, &who, party);
	}
	return who;
}

static struct value due_value(
	const struct job_worker *w, struct arena *a, const struct due_time *time)
{
	const struct site *site = w->shared->site;
	const struct due_item *item = time->item;
	struct value v = value_map();
	VALUE_SET(a, &v, "day", value_text(day_iso(a, time->day)));
	VALUE_SET(a, &v, "day_text", value_text(day_text(a, time->day, site->lang)));
	VALUE_SET(a, &v, "days", value_number(time->day - site->as_of));
	VALUE_SET(a, &v, "title", value_text(item->title));
	VALUE_SET(a, &v, "kind", value_text(str_after(str_from(due_key(item->kind)), 4)));
	VALUE_SET(a, &v, "kind_text", value_text(site_word(site, due_key(item->kind))));
	VALUE_SET(a, &v, "entry", entry_link_value(a, site, item->entry));
	VALUE_SET(a, &v, "who", due_who(w, a, time));
	struct value form = value_text(STR_NONE);
	if (item->form) {
		form = value_map();
		VALUE_SET(a, &form, "title", value_text(form_plain_label(a, item->form->title.s)));
		VALUE_SET(a, &form, "url",
			value_text(form_url(a, item->entry, item->form, STR("html"))));
	}
	VALUE_SET(a, &v, "form", form);
	return v;
}

static void add_due(
	const struct job_worker *w, struct arena *a, struct value *due, struct value *overdue)
{
	const struct duties *d = w->shared->duties;
	day_t as_of = w->shared->site->as_of;
	for (size_t i = 0; i < d->n_times; i++) {
		const struct due_time *time = &d->times[i];
		if (time->item->done || time->item->ceased)
			continue;
		if (time->item->late && overdue->n < HOME_DUE)
			value_add(a, overdue, due_value(w, a, time));
		if (time->day >= as_of && due->n < HOME_DUE)
			value_add(a, due, due_value(w, a, time));
	}
}

static void run_home(struct job_worker *w, struct arena *a, const struct job *job, struct report *r)
{
	const struct site *site = w->shared->site;
	struct page p = page_new("home", STR("index.html"), site->front.title.s);
	p.description = site->front.description.s;
	p.feed = STR("feed.xml");
	page_meta(a, &p, "SiteName", site->front.title.s);
	page_meta(a, &p, "SiteIDCode", site->front.identity.site_code.s);
	struct value notices = value_list(), plans = value_list(), others = value_list();
	struct value due = value_list(), overdue = value_list(), home = value_map();
	add_newest(w, a, &notices, HOME_NOTICES, is_notice);
	add_newest(w, a, &plans, HOME_PLANS, is_running_plan);
	add_newest(w, a, &others, HOME_OTHERS, is_other);
	add_due(w, a, &due, &overdue);
	VALUE_SET(a, &home, "notices", notices);
	VALUE_SET(a, &home, "plans", plans);
	VALUE_SET(a, &home, "others", others);
	VALUE_SET(a, &home, "due", due);
	VALUE_SET(a, &home, "overdue", overdue);
	struct value context = page_context(a, site, &p);
	VALUE_SET(a, &context, "home", home);
	job_page(w, a, r, "home.html", p.file, &context);
	(void)job;
}

/* --- columns --- */

static size_t column_pages(const struct column *c)
{
	return c->n_entries ? (c->n_entries + CARDS_A_PAGE - 1) / CARDS_A_PAGE : 1;
}

static void run_column(
	struct job_worker *w, struct arena *a, const struct job *job, struct report *r)
{
	const struct site *site = w->shared->site;
	const struct column *c = &site->columns[job->index];
	struct str title = c->front.title.s.n ? c->front.title.s : c->slug;
	struct page p = page_new("column", column_page_file(a, c->slug, job->page), title);
	p.description = c->front.description.s;
	p.section = c->slug;
	p.feed = job_feed_url(a, site, c);
	page_crumb(a, &p, site_word(site, "page.home"), STR("index.html"));
	page_crumb(a, &p, title, STR_NONE);
	page_meta(a, &p, "SiteName", site->front.title.s);
	page_meta(a, &p, "ColumnName", title);
	page_meta(a, &p, "ColumnDescription", c->front.description.s);
	struct value column = value_map(), items = value_list();
	size_t from = (job->page - 1) * CARDS_A_PAGE;
	for (size_t i = from; i < c->n_entries && i < from + CARDS_A_PAGE; i++)
		add_card(w, a, &items, c->entries[i]);
	VALUE_SET(a, &column, "title", value_text(title));
	VALUE_SET(a, &column, "description", value_text(c->front.description.s));
	VALUE_SET(a, &column, "items", items);
	VALUE_SET(a, &column, "pager", pager_value(a, c->slug, column_pages(c), job->page));
	VALUE_SET(a, &column, "feed", value_text(p.feed));
	struct value context = page_context(a, site, &p);
	VALUE_SET(a, &context, "column", column);
	job_page(w, a, r, "column.html", p.file, &context);
}

static void run_missing(
	struct job_worker *w, struct arena *a, const struct job *job, struct report *r)
{
	const struct site *site = w->shared->site;
	struct page p = page_new("missing", STR("404.html"), site_word(site, "missing.title"));
	struct value context = page_context(a, site, &p);
	/* Seen at any address, so its links cannot be relative to where it lies. */
	struct buf out = buf_new(a);
	if (w->templates && templates_render(w->templates, STR("missing.html"), &context, STR_NONE,
				    &out, &r->diags))
		job_put(w, a, r, p.file, buf_str(&out));
	(void)job;
}

static void add(struct arena *a, struct job_list *jobs, struct job job)
{
	*vec_push(a, &jobs->list) = job;
}

void jobs_of_lists(struct arena *a, const struct site *site, struct job_list *jobs)
{
	add(a, jobs, (struct job){.run = run_home, .name = STR("index.html")});
	add(a, jobs, (struct job){.run = run_missing, .name = STR("404.html")});
	for (size_t i = 0; i < site->n_columns; i++)
		for (size_t page = 1; page <= column_pages(&site->columns[i]); page++)
			add(a, jobs,
				(struct job){.run = run_column,
					.name = column_page_file(a, site->columns[i].slug, page),
					.index = i,
					.page = page});
}
