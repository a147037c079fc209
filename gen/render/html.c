/* SPDX-License-Identifier: MIT */
#include "render/html.h"

#include "render/html_parts.h"
#include "render/picture_size.h"

struct html_options html_options_for(const struct site *site)
{
	return (struct html_options){
		.raw_html = site->front.markdown.raw_html.on,
		.notes = site_word(site, "page.notes"),
		.back = site_word(site, "page.note_back"),
		.table = site_word(site, "page.table"),
	};
}

void html_add(struct html_writer *w, const char *literal)
{
	buf_add(w->out, str_from(literal));
}

/* --- attributes --- */

static bool is_harmless(struct str key)
{
	static const char *const known[] = {"lang", "dir", "title", "role"};
	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (str_eq(key, str_from(known[i])))
			return true;
	return str_starts(key, STR("data-")) || str_starts(key, STR("aria-"));
}

static void add_attribute(struct html_writer *w, struct str key, struct str value)
{
	buf_add_char(w->out, ' ');
	buf_add(w->out, key);
	html_add(w, "=\"");
	buf_add_html(w->out, value);
	buf_add_char(w->out, '"');
}

static bool is_word(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
		if (!good)
			return false;
	}
	return s.n > 0;
}

/* Width and height of a picture: HTML wants whole pixels. 0: no length. */
static int pixels_of(struct str s)
{
	return (int)(picture_pixels(s) + 0.5);
}

/* A width in percent is left to the style sheet, as a class width-5, width-10 … width-100. */
static int percent_class(const struct node *n)
{
	struct str s = node_attribute(n, STR("width"));
	int64_t percent;
	if (n->kind != NODE_IMAGE || !str_ends(s, STR("%")) ||
		!str_to_int(str_sub(s, 0, s.n - 1), &percent) || percent < 1 || percent > 100)
		return 0;
	return (int)(percent + 2) / 5 * 5 > 5 ? (int)(percent + 2) / 5 * 5 : 5;
}

static void add_classes(struct html_writer *w, const struct node *n, const char *extra)
{
	const struct attr *a = n->attr;
	int percent = a && a->n_pairs ? percent_class(n) : 0;
	if (!*extra && !percent && !(a && a->n_classes))
		return;
	html_add(w, " class=\"");
	html_add(w, extra);
	const char *between = *extra ? " " : "";
	for (size_t i = 0; a && i < a->n_classes; i++) {
		html_add(w, between);
		buf_add_html(w->out, a->classes[i]);
		between = " ";
	}
	if (percent)
		buf_printf(w->out, "%swidth-%d", between, percent);
	buf_add_char(w->out, '"');
}

