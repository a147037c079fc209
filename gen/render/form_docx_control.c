/* SPDX-License-Identifier: MIT */
/* Content controls: one kind for each type of field. */
#include "render/form_docx_parts.h"

#include "base/arena.h"
#include "base/utf8.h"

#define NO_BREAK "\xc2\xa0" /* a blank that holds a box and its words together */

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
	run(d, properties, shown);
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
		BUF_LIT(&b, "　");
	return buf_str(&b);
}

/* ____年__月__日, with blanks for what is to be written. */
static struct str blank_time(struct docx_form *d, const struct docx_control *c, const char *key)
{
	struct str wide = room(d->arena, c->in_table ? 1 : 2);
	return str_replace(d->arena, docx_word(d, key), STR("_"), wide);
}

static void typed(struct docx_form *d, const struct docx_control *c, const char *kind)
{
	size_t n = c->room ? c->room : c->on_line ? 8 : c->in_table ? 2 : 4;
	control(d, c->name, c->label, c->on_line ? "<w:u w:val=\"single\"/>" : "", kind,
		room(d->arena, n), true);
}

static void day(struct docx_form *d, const struct docx_control *c)
{
	bool chinese = d->in->site->lang != LANG_EN;
	struct str kind = STR_CAT(d->arena, STR("<w:date><w:dateFormat w:val=\""),
		chinese ? STR("yyyy年M月d日") : STR("yyyy-MM-dd"), STR("\"/><w:lid w:val=\""),
		chinese ? STR("zh-CN") : STR("en-GB"),
		STR("\"/><w:storeMappedDataAs w:val=\"date\"/><w:calendar w:val=\"gregorian\"/>"
		    "</w:date>"));
	control(d, c->name, c->label, "", str_cstr(d->arena, kind),
		blank_time(d, c, "paper.blank_date"), true);
}

static struct str option_label(struct docx_form *d, const struct docx_control *c, struct str option)
{
	return STR_CAT(d->arena, c->label, docx_word(d, "says.colon"), option);
}

static void boxes(struct docx_form *d, const struct docx_control *c)
{
	const struct texts *options = &c->field->options;
	for (size_t i = 0; i < options->n; i++) {
		struct str option = options->items[i].s;
		check_box(
			d, form_option_name(d->arena, c->name, i + 1), option_label(d, c, option));
		docx_text(d, STR_CAT(d->arena, STR(NO_BREAK), option, STR("  ")));
	}
	if (!c->field->other.on)
		return;
	struct str other = docx_word(d, "other");
	check_box(
		d, form_option_name(d->arena, c->name, options->n + 1), option_label(d, c, other));
	docx_text(d, STR_CAT(d->arena, STR(NO_BREAK), other, STR(NO_BREAK)));
	struct docx_control text = *c;
	text.name = form_other_name(d->arena, c->name);
	text.label = option_label(d, c, other);
	text.on_line = true;
	text.room = 4;
	typed(d, &text, "<w:text/>");
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
		control(d, c->name, c->label, "", "<w:text/>",
			blank_time(d, c, "paper.blank_month"), true);
		return;
	case FORM_TIME:
		control(d, c->name, c->label, "", "<w:text/>", blank_time(d, c, "paper.blank_time"),
			true);
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
