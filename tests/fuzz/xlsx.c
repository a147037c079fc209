/* SPDX-License-Identifier: MIT */
/*
 * A workbook to values, and these to tasks. An input that begins with PK is the file; of any other
 * the sheet, the shared texts and the styles, parted by bytes 1, are put into a file that is whole,
 * since no fuzzer finds the sums of a ZIP.
 */
#include <string.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "doc/plan.h"
#include "fuzz/fuzz.h"
#include "parse/xlsx.h"
#include "resolve/record.h"

struct part {
	const char *name;
	struct str text;
	uint32_t at;
};

static void put16(struct buf *b, uint32_t v)
{
	buf_add_char(b, (char)(v & 255));
	buf_add_char(b, (char)(v >> 8 & 255));
}

static void put32(struct buf *b, uint32_t v)
{
	put16(b, v & 0xFFFF);
	put16(b, v >> 16);
}

/* What the local and the central header share: PKWARE's APPNOTE, 4.3.7 and 4.3.12; stored. */
static void put_head(struct buf *b, const struct part *p)
{
	uint32_t size = (uint32_t)p->text.n;
	put16(b, 20);
	put16(b, 0);
	put16(b, 0);
	put32(b, 0x210000);
	put32(b, (uint32_t)crc32(0, (const unsigned char *)p->text.p, (unsigned)size));
	put32(b, size);
	put32(b, size);
	put16(b, (uint32_t)strlen(p->name));
	put16(b, 0);
}

static struct str pack(struct arena *a, struct part *parts, size_t n)
{
	struct buf b = buf_new(a);
	for (size_t i = 0; i < n; i++) {
		parts[i].at = (uint32_t)b.n;
		put32(&b, 0x04034b50);
		put_head(&b, &parts[i]);
		buf_add(&b, str_from(parts[i].name));
		buf_add(&b, parts[i].text);
	}
	uint32_t directory = (uint32_t)b.n;
	for (size_t i = 0; i < n; i++) {
		put32(&b, 0x02014b50);
		put16(&b, 20);
		put_head(&b, &parts[i]);
		for (int k = 0; k < 5; k++)
			put16(&b, 0);
		put32(&b, parts[i].at);
		buf_add(&b, str_from(parts[i].name));
	}
	uint32_t size = (uint32_t)b.n - directory;
	put32(&b, 0x06054b50);
	put32(&b, 0);
	put16(&b, (uint32_t)n);
	put16(&b, (uint32_t)n);
	put32(&b, size);
	put32(&b, directory);
	put16(&b, 0);
	return buf_str(&b);
}

#define RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

static struct str workbook(struct arena *a, struct str input)
{
	struct str sheet = str_cut(&input, '\1'), texts = str_cut(&input, '\1');
	struct part parts[] = {
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
	return pack(a, parts, ARRAY_LEN(parts));
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
