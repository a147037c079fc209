/* SPDX-License-Identifier: MIT */
#include "build/build.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/path.h"
#include "build/history.h"
#include "build/job.h"
#include "build/pool.h"
#include "build/sign.h"
#include "check/check.h"
#include "doc/messages.h"
#include "render/print.h"
#include "render/sitemap.h"
#include "resolve/rota_lock.h"
#include "resolve/site.h"

struct build {
	struct arena *arena;
	const struct build_request *req;
	struct diags *diags;
	struct site *site;
	struct stage stage;
	struct job_shared shared;
	struct job_list jobs; /* of the phase that runs */
	VEC(struct output) outputs;
	struct report *entries; /* what the pages of entries reported, as site->entries */
	bool *lost;		/* as site->entries: the page ran away */
	struct str *excerpts;
	struct str out;	      /* the output folder, as the caller may call it */
	struct str collision; /* what was to be written, and was there */
	struct str disk_path; /* what the disk refused, and why */
	int disk_error;
	bool machine_failed;
};

/* --- the two rounds of jobs --- */

static void *start_worker(void *shared, struct filter_mark *mark)
{
	struct build *b = shared;
	struct job_worker *w = job_worker_new(arena_new(), &b->shared);
	w->mark = mark;
	return w;
}

static void run_job(void *worker, struct arena *scratch, size_t index, struct report *r)
{
	struct job_worker *w = worker;
	const struct job *job = &w->shared->jobs[index];
	job->run(w, scratch, job, r);
}

static void note_disk(struct build *b, struct str path, int error)
{
	/* The staging folder begins empty: what is there, another page of this build has put. */
	if (error == EEXIST || error == ENOTDIR) {
		b->collision = path;
		return;
	}
	/* A full disk refuses every page; one is told, the same whichever came first. */
	if (b->disk_error && str_cmp(path, b->disk_path) > 0)
		return;
	b->disk_path = path;
	b->disk_error = error;
}

static void tell_disk(struct build *b)
{
	if (!b->disk_error)
		return;
	struct str file = path_join(b->arena, b->out, b->disk_path);
	diag_add(b->diags, MSG(write_failed), span_file(source_new(b->arena, file, STR_NONE)),
		ARGS(error_text(b->diags, b->disk_error)));
	b->machine_failed = true;
}

static void take_report(void *shared, struct report *r)
{
	struct build *b = shared;
	for (size_t i = 0; i < r->diags.list.n; i++)
		*vec_push(b->arena, &b->diags->list) = r->diags.list.items[i];
	for (size_t i = 0; i < r->outputs.n; i++)
		*vec_push(b->arena, &b->outputs) = r->outputs.items[i];
	if (r->disk_error)
		note_disk(b, r->disk_path, r->disk_error);
	if (!b->excerpts)
		b->entries[r->job] = *r;
}

/* A filter that ran away is told by the page, which is made again without it. */
static bool lose_job(void *shared, size_t index, int status, const struct filter_mark *mark)
{
	struct build *b = shared;
	const struct job *job = &b->jobs.list.items[index];
	struct str why = pool_why_lost(b->req->lang, status);
	struct span at = SPAN_NONE;
	if (filter_loss_add(b->arena, &b->shared.losses, index, mark, why))
		return true;
	if (!b->excerpts) {
		at = span_file(b->site->entries[index]->source);
		b->lost[index] = true;
	}
	b->machine_failed |= !pool_ran_long(status);
	diag_add(b->diags, MSG(page_ran_away), at, ARGS(job->name, why));
	return false;
}

static bool run_round(struct build *b)
{
	struct pool_work work = {.start = start_worker,
		.run = run_job,
		.done = take_report,
		.lost = lose_job,
		.shared = b,
		.lang = b->req->lang,
		.strict = b->req->strict};
	b->shared.jobs = b->jobs.list.items;
	if (pool_run(b->arena, &work, b->jobs.list.n, b->req->workers) == POOL_OK)
		return true;
	diag_add(b->diags, MSG(no_process), SPAN_NONE, ARGS(error_text(b->diags, errno)));
	b->machine_failed = true;
	return false;
}

static bool make_entries(struct build *b)
{
	b->entries = NEW_N(b->arena, struct report, b->site->n_entries);
	b->lost = NEW_N(b->arena, bool, b->site->n_entries);
	for (size_t i = 0; i < b->site->n_entries; i++)
		*vec_push(b->arena, &b->jobs.list) = (struct job){
			.run = job_entry, .name = b->site->entries[i]->path, .index = i};
	return run_round(b);
}

/* Links into other pages can be checked now that every page has said which places it has. */
static void check_anchors(struct build *b)
{
	for (size_t i = 0; i < b->site->n_entries; i++) {
		const struct report *r = &b->entries[i];
		for (size_t k = 0; k < r->wanted.n; k++) {
			const struct wanted_anchor *want = &r->wanted.items[k];
			const struct report *target = &b->entries[want->entry];
			struct nearest near = nearest_to(want->anchor);
			bool found = false;
			for (size_t m = 0; m < target->anchors.n && !found; m++) {
				found = str_eq(target->anchors.items[m], want->anchor);
				nearest_try(&near, target->anchors.items[m]);
			}
			if (!found && !b->lost[want->entry])
				diag_add_at(b->diags, MSG(anchor_missing), want->place,
					ARGS(want->anchor, b->site->entries[want->entry]->path,
						near.best));
		}
	}
}

