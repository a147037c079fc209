/* SPDX-License-Identifier: MIT */
#include "render/form_pdf_sheet.h"

#include <math.h>

#include "base/arena.h"
#include "base/utf8.h"

static const double row_height = 28, least_row = 22.7; /* to write on by hand: 10 mm, 8 mm */
static const double line_pitch = 22;		       /* of the lines of a multiline field */
static const double box_size = 10;		       /* of □ */
static const double box_gap = 4;		       /* to its text */
static const double option_gap = 12;		       /* between options */
static const double other_room = 48;		       /* at least, for the text of 其他 */
static const double cell_pad = 6;
static const double essay_pad = 4;	/* of a long answer, above and below its lines */
static const double essay_note_gap = 1; /* above its note, which stands above the answer */
static const double rule_thin = 0.5;	/* to write on */
static const double typed_inset = 1.5;	/* of a widget in its cell: the rules stay visible */

static const struct text_style note_style = {FACE_BODY, 9, 12, TEXT_LEFT, false};

static struct text_style option_style(const struct slot *slot)
{
	return (struct text_style){FACE_BODY, slot->size, slot->size * 1.6, TEXT_LEFT, false};
}

/* --- options on a line: □ 座谈 □ 走访 □ 其他____ --- */

/* Where an option stands: x from the left of the slot, from which line; a long one takes several.
 */
struct spot {
	double x, text_width;
	int line, n_lines;
	bool room_below; /* of 其他 */
};

struct flow {
	struct spot *spots;
	size_t n; /* the last is 其他 where the field has it */
	int n_lines;
};

static bool has_options(const struct form_field *field)
{
	return field->type.v == FORM_CHOICE || field->type.v == FORM_CHOICES;
}

static bool has_boxes(const struct slot *slot)
{
	if (slot->field->type.v == FORM_CHECKBOX)
		return true;
	return has_options(slot->field) && !slot->in_table;
}

static struct str option_text(const struct sheet *s, const struct form_field *field, size_t i)
{
	if (field->type.v == FORM_CHECKBOX)
		return sheet_word(s, "yes");
	if (i == field->options.n)
		return sheet_word(s, "other");
	return field->options.items[i].s;
}

static size_t count_boxes(const struct form_field *field)
{
	if (field->type.v == FORM_CHECKBOX)
		return 1;
	return field->options.n + (field->other.on ? 1u : 0u);
}

/* How wide the text of option i is, and in how many lines it goes into the room that there is. */
static struct spot measure_option(struct sheet *s, const struct slot *slot, size_t i, double room)
{
	struct text_style style = option_style(slot);
	struct str text = option_text(s, slot->field, i);
	struct spot spot = {.n_lines = 1};
	if (slot->in_table) /* a lone box in a cell */
		return spot;
	spot.text_width = text_width(&s->pen, style, text);
	if (spot.text_width > room) {
		spot.text_width = room;
		spot.n_lines = (int)(text_height(&s->pen, style, text, room) / style.pitch + 0.5);
	}
	return spot;
}

static struct flow flow_options(struct sheet *s, const struct slot *slot, double width)
{
	struct flow f = {.n = count_boxes(slot->field)};
	f.spots = NEW_N(s->arena, struct spot, f.n);
	double x = 0;
	int line = 0;
	for (size_t i = 0; i < f.n; i++) {
		bool other = has_options(slot->field) && i == slot->field->options.n;
		struct spot spot = measure_option(s, slot, i, width - box_size - box_gap);
		double need = box_size + box_gap + spot.text_width + (other ? other_room : 0);
		if (other && need > width) {
			spot.room_below = true;
			spot.n_lines++;
			need -= other_room;
		}
		if (x > 0 && x + need > width) {
			x = 0;
			line = f.n_lines;
		}
		spot.x = x;
		spot.line = line;
		if (f.n_lines < line + spot.n_lines)
			f.n_lines = line + spot.n_lines;
		f.spots[i] = spot;
		x += need + option_gap;
	}
	return f;
}

