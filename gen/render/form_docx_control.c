/* SPDX-License-Identifier: MIT */
/* Content controls: one kind for each type of field. */
#include "render/form_docx_parts.h"

#include "base/arena.h"
#include "base/utf8.h"

#define NO_BREAK "\xc2\xa0" /* a blank that holds a box and its words together */

#define WIDE_BLANK "\xe3\x80\x80"

static const char rule[] = "<w:u w:val=\"single\"/>";
static const char box_face[] = "<w:rFonts w:ascii=\"MS Gothic\" w:hAnsi=\"MS Gothic\" "
			       "w:eastAsia=\"MS Gothic\" w:hint=\"eastAsia\"/>";

static void run(struct docx_form *d, const char *properties, struct str text)
{
	buf_printf(d->out, "<w:r><w:rPr>%s</w:rPr><w:t xml:space=\"preserve\">", properties);
	buf_add_html(d->out, text);
	BUF_LIT(d->out, "</w:t></w:r>");
}

/* kind: the element that says what the control takes. */
static void control(struct docx_form *d, struct str name, struct str label, const char *properties,
	const char *kind, struct str shown, bool placeholder)
{
	struct str title = utf8_prefix(label, FORM_TITLE_MOST);
	buf_printf(d->out, "<w:sdt><w:sdtPr><w:rPr>%s</w:rPr><w:alias w:val=\"", properties);
	buf_add_html(d->out, title);
	BUF_LIT(d->out, "\"/><w:tag w:val=\"");
	buf_add_html(d->out, name);
	buf_printf(d->out, "\"/><w:id w:val=\"%d\"/><w:lock w:val=\"sdtLocked\"/>", ++d->last_id);
	if (placeholder)
		BUF_LIT(d->out, "<w:showingPlcHdr/>");
	buf_add(d->out, str_from(kind));
	BUF_LIT(d->out, "</w:sdtPr><w:sdtContent>");
	run(d, properties,
		shown); /* one alone: who fills the file may put the answer into the first */
	BUF_LIT(d->out, "</w:sdtContent></w:sdt>");
}

static void check_box(struct docx_form *d, struct str name, struct str label)
{
	control(d, name, label, box_face,
		"<w14:checkbox><w14:checked w14:val=\"0\"/><w14:checkedState w14:val=\"2612\" "
		"w14:font=\"MS Gothic\"/><w14:uncheckedState w14:val=\"2610\" "
		"w14:font=\"MS Gothic\"/></w14:checkbox>",
		STR("☐"), false);
}

/* Room to click on and to write in by hand: wide blanks, on a line where no cell holds them. */
static struct str room(struct arena *a, size_t n)
{
	struct buf b = buf_new(a);
	while (n--)
		BUF_LIT(&b, WIDE_BLANK);
	return buf_str(&b);
}

/* Points: of what is typed, and what a cell keeps free beside it. */
static double type_size(const struct docx_control *c)
{
	return c->in_table ? 10.5 : 12;
}

static double cell_room(const struct docx_control *c)
{
	static const double pad = 5, of_a_line = 400;
	return c->cell ? c->cell->at.w - 2 * pad : of_a_line;
}

/* As many wide blanks as there is room for, but no more than are usual, and one at least. */
static size_t blanks(const struct docx_control *c, double width, size_t usual)
{
	double n = width / type_size(c);
	return n >= (double)usual ? usual : n >= 1 ? (size_t)n : 1;
}

/* ____年__月__日, with blanks for what is to be written; where that has no room, blanks alone. */
static struct str blank_time(struct docx_form *d, const struct docx_control *c, const char *key)
{
	struct str word = docx_word(d, key);
	for (size_t n = c->in_table ? 2 : 3; n-- > 0;) {
		struct str text = str_replace(d->arena, word, STR("_"), room(d->arena, n));
		if ((double)utf8_width(text) / 2 * type_size(c) <= cell_room(c))
			return text;
	}
	return room(d->arena, blanks(c, cell_room(c), 1));
}

static void asked_time(
	struct docx_form *d, const struct docx_control *c, const char *kind, const char *blank)
{
	control(d, c->name, c->label, c->on_line ? rule : "", kind, blank_time(d, c, blank), true);
}

static void typed(struct docx_form *d, const struct docx_control *c, const char *kind)
{
	size_t usual = c->on_line ? 1 : c->in_table ? 2 : 4; /* a rule goes on behind a line's */
	size_t n = blanks(c, cell_room(c), usual);
	control(d, c->name, c->label, c->on_line ? rule : "", kind, room(d->arena, n), true);
}

