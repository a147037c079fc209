/* SPDX-License-Identifier: MIT */
/*
 * The logical structure, completed. Cairo writes the tree of tags, but knows neither of annotations
 * nor of attributes; its elements come in the order in which they were drawn.
 */
#include "render/form_pdf_drawing.h"
#include "render/pdf_object.h"

#include "base/arena.h"

enum { STRUCTURE_DEPTH = 8 }; /* Table, TR, TD, Form: ours is not so deep */

struct tying {
	struct pdf *pdf;
	const struct drawing *drawing;
	const qpdf_oh *widgets;
	size_t n_forms, n_cells; /* found so far */
	qpdf_oh numbers;	 /* of the parent tree */
	long long next_key;
};

static void tie_widget(struct tying *t, qpdf_oh element)
{
	struct pdf *pdf = t->pdf;
	if (t->n_forms >= t->drawing->widgets.list.n)
		return;
	const struct widget *w = &t->drawing->widgets.list.items[t->n_forms];
	qpdf_oh widget = t->widgets[t->n_forms++];
	qpdf_oh page = qpdf_get_page_n(pdf->q, w->page), reference = pdf_dict(pdf);
	pdf_set_name(pdf, reference, "/Type", "/OBJR");
	pdf_set(pdf, reference, "/Obj", widget);
	pdf_set(pdf, reference, "/Pg", page);
	pdf_set(pdf, element, "/Pg", page);
	pdf_set(pdf, element, "/K", qpdf_oh_wrap_in_array(pdf->q, reference));
	pdf_set_int(pdf, widget, "/StructParent", t->next_key);
	qpdf_oh_append_item(pdf->q, t->numbers, qpdf_oh_new_integer(pdf->q, t->next_key++));
	qpdf_oh_append_item(pdf->q, t->numbers, element);
}

static void describe_cell(struct tying *t, qpdf_oh element, bool is_head)
{
	struct pdf *pdf = t->pdf;
	if (t->n_cells >= t->drawing->cells.list.n)
		return;
	const struct tagged_cell *cell = &t->drawing->cells.list.items[t->n_cells++];
	bool plain = cell->row_span == 1 && cell->col_span == 1;
	if (plain && !is_head)
		return;
	qpdf_oh attributes = pdf_sub_dict(pdf, element, "/A");
	pdf_set_name(pdf, attributes, "/O", "/Table");
	if (is_head)
		pdf_set_name(pdf, attributes, "/Scope", cell->heads_row ? "/Row" : "/Column");
	if (cell->row_span > 1)
		pdf_set_int(pdf, attributes, "/RowSpan", cell->row_span);
	if (cell->col_span > 1)
		pdf_set_int(pdf, attributes, "/ColSpan", cell->col_span);
}

static void visit(struct tying *t, qpdf_oh element, int depth)
{
	qpdf_data q = t->pdf->q;
	if (!qpdf_oh_is_dictionary(q, element) || depth > STRUCTURE_DEPTH)
		return;
	qpdf_oh type = qpdf_oh_get_key(q, element, "/S");
	bool head = qpdf_oh_is_name_and_equals(q, type, "/TH");
	if (head || qpdf_oh_is_name_and_equals(q, type, "/TD"))
		describe_cell(t, element, head);
	if (qpdf_oh_is_name_and_equals(q, type, "/Form")) {
		tie_widget(t, element);
		return;
	}
	qpdf_oh kids = qpdf_oh_get_key(q, element, "/K");
	if (!qpdf_oh_is_array(q, kids)) {
		visit(t, kids, depth + 1);
		return;
	}
	int n = qpdf_oh_get_array_n_items(q, kids);
	for (int i = 0; i < n; i++)
		visit(t, qpdf_oh_get_array_item(q, kids, i), depth + 1);
}

/* One element over all: cairo hangs what stands on the pages into the root. */
static void add_document(struct pdf *pdf, qpdf_oh root)
{
	qpdf_data q = pdf->q;
	qpdf_oh kids = qpdf_oh_get_key(q, root, "/K"), document = pdf_indirect(pdf, pdf_dict(pdf));
	if (!qpdf_oh_is_array(q, kids))
		return;
	int n = qpdf_oh_get_array_n_items(q, kids);
	for (int i = 0; i < n; i++)
		pdf_set(pdf, qpdf_oh_get_array_item(q, kids, i), "/P", document);
	pdf_set_name(pdf, document, "/Type", "/StructElem");
	pdf_set_name(pdf, document, "/S", "/Document");
	pdf_set(pdf, document, "/P", root);
	pdf_set(pdf, document, "/K", kids);
	pdf_set(pdf, root, "/K", qpdf_oh_wrap_in_array(q, document));
}

void form_pdf_tie(struct pdf *pdf, const struct drawing *drawing, const unsigned *widgets)
{
	qpdf_data q = pdf->q;
	qpdf_oh catalog = qpdf_get_root(q), root = qpdf_oh_get_key(q, catalog, "/StructTreeRoot");
	qpdf_oh parents = qpdf_oh_get_key_if_dict(q, root, "/ParentTree");
	if (!qpdf_oh_is_dictionary(q, parents))
		return;
	struct tying t = {
		.pdf = pdf,
		.drawing = drawing,
		.widgets = widgets,
		.numbers = pdf_array_at(pdf, parents, "/Nums"),
		.next_key = qpdf_get_num_pages(q), /* cairo gives each page its number */
	};
	visit(&t, root, 0);
	pdf_set_int(pdf, root, "/ParentTreeNextKey", t.next_key);
	add_document(pdf, root);
	pdf_set_bool(pdf, pdf_sub_dict(pdf, catalog, "/MarkInfo"), "/Marked", true);
}
