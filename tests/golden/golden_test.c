/* SPDX-License-Identifier: MIT */
/*
 * tests/golden: what the Markdown parser and the renderers of its tree make.
 *
 *	NAME.md      what goes in; -raw in NAME turns raw HTML on, -plain turns smart punctuation
 *off NAME.tree    the tree with its places NAME.html    HTML NAME.diag    the messages
 *
 * What is there is compared; --bless or BLESS=1 writes it anew, T=PATTERN only where NAME holds it.
 * Of each input the places are checked too. Below are trees that no Markdown makes (built.*) and
 *texts that took cmark-gfm minutes once: each has to end soon, with its message.
 */
#include <stdlib.h>
#include <time.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/path.h"
#include "doc/walk.h"
#include "parse/markdown.h"
#include "render/html.h"
#include "render/tree.h"
#include "unit/unit.h"

static const char folder[] = "tests/golden";

struct sums {
	int passed, failed;
	bool bless;
	const char *only;
};

static void tell(struct sums *s, struct str name, const char *why)
{
	printf(why ? "not ok %.*s: %s\n" : "ok %.*s\n", STR_FMT(name), why);
	*(why ? &s->failed : &s->passed) += 1;
}

/* --- one input --- */

struct result {
	struct node *root;
	struct str tree, html, diag;
};

static struct str printed(struct arena *a, struct diags *d)
{
	char *text = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&text, &n);
	diags_sort(d);
	diags_print(d, f, false);
	fclose(f);
	struct str copy = str_copy(a, (struct str){text, n});
	free(text);
	return copy;
}

static struct str tree_text(struct arena *a, const struct node *root)
{
	struct buf b = buf_new(a);
	tree_render(&b, root);
	return buf_str(&b);
}

static struct str html_text(struct arena *a, const struct node *root, bool raw_html)
{
	struct buf b = buf_new(a);
	struct html_options options = {.raw_html = raw_html,
		.notes = STR("注释"),
		.back = STR("回到正文的注释"),
		.table = STR("表格")};
	html_render(&b, root, &options);
	return buf_str(&b);
}

static struct result parse(struct arena *a, struct str name, struct str text, enum lang lang)
{
	struct result r = {0};
	struct diags d = diags_new(a, lang, false);
	struct markdown_input input = {MARKDOWN_SITE};
	if (str_has(name, STR("-raw")))
		input.syntax |= MARKDOWN_RAW_HTML;
	if (!str_has(name, STR("-plain")))
		input.syntax |= MARKDOWN_SMART;
	struct source *src = source_new(a, STR_CAT(a, name, STR(".md")), text);
	r.root = markdown_parse(a, src, src->text, &input, &d);
	r.diag = printed(a, &d);
	return r;
}

/* --- expectations --- */

static void show_difference(struct str want, struct str got)
{
	int line = 0;
	while (want.n || got.n) {
		struct str w = str_line(&want), g = str_line(&got);
		line++;
		if (str_eq(w, g))
			continue;
		printf("    line %d\n    want: %.*s\n    got:  %.*s\n", line, STR_FMT(w),
			STR_FMT(g));
		return;
	}
}

static void write_anew(struct arena *a, struct str path, struct str text)
{
	FILE *f = fopen(str_cstr(a, path), "w");
	if (!f)
		return;
	fwrite(text.p, 1, text.n, f);
	fclose(f);
}

static void compare(struct arena *a, struct sums *s, struct str name, struct str got)
{
	struct str path = STR_CAT(a, str_from(folder), STR("/"), name), want;
	if (file_read(a, str_cstr(a, path), 1 << 24, &want) != 0)
		return;
	if (s->bless && str_has(name, str_from(s->only)))
		write_anew(a, path, got);
	else if (!str_eq(want, got)) {
		tell(s, name, "not as expected");
		show_difference(want, got);
		return;
	}
	tell(s, name, NULL);
}

