/* SPDX-License-Identifier: MIT */
#include "render/pdf_structure.h"

#include <string.h>

enum { STRUCTURE_DEPTH = 48 }; /* lists in lists, Table, TR, TD, Span: ours is not so deep */

static qpdf_oh structure_root(struct pdf *pdf)
{
	return qpdf_oh_get_key(pdf->q, qpdf_get_root(pdf->q), "/StructTreeRoot");
}

static void visit(struct pdf *pdf, const struct pdf_visitor *v, qpdf_oh element, int depth)
{
	qpdf_data q = pdf->q;
	if (!qpdf_oh_is_dictionary(q, element) || depth > STRUCTURE_DEPTH)
		return;
	qpdf_oh type = qpdf_oh_get_key(q, element, "/S");
	if (qpdf_oh_is_name(q, type) && !v->visit(v->context, element, qpdf_oh_get_name(q, type)))
		return;
	qpdf_oh kids = qpdf_oh_get_key(q, element, "/K");
	if (!qpdf_oh_is_array(q, kids)) {
		visit(pdf, v, kids, depth + 1);
		return;
	}
	int n = qpdf_oh_get_array_n_items(q, kids);
	for (int i = 0; i < n; i++)
		visit(pdf, v, qpdf_oh_get_array_item(q, kids, i), depth + 1);
}

void pdf_structure_walk(struct pdf *pdf, const struct pdf_visitor *visitor)
{
	visit(pdf, visitor, structure_root(pdf), 0);
}

void pdf_structure_cell(
	struct pdf *pdf, qpdf_oh element, const char *type, const struct tagged_cell *cell)
{
	bool is_head = strcmp(type, "/TH") == 0;
	if (!is_head && cell->row_span == 1 && cell->col_span == 1)
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

void pdf_structure_add_document(struct pdf *pdf)
{
	qpdf_data q = pdf->q;
	qpdf_oh root = structure_root(pdf), document = pdf_indirect(pdf, pdf_dict(pdf));
	qpdf_oh kids = qpdf_oh_get_key_if_dict(q, root, "/K");
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
