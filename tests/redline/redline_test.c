/* SPDX-License-Identifier: MIT */
/*
 * tests/redline: what changed between two texts that are kept.
 *
 *	NAME.md      the old text, a line %%%%, and the new one
 *	NAME.txt     what changed, as unit/redline_shown.h writes it
 *
 * BLESS=1 writes what is there anew, T=PATTERN only where NAME holds it. From what is shown both
 * texts must come back.
 */
#include <stdlib.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/path.h"
#include "parse/markdown.h"
#include "unit/redline_shown.h"
#include "unit/unit.h"

static const char folder[] = "tests/redline";

static struct paragraphs paragraphs_of(struct arena *a, struct str name, struct str text)
{
	struct diags d = diags_new(a, LANG_ZH, false);
	struct markdown_input input = {MARKDOWN_SITE | MARKDOWN_SMART};
	struct source *source = source_new(a, name, text);
	return redline_paragraphs(a, markdown_parse(a, source, source->text, &input, &d));
}

static bool is_blessed(struct str name)
{
	const char *bless = getenv("BLESS"), *only = getenv("T");
	struct str part = str_from(only ? only : "");
	if (str_starts(part, STR("redline/")))
		part = str_after(part, STR("redline/").n);
	return bless && *bless && str_has(name, part);
}

/* What is wrong with it, or NULL. */
static const char *fault(struct arena *a, struct str name, struct str text)
{
	struct str line = STR("\n%%%%\n"), want;
	size_t at = str_find(text, line);
	if (at == SIZE_MAX)
		return "it is one text";
	struct paragraphs before = paragraphs_of(a, name, str_sub(text, 0, at));
	struct paragraphs now = paragraphs_of(a, name, str_after(text, at + line.n));
	struct redline r = redline(a, &before, &now);
	if (!str_eq(redline_text(a, &r, REDLINE_ADDED), paragraphs_text(a, &before)))
		return "the old text does not come back";
	if (!str_eq(redline_text(a, &r, REDLINE_REMOVED), paragraphs_text(a, &now)))
		return "the new text does not come back";
	struct str path = STR_CAT(a, str_from(folder), STR("/"), name, STR(".txt"));
	struct str got = redline_shown(a, &r);
	if (is_blessed(name))
		return file_replace(a, path, got) ? "it cannot be written" : NULL;
	if (file_read(a, str_cstr(a, path), 1 << 20, &want))
		return "nothing is expected";
	if (str_eq(got, want))
		return NULL;
	printf("%.*s", STR_FMT(got));
	return "not as expected";
}

int main(void)
{
	struct arena *a = arena_new();
	struct dir_list list = {0};
	int passed = 0, failed = 0;
	const char *why = dir_read(a, folder, &list) ? "the folder cannot be read" : NULL;
	for (size_t i = 0; i < list.list.n; i++) {
		struct str file = list.list.items[i].name, name = path_stem(file), text;
		if (!str_eq(path_ext(file), STR("md")))
			continue;
		struct str path = STR_CAT(a, str_from(folder), STR("/"), file);
		why = file_read(a, str_cstr(a, path), 1 << 20, &text) ? "it cannot be read"
								      : fault(a, name, text);
		printf(why ? "not ok %.*s: %s\n" : "ok %.*s\n", STR_FMT(name), why);
		*(why ? &failed : &passed) += 1;
	}
	arena_free(a);
	printf("%d passed, %d failed\n", passed, failed);
	return why || failed;
}