static bool make_lists(struct build *b)
{
	b->excerpts = NEW_N(b->arena, struct str, b->site->n_entries + 1);
	for (size_t i = 0; i < b->site->n_entries; i++)
		b->excerpts[i] = b->entries[i].excerpt;
	b->shared.excerpts = b->excerpts;
	b->shared.duties = duties_new(b->arena, b->site);
	b->jobs = (struct job_list){0};
	jobs_of_lists(b->arena, b->site, &b->jobs);
	jobs_of_versions(b->arena, b->site, &b->jobs);
	jobs_of_parties(b->arena, b->site, &b->jobs);
	jobs_of_files(b->arena, b->site, &b->jobs);
	return run_round(b);
}

/* --- what the parent writes last --- */

static int by_path(const void *x, const void *y)
{
	const struct output *a = x, *b = y;
	return str_cmp(a->path, b->path);
}

static void sort_outputs(struct build *b)
{
	if (b->outputs.n)
		qsort(b->outputs.items, b->outputs.n, sizeof(struct output), by_path);
}

static bool is_output(const struct build *b, struct str path)
{
	struct output key = {.path = path};
	return bsearch(&key, b->outputs.items, b->outputs.n, sizeof(key), by_path) != NULL;
}

/* By another output of that name, or by one where this one wants a folder. */
static bool is_taken(const struct build *b, size_t index)
{
	struct str path = b->outputs.items[index].path;
	if (index && str_eq(b->outputs.items[index - 1].path, path))
		return true;
	for (struct str dir = path_dir(path); dir.n; dir = path_dir(dir))
		if (is_output(b, dir))
			return true;
	return manifest_owns(path);
}

static void check_outputs(struct build *b)
{
	sort_outputs(b);
	/* Whatever was told before this is likely why. */
	bool good = !diags_count(b->diags, LEVEL_ERROR);
	for (size_t i = 0; good && i < b->outputs.n; i++)
		if (is_taken(b, i))
			diag_add(b->diags, MSG(output_twice), SPAN_NONE,
				ARGS(b->outputs.items[i].path));
	/* Not the same name, but to this disk it is. */
	if (b->collision.n && !diags_count(b->diags, LEVEL_ERROR))
		diag_add(b->diags, MSG(output_twice), SPAN_NONE, ARGS(b->collision));
}

static void put_last(struct build *b, struct str path, const struct buf *bytes)
{
	int error;
	struct output *o = vec_push(b->arena, &b->outputs);
	if (!stage_put(&b->stage, b->arena, path, buf_str(bytes), o, &error))
		note_disk(b, path, error);
}

static void put_sitemap(struct build *b)
{
	struct buf sitemap = buf_new(b->arena), robots = buf_new(b->arena);
	struct sitemap_pages pages = {0};
	for (size_t i = 0; i < b->outputs.n; i++) {
		struct str path = b->outputs.items[i].path, dir = path_dir(path);
		const struct entry *e = site_entry(b->site, dir);
		if (str_eq(path_base(path), STR("index.html")) &&
			!str_eq(path_base(path_dir(dir)), STR("versions")) &&
			!map_get(&b->site->redirects, dir))
			*vec_push(b->arena, &pages.list) =
				(struct sitemap_page){path, e ? e->published : DAY_NONE};
	}
	if (!sitemap_render(&sitemap, b->site, &pages))
		diag_add(b->diags, MSG(sitemap_full), SPAN_NONE,
			ARGS(str_printf(b->arena, "%d", SITEMAP_PAGES)));
	if (sitemap.n)
		put_last(b, STR("sitemap.xml"), &sitemap);
	robots_render(&robots, b->site, sitemap.n > 0);
	put_last(b, STR("robots.txt"), &robots);
}

static void count(const struct build *b, struct build_counts *c)
{
	*c = (struct build_counts){.departures = c->departures};
	for (size_t i = 0; i < b->outputs.n; i++) {
		struct str path = b->outputs.items[i].path, ext = path_ext(path);
		bool form = str_eq(path_base(path_dir(path)), STR("forms")) &&
			    !str_eq(path_base(path), STR("index.html"));
		c->changed += b->outputs.items[i].changed;
		if (str_eq(ext, STR("html")) && form)
			c->forms++;
		else if (str_eq(ext, STR("html")))
			c->pages++;
		else if (str_eq(ext, STR("pdf")) || str_eq(ext, STR("ics")) ||
			 (str_eq(ext, STR("csv")) || str_eq(ext, STR("docx"))))
			c->documents++;
	}
}

