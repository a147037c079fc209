/* SPDX-License-Identifier: MIT */
/* The logical structure of a form, completed: cairo knows nothing of its fields. */
#include <string.h>

#include "render/form_pdf_drawing.h"
#include "render/pdf_object.h"

#include "base/arena.h"

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
	qpdf_oh kids = qpdf_oh_wrap_in_array(pdf->q, reference);
	qpdf_oh drawn = qpdf_oh_get_key(pdf->q, element, "/K");
	if (qpdf_oh_is_integer(pdf->q, drawn)) /* the place on the page that cairo marked */
		qpdf_oh_append_item(pdf->q, kids, drawn);
	pdf_set(pdf, element, "/K", kids);
	pdf_set_int(pdf, widget, "/StructParent", t->next_key);
	qpdf_oh_append_item(pdf->q, t->numbers, qpdf_oh_new_integer(pdf->q, t->next_key++));
	qpdf_oh_append_item(pdf->q, t->numbers, element);
}

static bool visit(void *context, qpdf_oh element, const char *type)
{
	struct tying *t = context;
	const struct tagged_list *cells = &t->drawing->cells;
	if ((strcmp(type, "/TH") == 0 || strcmp(type, "/TD") == 0) && t->n_cells < cells->list.n)
		pdf_structure_cell(t->pdf, element, type, &cells->list.items[t->n_cells++]);
	if (strcmp(type, "/Form") != 0)
		return true;
	tie_widget(t, element);
	return false;
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
	pdf_structure_walk(pdf, &(struct pdf_visitor){visit, &t});
	pdf_set_int(pdf, root, "/ParentTreeNextKey", t.next_key);
	pdf_structure_add_document(pdf);
	pdf_set_bool(pdf, pdf_sub_dict(pdf, catalog, "/MarkInfo"), "/Marked", true);
}
