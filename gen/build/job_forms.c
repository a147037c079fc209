/* SPDX-License-Identifier: MIT */
/* The forms of an entry: a page to fill in, and files to print or fill in. */
#include "build/job.h"

#include "base/arena.h"
#include "doc/messages.h"
#include "render/form_docx.h"
#include "render/form_html.h"
#include "render/form_pdf.h"
#include "render/print.h"
#include "write/hash.h"

static struct str theme_text(const struct site *site, const char *name)
{
	const struct source *src = map_get(&site->theme_files, str_from(name));
	return src ? src->text : STR_NONE;
}

const struct form_paper *job_form_paper(
	struct job_worker *w, struct arena *a, const struct form_of *at)
{
	const struct entry *e = at->entry;
	const struct entry *numbered = e->issued_by && !e->front.number.s.n ? e->issued_by : e;
	struct form_paper_input *in = NEW(a, struct form_paper_input);
	*in = (struct form_paper_input){.form = at->form,
		.site = w->shared->site,
		.entry = e->path,
		.entry_number = numbered->front.number.s,
		.day = e->published};
	return form_paper_lay_out(a, in);
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
		.paper = at->paper,
		.css = theme_text(site, "form.css"),
		.values_js = theme_text(site, "form_values.js"),
		.js = theme_text(site, "form.js"),
		.back_url = at->alone ? STR_NONE : entry_url(a, at->entry),
		.pdf_url = at->alone ? STR_NONE : form_url(a, at->entry, f, STR("pdf")),
		.docx_url = at->alone ? STR_NONE : form_url(a, at->entry, f, STR("docx"))};
	in.script_hash = hash_for_policy(a, form_html_script(a, &in));
	struct str file = form_url(a, at->entry, f, STR("html"));
	struct page p = page_new("form", file, form_plain_label(a, f->title.s));
	struct value context = page_context(a, site, &p);
	VALUE_SET(a, &context, "form", form_html_context(&in));
	return templates_render(w->templates, STR("form.html"), &context, file, out, &r->diags);
}

/* Cutting large faces takes as long as it saves with so many documents. It hangs on the site alone,
 * not on what is kept: a rare character stands in another face of the PDF where there are cuts. */
static bool pays_to_cut(const struct site *site)
{
	enum { ENOUGH = 50 };
	size_t n = 0;
	for (size_t i = 0; i < site->n_entries && n < ENOUGH; i++)
		n += entry_has_output(site->entries[i], STR("pdf")) + site->entries[i]->n_forms;
	return n >= ENOUGH;
}

void job_begin_faces(struct job_worker *w)
{
	const struct site *site = w->shared->site;
	if (!w->faces_begun)
		print_faces_begin(site, pays_to_cut(site) ? w->shared->req->cache : STR_NONE);
	w->faces_begun = true;
}

bool job_form_pdf(struct job_worker *w, struct arena *a, const struct form_of *at, struct report *r,
	struct buf *out)
{
	bool embeds = w->shared->site->front.form_font.v != FORM_FONT_VIEWER;
	if (embeds && !w->font_tried) {
		w->font_tried = true;
		w->font = form_font_load(w->life, w->shared->req->cache, &r->diags);
	}
	if (embeds && !w->font)
		return false;
	job_begin_faces(w);
	return form_pdf_render(a, at->paper, w->font, out, &r->diags);
}

bool job_form_docx(struct job_worker *w, struct arena *a, const struct form_of *at,
	struct report *r, struct buf *out)
{
	(void)w;
	if (form_docx_render(a, at->paper, out))
		return true;
	/* Memory alone can be lacking, and that ends the program. */
	diag_add(&r->diags, MSG(page_ran_away), at->form->record.at,
		ARGS(form_path(a, at->paper->in), STR("ZIP")));
	return false;
}

/* Each in memory of its own: an entry may have a hundred, and a PDF is nearly 2 MB. */
static void make_form(
	struct job_worker *w, struct arena *a, const struct form_of *at, struct report *r)
{
	struct arena *scratch = arena_new();
	struct form_of laid_out = *at;
	laid_out.paper = job_form_paper(w, scratch, at);
	form_paper_check(laid_out.paper, w->shared->req->out.n == 0, &r->diags);
	struct buf html = buf_new(scratch), pdf = buf_new(scratch), docx = buf_new(scratch);
	if (job_form_html(w, scratch, &laid_out, r, &html))
		job_put(w, a, r, form_url(a, at->entry, at->form, STR("html")), buf_str(&html));
	if (job_form_pdf(w, scratch, &laid_out, r, &pdf))
		job_put(w, a, r, form_url(a, at->entry, at->form, STR("pdf")), buf_str(&pdf));
	if (job_form_docx(w, scratch, &laid_out, r, &docx))
		job_put(w, a, r, form_url(a, at->entry, at->form, STR("docx")), buf_str(&docx));
	arena_free(scratch);
}

void job_forms(struct job_worker *w, struct arena *a, const struct entry *e, struct report *r)
{
	for (size_t i = 0; i < e->n_forms; i++)
		if (site_shows_form(w->shared->site, e, &e->forms[i]))
			make_form(w, a, &(struct form_of){.entry = e, .form = &e->forms[i]}, r);
}
