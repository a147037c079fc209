/* SPDX-License-Identifier: MIT */
/* The font in which a viewer shows what is typed: in the file, or one that the viewer has. */
#include "render/form_pdf_drawing.h"
#include "render/pdf_object.h"

#include "base/arena.h"

static qpdf_oh descriptor(struct pdf *pdf, const char *name)
{
	qpdf_oh d = pdf_dict(pdf);
	pdf_set_name(pdf, d, "/Type", "/FontDescriptor");
	pdf_set_name(pdf, d, "/FontName", name);
	pdf_set_int(pdf, d, "/Flags", 4); /* symbolic: its characters are of no standard set */
	pdf_set_int(pdf, d, "/ItalicAngle", 0);
	pdf_set_int(pdf, d, "/StemV", 80);
	return d;
}

static void set_height(
	struct pdf *pdf, qpdf_oh descriptor, const double box[4], const int above_below_capital[3])
{
	pdf_set_box(pdf, descriptor, "/FontBBox", box);
	pdf_set_int(pdf, descriptor, "/Ascent", above_below_capital[0]);
	pdf_set_int(pdf, descriptor, "/Descent", above_below_capital[1]);
	pdf_set_int(pdf, descriptor, "/CapHeight", above_below_capital[2]);
}

/* A code is a CID of the collection system, two bytes. */
static qpdf_oh composite_font(struct pdf *pdf, const char *name, qpdf_oh cid_font)
{
	qpdf_oh font = pdf_dict(pdf), below = pdf_array(pdf);
	qpdf_oh_append_item(pdf->q, below, pdf_indirect(pdf, cid_font));
	pdf_set_name(pdf, font, "/Type", "/Font");
	pdf_set_name(pdf, font, "/Subtype", "/Type0");
	pdf_set_name(pdf, font, "/BaseFont", name);
	pdf_set_name(pdf, font, "/Encoding", "/Identity-H");
	pdf_set(pdf, font, "/DescendantFonts", below);
	return pdf_indirect(pdf, font);
}

static qpdf_oh cid_font(struct pdf *pdf, const char *subtype, const char *name, const char *system)
{
	qpdf_oh cid = pdf_dict(pdf);
	pdf_set_name(pdf, cid, "/Type", "/Font");
	pdf_set_name(pdf, cid, "/Subtype", subtype);
	pdf_set_name(pdf, cid, "/BaseFont", name);
	pdf_set(pdf, cid, "/CIDSystemInfo", qpdf_oh_parse(pdf->q, system));
	pdf_set_int(pdf, cid, "/DW", 1000);
	return cid;
}

/* --- in the file --- */

/* No name with a subset's prefix: a viewer may take it as a font that it must not type with. */
static qpdf_oh embedded(struct pdf *pdf, const struct form_font *font)
{
	static const char name[] = "/FormCJK";
	qpdf_oh d = descriptor(pdf, name), file = pdf_stream(pdf, font->file, true);
	const double box[4] = {font->box[0], font->box[1], font->box[2], font->box[3]};
	set_height(pdf, d, box, (const int[]){font->ascent, font->descent, font->cap_height});
	pdf_set_int(pdf, qpdf_oh_get_dict(pdf->q, file), "/Length1", (long long)font->file_size);
	pdf_set(pdf, d, "/FontFile2", file);
	qpdf_oh cid = cid_font(pdf, "/CIDFontType2", name,
		"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>");
	pdf_set(pdf, cid, "/W", qpdf_oh_parse(pdf->q, str_cstr(pdf->arena, font->widths)));
	pdf_set(pdf, cid, "/CIDToGIDMap", pdf_stream(pdf, font->cid_to_gid, true));
	pdf_set(pdf, cid, "/FontDescriptor", pdf_indirect(pdf, d));
	qpdf_oh composite = composite_font(pdf, name, cid);
	pdf_set(pdf, composite, "/ToUnicode", pdf_stream(pdf, font->to_unicode, true));
	return composite;
}

/* --- the viewer's --- */

struct known_font {
	const char *name, *composite, *system;
	const char *widths; /* what is not as wide as high; or NULL */
};

/*
 * By its collection a viewer knows which character a CID is, and finds a font that has them. The
 * CIDs themselves are the codes: of a font with UniGB-UTF16-H poppler writes CIDs all the same,
 * and shows what was typed as other characters.
 */
static const struct known_font chinese = {"/STSong-Light", "/STSong-Light-Identity-H",
	"<< /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>",
	"[1 95 500 814 939 500]"}; /* Latin letters and digits */

/*
 * PDFium (Chrome, Edge) takes full-width letters and marks for Japanese and looks for a font of
 * that collection beside the Chinese one; without it those are not shown.
 */
static const struct known_font japanese = {"/HeiseiKakuGo-W5", "/HeiseiKakuGo-W5-Identity-H",
	"<< /Registry (Adobe) /Ordering (Japan1) /Supplement 4 >>", NULL};

static qpdf_oh viewers_own(struct pdf *pdf, const struct known_font *known)
{
	static const double box[4] = {0, -120, 1000, 880};
	static const int heights[3] = {880, -120, 700};
	qpdf_oh d = descriptor(pdf, known->name);
	set_height(pdf, d, box, heights);
	qpdf_oh cid = cid_font(pdf, "/CIDFontType0", known->name, known->system);
	pdf_set(pdf, cid, "/FontDescriptor", pdf_indirect(pdf, d));
	if (known->widths)
		pdf_set(pdf, cid, "/W", qpdf_oh_parse(pdf->q, known->widths));
	return composite_font(pdf, known->composite, cid);
}

qpdf_oh form_pdf_add_font(
	struct pdf *pdf, qpdf_oh fonts, const char *name, const struct form_font *font)
{
	qpdf_oh typed = font ? embedded(pdf, font) : viewers_own(pdf, &chinese);
	pdf_set(pdf, fonts, name, typed);
	if (!font)
		pdf_set(pdf, fonts, "/F1", viewers_own(pdf, &japanese));
	return typed;
}