static void compare_all(struct arena *a, struct sums *s, struct str name, const struct result *r)
{
	compare(a, s, STR_CAT(a, name, STR(".tree")), r->tree);
	compare(a, s, STR_CAT(a, name, STR(".html")), r->html);
	compare(a, s, STR_CAT(a, name, STR(".diag")), r->diag);
}

/* --- places --- */

/* A word stands where it says, unless an escape or smart punctuation stands there. */
static bool word_is_there(const struct node *n)
{
	struct str there = span_text(n->span);
	return str_eq(there, n->text) || (n->flags & NODE_GENERATED) ||
	       str_find_char(there, '\\') != SIZE_MAX || str_find_char(there, '&') != SIZE_MAX ||
	       str_starts(there, STR("[")) || str_has(there, STR("--")) ||
	       str_has(there, STR("...")) || str_has(there, STR("'")) || str_has(there, STR("*"));
}

static bool is_inside(struct span inner, struct span outer)
{
	return inner.at >= outer.at && inner.at + inner.len <= outer.at + outer.len;
}

static const char *place_fault(const struct node *n)
{
	const struct node *parent = n->parent, *prev = n->prev;
	struct str there = span_text(n->span);
	if (!n->span.src)
		return "a node has no source";
	if (n->kind == NODE_STR && !word_is_there(n))
		return "a word is not where it says";
	if (n->kind == NODE_LINK && !n->attr && !(str_starts(there, STR("["))))
		return "a link does not begin with its bracket";
	if (n->kind == NODE_CODE && !str_starts(there, STR("`")))
		return "code does not begin with its mark";
	/* Notes and captions stand elsewhere than where they were written. */
	if (parent && parent->kind != NODE_NOTE && n->kind != NODE_CAPTION &&
		!is_inside(n->span, parent->span))
		return "a node reaches out of its parent";
	if (prev && prev->kind != NODE_CAPTION && n->span.at < prev->span.at + prev->span.len)
		return "a node begins before the one before it has ended";
	return NULL;
}

static void check_places(struct arena *a, struct sums *s, struct str name, const struct node *root)
{
	name = STR_CAT(a, name, STR(": places"));
	for (struct walk w = walk_start(root); walk_next(&w);) {
		const char *why = w.event == WALK_ENTER ? place_fault(w.node) : NULL;
		if (!why)
			continue;
		tell(s, name, why);
		struct place at = span_place(w.node->span);
		printf("    %s at %u:%u, “%.*s”\n", node_kind_name(w.node->kind), at.line,
			at.column, STR_FMT(span_text(w.node->span)));
		return;
	}
	tell(s, name, NULL);
}

static void run_file(struct sums *s, struct str file)
{
	struct arena *a = arena_new();
	struct str name = path_stem(file), text;
	struct str path = STR_CAT(a, str_from(folder), STR("/"), file);
	if (file_read(a, str_cstr(a, path), 1 << 24, &text) != 0) {
		tell(s, file, "cannot be read");
	} else {
		struct result r = parse(a, name, text, LANG_ZH);
		r.tree = tree_text(a, r.root);
		r.html = html_text(a, r.root, str_has(name, STR("-raw")));
		compare_all(a, s, name, &r);
		check_places(a, s, name, r.root);
	}
	arena_free(a);
}

static void run_files(struct sums *s)
{
	struct arena *a = arena_new();
	struct dir_list list = {0};
	if (dir_read(a, folder, &list) != 0)
		tell(s, str_from(folder), "cannot be read");
	for (size_t i = 0; i < list.list.n; i++)
		if (str_eq(path_ext(list.list.items[i].name), STR("md")))
			run_file(s, list.list.items[i].name);
	arena_free(a);
}

/* --- trees that no Markdown makes --- */

static struct node *add(struct arena *a, struct node *to, enum node_kind kind, const char *text)
{
	struct node *n = node_add(a, to, kind);
	if (*text)
		node_add_text(a, n, str_from(text), SPAN_NONE);
	return n;
}

