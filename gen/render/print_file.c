/* SPDX-License-Identifier: MIT */
/* The pages of a printed entry as a whole PDF: what its pictures, tables and links are. */
#include <string.h>

#include "base/arena.h"
#include "doc/party.h"
#include "render/pdf_file.h"
#include "render/pdf_standard.h"
#include "render/pdf_structure.h"
#include "render/print_parts.h"

struct tying {
	const struct printing *p;
	struct pdf *pdf;
	size_t n_figures, n_cells; /* found so far */
};

static double number_at(struct pdf *pdf, qpdf_oh array, int i)
{
	return qpdf_oh_get_numeric_value(pdf->q, qpdf_oh_get_array_item(pdf->q, array, i));
}

/* ISO 32000-1 14.8.5.4.3: from the lower left corner of the page. */
static void describe_figure(struct pdf *pdf, qpdf_oh element, const struct print_drawn *drawn)
{
	qpdf_oh page = qpdf_oh_get_key(pdf->q, element, "/Pg");
	qpdf_oh media = qpdf_oh_get_key_if_dict(pdf->q, page, "/MediaBox");
	pdf_set_text(pdf, element, "/Alt", drawn->alt);
	if (!qpdf_oh_is_array(pdf->q, media))
		return;
	const double *b = drawn->box;
	double high = number_at(pdf, media, 3), x0 = b[0] < b[2] ? b[0] : b[2];
	double x1 = b[0] < b[2] ? b[2] : b[0], y0 = b[1] < b[3] ? b[1] : b[3];
	double y1 = b[1] < b[3] ? b[3] : b[1];
	const double box[4] = {x0, high - y1, x1, high - y0};
	qpdf_oh attributes = pdf_sub_dict(pdf, element, "/A");
	pdf_set_name(pdf, attributes, "/O", "/Layout");
	pdf_set_box(pdf, attributes, "/BBox", box);
}

/* Where it leads is what there is to say of a link; and it is on paper what it is on a screen. */
static void describe_link(struct pdf *pdf, qpdf_oh element)
{
	enum { ANNOT_PRINT = 1 << 2 };
	qpdf_data q = pdf->q;
	qpdf_oh kids = qpdf_oh_get_key(q, element, "/K");
	for (int i = 0; qpdf_oh_is_array(q, kids) && i < qpdf_oh_get_array_n_items(q, kids); i++) {
		qpdf_oh kid = qpdf_oh_get_array_item(q, kids, i);
		qpdf_oh annotation = qpdf_oh_get_key_if_dict(q, kid, "/Obj");
		qpdf_oh action = qpdf_oh_get_key_if_dict(q, annotation, "/A");
		qpdf_oh address = qpdf_oh_get_key_if_dict(q, action, "/URI");
		if (!qpdf_oh_is_string(q, address))
			continue;
		pdf_set(pdf, annotation, "/Contents", address);
		pdf_set_int(pdf, annotation, "/F", ANNOT_PRINT);
	}
}

static bool visit(void *context, qpdf_oh element, const char *type)
{
	struct tying *t = context;
	const struct printing *p = t->p;
	bool cell = strcmp(type, "/TH") == 0 || strcmp(type, "/TD") == 0;
	if (cell && t->n_cells < p->cells.list.n)
		pdf_structure_cell(t->pdf, element, type, &p->cells.list.items[t->n_cells++]);
	if (strcmp(type, "/Figure") == 0 && t->n_figures < p->drawn.n)
		describe_figure(t->pdf, element, &p->drawn.items[t->n_figures++]);
	if (strcmp(type, "/Link") == 0)
		describe_link(t->pdf, element);
	return true;
}

static void complete(const struct printing *p, struct pdf *pdf)
{
	const struct entry *e = p->in->own.entry;
	const struct party *issuer = entry_issuer(e, 0);
	bool standard = pdf_meet_standards(pdf);
	const struct pdf_about about = {.title = form_plain_label(p->arena, e->front.title.s),
		.identifier = e->front.number.s.n ? e->front.number.s : e->path,
		.author = issuer ? issuer->name.s : STR_NONE,
		.lang = site_lang_tag(p->in->site),
		.day = e->published,
		.archival = standard,
		.accessible = standard};
	struct tying t = {.p = p, .pdf = pdf};
	pdf_structure_walk(pdf, &(struct pdf_visitor){visit, &t});
	pdf_structure_add_document(pdf);
	pdf_describe(pdf, &about);
}

bool print_finish(const struct printing *p, struct str pages, struct buf *out)
{
	qpdf_data q = qpdf_init();
	struct pdf pdf = {q, p->arena};
	qpdf_silence_errors(q);
	qpdf_set_suppress_warnings(q, QPDF_TRUE);
	bool done = !(qpdf_read_memory(q, "print", pages.p, pages.n, NULL) & QPDF_ERRORS);
	if (done) {
		complete(p, &pdf);
		done = !qpdf_has_error(q) && pdf_write(&pdf, out);
	}
	qpdf_cleanup(&q);
	return done;
}