void html_attributes(struct html_writer *w, const struct node *n, const char *extra)
{
	const struct attr *a = n->attr;
	if (a && a->id.n)
		add_attribute(w, STR("id"), a->id);
	add_classes(w, n, extra);
	for (size_t i = 0; a && i < a->n_pairs; i++) {
		struct str key = a->pairs[i].key, value = a->pairs[i].value;
		bool size = str_eq(key, STR("width")) || str_eq(key, STR("height"));
		int pixels = size && n->kind == NODE_IMAGE ? pixels_of(value) : 0;
		if (pixels)
			buf_printf(w->out, " %.*s=\"%d\"", STR_FMT(key), pixels);
		else if (is_word(key) && is_harmless(key))
			add_attribute(w, key, value);
	}
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The letters before a colon, as a browser finds them: it skips what is in front and line ends. */
static bool scheme_of(struct str url, char scheme[16], size_t *ret_n)
{
	size_t n = 0;
	for (size_t i = 0; i < url.n; i++) {
		char c = url.p[i];
		bool more = n && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.');
		if ((n == 0 && (unsigned char)c <= ' ') || c == '\t' || c == '\n' || c == '\r')
			continue;
		*ret_n = n;
		if (c == ':')
			return n != 0;
		if (!is_letter(c) && !more)
			return false;
		if (n < 16)
			scheme[n++] = c;
	}
	return false;
}

bool html_url_is_safe(struct str url, bool picture)
{
	static const char *const schemes[] = {"http", "https", "mailto", "tel", "ftp"};
	static const char *const pictures[] = {
		"data:image/png;", "data:image/jpeg;", "data:image/gif;", "data:image/webp;"};
	for (size_t i = 0; i < ARRAY_LEN(pictures) && picture; i++)
		if (str_starts(url, str_from(pictures[i])))
			return true;
	char scheme[16];
	size_t n;
	if (!scheme_of(url, scheme, &n))
		return true;
	for (size_t i = 0; i < ARRAY_LEN(schemes); i++)
		if (str_eq_nocase((struct str){scheme, n}, str_from(schemes[i])))
			return true;
	return false;
}

/* --- blocks --- */

static void element(
	struct html_writer *w, const struct node *n, enum walk_event event, const char *name)
{
	if (event == WALK_ENTER) {
		buf_add_char(w->out, '<');
		html_add(w, name);
		html_attributes(w, n, "");
		buf_add_char(w->out, '>');
	} else {
		html_add(w, "</");
		html_add(w, name);
		html_add(w, ">\n");
	}
}

static void open_line(
	struct html_writer *w, const struct node *n, enum walk_event event, const char *name)
{
	element(w, n, event, name);
	if (event == WALK_ENTER)
		buf_add_char(w->out, '\n');
}

bool html_is_task(const struct node *p)
{
	const struct node *box = p->first;
	return (p->kind == NODE_PLAIN || p->kind == NODE_PARA) && p->parent && !p->prev &&
	       p->parent->kind == NODE_ITEM && box && box->kind == NODE_STR &&
	       (str_eq(box->text, STR("☐")) || str_eq(box->text, STR("☒"))) && box->next &&
	       box->next->kind == NODE_SPACE;
}

static void paragraph(struct html_writer *w, const struct node *n, enum walk_event event)
{
	bool enter = event == WALK_ENTER, para = n->kind == NODE_PARA;
	if (para && enter)
		html_add(w, "<p>");
	if (html_is_task(n)) {
		bool done = str_eq(n->first->text, STR("☒"));
		html_add(w, !enter ? "</label>"
			    : done ? "<label><input type=\"checkbox\" disabled checked>"
				   : "<label><input type=\"checkbox\" disabled>");
	}
	bool more = !para && n->next && n->next->kind == NODE_PLAIN;
	if (!enter)
		html_add(w, para ? "</p>\n" : more ? "\n" : "");
}

/* The first class names the language; a block that scrolls must be reachable by keyboard. */
static void code_block(struct html_writer *w, const struct node *n)
{
	struct attr none = {0}, rest = n->attr ? *n->attr : none;
	bool language = rest.n_classes != 0;
	if (language) {
		rest.classes++;
		rest.n_classes--;
	}
	struct node pre = {.kind = NODE_CODE_BLOCK, .attr = &rest};
	html_add(w, "<pre tabindex=\"0\"");
	html_attributes(w, &pre, "");
	html_add(w, "><code");
	if (language) {
		html_add(w, " class=\"language-");
		buf_add_html(w->out, n->attr->classes[0]);
		buf_add_char(w->out, '"');
	}
	buf_add_char(w->out, '>');
	buf_add_html(w->out, n->text);
	html_add(w, "</code></pre>\n");
}

static void raw(struct html_writer *w, const struct node *n)
{
	bool trusted = (n->flags & NODE_TRUSTED) != 0;
	bool html = str_eq(n->as.raw.format, STR("html"));
	if (trusted || (html && w->opt->raw_html))
		buf_add(w->out, n->text);
	if (n->kind == NODE_RAW_BLOCK)
		buf_add_char(w->out, '\n');
}

static bool has_heading(const struct node *div)
{
	for (const struct node *n = div->first; n; n = n->next)
		if (n->kind == NODE_HEADER)
			return true;
	return false;
}

static void list(struct html_writer *w, const struct node *n, enum walk_event event)
{
	static const char *const types[] = {"", "", "", "i", "I", "a", "A"};
	if (n->kind == NODE_BULLET_LIST || event == WALK_LEAVE) {
		bool task = n->first && n->first->first && html_is_task(n->first->first);
		if (event == WALK_ENTER && task)
			html_add(w, "<ul class=\"task-list\">\n");
		else
			open_line(w, n, event, n->kind == NODE_BULLET_LIST ? "ul" : "ol");
		return;
	}
	html_add(w, "<ol");
	html_attributes(w, n, "");
	if (n->as.list.start != 1)
		buf_printf(w->out, " start=\"%d\"", n->as.list.start);
	if (*types[n->as.list.style])
		buf_printf(w->out, " type=\"%s\"", types[n->as.list.style]);
	html_add(w, ">\n");
}

static void item(struct html_writer *w, const struct node *n, enum walk_event event)
{
	if (event == WALK_LEAVE)
		html_add(w, "</li>\n");
	else
		html_add(w, n->first && html_is_task(n->first) ? "<li class=\"task\">" : "<li>");
}

static void heading(struct html_writer *w, const struct node *n, enum walk_event event)
{
	char name[] = "h1";
	int level = n->as.header.level;
	name[1] = (char)('0' + (level < 1 ? 1 : level > 6 ? 6 : level));
	element(w, n, event, name);
}

static void children(struct html_writer *w, const struct node *root);

/* The caption of a figure is written below it; a tree is never so deep that this could run away. */
static void figure(struct html_writer *w, const struct node *n, enum walk_event event)
{
	const struct node *caption = n->first;
	if (event == WALK_LEAVE && caption && caption->kind == NODE_CAPTION) {
		html_add(w, "\n<figcaption>");
		children(w, caption);
		html_add(w, "</figcaption>\n");
	}
	open_line(w, n, event, "figure");
}

static void line_block(struct html_writer *w, const struct node *n, enum walk_event event)
{
	(void)n;
	html_add(w, event == WALK_ENTER ? "<div class=\"line-block\">" : "</div>\n");
}

static void line(struct html_writer *w, const struct node *n, enum walk_event event)
{
	if (event == WALK_LEAVE && n->next)
		html_add(w, "<br>\n");
}

static void leaf(struct html_writer *w, const struct node *n, enum walk_event event)
{
	if (event == WALK_LEAVE)
		return;
	if (n->kind == NODE_CODE_BLOCK)
		code_block(w, n);
	else if (n->kind == NODE_HORIZONTAL_RULE)
		html_add(w, "<hr>\n");
	else
		raw(w, n);
}

static void division(struct html_writer *w, const struct node *n, enum walk_event event)
{
	bool section = node_has_class(n, STR("view")) && has_heading(n);
	open_line(w, n, event, section ? "section" : "div");
}

/* How a kind is written: as an element of this name, perhaps on a line of its own, or by a
 * function; what has neither here is an inline. */
struct html_kind {
	const char *element;
	bool line;
	void (*write)(struct html_writer *w, const struct node *n, enum walk_event event);
};

static const struct html_kind kinds[N_NODE_KINDS] = {
	[NODE_PLAIN] = {.write = paragraph},
	[NODE_PARA] = {.write = paragraph},
	[NODE_LINE_BLOCK] = {.write = line_block},
	[NODE_LINE] = {.write = line},
	[NODE_CODE_BLOCK] = {.write = leaf},
	[NODE_RAW_BLOCK] = {.write = leaf},
	[NODE_RAW_INLINE] = {.write = leaf},
	[NODE_HORIZONTAL_RULE] = {.write = leaf},
	[NODE_BLOCK_QUOTE] = {"blockquote", true, NULL},
	[NODE_ORDERED_LIST] = {.write = list},
	[NODE_BULLET_LIST] = {.write = list},
	[NODE_ITEM] = {.write = item},
	[NODE_DEFINITION_LIST] = {"dl", true, NULL},
	[NODE_TERM] = {"dt", false, NULL},
	[NODE_DEFINITION] = {"dd", false, NULL},
	[NODE_HEADER] = {.write = heading},
	[NODE_FIGURE] = {.write = figure},
	[NODE_DIV] = {.write = division},
	[NODE_CAPTION] = {.write = html_table_part},
	[NODE_TABLE] = {.write = html_table_part},
	[NODE_TABLE_HEAD] = {.write = html_table_part},
	[NODE_TABLE_BODY] = {.write = html_table_part},
	[NODE_TABLE_FOOT] = {.write = html_table_part},
	[NODE_ROW] = {.write = html_table_part},
	[NODE_CELL] = {.write = html_table_part},
};

static void write_node(struct html_writer *w, struct walk *walk)
{
	const struct node *n = walk->node;
	const struct html_kind *kind = &kinds[n->kind];
	if (n->kind == NODE_CAPTION && n->parent && n->parent->kind == NODE_FIGURE) {
		if (walk->event == WALK_ENTER)
			walk_skip(walk); /* figure() writes it */
	} else if (kind->write) {
		kind->write(w, n, walk->event);
	} else if (kind->element && kind->line) {
		open_line(w, n, walk->event, kind->element);
	} else if (kind->element) {
		element(w, n, walk->event, kind->element);
	} else {
		html_inline(w, walk);
	}
}

static void children(struct html_writer *w, const struct node *root)
{
	for (struct walk walk = walk_start(root); walk_next(&walk);)
		if (walk.node != root)
			write_node(w, &walk);
}

static void notes(struct html_writer *w)
{
	html_add(w, "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
	buf_add_html(w->out, w->opt->notes);
	html_add(w, "\">\n<ol>\n");
	for (size_t i = 0; i < w->notes.n; i++) { /* a note may add to the list */
		struct str prefix = w->opt->note_prefix;
		buf_printf(w->out, "<li id=\"fn-%.*s%zu\">", STR_FMT(prefix), i + 1);
		children(w, w->notes.items[i]);
		buf_printf(w->out,
			"<a class=\"footnote-back\" href=\"#fnref-%.*s%zu\" role=\"doc-backlink\" "
			"aria-label=\"",
			STR_FMT(prefix), i + 1);
		buf_add_html(w->out, w->opt->back);
		buf_printf(w->out, " %zu\">↩</a></li>\n", i + 1);
	}
	html_add(w, "</ol>\n</section>\n");
}

void html_render(struct buf *out, const struct node *root, const struct html_options *opt)
{
	struct html_writer w = {.out = out, .opt = opt};
	children(&w, root);
	if (w.notes.n)
		notes(&w);
}