static void add_inlines(struct arena *a, struct node *root)
{
	static const enum node_kind kinds[] = {NODE_EMPH, NODE_UNDERLINE, NODE_STRONG,
		NODE_STRIKEOUT, NODE_SUPERSCRIPT, NODE_SUBSCRIPT, NODE_SMALL_CAPS, NODE_QUOTED,
		NODE_CITE, NODE_SPAN};
	struct node *para = add(a, root, NODE_PARA, "");
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		add(a, para, kinds[i], "甲 b");
		node_add_text(a, para, STR("，"), SPAN_NONE);
	}
	para->last->prev->attr = NULL;
	node_add_class(a, para->last->prev, STR("late"));
	struct node *raw = node_add(a, para, NODE_RAW_INLINE);
	raw->text = STR("<svg></svg>");
	raw->as.raw.format = STR("html");
	raw->flags |= NODE_TRUSTED;
	raw = node_add(a, para, NODE_RAW_INLINE);
	raw->text = STR("<script>");
	raw->as.raw.format = STR("html");
	node_add_link(a, para, STR("java\tscript:alert(1)"), STR("坏"));
	node_add_link(a, para, STR(" JavaScript:alert(1)"), STR("坏"));
	node_add_link(a, para, STR("a b/中.html?x=1&y#z"), STR("好"));
	struct node *note = node_add(a, para, NODE_NOTE);
	struct node *inner = add(a, note, NODE_PARA, "注");
	add(a, node_add(a, inner, NODE_NOTE), NODE_PARA, "注中注");
}

static void add_blocks(struct arena *a, struct node *root)
{
	struct node *lines = node_add(a, root, NODE_LINE_BLOCK);
	add(a, lines, NODE_LINE, "第一行");
	add(a, lines, NODE_LINE, "第二行");
	struct node *list = node_add(a, root, NODE_ORDERED_LIST);
	list->as.list.start = 3;
	list->as.list.style = LIST_UPPER_ROMAN;
	list->as.list.delim = LIST_TWO_PARENS;
	add(a, node_add(a, list, NODE_ITEM), NODE_PLAIN, "丙");
	struct node *raw = node_add(a, root, NODE_RAW_BLOCK);
	raw->text = STR("\\newpage");
	raw->as.raw.format = STR("latex");
	struct node *view = node_add(a, root, NODE_DIV);
	node_add_class(a, view, STR("view"));
	node_add_class(a, view, STR("view-tasks"));
	node_set_id(a, view, STR("tasks"));
	node_set_attribute(a, view, STR("onclick"), STR("alert(1)"));
	node_set_attribute(a, view, STR("data-n"), STR("\"1\""));
	add(a, view, NODE_HEADER, "任务")->as.header.level = 2;
	add(a, view, NODE_PARA, "空");
}

static struct node *add_cell(
	struct arena *a, struct node *row, int rows, int columns, const char *text)
{
	struct node *cell = node_add(a, row, NODE_CELL);
	cell->as.cell.row_span = rows;
	cell->as.cell.col_span = columns;
	if (*text)
		add(a, cell, NODE_PLAIN, text);
	return cell;
}

static void add_table(struct arena *a, struct node *root)
{
	struct node *t = node_add(a, root, NODE_TABLE);
	t->as.table.n_columns = 3;
	t->as.table.columns = NEW_N(a, struct column_spec, 3);
	t->as.table.columns[1].align = ALIGN_CENTER;
	t->as.table.columns[2] = (struct column_spec){ALIGN_RIGHT, 0.5};
	add(a, node_add(a, t, NODE_CAPTION), NODE_PLAIN, "表一");
	struct node *row = node_add(a, node_add(a, t, NODE_TABLE_HEAD), NODE_ROW);
	add_cell(a, row, 1, 1, "");
	add_cell(a, row, 1, 2, "数量");
	struct node *body = node_add(a, t, NODE_TABLE_BODY);
	body->as.body.head_columns = body->as.body.head_rows = 1;
	row = node_add(a, body, NODE_ROW);
	add_cell(a, row, 1, 3, "一、组织");
	row = node_add(a, body, NODE_ROW);
	add_cell(a, row, 2, 1, "县区");
	add_cell(a, row, 1, 1, "1")->as.cell.align = ALIGN_LEFT;
	add_cell(a, row, 1, 1, "2");
	row = node_add(a, body, NODE_ROW);
	add_cell(a, row, 1, 1, "3");
	add_cell(a, row, 1, 1, "4");
	row = node_add(a, node_add(a, t, NODE_TABLE_FOOT), NODE_ROW);
	add_cell(a, row, 1, 1, "合计");
	add_cell(a, row, 1, 2, "10");
}

