/* SPDX-License-Identifier: MIT */
/*
 * The AcroForm. No viewer is asked to make an appearance (NeedAppearances): each widget brings its
 * own.
 */
#include "render/form_pdf_drawing.h"
#include "render/pdf_file.h"
#include "render/pdf_standard.h"

#include "base/arena.h"

/* Bits of /Ff and /F, ISO 32000-1 12.7.3.1, 12.7.4 and 12.5.3. */
enum {
	FIELD_READ_ONLY_BIT = 1 << 0,
	FIELD_REQUIRED_BIT = 1 << 1,
	TEXT_MULTILINE_BIT = 1 << 12,
	BUTTON_RADIO_BIT = 1 << 15,
	CHOICE_COMBO_BIT = 1 << 17,
	CHOICE_EDIT_BIT = 1 << 18,
	ANNOT_HIDDEN = 1 << 1,
	ANNOT_PRINT = 1 << 2,
};

/* An appearance that several widgets share: table cells are of one size, boxes too. */
struct look {
	double w, h;
	struct str content;
	qpdf_oh stream;
};

/* A field that has fields below it: its full name and its object. */
struct parent {
	struct str name;
	qpdf_oh field;
};

struct fields {
	struct pdf pdf;
	const struct form_paper_input *in;
	const struct widget_list *widgets;
	qpdf_oh font, top;     /* top: /Fields of the AcroForm */
	const char *font_name; /* in the resources: "/F0" */
	qpdf_oh *objects;      /* of the widgets */
	VEC(struct look) looks;
	VEC(struct parent) parents;
};

static const char tick[] = "q 1.5 w 1 J 1 j 0 G 2 5.2 m 4.2 2.6 l 8.2 8 l S Q\n";

/* --- appearances --- */

static qpdf_oh make_look(struct fields *f, double w, double h, struct str content, bool typed)
{
	for (size_t i = 0; i < f->looks.n; i++) {
		const struct look *look = &f->looks.items[i];
		if (look->w >= w && look->w <= w && look->h >= h && look->h <= h &&
			str_eq(look->content, content))
			return look->stream;
	}
	struct pdf *pdf = &f->pdf;
	const double box[4] = {0, 0, w, h};
	qpdf_oh stream = pdf_stream(pdf, content, false);
	qpdf_oh dict = qpdf_oh_get_dict(pdf->q, stream);
	pdf_set_name(pdf, dict, "/Type", "/XObject");
	pdf_set_name(pdf, dict, "/Subtype", "/Form");
	pdf_set_box(pdf, dict, "/BBox", box);
	qpdf_oh resources = pdf_sub_dict(pdf, dict, "/Resources");
	if (typed)
		pdf_set(pdf, pdf_sub_dict(pdf, resources, "/Font"), f->font_name, f->font);
	*vec_push(pdf->arena, &f->looks) = (struct look){w, h, content, stream};
	return stream;
}

static struct str plain_typing(const struct fields *f)
{
	return str_printf(f->pdf.arena, "%s 12 Tf 0 g", f->font_name);
}

/*
 * PDFium (Chrome, Edge) types Chinese in a font of the system even where the field brings its own,
 * unless that goes by the name of a symbol font.
 */
static const char *font_name(const struct site *site, const struct form_font *font)
{
	bool symbol = font && site->front.form_font_name.v == FORM_FONT_WINGDINGS;
	return symbol ? "/Wingdings" : "/F0";
}

static void set_typed_look(struct fields *f, qpdf_oh field, const struct widget *w)
{
	struct arena *a = f->pdf.arena;
	struct str content = STR_CAT(a, STR("/Tx BMC\n"), w->blank, STR("EMC\n"));
	qpdf_oh look = make_look(f, w->at.w, w->at.h, content, true);
	pdf_set(&f->pdf, pdf_sub_dict(&f->pdf, field, "/AP"), "/N", look);
	struct str da = str_printf(a, "%s %g Tf 0 g", f->font_name, w->size);
	pdf_set_ascii(&f->pdf, field, "/DA", da);
	if (w->align != TEXT_LEFT)
		pdf_set_int(&f->pdf, field, "/Q", w->align);
}