/* Where 其他 is written, in a slot whose content begins at x = 0 and is this wide. */
static struct rect other_at(const struct spot *spot, double width)
{
	struct rect r = {.x = spot->x + box_size + box_gap, .h = line_pitch - 3};
	r.y = (spot->line + (spot->room_below ? spot->n_lines - 1 : 0)) * line_pitch + 2;
	if (!spot->room_below)
		r.x += spot->text_width + 2;
	r.w = r.x + 3 * other_room < width ? 3 * other_room : width - r.x;
	return r;
}

struct paper_option *slot_options(
	struct sheet *s, const struct slot *slot, double width, size_t *ret_n)
{
	*ret_n = 0;
	if (!has_boxes(slot))
		return NULL;
	double right = width - 2 * cell_pad;
	struct text_style style = option_style(slot);
	struct flow f = flow_options(s, slot, right);
	struct paper_option *options = NEW_N(s->arena, struct paper_option, f.n);
	for (size_t i = 0; i < f.n; i++) {
		const struct spot *spot = &f.spots[i];
		options[i].text = text_lines(
			&s->pen, style, option_text(s, slot->field, i), spot->text_width + 2);
		options[i].on_new_line = i > 0 && spot->line > f.spots[i - 1].line;
		if (has_options(slot->field) && i == slot->field->options.n) {
			struct rect room = other_at(spot, right);
			options[i].room_x = cell_pad + room.x;
			options[i].room = room.w;
			options[i].room_below = spot->room_below;
		}
	}
	*ret_n = f.n;
	return options;
}

/* --- what stands in an empty field: ____年__月__日 --- */

/* The word form.paper.blank_…: '_' is room to write, the rest is text; the first room is the
 * widest. */
static const char *blank_word(const struct form_field *field)
{
	switch ((enum form_field_type)field->type.v) {
	case FORM_DATE:
		return "paper.blank_date";
	case FORM_MONTH:
		return "paper.blank_month";
	case FORM_TIME:
		return "paper.blank_time";
	case FORM_TEXT:
	case FORM_MULTILINE:
	case FORM_INTEGER:
	case FORM_DECIMAL:
	case FORM_PERCENT:
	case FORM_PARTY:
	case FORM_CHOICE:
	case FORM_CHOICES:
	case FORM_CHECKBOX:
	case FORM_PHONE:
	case FORM_EMAIL:
	case FORM_SIGNATURE:
	case FORM_TABLE:
		return NULL;
	}
	return NULL;
}

static bool next_piece(struct str *rest, struct str *ret_text)
{
	if (rest->n == 0)
		return false;
	*ret_text = str_cut(rest, '_');
	return true;
}

static double blank_unit(struct sheet *s, struct text_style style, struct str word, double width)
{
	double units = 0.5, text = 0; /* the year is half as wide again */
	for (size_t i = 0; i < word.n; i++)
		units += word.p[i] == '_';
	struct str piece;
	while (next_piece(&word, &piece))
		text += text_width(&s->pen, style, piece);
	double unit = (width - text) / units;
	return unit > style.size * 2 ? style.size * 2 : unit > 4 ? unit : 4;
}

/* The operators of the blank of a slot, for a widget at r. */
static struct str blank_of(struct sheet *s, const struct slot *slot, struct rect r)
{
	const char *key = blank_word(slot->field);
	if (!key)
		return STR_NONE;
	struct str word = sheet_word(s, key), rest = word, piece;
	struct text_style style = option_style(slot);
	double unit = blank_unit(s, style, word, r.w - 2 * cell_pad), x = 0, gap = unit * 1.5;
	double baseline = r.h / 2 - style.size * 0.38;
	struct buf b = buf_new(s->arena);
	while (next_piece(&rest, &piece)) {
		if (piece.n > 0) {
			buf_add(&b, text_outline(&s->pen, style, piece, x, baseline));
			x += text_width(&s->pen, style, piece);
		}
		if (rest.n == 0 && !(word.n && word.p[word.n - 1] == '_'))
			break;
		if (slot->on_line)
			buf_printf(&b, "%.2f %.2f %.2f 0.5 re f\n", x, baseline - 2.5, gap);
		x += gap;
		gap = unit;
	}
	double free = r.w - x;
	double shift = slot->on_line ? free : free / 2;
	return str_printf(s->arena, "q 1 0 0 1 %.2f 0 cm\n%.*sQ\n", shift > 0 ? shift : 0,
		STR_FMT(buf_str(&b)));
}

