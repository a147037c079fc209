/* SPDX-License-Identifier: MIT */
#include "build/one_form.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/path.h"
#include "build/job.h"
#include "doc/messages.h"
#include "render/form_json.h"
#include "resolve/site.h"

bool form_named(struct arena *a, const struct site *site, struct str which, struct form_of *at,
	struct diags *d)
{
	struct nearest near = nearest_to(which);
	struct str same_id = STR_NONE;
	for (size_t i = 0; i < site->n_entries; i++) {
		const struct entry *e = site->entries[i];
		const struct form *form = entry_form_called(e, which);
		if (form) {
			*at = (struct form_of){.entry = e, .form = form, .alone = true};
			return true;
		}
		for (size_t k = 0; k < e->n_forms; k++) {
			struct str name = STR_CAT(a, e->path, STR("/"), e->forms[k].id.s);
			nearest_try(&near, name);
			if (str_eq(e->forms[k].id.s, path_base(which)))
				same_id = name;
		}
	}
	diag_add(d, MSG(form_not_found), SPAN_NONE, ARGS(which, same_id.n ? same_id : near.best));
	return false;
}

enum build_status write_alone(struct arena *a, struct str out, struct str bytes, struct diags *d)
{
	int error = file_replace(a, out, bytes);
	if (!error)
		return BUILD_OK;
	diag_add(d, MSG(write_failed), span_file(source_new(a, out, STR_NONE)),
		ARGS(error_text(d, error)));
	return BUILD_MACHINE;
}

static bool make_json(struct job_worker *w, struct arena *a, const struct form_of *at,
	struct report *r, struct buf *out)
{
	(void)w;
	(void)a;
	(void)r;
	form_json_render(out, at->form, at->entry->path);
	return true;
}

static const struct output_kind {
	const char *ext;
	bool (*make)(struct job_worker *w, struct arena *a, const struct form_of *at,
		struct report *r, struct buf *out);
} kinds[] = {{"pdf", job_form_pdf}, {"html", job_form_html}, {"docx", job_form_docx},
	{"json", make_json}};

static const struct output_kind *kind_of(struct str out)
{
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (str_eq(path_ext(out), str_from(kinds[i].ext)))
			return &kinds[i];
	return NULL;
}

enum build_status build_form(struct arena *a, const struct build_request *req, struct str which,
	struct str out, struct diags *d)
{
	const struct output_kind *kind = kind_of(out);
	if (!kind) {
		diag_add(d, MSG(form_output), SPAN_NONE, ARGS(path_base(out)));
		return BUILD_CALL;
	}
	struct site *site = gather(a, &req->gather, d);
	if (!site)
		return BUILD_CALL;
	site_select(a, site, d);
	if (diags_count(d, LEVEL_ERROR))
		return BUILD_CONTENT;
	struct form_of at;
	if (!form_named(a, site, which, &at, d))
		return BUILD_CALL;
	struct job_shared shared = {.req = req, .site = site, .site_value = site_value(a, site)};
	struct job_worker *w = job_worker_new(a, &shared);
	struct report r = report_new(a, 0, req->lang, req->strict);
	struct buf bytes = buf_new(a);
	at.paper = job_form_paper(w, a, &at);
	bool made = kind->make(w, a, &at, &r, &bytes);
	diags_take(d, &r.diags);
	if (!made || diags_count(d, LEVEL_ERROR))
		return BUILD_CONTENT;
	return write_alone(a, out, buf_str(&bytes), d);
}
