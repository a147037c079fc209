/* SPDX-License-Identifier: MIT */
#include "render/form_docx.h"

#include "base/arena.h"
#include "render/docx_package.h"
#include "render/form_docx_parts.h"

/*
 * Lines are set at a fixed distance, so that the grid stands where it stands on paper whatever face
 * a machine has. Sizes are half points, distances twips.
 */
static const struct {
	const char *id, *size, *pitch, *more, *face;
} styles[] = {
	{"FormNumber", "32", "440", "", "<w:rFonts w:eastAsia=\"黑体\"/>"},
	{"FormTitle", "44", "620", "<w:jc w:val=\"center\"/><w:outlineLvl w:val=\"0\"/>",
		"<w:rFonts w:eastAsia=\"方正小标宋简体\"/><w:b/>"},
	{"FormContinued", "44", "620", "<w:jc w:val=\"center\"/>",
		"<w:rFonts w:eastAsia=\"方正小标宋简体\"/><w:b/>"},
	{"FormSubtitle", "28", "420", "<w:jc w:val=\"center\"/>", ""},
	{"FormLine", "24", "480", "", ""},
	{"FormLabel", "24", "340", "<w:jc w:val=\"center\"/>", ""},
	{"FormText", "24", "340", "", ""},
	{"FormOptions", "24", "440", "", ""},
	{"FormCell", "21", "280", "<w:jc w:val=\"center\"/>", ""},
	{"FormNote", "18", "240", "", ""},
	{"FormSmall", "18", "260", "", ""},
	{"FormBreak", "2", "20", "", ""},
};

struct str docx_word(const struct docx_form *d, const char *key)
{
	return form_paper_word(d->arena, d->in->site, key);
}

int docx_twips(double points)
{
	return (int)(points * 20 + 0.5);
}