/* --- height --- */

static double note_height(struct sheet *s, const struct slot *slot, double width)
{
	if (slot->in_table || slot->part || slot->field->note.s.n == 0)
		return 0;
	double high = text_height(&s->pen, note_style, slot->field->note.s, width - 2 * cell_pad);
	return high + (slot->on_line ? 0 : 3);
}

double slot_height(struct sheet *s, const struct slot *slot, double width)
{
	const struct form_field *field = slot->field;
	double row = slot->on_line || slot->in_table ? 24 : row_height * s->stretch;
	if (row < least_row)
		row = least_row;
	double high = row;
	if (slot->lines > 1)
		high = slot->lines * line_pitch * s->stretch + essay_pad;
	if (has_boxes(slot)) {
		int lines = flow_options(s, slot, width - 2 * cell_pad).n_lines;
		high = row + (lines - 1) * line_pitch;
	}
	if (field->type.v == FORM_TABLE && !slot->in_table) {
		high = 0;
		for (int i = 1 - form_table_heads(field); i <= form_table_rows(field); i++)
			high += table_row_height(s, field, i);
	}
	return high + note_height(s, slot, width);
}

/* --- drawing --- */

/* What may be written at most; `max` of a number is its value and not its length. */
static int max_length(const struct form_field *field)
{
	bool given = field->max.set && field->max.v >= 1 && field->max.v <= 100000;
	switch ((enum form_field_type)field->type.v) {
	case FORM_TEXT:
	case FORM_MULTILINE:
	case FORM_PARTY:
		return given ? (int)field->max.v : 0;
	case FORM_INTEGER:
	case FORM_DECIMAL:
	case FORM_PERCENT:
	case FORM_DATE:
	case FORM_MONTH:
	case FORM_TIME:
		return 20;
	case FORM_PHONE:
		return 40;
	case FORM_EMAIL:
		return 254;
	case FORM_CHOICE:
	case FORM_CHOICES:
	case FORM_CHECKBOX:
	case FORM_SIGNATURE:
	case FORM_TABLE:
		return 0;
	}
	return 0;
}

static struct widget *add_widget(
	struct sheet *s, enum widget_kind kind, const struct slot *slot, struct rect r)
{
	struct widget *w = vec_push(s->arena, &s->drawing->widgets.list);
	pen_tag(&s->pen, "Form");
	pen_end_tag(&s->pen, "Form");
	*w = (struct widget){
		.kind = kind,
		.field = slot->field,
		.name = slot->name,
		.label = slot->label,
		.at = r,
		.page = s->page,
		.size = slot->size,
		/* Of a table only in rows in use; where a long answer goes on it may be blank. */
		.required = slot->field->required.on && !slot->in_table && !slot->part,
	};
	return w;
}

/* The text of 其他: a field of its own behind the last option, up to the end of its line. */
static void draw_other(struct sheet *s, const struct slot *slot, struct rect r)
{
	struct slot other = *slot;
	other.name = form_other_name(s->arena, slot->name);
	other.label =
		STR_CAT(s->arena, slot->label, sheet_word(s, "says.colon"), sheet_word(s, "other"));
	pdf_draw_rule(s->pen.cr, r.x, r.y + r.h - 3, r.w, rule_thin);
	if (r.w < typed_inset)
		r.w = typed_inset; /* no room is left: a viewer still shows that there is a field */
	struct widget *w = add_widget(s, WIDGET_TEXT, &other, r);
	w->max_length = 100;
	w->required = false;
}

