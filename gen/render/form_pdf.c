/* SPDX-License-Identifier: MIT */
#include "render/form_pdf.h"

#include "base/arena.h"
#include "doc/messages.h"
#include "render/form_pdf_drawing.h"

bool form_pdf_render(struct arena *a, const struct form_paper *paper, struct form_font *font,
	struct buf *out, struct diags *d)
{
	const struct form_paper_input *in = paper->in;
	struct drawing drawing = {.pages = buf_new(a)};
	struct str error =
		d->lang == LANG_ZH ? STR("字体文件读不出来") : STR("a font file cannot be read");
	if (form_pdf_draw(a, paper, &drawing) &&
		form_pdf_add_fields(in, font, &drawing, out, &error) && !out->full)
		return true;
	/* cairo and qpdf have no other reason: no form brings them to refuse it. */
	diag_add(d, MSG(page_ran_away), in->form->record.at, ARGS(form_path(a, in), error));
	return false;
}