void docx_begin_paragraph(struct docx_form *d, const char *style, const char *more)
{
	buf_printf(d->out, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>%s</w:pPr>", style, more);
}

void docx_end_paragraph(struct docx_form *d)
{
	BUF_LIT(d->out, "</w:p>");
}

void docx_text(struct docx_form *d, struct str text)
{
	if (text.n == 0)
		return;
	BUF_LIT(d->out, "<w:r>");
	while (text.n > 0) {
		struct str line = str_cut(&text, '\n');
		BUF_LIT(d->out, "<w:t xml:space=\"preserve\">");
		buf_add_html(d->out, line);
		BUF_LIT(d->out, "</w:t>");
		if (text.n > 0)
			BUF_LIT(d->out, "<w:br/>");
	}
	BUF_LIT(d->out, "</w:r>");
}

void docx_break(struct docx_form *d)
{
	BUF_LIT(d->out, "<w:r><w:br/></w:r>");
}

void docx_tab(struct docx_form *d)
{
	BUF_LIT(d->out, "<w:r><w:tab/></w:r>");
}

void docx_rule(struct docx_form *d)
{
	BUF_LIT(d->out, "<w:r><w:rPr><w:u w:val=\"single\"/></w:rPr><w:tab/></w:r>");
}

/* after: room below, in points. */
static void paragraph(struct docx_form *d, const char *style, struct str text, double after)
{
	struct str more = STR_NONE;
	if (after > 0)
		more = str_printf(d->arena, "<w:spacing w:after=\"%d\"/>", docx_twips(after));
	docx_begin_paragraph(d, style, str_cstr(d->arena, more));
	docx_text(d, text);
	docx_end_paragraph(d);
}

/* --- lines outside of the grid --- */

static void tab_stop(struct docx_form *d, struct buf *stops, const char *kind, double x)
{
	buf_printf(
		stops, "<w:tab w:val=\"%s\" w:pos=\"%d\"/>", kind, docx_twips(x - d->paper->left));
}

/* A day stands at the right edge and draws its own blanks. */
static bool is_at_edge(const struct paper_side *right)
{
	return form_is_time(right->field);
}

/* Where the rules behind the labels end and where the right label begins; of notes only that. */
static struct str tab_stops(struct docx_form *d, const struct paper_line *l, bool rules)
{
	struct buf stops = buf_new(d->arena);
	if (rules && l->left.field && !form_is_time(l->left.field))
		tab_stop(d, &stops, "left", l->left.room_x + l->left.room);
	if (l->right.field && is_at_edge(&l->right))
		tab_stop(d, &stops, "right", d->paper->right);
	else if (l->right.field)
		tab_stop(d, &stops, "left", l->right.x);
	if (rules && l->right.field && !is_at_edge(&l->right))
		tab_stop(d, &stops, "left", d->paper->right);
	return buf_str(&stops);
}

/* after: room below, in points. */
static void begin_line(struct docx_form *d, const char *style, const struct paper_line *l,
	bool rules, double after)
{
	struct str stops = tab_stops(d, l, rules);
	struct buf more = buf_new(d->arena);
	if (stops.n > 0)
		buf_printf(&more, "<w:tabs>%.*s</w:tabs>", STR_FMT(stops));
	buf_printf(&more, "<w:spacing w:after=\"%d\"/>", docx_twips(after));
	docx_begin_paragraph(d, style, str_cstr(d->arena, buf_str(&more)));
}

/* Behind the answer a rule goes on to the end of the room there is. */
static void ask(struct docx_form *d, const struct paper_side *side)
{
	const struct form_field *field = side->field;
	struct str label = form_plain_label(d->arena, form_paper_label(d->arena, field));
	struct docx_control c = {.field = field,
		.name = field->id.s,
		.label = form_field_heading(d->arena, d->in->form, field),
		.on_line = true};
	docx_text(d, STR_CAT(d->arena, label, docx_word(d, "says.colon")));
	docx_control(d, &c);
	if (!form_is_time(field))
		docx_rule(d);
}

static void side_note(struct docx_form *d, const struct paper_side *side)
{
	if (side->field)
		docx_text(d, form_plain_label(d->arena, side->field->note.s));
}

static bool has_note(const struct paper_side *side)
{
	return side->field && side->field->note.s.n > 0;
}

static void line(struct docx_form *d, const struct paper_line *l, double after)
{
	bool noted = has_note(&l->left) || has_note(&l->right);
	begin_line(d, "FormLine", l, true, noted ? 0 : after);
	if (l->left.field)
		ask(d, &l->left);
	if (l->right.field) {
		docx_tab(d);
		ask(d, &l->right);
	}
	docx_end_paragraph(d);
	if (!noted)
		return;
	begin_line(d, "FormNote", l, false, after);
	side_note(d, &l->left);
	if (has_note(&l->right))
		docx_tab(d);
	side_note(d, &l->right);
	docx_end_paragraph(d);
}

/* --- head and foot --- */

static void first_head(struct docx_form *d)
{
	static const double above_gap = 4, head_gap = 8;
	const struct form *f = d->in->form;
	const struct paper_lines *lines = &d->paper->above;
	double gap = head_gap + (lines->n ? 0 : above_gap);
	if (f->number.s.n)
		paragraph(d, "FormNumber", f->number.s, 4);
	paragraph(d, "FormTitle", form_paper_joined(d->arena, &d->paper->title),
		f->subtitle.s.n ? 0 : gap);
	if (f->subtitle.s.n)
		paragraph(d, "FormSubtitle", f->subtitle.s, gap);
	for (size_t i = 0; i < lines->n; i++)
		line(d, &lines->items[i], i + 1 < lines->n ? 0 : above_gap);
}

static void next_head(struct docx_form *d)
{
	const struct form *f = d->in->form;
	struct str title = form_paper_joined(d->arena, &d->paper->continued);
	BUF_LIT(d->out,
		"<w:p><w:pPr><w:pStyle w:val=\"FormBreak\"/><w:pageBreakBefore/></w:pPr></w:p>");
	if (f->number.s.n)
		paragraph(d, "FormNumber", f->number.s, 4);
	paragraph(d, "FormContinued", title, 7); /* 8 points, less what the break takes */
}

static void below(struct docx_form *d)
{
	const struct paper_lines *lines = &d->paper->below;
	paragraph(d, "FormBreak", STR_NONE, lines->n ? 5 : 3); /* a table wants one behind it */
	for (size_t i = 0; i < lines->n; i++)
		line(d, &lines->items[i], 0);
	if (form_has_required(d->in->form))
		paragraph(d, "FormSmall", docx_word(d, "required_hint"), 0);
}

static void page_number(struct docx_form *d)
{
	static const char *const fields[] = {"PAGE", "NUMPAGES"};
	struct str rest = docx_word(d, "paper.page");
	for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
		size_t at = str_find_char(rest, '{');
		if (at == SIZE_MAX)
			break;
		docx_text(d, str_sub(rest, 0, at));
		buf_printf(d->out,
			"<w:fldSimple w:instr=\"%s\"><w:r><w:t>1</w:t></w:r></w:fldSimple>",
			fields[i]);
		rest = str_after(rest, at + 3); /* "{1}" */
	}
	docx_text(d, rest);
}

