/* SPDX-License-Identifier: MIT */
/* Inlines to lines: faces by role, Latin and digits in theirs, lines filled to the grid. */
#include "render/print_parts.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "base/utf8.h"
#include "doc/messages.h"
#include "doc/walk.h"

struct writing {
	struct printing *p;
	struct buf text;
	PangoAttrList *attributes;
	const struct print_style *style;
	VEC(struct print_link) links;
	bool mixed; /* with links or pictures */
	VEC(struct print_note_mark) notes;
};

static void give_back(void *object)
{
	g_object_unref(object);
}

/* --- inlines --- */

static void mark(struct writing *w, PangoAttribute *attribute, size_t from)
{
	attribute->start_index = (guint)from;
	attribute->end_index = (guint)w->text.n;
	if (from < w->text.n)
		pango_attr_list_insert(w->attributes, attribute);
	else
		pango_attribute_destroy(attribute);
}

static void set_face(struct writing *w, enum print_role role, size_t from)
{
	PangoFontDescription *face = w->p->faces[role];
	mark(w, pango_attr_family_new(pango_font_description_get_family(face)), from);
	mark(w, pango_attr_weight_new(pango_font_description_get_weight(face)), from);
}

/* Below what has a face of its own. */
static void set_first_face(struct writing *w)
{
	size_t end = w->style->first_end;
	if (end == 0 || end > w->text.n)
		return;
	PangoAttribute *family = pango_attr_family_new(
		pango_font_description_get_family(w->p->faces[w->style->first_role]));
	family->start_index = 0;
	family->end_index = (guint)end;
	pango_attr_list_insert_before(w->attributes, family);
}

static void shift(struct writing *w, size_t from, double share)
{
	mark(w, pango_attr_rise_new((int)(share * w->style->size * PANGO_SCALE)), from);
	mark(w, pango_attr_scale_new(0.6), from);
}

/* An address that works from paper on a screen: whole, and without what cairo's tags cannot hold.
 */
static struct str absolute(struct printing *p, struct str target)
{
	struct str path, rest = target;
	bool whole = str_starts(target, STR("https://")) || str_starts(target, STR("http://")) ||
		     str_starts(target, STR("mailto:"));
	if (str_find_char(target, '\'') != SIZE_MAX || str_find_char(target, '\\') != SIZE_MAX)
		return STR_NONE;
	if (whole)
		return str_copy(p->arena, target);
	struct str file = str_cut(&rest, '#');
	if (file.n == 0 ||
		!path_clean(p->arena, path_join(p->arena, path_dir(p->page), file), &path))
		return STR_NONE;
	struct str base = p->in->site->front.base_url.s;
	while (str_ends(base, STR("/")))
		base = str_sub(base, 0, base.n - 1);
	return base.n ? STR_CAT(p->arena, base, STR("/"), path) : STR_NONE;
}

/* In black, as all else; but what has a colour is a run of its own. */
static void add_link(struct writing *w, const struct node *n, size_t from)
{
	struct str target = absolute(w->p, n->as.link.target);
	if (target.n == 0 || from == w->text.n)
		return;
	mark(w, pango_attr_foreground_new(0, 0, 0), from);
	*vec_push(w->p->arena, &w->links) = (struct print_link){from, w->text.n, target};
	w->mixed = true;
}

/* What an inline does to the text that it holds, once that is written. */
static void leave(struct writing *w, const struct node *n, size_t from)
{
	switch (n->kind) {
	case NODE_STRONG: /* 7.3.3 has no bold; 黑体 is what stands out */
		set_face(w, PRINT_HEAD, from);
		break;
	case NODE_EMPH:
		set_face(w, PRINT_KAI, from);
		break;
	case NODE_UNDERLINE:
		mark(w, pango_attr_underline_new(PANGO_UNDERLINE_SINGLE), from);
		break;
	case NODE_STRIKEOUT:
		mark(w, pango_attr_strikethrough_new(TRUE), from);
		break;
	case NODE_SUPERSCRIPT:
		shift(w, from, 0.45);
		break;
	case NODE_SUBSCRIPT:
		shift(w, from, -0.15);
		break;
	case NODE_LINK:
		add_link(w, n, from);
		break;
	default:
		break;
	}
}

static void quote(struct writing *w, const struct node *n, bool open)
{
	bool one = n->as.quote == QUOTE_SINGLE;
	if (open)
		buf_add(&w->text, one ? STR("‘") : STR("“"));
	else
		buf_add(&w->text, one ? STR("’") : STR("”"));
}

