/* SPDX-License-Identifier: MIT */
/* The head of a Markdown file, to the typed front matter of an entry. */
#include "doc/entry.h"
#include "fuzz/fuzz.h"
#include "parse/front_matter.h"
#include "parse/yaml.h"
#include "resolve/record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz f;
	struct str yaml, body;
	if (!fuzz_begin(&f, data, size))
		return -1;
	if (!front_matter_split(f.src, &yaml, &body, &f.diags)) {
		MUST(diags_count(&f.diags, LEVEL_ERROR) == 1);
		return fuzz_end(&f);
	}
	MUST(body.p + body.n == f.src->text.p + f.src->text.n);
	struct value v = {0};
	if (yaml_parse(f.arena, f.src, yaml, &v, &f.diags)) {
		struct reader r = {.arena = f.arena, .diags = &f.diags};
		struct front front = {0};
		record_read(&r, &front_schema, &v, &front);
		fuzz_span(&f, front.title.at);
		fuzz_span(&f, front.issued.at);
	}
	return fuzz_end(&f);
}