static void run_built(struct sums *s)
{
	struct arena *a = arena_new();
	struct result r = {.root = node_new(a, NODE_DOC, SPAN_NONE)};
	add_inlines(a, r.root);
	add_blocks(a, r.root);
	add_table(a, r.root);
	r.tree = tree_text(a, r.root);
	r.html = html_text(a, r.root, false);
	compare_all(a, s, STR("built"), &r);
	bool same = str_eq(r.tree, tree_text(a, node_copy(a, r.root)));
	tell(s, STR("built: a copy is the same"), same ? NULL : "it is not");
	arena_free(a);
}

/* --- hostile texts --- */

struct hostile {
	const char *name, *id; /* the message it must have; NULL: any, or none */
	const char *first, *again, *middle, *more; /* again and more so many times each */
	int times;
};

static const struct hostile hostiles[] = {
	{"images", "markdown-too-many-images", "", "![[]()", "", "", 30000},
	{"tags", "markdown-too-many-tags", "", "a<?", "", "", 40000},
	{"quotations", "markdown-too-deep", "x\n\n", ">", "a", "", 200000},
	{"items", "markdown-too-deep", "", "- ", "a", "", 100000},
	{"divs", "markdown-too-deep", "", "::: a\n", "", "", 100000},
	{"emphasis", "markdown-too-deep", "", "*a __b ", "c", "__*", 10000},
	{"fences", NULL, "", ":::\n", "", "", 200000},
	{"large", "markdown-too-large", "", "0123456789\n", "", "", 400000},
	{"heads", "markdown-table-head-long", "", "a\n|-|-|\n", "", "", 30000},
	{"paragraph head", NULL, "", "a\n", "|-|-|\n", "", 50000},
	{"brackets", NULL, "", "[", "a", "]{.a}", 100000},
	{"images in images", NULL, "", "![", "a", "](b)", 1900},
	{"spans", NULL, "", "[a]{.b #c}", "", "", 20000},
	{"quotes", NULL, "", "\"a 'b ~~c ", "", "\" ' ", 100000},
	{"dollars", NULL, "", "$$a\nb $c\n", "", "", 50000},
	{"braces", NULL, "", "{{", "", "}", 100000},
	{"addresses", NULL, "", "http://", "", "", 100000},
	{"mails", NULL, "", "a@b.", "", "", 100000},
	{"ticks", NULL, "", "`a``b```c", "", "", 50000},
	{"stars", NULL, "", "*中（**「", "", "」**）*", 50000},
	{"note references", NULL, "[^a]: text\n\n", "[^a] [^b] ", "", "", 30000},
	{"note texts", NULL, "", "[^a]: b\n", "", "", 60000},
	{"headings", NULL, "", "# a\n## b {#c}\n", "", "", 50000},
	{"definitions", NULL, "", "a\n: b\n", "", "", 50000},
	{"tables", NULL, "", "|a|b|\n|-|-|\n|c|d|\n\n", "", "", 30000},
	{"elements", NULL, "", "<b>x</b> ", "", "", 30000},
	{"guards", NULL, "", "\xF0\x9B\xB2\x9F\xF4\x80\x80\x85*", "", "", 50000},
	{"control", NULL, "", "\x01\x02\r", "", "", 50000},
};

static void add_times(struct buf *b, const char *text, int times)
{
	for (int i = 0; i < times; i++)
		buf_add(b, str_from(text));
}

static struct str hostile_text(struct arena *a, const struct hostile *h)
{
	struct buf b = buf_new(a);
	buf_add(&b, str_from(h->first));
	add_times(&b, h->again, h->times);
	buf_add(&b, str_from(h->middle));
	add_times(&b, h->more, h->times);
	return buf_str(&b);
}