static struct str footer(struct docx_form *d)
{
	struct buf all = buf_new(d->arena);
	struct docx_form f = *d;
	f.out = &all;
	int width = docx_twips(d->paper->right - d->paper->left);
	struct str stop = str_printf(
		d->arena, "<w:tabs><w:tab w:val=\"right\" w:pos=\"%d\"/></w:tabs>", width);
	struct str where = form_paper_submit(d->arena, d->in);
	bool one = d->paper->one_foot, numbered = d->paper->n_pages > 1;
	if (one && numbered) {
		docx_begin_paragraph(&f, "FormSmall", "<w:jc w:val=\"center\"/>");
		page_number(&f);
		docx_end_paragraph(&f);
	}
	if (!one)
		paragraph(&f, "FormSmall", where, 0);
	docx_begin_paragraph(&f, "FormSmall", str_cstr(d->arena, stop));
	docx_text(&f, form_paper_identity(d->arena, d->in));
	docx_tab(&f);
	if (one)
		docx_text(&f, where);
	else if (numbered)
		page_number(&f);
	docx_end_paragraph(&f);
	return buf_str(&all);
}

static void section(struct docx_form *d)
{
	static const double footer_rise = 21; /* from the page's lower edge */
	static const double slack = 6;	      /* what rounding adds must not begin a page */
	const struct form_paper *p = d->paper;
	buf_printf(d->out,
		"<w:sectPr><w:footerReference w:type=\"default\" r:id=\"footer\"/>"
		"<w:pgSz w:w=\"%d\" w:h=\"%d\"%s/>",
		docx_twips(p->width), docx_twips(p->height),
		p->width > p->height ? " w:orient=\"landscape\"" : "");
	buf_printf(d->out,
		"<w:pgMar w:top=\"%d\" w:right=\"%d\" w:bottom=\"%d\" w:left=\"%d\" "
		"w:header=\"400\" w:footer=\"%d\" w:gutter=\"0\"/></w:sectPr>",
		docx_twips(p->top), docx_twips(p->width - p->right),
		docx_twips(p->height - p->bottom - slack), docx_twips(p->left),
		docx_twips(footer_rise));
}

static struct str style_list(struct arena *a)
{
	struct buf b = buf_new(a);
	for (size_t i = 0; i < ARRAY_LEN(styles); i++)
		buf_printf(&b,
			"<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"%s\">"
			"<w:name w:val=\"%s\"/><w:basedOn w:val=\"Normal\"/><w:pPr>"
			"<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"%s\" "
			"w:lineRule=\"exact\"/>"
			"%s</w:pPr><w:rPr>%s<w:sz w:val=\"%s\"/><w:szCs w:val=\"%s\"/></w:rPr>"
			"</w:style>",
			styles[i].id, styles[i].id, styles[i].pitch, styles[i].more, styles[i].face,
			styles[i].size, styles[i].size);
	return buf_str(&b);
}

bool form_docx_render(struct arena *a, const struct form_paper *paper, struct buf *out)
{
	const struct form_paper_input *in = paper->in;
	struct buf body = buf_new(a);
	struct docx_form d = {.arena = a, .paper = paper, .in = in, .out = &body};
	for (size_t i = 0; i < paper->n_pages; i++) {
		if (i == 0)
			first_head(&d);
		else
			next_head(&d);
		docx_grid(&d, &paper->pages[i]);
	}
	below(&d);
	section(&d);
	struct docx_property own[] = {
		{STR("_form"), form_path(a, in)},
		{STR("_version"), str_printf(a, "%d", form_version(in->form))},
	};
	struct docx_document doc = {.body = buf_str(&body),
		.footer = footer(&d),
		.styles = style_list(a),
		.title = form_plain_label(a, in->form->title.s),
		.lang = site_lang_tag(in->site),
		.day = in->day == DAY_NONE ? STR_NONE : day_iso(a, in->day),
		.own = own,
		.n_own = ARRAY_LEN(own)};
	return docx_pack(a, &doc, out);
}
