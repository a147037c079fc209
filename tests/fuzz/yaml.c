/* SPDX-License-Identifier: MIT */
/* YAML to values, and these to what the data files of an entry say: schedule, groups, forms. */
#include "doc/entry.h"
#include "fuzz/fuzz.h"
#include "parse/yaml.h"
#include "resolve/form.h"
#include "resolve/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz f;
	struct value v = {0};
	if (!fuzz_begin(&f, data, size))
		return -1;
	bool good = yaml_parse(f.arena, f.src, f.src->text, &v, &f.diags);
	MUST(good || diags_count(&f.diags, LEVEL_ERROR));
	fuzz_value(&f, &v, 0);
	if (good) {
		struct reader r = {.arena = f.arena, .diags = &f.diags};
		struct schedule schedule = {0};
		struct form form = {0};
		record_read(&r, &schedule_schema, &v, &schedule);
		records_read(&r, &group_schema, &v);
		record_read(&r, &form_schema, &v, &form);
		form_resolve(&r, &form);
	}
	return fuzz_end(&f);
}
