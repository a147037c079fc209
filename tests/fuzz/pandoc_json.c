/* SPDX-License-Identifier: MIT */
/* Pandoc's JSON to the tree; the tree written again as JSON is read as the same JSON. */
#include "doc/walk.h"
#include "fuzz/fuzz.h"
#include "parse/pandoc_json.h"
#include "render/html_document.h"
#include "render/pandoc_json.h"

static void check_tree(const struct fuzz *f, const struct node *root)
{
	int depth = 0;
	for (struct walk w = walk_start(root); walk_next(&w);) {
		depth += w.event == WALK_ENTER ? 1 : -1;
		MUST(depth <= NODE_DEPTH_LIMIT + 8);
		if (w.event == WALK_ENTER)
			fuzz_span(f, w.node->span);
	}
}

static struct str json_of(struct fuzz *f, const struct node *root)
{
	struct buf b = buf_new(f->arena);
	pandoc_json_render(&b, root);
	return str_copy(f->arena, buf_str(&b));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz f;
	if (!fuzz_begin(&f, data, size))
		return -1;
	struct node *root = pandoc_json_parse(f.arena, f.src, &f.diags);
	MUST(root || f.diags.list.n);
	if (root) {
		check_tree(&f, root);
		struct str json = json_of(&f, root);
		struct source *src = source_new(f.arena, STR("again"), json);
		struct node *again = pandoc_json_parse(f.arena, src, &f.diags);
		MUST(again && str_eq(json_of(&f, again), json));
		MUST(str_eq(json_of(&f, node_copy(f.arena, root)), json));
		struct buf html = buf_new(f.arena);
		struct writer_options options = {.standalone = true};
		html_document_render(&html, root, &options);
		MUST(utf8_invalid(buf_str(&html)) == SIZE_MAX);
	}
	return fuzz_end(&f);
}
