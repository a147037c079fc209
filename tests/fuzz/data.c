/* SPDX-License-Identifier: MIT */
/* Free data: the same bytes as JSON and as XML. */
#include "fuzz/fuzz.h"
#include "parse/json.h"
#include "parse/xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz f;
	struct value v = {0};
	if (!fuzz_begin(&f, data, size))
		return -1;
	bool good = json_parse(f.arena, f.src, &v, &f.diags);
	MUST(good != (diags_count(&f.diags, LEVEL_ERROR) > 0));
	fuzz_value(&f, &v, 0);
	size_t before = diags_count(&f.diags, LEVEL_ERROR);
	good = xml_parse(f.arena, f.src, &v, &f.diags);
	MUST(good == (diags_count(&f.diags, LEVEL_ERROR) == before));
	fuzz_value(&f, &v, 0);
	return fuzz_end(&f);
}
