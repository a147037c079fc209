/* SPDX-License-Identifier: MIT */
/*
 * A workbook to values, and these to tasks. An input that begins with PK is the file; of any other
 * the sheet, the shared texts and the styles, parted by bytes 1, are put into a file that is whole,
 * since no fuzzer finds the sums of a ZIP.
 */
#include "base/arena.h"
#include "base/vec.h"
#include "doc/plan.h"
#include "fuzz/fuzz.h"
#include "fuzz/zip.h"
#include "parse/xlsx.h"
#include "resolve/record.h"

static struct str workbook(struct arena *a, struct str input)
{
	struct str sheet = str_cut(&input, '\1'), texts = str_cut(&input, '\1');
	struct zip_part parts[] = {
		{"_rels/.rels",
			STR("<R><Relationship Id='a' Type='" RELATION
			    "officeDocument' Target='xl/workbook.xml'/></R>"),
			0},
		{"xl/workbook.xml",
			STR("<w xmlns:r='r'><sheets><sheet name='s' r:id='s'/></sheets></w>"), 0},
		{"xl/_rels/workbook.xml.rels",
			STR("<R><Relationship Id='s' Type='" RELATION
			    "worksheet' Target='sheet.xml'/><Relationship Id='t' Type='" RELATION
			    "sharedStrings' Target='texts.xml'/><Relationship Id='y' "
			    "Type='" RELATION "styles' Target='styles.xml'/></R>"),
			0},
		{"xl/sheet.xml", sheet, 0},
		{"xl/texts.xml", texts.n ? texts : STR("<sst/>"), 0},
		{"xl/styles.xml", input.n ? input : STR("<s/>"), 0},
	};
	return zip_pack(a, parts, ARRAY_LEN(parts));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz f;
	struct str input = {(const char *)data, size};
	struct value rows = {0};
	struct source *src = NULL;
	if (!fuzz_begin(&f, (const uint8_t *)"", 0))
		return -1;
	struct str bytes = str_starts(input, STR("PK")) ? input : workbook(f.arena, input);
	bool good = xlsx_parse(f.arena, STR("t.xlsx"), bytes, &rows, &src, &f.diags);
	MUST(good || diags_count(&f.diags, LEVEL_ERROR));
	MUST(!good || src);
	fuzz_value(&f, &rows, 0);
	struct reader r = {.arena = f.arena, .diags = &f.diags, .table = true};
	struct records tasks = records_read(&r, &task_schema, &rows);
	MUST(rows.kind != VALUE_LIST || tasks.n == rows.n);
	return fuzz_end(&f);
}