/* The mark here, its text at the foot of the page. */
static void note(struct writing *w, const struct node *n)
{
	size_t from = w->text.n;
	buf_add(&w->text, print_note(w->p, n));
	shift(w, from, 0.45);
	*vec_push(w->p->arena, &w->notes) = (struct print_note_mark){from, w->p->foot.n};
}

/* False: its words stand for it. */
static bool image(struct writing *w, const struct node *n)
{
	PangoAttribute *shape = print_picture_amid(w->p, n, w->style->size);
	size_t from = w->text.n;
	if (shape) {
		BUF_LIT(&w->text, "\xef\xbf\xbc"); /* U+FFFC, an object */
		mark(w, shape, from);
		w->mixed = true;
	}
	return shape;
}

static void enter(struct writing *w, struct walk *walk)
{
	const struct node *n = walk->node;
	switch (n->kind) {
	case NODE_STR:
	case NODE_CODE:
	case NODE_MATH:
		buf_add(&w->text, n->text);
		break;
	case NODE_SPACE:
		buf_add_char(&w->text, ' ');
		break;
	case NODE_SOFT_BREAK:
		if (!node_break_joins(n))
			buf_add_char(&w->text, ' ');
		break;
	case NODE_LINE_BREAK:
		BUF_LIT(&w->text, "\xe2\x80\xa8"); /* a new line of the same paragraph */
		break;
	case NODE_QUOTED:
		quote(w, n, true);
		break;
	case NODE_NOTE:
		note(w, n);
		walk_skip(walk);
		break;
	case NODE_IMAGE:
		if (image(w, n))
			walk_skip(walk);
		break;
	case NODE_RAW_INLINE:
		walk_skip(walk);
		break;
	default:
		break;
	}
}

enum { INLINE_DEPTH = 64 };

static void write_inlines(struct writing *w, const struct node *root)
{
	size_t from[INLINE_DEPTH], depth = 0;
	for (struct walk walk = walk_start(root); walk_next(&walk);) {
		if (walk.node == root)
			continue;
		if (walk.event == WALK_ENTER) {
			if (depth < INLINE_DEPTH)
				from[depth] = w->text.n;
			depth++;
			enter(w, &walk);
			continue;
		}
		depth--;
		if (walk.node->kind == NODE_QUOTED)
			quote(w, walk.node, false);
		if (depth < INLINE_DEPTH)
			leave(w, walk.node, from[depth]);
	}
}

/* --- faces --- */

/* From a letter or digit to the last of its run; marks between two of them are theirs. */
static void set_latin_face(struct writing *w)
{
	struct str s = buf_str(&w->text);
	for (size_t i = 0; i < s.n;) {
		size_t end = i, last = i;
		if (!char_is_alnum(s.p[i])) {
			i++;
			continue;
		}
		for (; end < s.n && (unsigned char)s.p[end] < 0x80 && s.p[end] != ' '; end++)
			if (char_is_alnum(s.p[end]))
				last = end + 1;
		PangoAttribute *family = pango_attr_family_new(
			pango_font_description_get_family(w->p->faces[PRINT_LATIN]));
		family->start_index = (guint)i;
		family->end_index = (guint)last;
		pango_attr_list_insert_before(w->attributes, family);
		i = last;
	}
}

/* A character that no face has would be an empty box on paper. */
static void tell_lacking(struct writing *w, PangoLayout *layout, const struct node *n)
{
	if (pango_layout_get_unknown_glyphs_count(layout) == 0 || w->p->told_face)
		return;
	w->p->told_face = true;
	struct span at = n ? n->span : span_file(w->p->in->own.entry->source);
	diag_add(w->p->diags, MSG(print_no_face), at, ARGS(utf8_prefix(buf_str(&w->text), 20)));
}

static PangoLayout *lay_out(struct writing *w, const struct node *n, double width)
{
	const struct print_style *style = w->style;
	struct str text = buf_str(&w->text);
	PangoLayout *layout = pango_layout_new(w->p->context);
	arena_defer(w->p->arena, give_back, layout);
	PangoFontDescription *face = pango_font_description_copy(w->p->faces[style->role]);
	pango_font_description_set_absolute_size(face, style->size * PANGO_SCALE);
	pango_layout_set_font_description(layout, face);
	pango_font_description_free(face);
	pango_layout_set_auto_dir(layout, FALSE);
	pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_indent(layout, (int)(style->indent * PANGO_SCALE));
	/* A line of 28 characters must not be thought too wide by a rounded unit. */
	pango_layout_set_width(layout, width < 0 ? -1 : (int)((width + 0.1) * PANGO_SCALE));
	set_latin_face(w);
	set_first_face(w);
	pango_attr_list_insert(w->attributes, pango_attr_font_features_new("liga=0, clig=0"));
	pango_attr_list_insert(w->attributes, pango_attr_insert_hyphens_new(FALSE));
	pango_layout_set_attributes(layout, w->attributes);
	pango_attr_list_unref(w->attributes);
	pango_layout_set_text(layout, text.n ? text.p : "", (int)text.n);
	tell_lacking(w, layout, n);
	return layout;
}

