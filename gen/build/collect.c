/* SPDX-License-Identifier: MIT */
#include "build/collect.h"

#include <errno.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/path.h"
#include "build/job.h"
#include "build/one_form.h"
#include "doc/messages.h"
#include "render/collected.h"
#include "resolve/collect.h"

enum { ROWS_A_PIECE = 64 }; /* of the summary in memory at a time */

/* While the returns are read: the form is known when the first of them comes. */
struct collecting {
	struct arena *arena;
	struct collector collector;
};

static void take(void *context, const struct filled_form *f, const struct return_file *from,
	const struct return_place *place)
{
	struct collecting *c = context;
	if (!c->collector.all)
		c->collector = collector_new(c->arena, f->names->entry, f->names->form);
	collector_take(&c->collector, f, from, place);
}

/* --- --for --- */

/* The time that the period names, of the first deadline that has one. */
static bool find_time(const struct form_of *at, struct arena *a, struct str period,
	const struct occurrence **ret, struct diags *d)
{
	struct when named;
	bool several = false;
	if (answer_term(a, period, &named) != DATE_OK) {
		diag_add(d, MSG(collect_period), SPAN_NONE, ARGS(period));
		return false;
	}
	for (size_t i = 0; i < at->entry->n_boards; i++) {
		const struct board *b = &at->entry->boards[i];
		if (board_form(b, at->form) == SIZE_MAX)
			continue;
		size_t time = board_time_named(b->deadline, b->times, b->n_times, &named, &several);
		if (time != SIZE_MAX) {
			*ret = &b->times[time];
			return true;
		}
	}
	diag_add(d, several ? MSG(collect_for_several) : MSG(collect_for_none), SPAN_NONE,
		ARGS(period, at->form->title.s));
	return false;
}

/* Times are compared by their days: a board has a copy of its own where several share a deadline.
 */
static void keep_time(struct collected *all, const struct occurrence *only)
{
	size_t n = 0;
	for (size_t i = 0; i < all->rows.n; i++) {
		const struct occurrence *time = all->rows.items[i]->time;
		if (time && time->planned == only->planned)
			all->rows.items[n++] = all->rows.items[i];
	}
	all->rows.n = n;
}

/* --- what is said --- */

static void count(const struct collected *all, struct collect_result *r)
{
	r->n_returns = all->rows.n;
	for (size_t i = 0; i < all->rows.n; i++) {
		const struct collected_row *row = all->rows.items[i];
		r->n_counted += collected_counts(row);
		r->n_replaced += (row->states & COLLECTED_REPLACED) != 0;
		r->n_rule += (row->states & COLLECTED_RULE) != 0;
		r->n_invalid += (row->states & (COLLECTED_INVALID | COLLECTED_NOWHERE)) != 0;
		r->n_old += (row->states & COLLECTED_OLD) != 0;
	}
}

/* The file as a whole, or its row. */
static struct place place_of(
	struct arena *a, const struct collected *all, const struct collected_row *row, bool called)
{
	struct str dir = STR_CAT(a, STR("content/"), all->entry->dir, STR("/submissions/"));
	struct str name = collected_place(a, row);
	return (struct place){.name = called ? name : STR_CAT(a, dir, name)};
}

static void tell_rows(struct arena *a, const struct collected *all, bool called, struct diags *d)
{
	for (size_t i = 0; i < all->rows.n; i++) {
		const struct collected_row *row = all->rows.items[i];
		if (row->broken.n)
			diag_add_at(d, MSG(return_rule), place_of(a, all, row, called),
				ARGS(row->broken));
		if (row->replaced_by)
			diag_add_at(d, MSG(return_replaced), place_of(a, all, row, called),
				ARGS(collected_place(a, row->replaced_by)));
	}
}

static const struct occurrence *newest_over(
	const struct entry *e, const struct deadline *deadline, day_t as_of)
{
	const struct board *b = entry_board(e, deadline);
	const struct occurrence *newest = NULL;
	for (size_t i = 0; b && i < b->n_times; i++)
		if (b->times[i].last < as_of)
			newest = &b->times[i];
	return newest;
}

