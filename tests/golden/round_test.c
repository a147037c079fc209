/* SPDX-License-Identifier: MIT */
/*
 * What the writer of Markdown makes of a tree is read as the same tree again: for each NAME.md here
 * that can be read as pandoc's Markdown, with lines as they were and with lines filled.
 */
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/path.h"
#include "doc/walk.h"
#include "parse/metadata.h"
#include "render/markdown.h"
#include "render/pandoc_json.h"
#include "unit/unit.h"

static const char folder[] = "tests/golden";

/* A heading over two lines is written on one. */
static const char *const other[] = {"places.md"};

/* NULL: it has errors, and no tree. */
static struct node *parse(struct arena *a, struct str text)
{
	struct diags d = diags_new(a, LANG_EN, false);
	struct source *src = source_new(a, STR("input"), text);
	struct node *doc = metadata_parse(a, src, MARKDOWN_PANDOC, &d);
	return diags_count(&d, LEVEL_ERROR) ? NULL : doc;
}

static struct str written(struct arena *a, const struct node *doc, enum wrap wrap)
{
	struct buf b = buf_new(a);
	struct writer_options opt = {
		.standalone = true, .wrap = wrap, .columns = 40, .smart = true};
	markdown_render(&b, doc, &opt);
	return buf_str(&b);
}

/* As JSON, without what is seen of a citation: that is made anew of what it names. Where lines are
 * filled, a line end is a blank. */
static struct str json(struct arena *a, struct node *doc, bool filled)
{
	struct buf b = buf_new(a);
	for (struct walk w = walk_start(doc); walk_next(&w);) {
		struct node *n = walk_writable(&w, doc);
		if (w.event == WALK_ENTER && n->kind == NODE_CITE)
			n->first = n->last = NULL;
		if (filled && n->kind == NODE_SOFT_BREAK)
			n->kind = NODE_SPACE;
	}
	pandoc_json_render(&b, doc);
	return buf_str(&b);
}

static bool is_other(struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(other); i++)
		if (str_eq(name, str_from(other[i])))
			return true;
	return false;
}

static void check(struct unit *u, struct str name, struct str text, enum wrap wrap)
{
	struct arena *a = u->arena;
	struct node *doc = parse(a, text);
	if (!doc)
		return;
	struct str markdown = written(a, doc, wrap);
	struct node *again = parse(a, markdown);
	bool filled = wrap == WRAP_AUTO;
	if (!again || !str_eq(json(a, doc, filled), json(a, again, filled)))
		unit_fail(u, __LINE__, "it is read as another tree",
			STR_CAT(a, name, STR(":\n"), markdown));
}

static void each_input(struct unit *u, enum wrap wrap)
{
	struct dir_list files = {0};
	size_t n = 0;
	TRUE(u, dir_read(u->arena, folder, &files) == 0);
	for (size_t i = 0; i < files.list.n; i++) {
		struct str name = files.list.items[i].name, text;
		struct str path = STR_CAT(u->arena, str_from(folder), STR("/"), name);
		if (!str_eq(path_ext(name), STR("md")) || is_other(name))
			continue;
		TRUE(u, file_read(u->arena, str_cstr(u->arena, path), 1 << 24, &text) == 0);
		check(u, name, text, wrap);
		n++;
	}
	TRUE(u, n > 10);
}

static void lines_as_they_were(struct unit *u)
{
	each_input(u, WRAP_PRESERVE);
}

static void lines_filled(struct unit *u)
{
	each_input(u, WRAP_AUTO);
}

int main(void)
{
	static const struct unit_test tests[] = {
		{"Markdown is read as the tree that it was made of", lines_as_they_were},
		{"so it is with its lines filled", lines_filled},
	};
	return unit_main(tests, ARRAY_LEN(tests));
}