static void day(struct docx_form *d, const struct docx_control *c)
{
	bool chinese = d->in->site->lang != LANG_EN;
	struct str kind = STR_CAT(d->arena, STR("<w:date><w:dateFormat w:val=\""),
		chinese ? STR("yyyy年M月d日") : STR("yyyy-MM-dd"), STR("\"/><w:lid w:val=\""),
		chinese ? STR("zh-CN") : STR("en-GB"),
		STR("\"/><w:storeMappedDataAs w:val=\"date\"/><w:calendar w:val=\"gregorian\"/>"
		    "</w:date>"));
	asked_time(d, c, str_cstr(d->arena, kind), "paper.blank_date");
}

static struct str option_label(struct docx_form *d, const struct docx_control *c, struct str option)
{
	return STR_CAT(d->arena, c->label, docx_word(d, "says.colon"), option);
}

/* Its place in the cell, or NULL where it stands on a line. */
static const struct paper_option *placed(const struct docx_control *c, size_t i)
{
	return c->cell && i < c->cell->n_options ? &c->cell->options[i] : NULL;
}

static void begin_option(struct docx_form *d, const struct docx_control *c, size_t i)
{
	const struct paper_option *at = placed(c, i);
	if (at && at->on_new_line)
		docx_break(d);
	else if (i > 0)
		docx_text(d, STR("  "));
}

static struct str broken_option(
	struct docx_form *d, const struct docx_control *c, size_t i, struct str option)
{
	const struct paper_option *at = placed(c, i);
	return at ? str_join(d->arena, at->text.lines, at->text.n, STR("\n")) : option;
}

static void boxes(struct docx_form *d, const struct docx_control *c)
{
	const struct texts *options = &c->field->options;
	for (size_t i = 0; i < options->n; i++) {
		struct str option = options->items[i].s;
		begin_option(d, c, i);
		check_box(
			d, form_option_name(d->arena, c->name, i + 1), option_label(d, c, option));
		docx_text(d, STR_CAT(d->arena, STR(NO_BREAK), broken_option(d, c, i, option)));
	}
	if (!c->field->other.on)
		return;
	struct str other = docx_word(d, "other");
	begin_option(d, c, options->n);
	check_box(
		d, form_option_name(d->arena, c->name, options->n + 1), option_label(d, c, other));
	const struct paper_option *at = placed(c, options->n);
	bool below = at && at->room_below;
	docx_text(d, STR_CAT(d->arena, STR(NO_BREAK), broken_option(d, c, options->n, other),
			     below ? STR_NONE : STR(NO_BREAK)));
	if (below)
		docx_break(d);
	struct docx_control text = *c;
	text.name = form_other_name(d->arena, c->name);
	text.label = option_label(d, c, other);
	text.on_line = true;
	typed(d, &text, "<w:text/>");
	docx_rule(d);
}

static void list(struct docx_form *d, const struct docx_control *c)
{
	struct buf b = buf_new(d->arena);
	BUF_LIT(&b, "<w:dropDownList>");
	for (size_t i = 0; i < c->field->options.n; i++) {
		struct str option = c->field->options.items[i].s;
		BUF_LIT(&b, "<w:listItem w:displayText=\"");
		buf_add_html(&b, option);
		BUF_LIT(&b, "\" w:value=\"");
		buf_add_html(&b, option);
		BUF_LIT(&b, "\"/>");
	}
	BUF_LIT(&b, "</w:dropDownList>");
	typed(d, c, str_cstr(d->arena, buf_str(&b)));
}

void docx_control(struct docx_form *d, const struct docx_control *c)
{
	switch ((enum form_field_type)c->field->type.v) {
	case FORM_MULTILINE:
		typed(d, c, "<w:text w:multiLine=\"1\"/>");
		return;
	case FORM_PERCENT:
		typed(d, c, "<w:text/>");
		docx_text(d, STR("%"));
		return;
	case FORM_DATE:
		day(d, c);
		return;
	case FORM_MONTH:
		asked_time(d, c, "<w:text/>", "paper.blank_month");
		return;
	case FORM_TIME:
		asked_time(d, c, "<w:text/>", "paper.blank_time");
		return;
	case FORM_CHOICE:
		if (c->in_table)
			list(d, c);
		else
			boxes(d, c);
		return;
	case FORM_CHOICES:
		if (c->in_table)
			typed(d, c, "<w:text/>");
		else
			boxes(d, c);
		return;
	case FORM_CHECKBOX:
		check_box(d, c->name, c->label);
		if (!c->in_table)
			docx_text(d, STR_CAT(d->arena, STR(NO_BREAK), docx_word(d, "yes")));
		return;
	case FORM_SIGNATURE: /* written with a pen, on paper */
	case FORM_TABLE:     /* has rows of its own */
		return;
	case FORM_TEXT:
	case FORM_INTEGER:
	case FORM_DECIMAL:
	case FORM_PARTY:
	case FORM_PHONE:
	case FORM_EMAIL:
		break;
	}
	typed(d, c, "<w:text/>"); /* also where no type is given: text */
}