static void say_missing(struct arena *a, const struct site *site, const struct collected *all,
	const struct occurrence *only, struct collect_result *r)
{
	size_t n;
	const struct collected_missing *list = collected_missing(a, site, all, only, &n);
	for (size_t i = 0; i < n; i++) {
		const struct collected_missing *m = &list[i];
		*vec_push(a, &r->lines) = (struct collect_line){
			.day = day_is_known(m->time->last) ? day_iso(a, m->time->last) : STR_NONE,
			.party = party_label(m->party),
			.what = collected_missing_text(a, site, m),
			.missing = m->cell.state != BOARD_LATE,
			.newest = only ||
				  m->time == newest_over(all->entry, m->deadline, site->as_of)};
	}
}

/* --- the file --- */

static int write_csv(
	struct arena *a, const struct site *site, const struct collected *all, struct str out)
{
	struct file_writer w = file_replace_begin(a, out);
	for (size_t first = 0; first < all->rows.n; first += ROWS_A_PIECE) {
		struct arena *piece = arena_new();
		struct buf bytes = buf_new(piece);
		collected_render_csv(&bytes, site, all, first, ROWS_A_PIECE);
		file_replace_add(&w, buf_str(&bytes));
		arena_free(piece);
	}
	return file_replace_end(&w);
}

static void take_xlsx(void *to, struct str piece)
{
	file_replace_add(to, piece);
}

static int write_xlsx(struct arena *a, const struct build_request *req, const struct site *site,
	const struct collected *all, const struct collected_tables *tables, struct str out)
{
	struct file_writer w = file_replace_begin(a, out);
	const struct xlsx_taker taker = {take_xlsx, &w};
	int error = collected_render_xlsx(
		a, &taker, site, all, tables, req->cache.n ? req->cache : STR("."));
	w.error = w.error ? w.error : error;
	return file_replace_end(&w);
}

/* --- the page: its rows are made and written some at a time, where the template has their mark ---
 */

struct page_writing {
	struct file_writer file;
	struct job_worker *worker;
	const struct collected_tables *tables;
	struct diags *diags;
};

static bool add_rows(struct page_writing *w, struct arena *some, size_t table, size_t first)
{
	const struct cell_source *from = &w->tables->of[table];
	struct buf bytes = buf_new(some);
	struct cell_table rows = {.n_rows = 0};
	struct value context = value_map();
	size_t left = from->n_things - first;
	from->make(from->context, some, first, left < ROWS_A_PIECE ? left : ROWS_A_PIECE, &rows);
	VALUE_SET(some, &context, "rows", collected_rows(some, &rows, from->columns.list.n));
	if (!templates_render(w->worker->templates, STR("collect-rows.html"), &context,
		    STR("collect.html"), &bytes, w->diags))
		return false;
	file_replace_add(&w->file, buf_str(&bytes));
	return true;
}

static bool add_table(struct page_writing *w, size_t table)
{
	bool good = true;
	for (size_t i = 0; good && i < w->tables->of[table].n_things; i += ROWS_A_PIECE) {
		struct arena *some = arena_new();
		good = add_rows(w, some, table, i);
		arena_free(some);
	}
	return good;
}

/* The mark that comes first in the rest of the page. */
static size_t next_mark(struct arena *a, struct str rest, size_t *ret_table, size_t *ret_end)
{
	size_t best = rest.n;
	*ret_table = N_COLLECTED_TABLES;
	*ret_end = rest.n;
	for (size_t i = 0; i < N_COLLECTED_TABLES; i++) {
		struct str mark = collected_mark(a, i);
		size_t at = str_find(rest, mark);
		if (at == SIZE_MAX || at >= best)
			continue;
		best = at;
		*ret_table = i;
		*ret_end = at + mark.n;
	}
	return best;
}

static bool add_page(struct arena *a, struct page_writing *w, struct str page)
{
	while (page.n) {
		size_t table, end, at = next_mark(a, page, &table, &end);
		file_replace_add(&w->file, str_sub(page, 0, at));
		if (table < N_COLLECTED_TABLES && !add_table(w, table))
			return false;
		page = str_after(page, end);
	}
	return true;
}

