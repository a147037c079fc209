/* SPDX-License-Identifier: MIT */
/*
 * Page templates: the input is page.html, and behind a line "---" base.html, behind another one
 * macros.html. What they know is small; `mark` has text that must never come out unescaped.
 */
#include "fuzz/fuzz.h"
#include "render/template.h"

static struct value page_data(struct arena *a)
{
	struct value v = value_map(), list = value_list(), page = value_map();
	VALUE_SET(a, &page, "title", value_text(STR("标题 & <b>")));
	VALUE_SET(a, &page, "url", value_text(STR("javascript:alert(1)")));
	VALUE_SET(a, &page, "body", value_markup(STR("<p>文</p>")));
	value_add(a, &list, value_text(STR("a")));
	value_add(a, &list, value_number(2));
	value_add(a, &list, page);
	VALUE_SET(a, &v, "list", list);
	VALUE_SET(a, &v, "page", page);
	VALUE_SET(a, &v, "yes", value_bool(true));
	VALUE_SET(a, &v, "empty", value_text(STR_NONE));
	VALUE_SET(a, &v, "mark", value_text(STR("\"'></zq><zq onzq=1 \\")));
	return v;
}

static void add_sources(struct fuzz *f, struct map *sources)
{
	static const char *const names[] = {"page.html", "base.html", "macros.html"};
	struct str rest = f->src->text;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		size_t end = i + 1 < ARRAY_LEN(names) ? str_find(rest, STR("\n---\n")) : SIZE_MAX;
		struct str name = str_from(names[i]);
		map_put(f->arena, sources, name, source_new(f->arena, name, str_sub(rest, 0, end)));
		rest = end == SIZE_MAX ? STR_NONE : str_after(rest, end + 5);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz f;
	if (!fuzz_begin(&f, data, size))
		return -1;
	struct map sources = {0}, words = {0};
	struct value page = page_data(f.arena), word = value_text(STR("词 {n} <"));
	add_sources(&f, &sources);
	map_put(f.arena, &words, STR("a.b"), &word);
	struct templates *t = templates_new(f.arena, &sources, &words, &f.diags);
	struct buf out = buf_new(f.arena);
	MUST(t);
	templates_global(t, "site", value_get(&page, STR("page")));
	bool good = templates_render(
		t, STR("page.html"), &page, STR("plans/x/index.html"), &out, &f.diags);
	MUST(good == !diags_count(&f.diags, LEVEL_ERROR));
	MUST(good || !out.n);
	MUST(str_has(f.src->text, STR("zq")) || !str_has(buf_str(&out), STR("<zq")));
	return fuzz_end(&f);
}
