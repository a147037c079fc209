/* SPDX-License-Identifier: MIT */
#include "render/html_document.h"

#include "render/html.h"

static struct str meta_text(struct arena *a, const struct node *doc, const char *key)
{
	const struct node *v = node_meta_get(doc->as.doc.meta, str_from(key));
	if (!v || v->kind == NODE_META_BOOL)
		return STR_NONE;
	return v->kind == NODE_META_STRING ? v->text : node_plain_text(a, v);
}

/* A document outside of a site has no words of a theme: its language chooses these. */
static struct html_options options_for(struct str lang)
{
	if (str_starts(lang, STR("zh")))
		return (struct html_options){.raw_html = true,
			.notes = STR("注释"),
			.back = STR("回到正文的注释"),
			.table = STR("表格")};
	return (struct html_options){.raw_html = true,
		.notes = STR("Notes"),
		.back = STR("Back to note"),
		.table = STR("Table")};
}

static void add_names(struct buf *out, const struct node *doc)
{
	const struct node *v = node_meta_get(doc->as.doc.meta, STR("author"));
	bool list = v && v->kind == NODE_META_LIST;
	for (const struct node *n = list ? v->first : v; n; n = list ? n->next : NULL) {
		BUF_LIT(out, "<meta name=\"author\" content=\"");
		buf_add_html(out,
			n->kind == NODE_META_STRING ? n->text : node_plain_text(out->arena, n));
		BUF_LIT(out, "\">\n");
	}
}

static void page_head(struct buf *out, const struct node *doc, struct str lang)
{
	struct str title = meta_text(out->arena, doc, "title");
	BUF_LIT(out, "<!DOCTYPE html>\n<html lang=\"");
	buf_add_html(out, lang.n ? lang : STR("en"));
	BUF_LIT(out, "\">\n<head>\n<meta charset=\"utf-8\">\n"
		     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
	add_names(out, doc);
	BUF_LIT(out, "<title>");
	buf_add_html(out, title);
	BUF_LIT(out, "</title>\n</head>\n<body>\n");
	if (!title.n)
		return;
	BUF_LIT(out, "<h1 class=\"title\">");
	buf_add_html(out, title);
	BUF_LIT(out, "</h1>\n");
}

void html_document_render(struct buf *out, const struct node *doc, const struct writer_options *opt)
{
	struct str lang = meta_text(out->arena, doc, "lang");
	struct html_options options = options_for(lang);
	if (opt->standalone)
		page_head(out, doc, lang);
	html_render(out, doc, &options);
	if (opt->standalone)
		BUF_LIT(out, "</body>\n</html>\n");
}
