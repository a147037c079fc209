/* SPDX-License-Identifier: MIT */
/*
 * What the fuzz targets share. A target is a file that defines LLVMFuzzerTestOneInput(): it reads
 * the bytes as the program would, and what must be true of any result stands in MUST(). libFuzzer
 * runs it (`make fuzz T=NAME`), and replay.c over the kept inputs (`make test T=fuzz`).
 */
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "doc/value.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(x)                                                                                    \
	do {                                                                                       \
		if (!(x)) {                                                                        \
			fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #x);            \
			abort();                                                                   \
		}                                                                                  \
	} while (0)

struct fuzz {
	struct arena *arena;
	struct source *src;
	struct diags diags;
};

/* False where the loader would refuse the bytes; then there is nothing to end. The text is a copy
 * of its own size, so that reading behind it is seen. */
static inline bool fuzz_begin(struct fuzz *f, const uint8_t *data, size_t size)
{
	struct str bytes = {(const char *)data, size};
	if (utf8_invalid(bytes) != SIZE_MAX)
		return false;
	f->arena = arena_new();
	char *copy = malloc(size + !size);
	if (!copy)
		out_of_memory();
	for (size_t i = 0; i < size; i++)
		copy[i] = bytes.p[i];
	arena_defer(f->arena, free, copy);
	f->src = source_new(f->arena, STR("input"), (struct str){copy, size});
	f->diags = diags_new(f->arena, LANG_ZH, false);
	return true;
}

static inline void fuzz_span(const struct fuzz *f, struct span s)
{
	MUST(!s.src || s.src != f->src || (size_t)s.at + s.len <= f->src->text.n);
	MUST(utf8_invalid(span_text(s)) == SIZE_MAX);
}

/* Places of values, as deep as they nest. */
static inline void fuzz_value(const struct fuzz *f, const struct value *v, int depth)
{
	MUST(depth < 300);
	fuzz_span(f, v->at);
	for (size_t i = 0; i < v->n && v->kind == VALUE_LIST; i++)
		fuzz_value(f, &v->items[i], depth + 1);
	for (size_t i = 0; i < v->n && v->kind == VALUE_MAP; i++) {
		fuzz_span(f, v->pairs[i].key_at);
		fuzz_value(f, &v->pairs[i].value, depth + 1);
	}
}

static inline int fuzz_end(struct fuzz *f)
{
	diags_sort(&f->diags);
	for (size_t i = 0; i < f->diags.list.n; i++)
		MUST(f->diags.list.items[i].text.n > 0);
	struct str json = diags_json(f->arena, &f->diags);
	MUST(utf8_invalid(json) == SIZE_MAX);
	FILE *nowhere = fopen("/dev/null", "w");
	if (nowhere) {
		diags_print(&f->diags, nowhere, true);
		fclose(nowhere);
	}
	arena_free(f->arena);
	return 0;
}

#endif
