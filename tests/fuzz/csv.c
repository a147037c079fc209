/* SPDX-License-Identifier: MIT */
/* A table, in UTF-8 or GB18030, to values, and these to tasks. */
#include "doc/plan.h"
#include "fuzz/fuzz.h"
#include "parse/csv.h"
#include "resolve/record.h"

static int read_table(struct fuzz *f)
{
	struct value rows = {0};
	bool good = csv_parse(f->arena, f->src, &rows, &f->diags);
	MUST(good || diags_count(&f->diags, LEVEL_ERROR));
	fuzz_value(f, &rows, 0);
	struct reader r = {.arena = f->arena, .diags = &f->diags, .table = true};
	struct records tasks = records_read(&r, &task_schema, &rows);
	MUST(rows.kind != VALUE_LIST || tasks.n == rows.n);
	ids_complete(
		&r, &task_schema, &tasks, offsetof(struct task, id), offsetof(struct task, title));
	return fuzz_end(f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz f;
	if (fuzz_begin(&f, data, size))
		return read_table(&f);
	struct arena *a = arena_new();
	struct str text;
	int result = -1;
	if (utf8_from_gb18030(a, (struct str){(const char *)data, size}, &text) &&
		fuzz_begin(&f, (const uint8_t *)text.p, text.n))
		result = read_table(&f);
	arena_free(a);
	return result;
}