/* False: the template is wrong, and nothing was written. */
static bool write_html(struct arena *a, const struct build_request *req, const struct site *site,
	const struct collected *all, const struct collected_tables *tables, struct str out,
	struct diags *d, int *ret_error)
{
	struct job_shared shared = {.req = req, .site = site, .site_value = site_value(a, site)};
	struct page_writing w = {
		.worker = job_worker_new(a, &shared), .tables = tables, .diags = d};
	struct page p = page_new("collect", STR("collect.html"), all->form->title.s);
	struct value context = page_context(a, site, &p);
	struct buf page = buf_new(a);
	*ret_error = 0;
	VALUE_SET(a, &context, "collect", collected_context(a, site, all, tables));
	if (!templates_render(w.worker->templates, STR("collect.html"), &context,
		    STR("collect.html"), &page, d))
		return false;
	w.file = file_replace_begin(a, out);
	bool good = add_page(a, &w, buf_str(&page));
	if (!good && !w.file.error)
		w.file.error = EINVAL; /* what was written of it goes */
	int error = file_replace_end(&w.file);
	*ret_error = good ? error : 0;
	return good;
}

static enum build_status write_summary(struct arena *a, const struct build_request *req,
	const struct site *site, const struct collected *all, const struct occurrence *only,
	struct str out, struct diags *d)
{
	struct str ext = path_ext(out);
	struct collected_tables tables = collected_tables(a, site, all, only);
	int error;
	if (str_eq(ext, STR("csv")))
		error = write_csv(a, site, all, out);
	else if (str_eq(ext, STR("xlsx")))
		error = write_xlsx(a, req, site, all, &tables, out);
	else if (!write_html(a, req, site, all, &tables, out, d, &error))
		return BUILD_CONTENT;
	if (!error)
		return BUILD_OK;
	diag_add(d, MSG(write_failed), span_file(source_new(a, out, STR_NONE)),
		ARGS(error_text(d, error)));
	return BUILD_MACHINE;
}

static bool is_summary_name(struct str out)
{
	struct str ext = path_ext(out);
	return !out.n || str_eq(ext, STR("csv")) || str_eq(ext, STR("xlsx")) ||
	       str_eq(ext, STR("html"));
}

enum build_status build_collect(struct arena *a, const struct build_request *req,
	const struct collect_request *wish, struct collect_result *ret, struct diags *d)
{
	struct collecting c = {.arena = a};
	struct returns_wanted wanted = {.form = wish->form,
		.files = wish->files,
		.n_files = wish->n_files,
		.take = take,
		.context = &c};
	struct build_request own = *req;
	struct form_of at;
	const struct occurrence *only = NULL;
	*ret = (struct collect_result){0};
	if (!is_summary_name(wish->out)) {
		diag_add(d, MSG(collect_output), SPAN_NONE, ARGS(path_base(wish->out)));
		return BUILD_CALL;
	}
	own.gather.returns = &wanted;
	if (!own.gather.audience)
		own.gather.audience = AUDIENCE_INTERNAL;
	struct site *site = gather(a, &own.gather, d);
	if (!site)
		return BUILD_CALL;
	if (diags_count(d, LEVEL_ERROR) > wanted.n_errors)
		return BUILD_CONTENT;
	if (!form_named(a, site, wish->form, &at, d) ||
		(wish->period.n && !find_time(&at, a, wish->period, &only, d)))
		return BUILD_CALL;
	if (!c.collector.all)
		c.collector = collector_new(a, at.entry, at.form);
	if (only)
		keep_time(c.collector.all, only);
	collector_finish(&c.collector);
	ret->title = form_plain_label(a, at.form->title.s);
	count(c.collector.all, ret);
	tell_rows(a, c.collector.all, wish->n_files > 0, d);
	say_missing(a, site, c.collector.all, only, ret);
	enum build_status status = BUILD_OK;
	if (wish->out.n)
		status = write_summary(a, &own, site, c.collector.all, only, wish->out, d);
	bool faults = wanted.n_errors || ret->n_invalid || ret->n_rule;
	return status == BUILD_OK && faults ? BUILD_CONTENT : status;
}