static void add_button(struct sheet *s, const struct slot *slot, size_t i, struct rect r)
{
	struct slot button = *slot;
	struct widget *w;
	if (slot->field->type.v == FORM_CHOICE) {
		w = add_widget(s, WIDGET_RADIO, slot, r);
		w->option = i;
		w->n_options = count_boxes(slot->field);
		return;
	}
	if (slot->field->type.v == FORM_CHOICES) {
		button.name = form_option_name(s->arena, slot->name, i + 1);
		button.label = STR_CAT(s->arena, slot->label, sheet_word(s, "says.colon"),
			option_text(s, slot->field, i));
	}
	w = add_widget(s, WIDGET_CHECK, &button, r);
	/* One of several boxes need not be ticked. */
	w->required = w->required && slot->field->type.v == FORM_CHECKBOX;
}

static void draw_options(struct sheet *s, const struct slot *slot, struct rect r)
{
	const struct form_field *field = slot->field;
	struct text_style style = option_style(slot);
	double pad = slot->on_line ? 0 : cell_pad;
	struct flow f = flow_options(s, slot, r.w - 2 * pad);
	double y = r.y + (r.h - f.n_lines * line_pitch) / 2;
	if (slot->in_table)
		pad = (r.w - box_size) / 2;
	for (size_t i = 0; i < f.n; i++) {
		const struct spot *spot = &f.spots[i];
		double x = r.x + pad + spot->x, top = y + spot->line * line_pitch;
		double box_top = top + (line_pitch - box_size) / 2;
		struct rect box = {x, box_top, box_size, box_size};
		sheet_draw_frame(s, box, form_rule_thin);
		x += box_size + box_gap;
		double lead = (line_pitch - style.pitch) / 2;
		if (spot->text_width > 0)
			text_draw_span(&s->pen, style, option_text(s, field, i),
				(struct rect){x, top + lead, spot->text_width + 2,
					(spot->n_lines - spot->room_below) * style.pitch});
		add_button(s, slot, i, box);
		if (has_options(field) && i == field->options.n) {
			struct rect other = other_at(spot, r.w - 2 * pad);
			other.x += r.x + pad;
			other.y += y;
			draw_other(s, slot, other);
		}
	}
}

/* As viewers set what is typed: of all of them pdf.js takes the most for a line. */
static const double typed_leading = 1.35, typed_margin = 2;
/* Lines that end early, at a paragraph or before a mark, hold less. */
static const double typed_full = 0.95;
/* A long answer is typed smaller where its longest would not go into the cell, but stays readable.
 */
static const double typed_sizes[] = {12, 10.5, 9};

static int typed_fits(double size, struct rect r)
{
	int columns = (int)((r.w - 2 * typed_margin) / size);
	int lines = (int)((r.h - 2 * typed_margin) / (size * typed_leading));
	return columns > 0 && lines > 0 ? (int)(columns * lines * typed_full) : 1;
}

/* Where a long answer is typed in a cell, or a piece of it. */
static struct rect typed_rect(struct sheet *s, const struct slot *slot, struct rect r)
{
	double note = note_height(s, slot, r.w - 2 * typed_inset);
	return (struct rect){r.x, r.y, r.w - 2 * typed_inset, r.h - 2 * typed_inset - note};
}

static int lines_wanted(double size, struct rect r, int characters)
{
	double columns = floor((r.w - 2 * typed_margin) / size) * typed_full;
	if (columns < 1)
		return 0;
	return (int)ceil(ceil(characters / columns) * size * typed_leading / line_pitch) + 1;
}

