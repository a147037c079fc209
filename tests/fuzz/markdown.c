/* SPDX-License-Identifier: MIT */
/* Markdown to the tree, and the tree to HTML and to text. */
#include "doc/walk.h"
#include "fuzz/fuzz.h"
#include "parse/markdown.h"
#include "render/html.h"
#include "render/tree.h"

static void check_tree(const struct fuzz *f, const struct node *root)
{
	int depth = 0;
	for (struct walk w = walk_start(root); walk_next(&w);) {
		depth += w.event == WALK_ENTER ? 1 : -1;
		MUST(depth <= NODE_DEPTH_LIMIT);
		if (w.event != WALK_ENTER)
			continue;
		MUST(w.node->span.src == f->src);
		fuzz_span(f, w.node->span);
		MUST(utf8_invalid(w.node->text) == SIZE_MAX);
	}
}

/* raw_html is off: no element of the author's may come through. */
static void check_html(struct str html)
{
	MUST(utf8_invalid(html) == SIZE_MAX);
	MUST(!str_has(html, STR("<script")) && !str_has(html, STR("<!--")));
	MUST(!str_has(html, STR("<style")) && !str_has(html, STR("href=\"javascript:")));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz f;
	if (!fuzz_begin(&f, data, size))
		return -1;
	static const uint32_t syntaxes[] = {MARKDOWN_SITE | MARKDOWN_SMART,
		MARKDOWN_SITE | MARKDOWN_RAW_HTML, MARKDOWN_PANDOC, MARKDOWN_GFM, 0};
	for (size_t i = 0; i < ARRAY_LEN(syntaxes); i++) {
		struct markdown_input input = {syntaxes[i]};
		struct node *root = markdown_parse(f.arena, f.src, f.src->text, &input, &f.diags);
		check_tree(&f, root);
		struct buf html = buf_new(f.arena), tree = buf_new(f.arena);
		struct html_options options = {.notes = STR("N"), .back = STR("B")};
		html_render(&html, root, &options);
		check_html(buf_str(&html));
		tree_render(&tree, node_copy(f.arena, root));
	}
	return fuzz_end(&f);
}