/* The box stands on the page; what is ticked is a path, since not every viewer has ZapfDingbats. */
static void set_button_look(
	struct fields *f, qpdf_oh widget, const struct widget *w, const char *on)
{
	struct pdf *pdf = &f->pdf;
	qpdf_oh states = pdf_sub_dict(pdf, pdf_sub_dict(pdf, widget, "/AP"), "/N");
	pdf_set(pdf, states, on, make_look(f, w->at.w, w->at.h, str_from(tick), false));
	pdf_set(pdf, states, "/Off", make_look(f, w->at.w, w->at.h, STR_NONE, false));
	pdf_set_name(pdf, widget, "/AS", "/Off");
	pdf_set_ascii(pdf, pdf_sub_dict(pdf, widget, "/MK"), "/CA", STR("4"));
}

/* --- fields --- */

/* On its page, where it says; a field with one widget is both in one object. */
static void set_widget(struct fields *f, qpdf_oh widget, size_t at)
{
	const struct widget *w = &f->widgets->list.items[at];
	struct pdf *pdf = &f->pdf;
	qpdf_oh page = qpdf_get_page_n(pdf->q, w->page);
	qpdf_oh media = qpdf_oh_get_key(pdf->q, page, "/MediaBox");
	double height = qpdf_oh_get_numeric_value(pdf->q, qpdf_oh_get_array_item(pdf->q, media, 3));
	const double rect[4] = {
		w->at.x, height - w->at.y - w->at.h, w->at.x + w->at.w, height - w->at.y};
	pdf_set_name(pdf, widget, "/Type", "/Annot");
	pdf_set_name(pdf, widget, "/Subtype", "/Widget");
	pdf_set_int(pdf, widget, "/F", ANNOT_PRINT);
	pdf_set_box(pdf, widget, "/Rect", rect);
	pdf_set(pdf, widget, "/P", page);
	pdf_set_text(pdf, widget, "/TU", w->label);
	qpdf_oh_append_item(pdf->q, pdf_array_at(pdf, page, "/Annots"), widget);
	f->objects[at] = widget;
}

/* The list that a field of this name hangs in; *name becomes what is left of it for /T. */
static qpdf_oh siblings_of(struct fields *f, qpdf_oh field, struct str *name)
{
	struct pdf *pdf = &f->pdf;
	size_t dot = str_find_last_char(*name, '.');
	if (dot == SIZE_MAX)
		return f->top;
	struct str above = str_sub(*name, 0, dot);
	*name = str_after(*name, dot + 1);
	qpdf_oh parent = 0;
	for (size_t i = f->parents.n; i-- > 0 && !parent;)
		if (str_eq(f->parents.items[i].name, above))
			parent = f->parents.items[i].field;
	if (!parent) {
		parent = pdf_indirect(pdf, pdf_dict(pdf));
		*vec_push(pdf->arena, &f->parents) = (struct parent){above, parent};
		qpdf_oh list = siblings_of(f, parent, &above); /* two dots at most */
		pdf_set_ascii(pdf, parent, "/T", above);
		qpdf_oh_append_item(pdf->q, list, parent);
	}
	pdf_set(pdf, field, "/Parent", parent);
	return pdf_array_at(pdf, parent, "/Kids");
}

static qpdf_oh new_field(struct fields *f, struct str name, const char *type, long long flags)
{
	struct pdf *pdf = &f->pdf;
	qpdf_oh field = pdf_indirect(pdf, pdf_dict(pdf));
	qpdf_oh_append_item(pdf->q, siblings_of(f, field, &name), field);
	pdf_set_name(pdf, field, "/FT", type);
	pdf_set_ascii(pdf, field, "/T", name);
	if (flags)
		pdf_set_int(pdf, field, "/Ff", flags);
	return field;
}