void slot_set_pieces(
	struct sheet *s, const struct form_field *field, struct paper_cell **pieces, size_t n)
{
	struct slot slot = sheet_slot(s, field);
	int holds = 0, wants = 0, most = max_length(field);
	double size = 0;
	for (size_t k = 0; k < ARRAY_LEN(typed_sizes) && (!k || holds < most); k++) {
		size = typed_sizes[k];
		holds = 0;
		for (slot.part = 0; slot.part < n; slot.part++) {
			struct rect r = typed_rect(s, &slot, pieces[slot.part]->at);
			holds += typed_fits(size, r);
			wants = lines_wanted(size, r, most);
		}
	}
	for (size_t i = 0; i < n; i++) {
		pieces[i]->part = i;
		pieces[i]->size = size;
		pieces[i]->holds = holds;
		pieces[i]->wants = wants;
	}
}

static void draw_typed(struct sheet *s, const struct slot *slot, struct rect r)
{
	const struct form_field *field = slot->field;
	double inset = slot->on_line ? 0 : typed_inset;
	struct rect at = {r.x + inset, r.y + inset, r.w - 2 * inset, r.h - 2 * inset};
	if (slot->on_line && !blank_word(field))
		pdf_draw_rule(s->pen.cr, r.x, r.y + r.h - 4, r.w, rule_thin);
	if (field->type.v == FORM_PERCENT) {
		struct text_style style = option_style(slot);
		double sign = text_width(&s->pen, style, STR("%"));
		at.w -= sign + cell_pad;
		text_draw_span(&s->pen, style, STR("%"),
			(struct rect){at.x + at.w, r.y, sign + cell_pad, r.h});
	}
	bool choice = field->type.v == FORM_CHOICE;
	enum widget_kind kind = choice		  ? WIDGET_COMBO
				: slot->lines > 1 ? WIDGET_MULTILINE
						  : WIDGET_TEXT;
	/* Not every viewer sets one line in the middle of a high field. */
	double most = slot->size * 2;
	if (kind != WIDGET_MULTILINE && at.h > most) {
		at.y += (at.h - most) / 2;
		at.h = most;
	}
	struct widget *w = add_widget(s, kind, slot, at);
	w->align = kind == WIDGET_MULTILINE || slot->on_line ? TEXT_LEFT : TEXT_CENTER;
	if (slot->on_line && blank_word(field))
		w->align = TEXT_RIGHT;
	if (slot->typed > 0)
		w->size = slot->typed;
	w->max_length = max_length(field);
	w->n_options = choice ? field->options.n : 0;
	w->blank = blank_of(s, slot, at);
}

void slot_draw(struct sheet *s, const struct slot *slot, struct rect r)
{
	double note = note_height(s, slot, r.w);
	double pad = slot->on_line ? 0 : cell_pad;
	bool essay = slot->field->type.v == FORM_MULTILINE && !slot->on_line;
	double note_y = essay ? r.y + essay_note_gap : r.y + r.h - note;
	if (note > 0)
		text_draw_span(&s->pen, note_style, slot->field->note.s,
			(struct rect){r.x + pad, note_y, r.w - 2 * pad, note});
	r.h -= note;
	if (essay)
		r.y += note;
	switch ((enum form_field_type)slot->field->type.v) {
	case FORM_CHOICE:
	case FORM_CHOICES:
	case FORM_CHECKBOX:
		if (has_boxes(slot))
			draw_options(s, slot, r);
		else
			draw_typed(s, slot, r);
		return;
	case FORM_SIGNATURE: /* written with a pen, on paper */
		if (slot->on_line)
			pdf_draw_rule(s->pen.cr, r.x, r.y + r.h - 4, r.w, rule_thin);
		return;
	case FORM_TABLE: /* has rows of its own */
		return;
	case FORM_TEXT:
	case FORM_MULTILINE:
	case FORM_INTEGER:
	case FORM_DECIMAL:
	case FORM_PERCENT:
	case FORM_DATE:
	case FORM_MONTH:
	case FORM_TIME:
	case FORM_PARTY:
	case FORM_PHONE:
	case FORM_EMAIL:
		break;
	}
	draw_typed(s, slot, r); /* also where no type is given: text */
}
