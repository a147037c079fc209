/* SPDX-License-Identifier: MIT */
/*
 * A filled Word document to the fields of a form. An input that begins with PK is the file; of any
 * other what is in the document, and its properties, parted by byte 1, are put into a file that is
 * whole.
 */
#include "base/arena.h"
#include "fuzz/fuzz.h"
#include "fuzz/zip.h"
#include "parse/docx.h"
#include "parse/yaml.h"
#include "resolve/document.h"
#include "resolve/form.h"
#include "resolve/record.h"

static const char form_yaml[] =
	"title: t\n"
	"rows:\n"
	"- - { id: day, label: 日期, type: date, place: above-left }\n"
	"- - { id: name, label: 姓名, type: text, note: 写全名 }\n"
	"  - { id: rate, label: 比例, type: percent }\n"
	"- - { id: way, label: 形式, type: choice, options: [座谈, 走访], other: true }\n"
	"- - { id: agree, label: 同意, type: checkbox }\n"
	"- - label: 人数\n"
	"    of: [{ id: n_a, label: 干部, type: integer }, { id: n_b, label: 群众, type: integer "
	"}]\n"
	"- - { id: t, label: 名册, type: table, rows: 2, columns: [\n"
	"      { id: who, label: 姓名, type: text }, { id: n, label: 数, type: integer }] }\n";

static struct str document(struct arena *a, struct str input)
{
	struct str body = str_cut(&input, '\1');
	body = STR_CAT(
		a, STR("<w:document xmlns:w='w' xmlns:w14='x'>"), body, STR("</w:document>"));
	struct zip_part parts[] = {
		{"_rels/.rels",
			STR("<R><Relationship Id='a' Type='" RELATION
			    "officeDocument' Target='word/document.xml'/><Relationship Id='b' "
			    "Type='" RELATION
			    "custom-properties' Target='docProps/custom.xml'/></R>"),
			0},
		{"word/document.xml", body, 0},
		{"docProps/custom.xml", input.n ? input : STR("<P/>"), 0},
	};
	return zip_pack(a, parts, ARRAY_LEN(parts));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz f;
	struct str input = {(const char *)data, size};
	struct value doc, yaml;
	struct form form = {.n_rows = 0};
	if (!fuzz_begin(&f, (const uint8_t *)"", 0))
		return -1;
	struct source *src = source_new(f.arena, STR("f.yaml"), str_from(form_yaml));
	struct reader r = {.arena = f.arena, .diags = &f.diags};
	MUST(yaml_parse(f.arena, src, src->text, &yaml, &f.diags));
	record_read(&r, &form_schema, &yaml, &form);
	form_resolve(&r, &form);
	MUST(form.n_cells > 10);
	struct str bytes = str_starts(input, STR("PK")) ? input : document(f.arena, input);
	bool good = docx_read(f.arena, bytes, &doc) == DOCX_FINE;
	struct value fields = document_fields(f.arena, &form, &doc);
	MUST(good || fields.n == 0);
	for (size_t i = 0; i < fields.n; i++)
		MUST(fields.pairs[i].value.kind == VALUE_TEXT);
	return fuzz_end(&f);
}
