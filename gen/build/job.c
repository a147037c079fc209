/* SPDX-License-Identifier: MIT */
#include "build/job.h"

#include "base/arena.h"
#include "base/path.h"
#include "doc/messages.h"
#include "load/load.h"
#include "render/html.h"
#include "render/picture.h"
#include "resolve/links.h"

struct job_worker *job_worker_new(struct arena *a, const struct job_shared *shared)
{
	struct job_worker *w = NEW(a, struct job_worker);
	struct diags none = diags_new(a, shared->req->lang, false);
	w->shared = shared;
	w->life = a;
	w->templates = templates_new(a, &shared->site->templates, &shared->site->words, &none);
	w->filters = filter_engine_new(a);
	if (!w->templates) /* as there is no memory for Lua */
		out_of_memory();
	templates_global(w->templates, "site", &shared->site_value);
	templates_global(w->templates, "data", &shared->site->data);
	return w;
}

void job_put(
	struct job_worker *w, struct arena *a, struct report *r, struct str path, struct str bytes)
{
	int error;
	struct output *o = vec_push(a, &r->outputs);
	if (stage_put(w->shared->stage, a, path, bytes, o, &error) || r->disk_error)
		return;
	r->disk_error = error;
	r->disk_path = path;
}

/* What its name says must be a picture; of another it is all the same if it is one. */
static bool is_picture_name(struct str name)
{
	static const char *const exts[] = {"jpg", "jpeg", "png", "gif", "webp"};
	for (size_t i = 0; i < ARRAY_LEN(exts); i++)
		if (str_eq_nocase(path_ext(name), str_from(exts[i])))
			return true;
	return false;
}

void job_copy(struct job_worker *w, struct arena *a, struct report *r, struct job_file file)
{
	struct str bytes = file.bytes, clean;
	if (!file.made && !load_bytes(a, file.disk, file.shown, &bytes, &r->diags))
		return;
	enum picture_result result = picture_clean(a, bytes, &clean);
	if (result == PICTURE_BROKEN || (result == PICTURE_NONE && is_picture_name(file.path)))
		diag_add(&r->diags, MSG(picture_broken),
			span_file(source_new(a, file.shown, STR_NONE)), ARGS(path_base(file.path)));
	else
		job_put(w, a, r, file.path, clean);
}

void job_page(struct job_worker *w, struct arena *a, struct report *r, const char *template_name,
	struct str file, const struct value *context)
{
	struct buf out = buf_new(a);
	if (templates_render(w->templates, str_from(template_name), context, file, &out, &r->diags))
		job_put(w, a, r, file, buf_str(&out));
}

void job_redirect(struct job_worker *w, struct arena *a, struct report *r, const struct entry *e,
	struct str file, struct str url)
{
	struct page p = page_new("redirect", file, plain_title(a, e));
	p.canonical = entry_url(a, e);
	struct value context = page_context(a, w->shared->site, &p), redirect = value_map();
	VALUE_SET(a, &redirect, "url", value_text(url));
	VALUE_SET(a, &context, "redirect", redirect);
	job_page(w, a, r, "redirect.html", file, &context);
}

struct str job_markup(
	struct job_worker *w, struct arena *a, struct report *r, struct str file, struct node *root)
{
	struct link_context links = {
		.arena = a, .site = w->shared->site, .file = file, .diags = &r->diags};
	struct page_links found = {0};
	links_resolve(&links, root, &found);
	struct buf out = buf_new(a);
	struct html_options options = html_options_for(w->shared->site);
	html_render(&out, root, &options);
	return buf_str(&out);
}
