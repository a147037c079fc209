/* SPDX-License-Identifier: MIT */
#include "render/pdf_object.h"

#include "base/arena.h"

void pdf_set(struct pdf *pdf, qpdf_oh dict, const char *key, qpdf_oh value)
{
	qpdf_oh_replace_key(pdf->q, dict, key, value);
}

void pdf_set_name(struct pdf *pdf, qpdf_oh dict, const char *key, const char *name)
{
	pdf_set(pdf, dict, key, qpdf_oh_new_name(pdf->q, name));
}

void pdf_set_int(struct pdf *pdf, qpdf_oh dict, const char *key, long long v)
{
	pdf_set(pdf, dict, key, qpdf_oh_new_integer(pdf->q, v));
}

void pdf_set_bool(struct pdf *pdf, qpdf_oh dict, const char *key, bool v)
{
	pdf_set(pdf, dict, key, qpdf_oh_new_bool(pdf->q, v));
}

qpdf_oh pdf_text(struct pdf *pdf, struct str text)
{
	return qpdf_oh_new_unicode_string(pdf->q, str_cstr(pdf->arena, text));
}

void pdf_set_text(struct pdf *pdf, qpdf_oh dict, const char *key, struct str text)
{
	pdf_set(pdf, dict, key, pdf_text(pdf, text));
}

void pdf_set_ascii(struct pdf *pdf, qpdf_oh dict, const char *key, struct str text)
{
	pdf_set(pdf, dict, key, qpdf_oh_new_binary_string(pdf->q, text.p, text.n));
}

void pdf_set_box(struct pdf *pdf, qpdf_oh dict, const char *key, const double box[4])
{
	qpdf_oh array = qpdf_oh_new_array(pdf->q);
	for (int i = 0; i < 4; i++)
		qpdf_oh_append_item(pdf->q, array, qpdf_oh_new_real_from_double(pdf->q, box[i], 2));
	pdf_set(pdf, dict, key, array);
}

qpdf_oh pdf_dict(struct pdf *pdf)
{
	return qpdf_oh_new_dictionary(pdf->q);
}

qpdf_oh pdf_sub_dict(struct pdf *pdf, qpdf_oh dict, const char *key)
{
	if (!qpdf_oh_has_key(pdf->q, dict, key))
		pdf_set(pdf, dict, key, pdf_dict(pdf));
	return qpdf_oh_get_key(pdf->q, dict, key);
}

qpdf_oh pdf_array(struct pdf *pdf)
{
	return qpdf_oh_new_array(pdf->q);
}

qpdf_oh pdf_array_at(struct pdf *pdf, qpdf_oh dict, const char *key)
{
	if (!qpdf_oh_has_key(pdf->q, dict, key))
		pdf_set(pdf, dict, key, pdf_array(pdf));
	return qpdf_oh_get_key(pdf->q, dict, key);
}

qpdf_oh pdf_indirect(struct pdf *pdf, qpdf_oh object)
{
	return qpdf_make_indirect_object(pdf->q, object);
}

qpdf_oh pdf_stream(struct pdf *pdf, struct str bytes, bool deflated)
{
	static const unsigned char nothing[1] = {0};
	qpdf_oh stream = qpdf_oh_new_stream(pdf->q);
	qpdf_oh filter =
		deflated ? qpdf_oh_new_name(pdf->q, "/FlateDecode") : qpdf_oh_new_null(pdf->q);
	const unsigned char *p = bytes.n ? (const unsigned char *)bytes.p : nothing;
	qpdf_oh_replace_stream_data(pdf->q, stream, p, bytes.n, filter, qpdf_oh_new_null(pdf->q));
	return stream;
}