struct print_para *print_in_width(struct printing *p, const struct node *n, struct str before,
	const struct print_style *style, double width)
{
	struct writing w = {.p = p,
		.text = buf_new(p->arena),
		.attributes = pango_attr_list_new(),
		.style = style};
	buf_add(&w.text, before);
	if (n)
		write_inlines(&w, n);
	struct print_para *para = NEW(p->arena, struct print_para);
	*para = (struct print_para){
		.layout = lay_out(&w, n, width),
		.style = *style,
		.width = width,
		.links = w.links.items,
		.n_links = w.links.n,
		.mixed = w.mixed,
		.notes = w.notes.items,
		.n_notes = w.notes.n,
	};
	if (style->balanced && pango_layout_get_line_count(para->layout) > 1)
		pango_layout_set_width(para->layout,
			(int)(pdf_text_balanced(para->layout, width, 2) * PANGO_SCALE));
	para->n_lines = pango_layout_get_line_count(para->layout);
	for (int i = 0; i < para->n_lines; i++)
		p->broken = p->broken ||
			    !pdf_text_has_faces(pango_layout_get_line_readonly(para->layout, i));
	return para;
}

struct print_para *print_inlines(struct printing *p, const struct node *n, struct str before,
	const struct print_style *style)
{
	return print_in_width(p, n, before, style, p->width - style->left - style->right);
}

struct print_para *print_plain(struct printing *p, struct str text, const struct print_style *style)
{
	return print_inlines(p, NULL, text, style);
}

double print_text_width(struct printing *p, struct str text, const struct print_style *style)
{
	struct print_para *para = print_in_width(p, NULL, text, style, -1);
	int width;
	pango_layout_get_size(para->layout, &width, NULL);
	return (double)width / PANGO_SCALE;
}

size_t print_line_end(const struct print_para *para, int line)
{
	if (line + 1 == para->n_lines)
		return SIZE_MAX;
	const PangoLayoutLine *l = pango_layout_get_line_readonly(para->layout, line);
	return (size_t)l->start_index + (size_t)l->length;
}

/* --- drawing --- */

/* The character that a cluster begins with. */
static gunichar cluster_rune(const PangoLayoutLine *line, const PangoGlyphItem *run, int glyph)
{
	const char *text = pango_layout_get_text(line->layout);
	return g_utf8_get_char(text + run->item->offset + run->glyphs->log_clusters[glyph]);
}

/* Words, numbers and addresses stay together: blanks stretch, and what stands beside Chinese. */
static bool may_part(gunichar left, gunichar right)
{
	enum { FIRST_MARKS = 0x2000 }; /* below it are the letters of alphabets */
	return right != ' ' && (left == ' ' || left >= FIRST_MARKS || right >= FIRST_MARKS);
}

/* Adds so many units to each gap of the line, and returns how many there are. */
static int widen(PangoLayoutLine *line, bool in_words, int by)
{
	int n = 0;
	gunichar left = 0;
	PangoGlyphInfo *last = NULL;
	for (GSList *at = line->runs; at; at = at->next) {
		PangoGlyphItem *run = at->data;
		for (int i = 0; i < run->glyphs->num_glyphs; i++) {
			PangoGlyphInfo *glyph = &run->glyphs->glyphs[i];
			if (glyph->attr.is_cluster_start) {
				gunichar rune = cluster_rune(line, run, i);
				if (last && (in_words || may_part(left, rune))) {
					last->geometry.width += by;
					n++;
				}
				left = rune;
			}
			last = glyph;
		}
	}
	return n;
}

/* The rest of a line goes between its characters, so that both edges of the text are straight;
 * inside of words only where the gaps were half a character wide without them. */
static void spread(PangoLayoutLine *line, double rest, double size)
{
	int n = widen(line, false, 0);
	bool in_words = n == 0 || rest / n > size / 2;
	if (in_words)
		n = widen(line, true, 0);
	if (n > 0)
		widen(line, in_words, (int)(rest * PANGO_SCALE / n));
}

static double line_width(PangoLayoutLine *line)
{
	PangoRectangle extent;
	pango_layout_line_get_extents(line, NULL, &extent);
	return (double)extent.width / PANGO_SCALE;
}

/* The link that a run belongs to, or NULL. */
static const struct print_link *link_of(const struct print_para *para, const PangoGlyphItem *run)
{
	size_t at = (size_t)run->item->offset;
	for (size_t i = 0; i < para->n_links; i++)
		if (para->links[i].from <= at && at < para->links[i].to)
			return &para->links[i];
	return NULL;
}