/* An internal build must never land where a public site is served from. */
static bool audience_fits(struct build *b)
{
	struct str robots, path = path_join(b->arena, b->stage.out, STR("robots.txt"));
	if (!b->stage.out.n || b->stage.out_is_new || b->site->audience == AUDIENCE_PUBLIC)
		return true;
	int error = file_read(b->arena, str_cstr(b->arena, path), 1 << 20, &robots);
	if (error == ENOENT || (!error && str_has(robots, STR("Disallow: /\n"))))
		return true;
	diag_add(b->diags, MSG(out_audience),
		span_file(source_new(b->arena, b->req->out, STR_NONE)), NO_ARGS);
	return false;
}

static bool begin(struct build *b)
{
	struct str out = b->req->out;
	if (str_eq(out, STR("?"))) /* the default, by audience, in the site's folder */
		out = path_join(b->arena, str_eq(b->site->dir, STR(".")) ? STR_NONE : b->site->dir,
			b->site->audience == AUDIENCE_PUBLIC ? STR("public") : STR("internal"));
	b->out = out;
	return stage_begin(b->arena, &b->stage, out, b->site->dir, b->diags) && audience_fits(b);
}

static bool prints(const struct site *site)
{
	for (size_t i = 0; i < site->n_entries; i++)
		if (entry_has_output(site->entries[i], STR("pdf")))
			return true;
	return false;
}

/* `check` tells which faces paper will not have here; a build takes what there is. */
static void check_paper(struct build *b, struct build_counts *counts)
{
	struct check_context ctx = {b->arena, b->site, b->diags};
	if (b->req->explain)
		counts->departures = check_explain_print(&ctx);
	if (b->req->out.n || !prints(b->site))
		return;
	print_faces_begin(b->site, STR_NONE);
	print_faces_report(b->arena, b->site, b->diags);
}

static void check_all(struct build *b)
{
	struct check_context ctx = {b->arena, b->site, b->diags};
	struct entry **awake = NEW_N(b->arena, struct entry *, b->site->n_entries);
	size_t n = 0;
	for (size_t i = 0; i < b->site->n_entries; i++)
		if (!b->site->entries[i]->dormant)
			awake[n++] = b->site->entries[i];
	check_site(&ctx, awake, n);
	for (size_t i = 0; i < n; i++)
		rota_judge(b->site, awake[i], b->diags);
}

/* Before anything is published: what was to be signed and is not stays where it was. */
static bool sign(struct build *b, struct signature *ret)
{
	*ret = (struct signature){.bytes = STR_NONE};
	if (!b->stage.out.n)
		return true;
	sort_outputs(b);
	struct str manifest = manifest_text(b->arena, b->outputs.items, b->outputs.n);
	return sign_manifest(b->arena, b->site, b->req->sign_key, manifest, ret, b->diags);
}

/* One of an earlier build, or by another tool, says nothing of this. */
static bool put_signature(struct build *b, const struct signature *s)
{
	int error = 0;
	for (enum sign_tool tool = 0; tool < N_SIGN_TOOLS && b->stage.out.n; tool++) {
		struct str path = path_join(b->arena, b->stage.out, sign_tool_file(tool));
		if (!s->bytes.n || s->tool != tool)
			(void)unlink(str_cstr(b->arena, path));
		else if ((error = file_replace(b->arena, path, s->bytes)) != 0)
			diag_add(b->diags, MSG(file_unreadable),
				span_file(source_new(b->arena, path, STR_NONE)),
				ARGS(error_text(b->diags, error)));
	}
	return !error;
}

static enum build_status finish(struct build *b, struct build_counts *ret_counts)
{
	sort_outputs(b);
	put_sitemap(b);
	tell_disk(b);
	check_outputs(b);
	struct signature signature = {.bytes = STR_NONE};
	bool good =
		!b->machine_failed && !diags_count(b->diags, LEVEL_ERROR) && sign(b, &signature);
	count(b, ret_counts);
	if (!good)
		stage_drop(&b->stage);
	else if (!stage_commit(&b->stage, b->outputs.items, b->outputs.n, b->diags) ||
		 !put_signature(b, &signature))
		b->machine_failed = true;
	return b->machine_failed ? BUILD_MACHINE : good ? BUILD_OK : BUILD_CONTENT;
}

enum build_status build(struct arena *a, const struct build_request *req, struct diags *d,
	struct build_counts *ret_counts)
{
	struct build b = {.arena = a, .req = req, .diags = d};
	*ret_counts = (struct build_counts){0};
	b.site = gather(a, &req->gather, d);
	if (!b.site)
		return BUILD_CALL;
	history_gather(a, b.site, req->cache);
	check_all(&b);
	site_select(a, b.site, d);
	check_paper(&b, ret_counts);
	if (!begin(&b)) {
		stage_drop(&b.stage);
		diags_sort(d);
		return b.stage.disk_failed ? BUILD_MACHINE : BUILD_CALL;
	}
	b.shared = (struct job_shared){.req = req,
		.site = b.site,
		.stage = &b.stage,
		.site_value = site_value(a, b.site),
		.has_errors = diags_count(d, LEVEL_ERROR) > 0};
	if (make_entries(&b)) {
		check_anchors(&b);
		make_lists(&b);
	}
	enum build_status status = finish(&b, ret_counts);
	ret_counts->out = b.out;
	diags_sort(d);
	return status;
}
