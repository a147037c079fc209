/* SPDX-License-Identifier: MIT */
/* What needs the whole document: notes and header ids; and the way through the parser. */
#include "parse/markdown_parts.h"

#include "base/buf.h"
#include "doc/header_id.h"
#include "doc/walk.h"

enum { MOST_NOTE_BYTES = 16 * 1024 * 1024, MOST_ALIKE = 50 };

void md_tell(struct md *m, const struct message *message, struct span span, struct args args)
{
	uint8_t *told = &m->told[message - messages];
	if (*told == MOST_ALIKE)
		return;
	++*told;
	diag_add(m->d, message, span, args);
}

/* --- notes --- */

static size_t depth_of(const struct node *n)
{
	size_t depth = 0;
	for (; n; n = n->parent)
		depth++;
	return depth;
}

static void convert_notes(struct md *m)
{
	size_t bytes = 0;
	m->in_note = true;
	for (size_t i = 0; i < m->notes.n; i++) {
		const struct md_note *note = &m->notes.items[i];
		int last = cmark_node_get_end_line(note->block->node);
		bytes += md_line_begin(m, last + 1) - md_line_begin(m, note->block->line);
		if (bytes > MOST_NOTE_BYTES) {
			md_tell(m, MSG(markdown_note_copies), note->node->span,
				ARGS(note->block->label));
			return;
		}
		note->block->used = true;
		m->depth = depth_of(note->node);
		struct span span = note->node->span;
		if (m->depth < MD_DEPTH)
			md_convert(m, note->block->node, note->node);
		else
			md_tell_depth(m, span, NODE_DEPTH_LIMIT);
	}
}

static void tell_unused(struct md *m)
{
	for (size_t i = 0; i < m->labels.n; i++) {
		const struct md_label *label = m->labels.items[i].value;
		const struct md_block *b = label->block;
		if (!b->used)
			md_tell(m, MSG(markdown_note_unused),
				md_lines_span(m, b->line, b->byte, b->line), ARGS(b->label));
	}
}

/* --- header ids --- */

struct ids {
	struct md *m;
	struct map taken; /* id to node */
	struct map next;  /* id made from a heading to the number of the next alike, in a size_t */
};

static bool same_place(const struct node *a, const struct node *b)
{
	return a->span.at == b->span.at && a->span.len == b->span.len;
}

static void take_given(struct ids *ids, struct node *n)
{
	const struct node *first = map_get(&ids->taken, n->attr->id);
	if (!first) {
		map_put(ids->m->scratch, &ids->taken, n->attr->id, n);
		return;
	}
	struct str id = n->attr->id;
	if (md_has(ids->m, MARKDOWN_PANDOC_IDS)) /* which only matters to who writes it */
		return;
	n->attr->id = STR_NONE;
	/* A note that is referred to twice was given its id once. */
	if (same_place(first, n))
		return;
	struct str line = str_printf(ids->m->a, "%u", span_place(first->span).line);
	md_tell(ids->m, MSG(markdown_id_repeated), n->span, ARGS(id, line));
}

static void make_id(struct ids *ids, struct node *n)
{
	struct arena *a = ids->m->a;
	struct str text = node_plain_text(a, n);
	struct str base = md_has(ids->m, MARKDOWN_PANDOC_IDS) ? header_id_pandoc(a, text)
							      : header_id_github(a, text);
	struct str id = base;
	const size_t *known = map_get(&ids->next, base);
	size_t no = known ? *known : 0;
	if (no)
		id = str_printf(a, "%.*s-%zu", STR_FMT(base), no);
	while (map_get(&ids->taken, id))
		id = str_printf(a, "%.*s-%zu", STR_FMT(base), ++no);
	no++;
	map_put(ids->m->scratch, &ids->next, base, arena_copy(ids->m->scratch, &no, sizeof(no)));
	map_put(ids->m->scratch, &ids->taken, id, n);
	node_set_id(a, n, id);
}

static void give_ids(struct md *m, struct node *root)
{
	struct ids ids = {.m = m};
	for (struct walk w = walk_start(root); walk_next(&w);)
		if (w.event == WALK_ENTER && w.node->attr && w.node->attr->id.n)
			take_given(&ids, walk_writable(&w, root));
	if (!md_has(m, MARKDOWN_PANDOC_IDS | MARKDOWN_GITHUB_IDS))
		return;
	for (struct walk w = walk_start(root); walk_next(&w);)
		if (w.event == WALK_ENTER && w.node->kind == NODE_HEADER &&
			!(w.node->attr && w.node->attr->id.n))
			make_id(&ids, walk_writable(&w, root));
}

/* --- references to headings --- */

/* "[label]: #id" for each heading, as pandoc has it; none where no bracket was left over. */
static struct str heading_references(struct md *m, const struct node *root)
{
	struct buf b = buf_new(m->a);
	bool brackets = false;
	for (struct walk w = walk_start(root); walk_next(&w);) {
		const struct node *n = w.node;
		if (w.event != WALK_ENTER)
			continue;
		brackets |= n->kind == NODE_STR && str_find_char(n->text, '[') != SIZE_MAX;
		if (n->kind != NODE_HEADER || !n->first || !n->attr || n->first->span.src != m->src)
			continue;
		size_t from = n->first->span.at, to = n->last->span.at + n->last->span.len;
		struct str label = str_sub(m->src->text, from, to);
		if (to > from && str_find_char(label, '[') == SIZE_MAX &&
			str_find_char(label, ']') == SIZE_MAX &&
			str_find_char(label, '\n') == SIZE_MAX)
			buf_printf(&b, "[%.*s]: <#%.*s>\n", STR_FMT(label), STR_FMT(n->attr->id));
	}
	/* What is not closed would take them in. */
	bool open = root->last &&
		    (root->last->kind == NODE_CODE_BLOCK || root->last->kind == NODE_RAW_BLOCK);
	return brackets && !open ? buf_str(&b) : STR_NONE;
}

/* --- all of it --- */

static void parse(struct md *m, struct node *root)
{
	struct md_library lib;
	md_scan(m);
	if (m->references.n)
		m->text = STR_CAT(m->scratch, m->text, STR("\n\n"), m->references);
	cmark_node *from = md_blocks(m, &lib);
	md_tell_blocks(m);
	md_convert(m, from, root);
	convert_notes(m);
	tell_unused(m);
	md_library_free(&lib);
	if (md_is_pandoc(m) && md_has(m, MARKDOWN_RAW_HTML))
		md_native(m, root);
	if (md_has(m, MARKDOWN_CITATIONS))
		md_cite_number(root);
	give_ids(m, root);
}

struct node *markdown_parse(struct arena *a, const struct source *src, struct str body,
	const struct markdown_input *opt, struct diags *d)
{
	struct node *root = node_new(a, NODE_DOC, span_of(src, body));
	struct md m = {.a = a, .src = src, .body = body, .opt = opt, .d = d};
	m.scratch = arena_new();
	bool good = md_limits(&m) && body.n;
	if (good)
		parse(&m, root);
	struct str references = STR_NONE;
	if (good && md_is_pandoc(&m) && md_has(&m, MARKDOWN_PANDOC_IDS))
		references = heading_references(&m, root);
	arena_free(m.scratch);
	if (!references.n)
		return root;
	/* Once more, with what is known now; all messages were given. */
	struct diags unheard = diags_new(a, d->lang, false);
	m = (struct md){.a = a, .src = src, .body = body, .opt = opt, .d = &unheard};
	m.references = references;
	m.scratch = arena_new();
	root = node_new(a, NODE_DOC, span_of(src, body));
	parse(&m, root);
	arena_free(m.scratch);
	return root;
}
