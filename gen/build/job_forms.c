/* SPDX-License-Identifier: MIT */
/* The forms of an entry: a page to fill in, and a PDF to print or fill in. */
#include "build/job.h"

#include "base/arena.h"
#include "render/form_html.h"
#include "render/form_pdf.h"
#include "write/hash.h"

static struct str theme_text(const struct site *site, const char *name)
{
	const struct source *src = map_get(&site->theme_files, str_from(name));
	return src ? src->text : STR_NONE;
}

bool job_form_html(struct job_worker *w, struct arena *a, const struct form_of *at,
	struct report *r, struct buf *out)
{
	const struct site *site = w->shared->site;
	const struct form *f = at->form;
	struct form_html_input in = {.arena = a,
		.site = site,
		.entry = at->entry,
		.form = f,
		.css = theme_text(site, "form.css"),
		.values_js = theme_text(site, "form_values.js"),
		.js = theme_text(site, "form.js"),
		.back_url = at->alone ? STR_NONE : entry_url(a, at->entry),
		.pdf_url = at->alone ? STR_NONE : form_url(a, at->entry, f, STR("pdf"))};
	in.script_hash = hash_for_policy(a, form_html_script(a, &in));
	struct str file = form_url(a, at->entry, f, STR("html"));
	struct page p = page_new("form", file, form_plain_label(a, f->title.s));
	struct value context = page_context(a, site, &p);
	VALUE_SET(a, &context, "form", form_html_context(&in));
	return templates_render(w->templates, STR("form.html"), &context, file, out, &r->diags);
}

bool job_form_pdf(struct job_worker *w, struct arena *a, const struct form_of *at, struct report *r,
	struct buf *out)
{
	const struct entry *e = at->entry;
	if (!w->font_tried) {
		w->font_tried = true;
		w->font = form_font_load(w->life, w->shared->req->cache, &r->diags);
	}
	if (!w->font)
		return false;
	const struct entry *numbered = e->issued_by && !e->front.number.s.n ? e->issued_by : e;
	struct form_pdf_input in = {.form = at->form,
		.site = w->shared->site,
		.entry = e->path,
		.entry_number = numbered->front.number.s,
		.day = e->published};
	return form_pdf_render(a, &in, w->font, out, &r->diags);
}

void job_forms(struct job_worker *w, struct arena *a, const struct entry *e, struct report *r)
{
	for (size_t i = 0; i < e->n_forms; i++) {
		const struct form *f = &e->forms[i];
		if (!site_shows_form(w->shared->site, e, f))
			continue;
		struct form_of at = {e, f, false};
		struct buf html = buf_new(a), pdf = buf_new(a);
		if (job_form_html(w, a, &at, r, &html))
			job_put(w, a, r, form_url(a, e, f, STR("html")), buf_str(&html));
		if (job_form_pdf(w, a, &at, r, &pdf))
			job_put(w, a, r, form_url(a, e, f, STR("pdf")), buf_str(&pdf));
	}
}
