/* SPDX-License-Identifier: MIT */
#include "parse/markdown_part.h"

#include "doc/walk.h"

struct node *markdown_part(
	struct arena *a, struct str text, struct span at, const struct markdown_input *opt)
{
	struct source *src = source_new(a, at.src ? at.src->name : STR_NONE, text);
	struct diags unheard = diags_new(a, LANG_EN, false);
	struct node *doc = markdown_parse(a, src, src->text, opt, &unheard);
	for (struct walk w = walk_start(doc); walk_next(&w);)
		if (w.event == WALK_ENTER)
			walk_writable(&w, doc)->span = at;
	return doc;
}

static struct node *only_paragraph(const struct node *doc)
{
	struct node *para = doc->first;
	return para && !para->next && para->kind == NODE_PARA ? para : NULL;
}

/* Letters, digits and single blanks are what they are. */
static bool is_plain(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!char_is_alnum(s.p[i]) &&
			(s.p[i] != ' ' || !i || i + 1 == s.n || s.p[i - 1] == ' '))
			return false;
	return true;
}

void markdown_inlines(
	struct arena *a, struct str text, const struct markdown_input *opt, struct node *to)
{
	struct node *para = NULL, *first = NULL;
	if (!is_plain(text))
		para = only_paragraph(markdown_part(a, text, to->span, opt));
	if (para) {
		first = para->first;
	} else if (!is_plain(text)) {
		text = str_trim(text);
		para = only_paragraph(
			markdown_part(a, STR_CAT(a, STR("word "), text), to->span, opt));
		first = para ? para->first->next : NULL;
		first = first ? first->next : NULL;
	}
	if (first)
		node_move(to, first, para->last);
	else
		node_add_text(a, to, text, to->span);
}
