/* SPDX-License-Identifier: MIT */
#include "render/pdf_file.h"

#include "base/arena.h"

/* The day as "2026-07-03", or empty. */
static struct str day_of(struct arena *a, const struct pdf_about *about)
{
	return about->day == DAY_NONE ? STR_NONE : day_iso(a, about->day);
}

static void set_info(struct pdf *pdf, const struct pdf_about *in)
{
	qpdf_oh info = pdf_dict(pdf);
	struct str day = day_of(pdf->arena, in);
	pdf_set_text(pdf, info, "/Title", in->title);
	if (in->author.n > 0)
		pdf_set_text(pdf, info, "/Author", in->author);
	pdf_set_text(pdf, info, "/Creator", STR("placard"));
	if (day.n > 0) {
		struct str digits = str_replace(pdf->arena, day, STR("-"), STR_NONE);
		pdf_set_ascii(pdf, info, "/CreationDate", STR_CAT(pdf->arena, STR("D:"), digits));
	}
	pdf_set(pdf, qpdf_get_trailer(pdf->q), "/Info", pdf_indirect(pdf, info));
}

/* ISO 19005-2, 6.6.4 and 6.6.2.3.2: a name that it does not know is described; ISO 14289-1, 5. */
static void add_claims(struct buf *b, const struct pdf_about *in)
{
	if (in->archival)
		BUF_LIT(b, "<rdf:Description rdf:about=\"\" "
			   "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
			   "<pdfaid:part>2</pdfaid:part>\n"
			   "<pdfaid:conformance>B</pdfaid:conformance>\n</rdf:Description>\n");
	if (!in->accessible)
		return;
	BUF_LIT(b, "<rdf:Description rdf:about=\"\" "
		   "xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
		   "<pdfuaid:part>1</pdfuaid:part>\n</rdf:Description>\n");
	BUF_LIT(b, "<rdf:Description rdf:about=\"\" "
		   "xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" "
		   "xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" "
		   "xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
		   "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
		   "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
		   "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/"
		   "</pdfaSchema:namespaceURI>\n<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
		   "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
		   "<pdfaProperty:name>part</pdfaProperty:name>\n"
		   "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
		   "<pdfaProperty:category>internal</pdfaProperty:category>\n"
		   "<pdfaProperty:description>part of ISO 14289</pdfaProperty:description>\n"
		   "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
		   "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n");
}

static struct str xmp(struct arena *a, const struct pdf_about *in)
{
	struct buf b = buf_new(a);
	struct str day = day_of(a, in);
	BUF_LIT(&b, "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
		    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
		    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
		    "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
		    "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n"
		    "<dc:format>application/pdf</dc:format>\n"
		    "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">");
	buf_add_html(&b, in->title);
	BUF_LIT(&b, "</rdf:li></rdf:Alt></dc:title>\n");
	if (in->author.n > 0) {
		BUF_LIT(&b, "<dc:creator><rdf:Seq><rdf:li>");
		buf_add_html(&b, in->author);
		BUF_LIT(&b, "</rdf:li></rdf:Seq></dc:creator>\n");
	}
	BUF_LIT(&b, "<dc:language><rdf:Bag><rdf:li>");
	buf_add(&b, in->lang);
	BUF_LIT(&b, "</rdf:li></rdf:Bag></dc:language>\n<dc:identifier>");
	buf_add_html(&b, in->identifier);
	BUF_LIT(&b, "</dc:identifier>\n<xmp:CreatorTool>placard</xmp:CreatorTool>\n");
	if (day.n > 0)
		buf_printf(&b, "<xmp:CreateDate>%.*s</xmp:CreateDate>\n", STR_FMT(day));
	BUF_LIT(&b, "</rdf:Description>\n");
	add_claims(&b, in);
	BUF_LIT(&b, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n");
	return buf_str(&b);
}

static void set_metadata(struct pdf *pdf, qpdf_oh root, struct str bytes)
{
	qpdf_oh stream = pdf_stream(pdf, bytes, false);
	qpdf_oh dict = qpdf_oh_get_dict(pdf->q, stream);
	pdf_set_name(pdf, dict, "/Type", "/Metadata");
	pdf_set_name(pdf, dict, "/Subtype", "/XML");
	pdf_set(pdf, root, "/Metadata", stream);
}

void pdf_describe(struct pdf *pdf, const struct pdf_about *about)
{
	qpdf_oh root = qpdf_get_root(pdf->q);
	set_info(pdf, about);
	set_metadata(pdf, root, xmp(pdf->arena, about));
	pdf_set_ascii(pdf, root, "/Lang", about->lang);
	pdf_set_bool(pdf, pdf_sub_dict(pdf, root, "/ViewerPreferences"), "/DisplayDocTitle", true);
	/* Cairo writes the structure and does not always say so. */
	if (qpdf_oh_has_key(pdf->q, root, "/StructTreeRoot"))
		pdf_set_bool(pdf, pdf_sub_dict(pdf, root, "/MarkInfo"), "/Marked", true);
	int n = qpdf_get_num_pages(pdf->q);
	for (int i = 0; i < n; i++)
		pdf_set_name(pdf, qpdf_get_page_n(pdf->q, (size_t)i), "/Tabs", "/S");
}

bool pdf_write(struct pdf *pdf, struct buf *out)
{
	qpdf_data q = pdf->q;
	if (qpdf_init_write_memory(q) & QPDF_ERRORS)
		return false;
	qpdf_set_object_stream_mode(q, qpdf_o_generate);
	qpdf_set_deterministic_ID(q, QPDF_TRUE);
	qpdf_set_minimum_pdf_version(q, "1.7");
	if (qpdf_write(q) & QPDF_ERRORS)
		return false;
	buf_add(out, (struct str){(const char *)qpdf_get_buffer(q), qpdf_get_buffer_length(q)});
	return true;
}