static void check_hostile(
	struct arena *a, struct sums *s, struct str name, struct str text, const char *id)
{
#if defined(__SANITIZE_ADDRESS__)
	const double most = 10; /* the checks of the debug build slow it down */
#else
	const double most = 2;
#endif
	clock_t begin = clock();
	struct result r = parse(a, STR("hostile"), text, LANG_EN);
	html_text(a, r.root, false);
	double seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
	struct str want = id ? STR_CAT(a, STR("["), str_from(id), STR("]")) : STR_NONE;
	/* "hostile.md:LINE:COLUMN: error:", not "hostile.md: error:" */
	bool placed = !r.diag.n || !str_starts(r.diag, STR("hostile.md: "));
	name = STR_CAT(a, STR("hostile: "), name);
	if (seconds > most)
		tell(s, name, "it takes too long");
	else if (id && !str_has(r.diag, want))
		tell(s, name, "the message is missing");
	else
		tell(s, name, placed ? NULL : "the message has no place");
	if (seconds > most)
		printf("    %.1f s\n", seconds);
}

static void run_hostiles(struct sums *s)
{
	struct arena *a = arena_new();
	for (size_t i = 0; i < ARRAY_LEN(hostiles); i++) {
		const struct hostile *h = &hostiles[i];
		check_hostile(a, s, str_from(h->name), hostile_text(a, h), h->id);
		arena_reset(a);
	}
	struct buf b = buf_new(a);
	add_times(&b, "|a", 1000);
	BUF_LIT(&b, "|\n");
	add_times(&b, "|-", 1000);
	BUF_LIT(&b, "|\n");
	add_times(&b, "|x|\n", 3000);
	check_hostile(a, s, STR("wide table"), buf_str(&b), "markdown-table-too-large");
	b = buf_new(a);
	BUF_LIT(&b, "[a]: /");
	add_times(&b, "abcde", 100000);
	BUF_LIT(&b, "\n\n");
	add_times(&b, "[a]", 100000);
	check_hostile(a, s, STR("long reference"), buf_str(&b), "markdown-reference-too-long");
	arena_free(a);
}

/* Every beginning of every input is a text too: none may crash, and all places must hold. */
static void run_beginnings(struct sums *s)
{
	struct arena *a = arena_new(), *each = arena_new();
	struct dir_list list = {0};
	dir_read(a, folder, &list);
	size_t faults = 0;
	for (size_t i = 0; i < list.list.n; i++) {
		struct str name = list.list.items[i].name, text;
		struct str path = STR_CAT(a, str_from(folder), STR("/"), name);
		if (!str_eq(path_ext(name), STR("md")) ||
			file_read(a, str_cstr(a, path), 1 << 24, &text) != 0)
			continue;
		for (size_t n = 0; n < text.n; n += 7) {
			while (n < text.n && ((unsigned char)text.p[n] & 0xC0) == 0x80)
				n++;
			struct str copy = str_copy(each, str_sub(text, 0, n));
			struct result r = parse(each, STR("beginning-plain"), copy, LANG_ZH);
			for (struct walk w = walk_start(r.root); walk_next(&w);)
				faults += place_fault(w.node) != NULL;
			arena_reset(each);
		}
	}
	tell(s, STR("beginnings of all inputs"), faults ? "places do not hold" : NULL);
	arena_free(each);
	arena_free(a);
}

int main(int argc, char **argv)
{
	const char *bless = getenv("BLESS"), *only = getenv("T");
	struct sums s = {.bless = bless && *bless, .only = only ? only : ""};
	for (int i = 1; i < argc; i++)
		s.bless |= strcmp(argv[i], "--bless") == 0;
	setvbuf(stdout, NULL, _IOLBF, 0); /* what was told before a crash is kept */
	run_files(&s);
	run_built(&s);
	run_hostiles(&s);
	run_beginnings(&s);
	printf("%d passed, %d failed\n", s.passed, s.failed);
	return s.failed != 0;
}
