/* SPDX-License-Identifier: MIT */
/*
 * Paths, and the links of a page of a small site: a link a line; "!" before it makes it an image,
 * "^" one that the program made.
 */
#include "base/path.h"
#include "fuzz/fuzz.h"
#include "resolve/links.h"

#define PAGE_FILE "plans/x/index.html"

static void check_path(struct arena *a, struct str path)
{
	struct str clean, again;
	if (!path_clean(a, path, &clean))
		return;
	MUST(path_clean(a, clean, &again) && str_eq(clean, again));
	MUST(!str_starts(clean, STR("/")) && !str_has(clean, STR("//")));
	MUST(!str_has(STR_CAT(a, STR("/"), clean, STR("/")), STR("/../")));
}

/* Told, or leading somewhere in the site, or out of it by its scheme. */
static void check_target(const struct fuzz *f, struct str target, size_t told)
{
	struct str clean, rest = target, path = str_cut(&rest, '#');
	if (has_scheme(target) || !path.n || diags_count(&f->diags, LEVEL_ERROR) > told)
		return;
	path = path_join(f->arena, path_dir(STR(PAGE_FILE)), path);
	MUST(path_clean(f->arena, path, &clean));
}

static void add_link(struct fuzz *f, struct node *doc, struct str line)
{
	bool image = str_starts(line, STR("!")), made = str_starts(line, STR("^"));
	struct node *n = node_add(f->arena, doc, image ? NODE_IMAGE : NODE_LINK);
	n->flags = made ? NODE_GENERATED : 0;
	n->span = span_of(f->src, line);
	n->as.link.target = str_after(line, image || made);
	if (made && !path_clean(f->arena, str_cut(&n->as.link.target, '#'), &n->as.link.target))
		n->as.link.target = STR("index.html");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz f;
	if (!fuzz_begin(&f, data, size))
		return -1;
	struct form form = {.id.s = STR("list")};
	struct asset asset = {.name = STR("pics/map.png"), .size = 1};
	struct column column = {.slug = STR("plans")};
	struct entry x = {.path = STR("plans/x"), .shown = true, .column = &column},
		     y = {.path = STR("plans/y"), .column = &column}, *entries[] = {&x, &y};
	x.forms = &form;
	x.assets = &asset;
	x.n_forms = x.n_assets = 1;
	struct site site = {.columns = &column, .n_columns = 1, .entries = entries, .n_entries = 1};
	for (size_t i = 0; i < ARRAY_LEN(entries); i++)
		map_put(f.arena, &site.by_path, entries[i]->path, entries[i]);
	struct link_context ctx = {.arena = f.arena,
		.site = &site,
		.entry = &x,
		.file = STR(PAGE_FILE),
		.diags = &f.diags};
	for (struct str rest = f.src->text; rest.n;) {
		struct page_links links = {0};
		struct str line = str_line(&rest);
		struct node *doc = node_new(f.arena, NODE_DOC, span_file(f.src));
		size_t told = diags_count(&f.diags, LEVEL_ERROR);
		check_path(f.arena, line);
		add_link(&f, doc, line);
		links_resolve(&ctx, doc, &links);
		if (doc->first->kind != NODE_SPAN)
			check_target(&f, doc->first->as.link.target, told);
	}
	return fuzz_end(&f);
}
