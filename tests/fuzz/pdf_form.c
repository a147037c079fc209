/* SPDX-License-Identifier: MIT */
/* What was filled in to a PDF: any bytes end, and an answer is text of bounded length. */
#include "fuzz/fuzz.h"
#include "parse/pdf_form.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str bytes = {(const char *)data, size};
	struct value fields;
	enum pdf_fault fault = pdf_form_read(a, bytes, &fields);
	MUST(fault < N_PDF_FAULTS);
	MUST(fields.kind == VALUE_MAP && fields.n <= PDF_FIELDS);
	for (size_t i = 0; !fault && i < fields.n; i++) {
		const struct value *v = &fields.pairs[i].value;
		MUST(v->kind == VALUE_TEXT || v->kind == VALUE_LIST);
		MUST(v->text.n <= PDF_VALUE_BYTES);
	}
	arena_free(a);
	return 0;
}
