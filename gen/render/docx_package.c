/* SPDX-License-Identifier: MIT */
#include "render/docx_package.h"

#include <zip.h>

#include "base/arena.h"

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define OOXML "http://schemas.openxmlformats.org/"
#define WORD_NAMES                                                                                 \
	"xmlns:w=\"" OOXML "wordprocessingml/2006/main\" xmlns:r=\"" OOXML                         \
	"officeDocument/2006/relationships\" "                                                     \
	"xmlns:mc=\"" OOXML "markup-compatibility/2006\" "                                         \
	"xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" mc:Ignorable=\"w14\""
#define RELATION OOXML "officeDocument/2006/relationships/"
#define WORD_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."

enum { FIRST_DAY_OF_DOS = 0x21 }; /* 1980-01-01, as a ZIP file says it: no part tells its time */

static const char content_types[] = XML_HEAD
	"<Types xmlns=\"" OOXML "package/2006/content-types\">"
	"<Default Extension=\"rels\" "
	"ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
	"<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
	"<Override PartName=\"/word/document.xml\" ContentType=\"" WORD_TYPE "document.main+xml\"/>"
	"<Override PartName=\"/word/styles.xml\" ContentType=\"" WORD_TYPE "styles+xml\"/>"
	"<Override PartName=\"/word/settings.xml\" ContentType=\"" WORD_TYPE "settings+xml\"/>"
	"<Override PartName=\"/word/fontTable.xml\" ContentType=\"" WORD_TYPE "fontTable+xml\"/>"
	"<Override PartName=\"/word/footer.xml\" ContentType=\"" WORD_TYPE "footer+xml\"/>"
	"<Override PartName=\"/docProps/core.xml\" "
	"ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
	"<Override PartName=\"/docProps/custom.xml\" "
	"ContentType=\"application/vnd.openxmlformats-officedocument.custom-properties+xml\"/>"
	"</Types>";

static const char package_relations[] = XML_HEAD
	"<Relationships xmlns=\"" OOXML "package/2006/relationships\">"
	"<Relationship Id=\"document\" Type=\"" RELATION
	"officeDocument\" Target=\"word/document.xml\"/>"
	"<Relationship Id=\"core\" Type=\"" OOXML
	"package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
	"<Relationship Id=\"custom\" Type=\"" RELATION
	"custom-properties\" Target=\"docProps/custom.xml\"/>"
	"</Relationships>";

static const char document_relations[] = XML_HEAD
	"<Relationships xmlns=\"" OOXML "package/2006/relationships\">"
	"<Relationship Id=\"styles\" Type=\"" RELATION "styles\" Target=\"styles.xml\"/>"
	"<Relationship Id=\"settings\" Type=\"" RELATION "settings\" Target=\"settings.xml\"/>"
	"<Relationship Id=\"fonts\" Type=\"" RELATION "fontTable\" Target=\"fontTable.xml\"/>"
	"<Relationship Id=\"footer\" Type=\"" RELATION "footer\" Target=\"footer.xml\"/>"
	"</Relationships>";

/* 15: the layout of Word 2013 and later, where a table's edge stands at the margin. */
static const char settings[] =
	XML_HEAD "<w:settings " WORD_NAMES "><w:zoom w:percent=\"100\"/>"
		 "<w:characterSpacingControl w:val=\"doNotCompress\"/>"
		 "<w:compat><w:compatSetting w:name=\"compatibilityMode\" "
		 "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>"
		 "</w:settings>";

/* Faces that an office has, and what stands in where it has not. */
static const char fonts[] =
	XML_HEAD "<w:fonts " WORD_NAMES ">"
		 "<w:font w:name=\"仿宋\"><w:altName w:val=\"FangSong\"/></w:font>"
		 "<w:font w:name=\"方正小标宋简体\"><w:altName w:val=\"宋体\"/></w:font>"
		 "<w:font w:name=\"黑体\"><w:altName w:val=\"SimHei\"/></w:font>"
		 "</w:fonts>";

static struct str document_part(struct arena *a, const struct docx_document *doc)
{
	return STR_CAT(a, STR(XML_HEAD "<w:document " WORD_NAMES "><w:body>"), doc->body,
		STR("</w:body></w:document>"));
}

static struct str footer_part(struct arena *a, const struct docx_document *doc)
{
	return STR_CAT(a, STR(XML_HEAD "<w:ftr " WORD_NAMES ">"), doc->footer, STR("</w:ftr>"));
}

static struct str styles_part(struct arena *a, const struct docx_document *doc)
{
	struct buf b = buf_new(a);
	BUF_LIT(&b, XML_HEAD "<w:styles " WORD_NAMES "><w:docDefaults><w:rPrDefault><w:rPr>"
			     "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" "
			     "w:eastAsia=\"仿宋\" w:cs=\"Times New Roman\"/><w:sz w:val=\"24\"/>"
			     "<w:szCs w:val=\"24\"/><w:lang w:val=\"");
	buf_add_html(&b, doc->lang);
	BUF_LIT(&b, "\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault><w:pPrDefault/>"
		    "</w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" "
		    "w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>");
	buf_add(&b, doc->styles);
	BUF_LIT(&b, "</w:styles>");
	return buf_str(&b);
}