static bool has_attribute(const PangoGlyphItem *run, PangoAttrType type)
{
	for (const GSList *at = run->item->analysis.extra_attrs; at; at = at->next)
		if (((const PangoAttribute *)at->data)->klass->type == type)
			return true;
	return false;
}

static bool is_picture(const PangoGlyphItem *run)
{
	return has_attribute(run, PANGO_ATTR_SHAPE);
}

/* All on one baseline: pango lifts Latin among Chinese by what a face has for its baselines. */
static void level(PangoLayoutLine *line)
{
	for (GSList *at = line->runs; at; at = at->next) {
		PangoGlyphItem *run = at->data;
		if (!has_attribute(run, PANGO_ATTR_RISE))
			run->y_offset = 0;
	}
}

/* The runs from first to last, which a tag of their own goes around; a picture brings its own. */
static double draw_piece(struct printing *p, cairo_t *cr, const struct print_para *para,
	PangoLayoutLine *line, GSList *first, GSList *last, double x, double y)
{
	const struct print_link *link = link_of(para, first->data);
	GSList *whole = line->runs, *rest = last->next;
	double width = 0;
	const char *tag = link ? CAIRO_TAG_LINK : is_picture(first->data) ? NULL : "Span";
	for (const GSList *at = first; at != rest; at = at->next)
		width +=
			(double)pango_glyph_string_get_width(((PangoGlyphItem *)at->data)->glyphs) /
			PANGO_SCALE;
	struct str attributes = link ? str_printf(p->arena, "rect=[%.2f %.2f %.2f %.2f] uri='%.*s'",
					       x, y, width, para->style.size, STR_FMT(link->target))
				     : STR_NONE;
	if (tag)
		cairo_tag_begin(cr, tag, str_cstr(p->arena, attributes));
	cairo_move_to(cr, x, y + PDF_EM_ASCENT * para->style.size);
	line->runs = first;
	last->next = NULL;
	pango_cairo_show_layout_line(cr, line);
	last->next = rest;
	line->runs = whole;
	if (tag)
		cairo_tag_end(cr, tag);
	return width;
}

/* Cairo marks what is drawn in an element only where that holds no other: so each piece of a line
 * with links or pictures is an element. */
static void draw_pieces(struct printing *p, cairo_t *cr, const struct print_para *para,
	PangoLayoutLine *line, double x, double y)
{
	for (GSList *first = line->runs, *last; first; first = last->next) {
		const struct print_link *link = link_of(para, first->data);
		bool picture = is_picture(first->data);
		for (last = first; last->next && !picture; last = last->next)
			if (link_of(para, last->next->data) != link || is_picture(last->next->data))
				break;
		x += draw_piece(p, cr, para, line, first, last, x, y);
	}
}

void print_set_red(const struct printing *p, cairo_t *cr)
{
	cairo_set_source_rgb(cr, p->m.red[0], p->m.red[1], p->m.red[2]);
}

void print_line_draw(struct printing *p, cairo_t *cr, const struct print_para *para, int line,
	double x, double y)
{
	const struct print_style *style = &para->style;
	PangoLayoutLine *l = pango_layout_get_line(para->layout, line);
	if (!l)
		return;
	double indent = 0;
	if ((line == 0) == (style->indent > 0))
		indent = style->indent > 0 ? style->indent : -style->indent;
	double room = para->width - indent, rest = room - line_width(l);
	bool last = line + 1 == para->n_lines;
	x += indent;
	level(l);
	if (style->align == PRINT_FILL && !last && rest > 0 && rest < 5 * style->size)
		spread(l, rest, style->size);
	if (style->align == PRINT_MIDDLE)
		x += rest / 2;
	if (style->align == PRINT_END)
		x += rest;
	if (style->red)
		print_set_red(p, cr);
	if (para->mixed) {
		draw_pieces(p, cr, para, l, x, y);
	} else {
		cairo_move_to(cr, x, y + PDF_EM_ASCENT * style->size);
		pango_cairo_show_layout_line(cr, l);
	}
	cairo_set_source_rgb(cr, 0, 0, 0);
}

double print_para_draw(struct printing *p, cairo_t *cr, const struct print_para *para, double y)
{
	const struct print_style *style = &para->style;
	double lead = (style->pitch - style->size) / 2;
	cairo_tag_begin(cr, style->tag, NULL);
	for (int line = 0; line < para->n_lines; line++, y += style->pitch)
		print_line_draw(p, cr, para, line, p->m.left + style->left, y + lead);
	cairo_tag_end(cr, style->tag);
	return y;
}