static long long required_bit(const struct widget *w)
{
	return w->required ? FIELD_REQUIRED_BIT : 0;
}

static void add_text(struct fields *f, size_t at)
{
	const struct widget *w = &f->widgets->list.items[at];
	long long flags = required_bit(w);
	if (w->kind == WIDGET_MULTILINE)
		flags |= TEXT_MULTILINE_BIT;
	qpdf_oh field = new_field(f, w->name, "/Tx", flags);
	set_widget(f, field, at);
	set_typed_look(f, field, w);
	if (w->max_length > 0)
		pdf_set_int(&f->pdf, field, "/MaxLen", w->max_length);
}

static qpdf_oh option_list(struct fields *f, const struct form_field *field, bool other)
{
	struct pdf *pdf = &f->pdf;
	qpdf_oh list = pdf_array(pdf);
	for (size_t i = 0; i < field->options.n; i++)
		qpdf_oh_append_item(pdf->q, list, pdf_text(pdf, field->options.items[i].s));
	if (other)
		qpdf_oh_append_item(
			pdf->q, list, pdf_text(pdf, site_word(f->in->site, "form.other")));
	return list;
}

static void add_combo(struct fields *f, size_t at)
{
	const struct widget *w = &f->widgets->list.items[at];
	long long edit = w->field->other.on ? CHOICE_EDIT_BIT : 0;
	qpdf_oh field = new_field(f, w->name, "/Ch", required_bit(w) | CHOICE_COMBO_BIT | edit);
	set_widget(f, field, at);
	set_typed_look(f, field, w);
	pdf_set(&f->pdf, field, "/Opt", option_list(f, w->field, false));
}

static void add_check(struct fields *f, size_t at)
{
	const struct widget *w = &f->widgets->list.items[at];
	qpdf_oh field = new_field(f, w->name, "/Btn", required_bit(w));
	set_widget(f, field, at);
	set_button_look(f, field, w, "/Yes");
	pdf_set_name(&f->pdf, field, "/V", "/Off");
}

/*
 * The state of a button is its number and /Opt says what it stands for, as Acrobat writes it:
 * PDFium knows no other names beside an /Opt, and a name in Chinese would be a matter of encodings.
 */
static void add_radio(struct fields *f, size_t at, size_t n)
{
	const struct widget *first = &f->widgets->list.items[at];
	struct pdf *pdf = &f->pdf;
	qpdf_oh field = new_field(f, first->name, "/Btn", required_bit(first) | BUTTON_RADIO_BIT);
	qpdf_oh kids = pdf_array_at(pdf, field, "/Kids");
	pdf_set_name(pdf, field, "/V", "/Off");
	pdf_set_text(pdf, field, "/TU", first->label);
	pdf_set(pdf, field, "/Opt", option_list(f, first->field, first->field->other.on));
	for (size_t i = 0; i < n; i++) {
		struct str state = str_printf(pdf->arena, "/%zu", first[i].option);
		qpdf_oh kid = pdf_indirect(pdf, pdf_dict(pdf));
		pdf_set(pdf, kid, "/Parent", field);
		set_widget(f, kid, at + i);
		set_button_look(f, kid, &first[i], str_cstr(pdf->arena, state));
		qpdf_oh_append_item(pdf->q, kids, kid);
	}
}