static struct str core_part(struct arena *a, const struct docx_document *doc)
{
	struct buf b = buf_new(a);
	BUF_LIT(&b, XML_HEAD "<cp:coreProperties xmlns:cp=\"" OOXML
			     "package/2006/metadata/core-properties\" "
			     "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
			     "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
			     "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>");
	buf_add_html(&b, doc->title);
	BUF_LIT(&b, "</dc:title><dc:language>");
	buf_add_html(&b, doc->lang);
	BUF_LIT(&b, "</dc:language>");
	if (doc->day.n > 0)
		buf_printf(&b,
			"<dcterms:created xsi:type=\"dcterms:W3CDTF\">%.*sT00:00:00Z"
			"</dcterms:created>",
			STR_FMT(doc->day));
	BUF_LIT(&b, "</cp:coreProperties>");
	return buf_str(&b);
}

/* ISO/IEC 29500-1, 22.3: numbers begin at 2, under the one format id that there is. */
static struct str custom_part(struct arena *a, const struct docx_document *doc)
{
	struct buf b = buf_new(a);
	BUF_LIT(&b, XML_HEAD "<Properties xmlns=\"" OOXML
			     "officeDocument/2006/custom-properties\" xmlns:vt=\"" OOXML
			     "officeDocument/2006/docPropsVTypes\">");
	for (size_t i = 0; i < doc->n_own; i++) {
		buf_printf(&b,
			"<property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"%zu\" "
			"name=\"",
			i + 2);
		buf_add_html(&b, doc->own[i].name);
		BUF_LIT(&b, "\"><vt:lpwstr>");
		buf_add_html(&b, doc->own[i].value);
		BUF_LIT(&b, "</vt:lpwstr></property>");
	}
	BUF_LIT(&b, "</Properties>");
	return buf_str(&b);
}

/* --- the ZIP file --- */

struct part {
	const char *name;
	struct str xml;
};

static void *must(void *made)
{
	if (!made)
		out_of_memory(); /* the only cause: what is written to is memory */
	return made;
}

static bool add_part(zip_t *zip, const struct part *part)
{
	zip_source_t *bytes = must(zip_source_buffer(zip, part->xml.p, part->xml.n, 0));
	zip_int64_t at = zip_file_add(zip, part->name, bytes, ZIP_FL_ENC_UTF_8);
	if (at < 0) {
		zip_source_free(bytes);
		return false;
	}
	zip_uint64_t index = (zip_uint64_t)at;
	return zip_set_file_compression(zip, index, ZIP_CM_DEFLATE, 9) == 0 &&
	       zip_file_set_dostime(zip, index, 0, FIRST_DAY_OF_DOS, 0) == 0;
}

static bool read_back(struct arena *a, zip_source_t *archive, struct buf *out)
{
	zip_stat_t stat;
	if (zip_source_stat(archive, &stat) != 0 || zip_source_open(archive) != 0)
		return false;
	char *bytes = NEW_N(a, char, stat.size + 1);
	bool whole = zip_source_read(archive, bytes, stat.size) == (zip_int64_t)stat.size;
	zip_source_close(archive);
	if (whole)
		buf_add(out, (struct str){bytes, stat.size});
	return whole && !out->full;
}

static bool zip_parts(struct arena *a, const struct part *parts, size_t n, struct buf *out)
{
	zip_source_t *archive = must(zip_source_buffer_create(NULL, 0, 0, NULL));
	zip_source_keep(archive); /* closing the file gives it up once */
	zip_t *zip = must(zip_open_from_source(archive, ZIP_TRUNCATE, NULL));
	bool good = true;
	for (size_t i = 0; i < n && good; i++)
		good = add_part(zip, &parts[i]);
	if (!good || zip_close(zip) != 0) {
		zip_discard(zip);
		good = false;
	}
	good = good && read_back(a, archive, out);
	zip_source_free(archive);
	return good;
}

bool docx_pack(struct arena *a, const struct docx_document *doc, struct buf *out)
{
	const struct part parts[] = {
		{"[Content_Types].xml", str_from(content_types)},
		{"_rels/.rels", str_from(package_relations)},
		{"word/document.xml", document_part(a, doc)},
		{"word/_rels/document.xml.rels", str_from(document_relations)},
		{"word/styles.xml", styles_part(a, doc)},
		{"word/settings.xml", str_from(settings)},
		{"word/fontTable.xml", str_from(fonts)},
		{"word/footer.xml", footer_part(a, doc)},
		{"docProps/core.xml", core_part(a, doc)},
		{"docProps/custom.xml", custom_part(a, doc)},
	};
	return zip_parts(a, parts, ARRAY_LEN(parts), out);
}