/* What tells a reader of the filled file which form it is; it comes back in FDF and XFDF too. */
static void add_hidden(struct fields *f, const char *name, struct str value)
{
	static const double nowhere[4] = {0, 0, 0, 0};
	struct pdf *pdf = &f->pdf;
	qpdf_oh field = new_field(f, str_from(name), "/Tx", FIELD_READ_ONLY_BIT);
	qpdf_oh page = qpdf_get_page_n(pdf->q, 0);
	pdf_set_name(pdf, field, "/Type", "/Annot");
	pdf_set_name(pdf, field, "/Subtype", "/Widget");
	pdf_set_int(pdf, field, "/F", ANNOT_HIDDEN);
	pdf_set_box(pdf, field, "/Rect", nowhere);
	pdf_set(pdf, field, "/P", page);
	pdf_set_text(pdf, field, "/TU", str_from(name));
	pdf_set_ascii(pdf, field, "/DA", plain_typing(f));
	qpdf_oh look = make_look(f, 0, 0, STR("/Tx BMC\nEMC\n"), true);
	pdf_set(pdf, pdf_sub_dict(pdf, field, "/AP"), "/N", look);
	pdf_set_text(pdf, field, "/V", value);
	qpdf_oh_append_item(pdf->q, pdf_array_at(pdf, page, "/Annots"), field);
}

static void add_widgets(struct fields *f)
{
	const struct widget *all = f->widgets->list.items;
	for (size_t i = 0; i < f->widgets->list.n; i++) {
		size_t n = all[i].n_options;
		switch (all[i].kind) {
		case WIDGET_TEXT:
		case WIDGET_MULTILINE:
			add_text(f, i);
			break;
		case WIDGET_CHECK:
			add_check(f, i);
			break;
		case WIDGET_RADIO:
			add_radio(f, i, n);
			i += n - 1;
			break;
		case WIDGET_COMBO:
			add_combo(f, i);
			break;
		}
	}
}

static void add_form(struct fields *f, const struct form_font *font)
{
	struct pdf *pdf = &f->pdf;
	qpdf_oh form = pdf_dict(pdf);
	f->font_name = font_name(f->in->site, font);
	f->top = pdf_array_at(pdf, form, "/Fields");
	f->objects = NEW_N(pdf->arena, qpdf_oh, f->widgets->list.n + 1);
	pdf_set_ascii(pdf, form, "/DA", plain_typing(f));
	qpdf_oh fonts = pdf_sub_dict(pdf, pdf_sub_dict(pdf, form, "/DR"), "/Font");
	f->font = form_pdf_add_font(pdf, fonts, f->font_name, font);
	add_widgets(f);
	add_hidden(f, "_form", form_path(pdf->arena, f->in));
	add_hidden(f, "_version", str_printf(pdf->arena, "%d", form_version(f->in->form)));
	pdf_set(pdf, qpdf_get_root(pdf->q), "/AcroForm", pdf_indirect(pdf, form));
}

bool form_pdf_add_fields(const struct form_paper_input *in, const struct form_font *font,
	const struct drawing *drawing, struct buf *out, struct str *ret_error)
{
	struct str pages = buf_str(&drawing->pages);
	qpdf_data q = qpdf_init();
	struct fields f = {.pdf = {q, out->arena}, .in = in, .widgets = &drawing->widgets};
	qpdf_silence_errors(q);
	qpdf_set_suppress_warnings(q, QPDF_TRUE);
	bool done = !(qpdf_read_memory(q, "form", pages.p, pages.n, NULL) & QPDF_ERRORS);
	if (done) {
		add_form(&f, font);
		form_pdf_tie(&f.pdf, drawing, f.objects);
		const struct pdf_about about = {
			.title = form_plain_label(out->arena, in->form->title.s),
			.identifier = form_path(out->arena, in),
			.lang = site_lang_tag(in->site),
			.day = in->day,
			/* What the viewer's own font has nobody knows. */
			.accessible = pdf_meet_standards(&f.pdf) && font};
		pdf_describe(&f.pdf, &about);
		done = !qpdf_has_error(q) && pdf_write(&f.pdf, out);
	}
	if (!done && qpdf_has_error(q))
		*ret_error = str_copy(
			out->arena, str_from(qpdf_get_error_message_detail(q, qpdf_get_error(q))));
	qpdf_cleanup(&q);
	return done;
}
