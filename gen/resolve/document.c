/* SPDX-License-Identifier: MIT */
#include "resolve/document.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/utf8.h"

struct reading {
	struct arena *arena;
	const struct form *form;
	const struct value *controls, *rows, *lines;
	struct map by_tag, by_title; /* to a control; two of one title are told apart by box */
	struct map by_place;	     /* name of a slot to struct value */
	struct value out;
};

/* --- text --- */

/* Blanks of every width: a prompt is made of wide ones. */
static struct str trim(struct str s)
{
	size_t n;
	while (s.n && rune_is_space(utf8_decode(s, &n)))
		s = str_after(s, n);
	while (s.n && rune_is_space(utf8_decode_last(s, &n)))
		s = str_sub(s, 0, s.n - n);
	return s;
}

/* What is printed in a blank for a day or a share: 年 月 日, 时 分, - : %. */
static bool is_printed(struct arena *a, struct str s)
{
	struct str rest = form_label_key(a, s);
	for (size_t n; rest.n; rest = str_after(rest, n)) {
		uint32_t rune = utf8_decode(rest, &n);
		if (str_find(STR("年月日时分-/%"), str_sub(rest, 0, n)) == SIZE_MAX || rune == 0)
			return false;
	}
	return true;
}

static struct str typed(struct arena *a, const struct form_field *field, struct str text)
{
	text = trim(text);
	while (field->type.v == FORM_PERCENT && str_ends(text, STR("%%"))) /* one is printed */
		text = str_sub(text, 0, text.n - 1);
	bool may_be_printed = form_is_time(field) || field->type.v == FORM_PERCENT;
	if (may_be_printed && is_printed(a, text))
		return STR_NONE;
	return text;
}

static void put(struct reading *r, struct str name, struct str text)
{
	value_set(r->arena, &r->out, name, value_text(text));
}

/* --- controls --- */

static struct str text_of(const struct value *control, const char *key)
{
	const struct value *v = value_get(control, str_from(key));
	return v ? v->text : STR_NONE;
}

static struct str title_key(struct arena *a, struct str title, bool box)
{
	struct str key = form_label_key(a, utf8_prefix(title, FORM_TITLE_MOST));
	return box ? STR_CAT(a, key, STR("\x01")) : key;
}

/* LibreOffice 7.4 writes a control several times over: the first is the one that was filled. */
static void index_controls(struct reading *r)
{
	for (size_t i = 0; i < r->controls->n; i++) {
		struct value *c = &r->controls->items[i];
		struct str tag = text_of(c, "tag"), title = text_of(c, "title");
		struct str key = title_key(r->arena, title, text_of(c, "box").n > 0);
		if (tag.n && !map_get(&r->by_tag, tag))
			map_put(r->arena, &r->by_tag, tag, c);
		else if (!tag.n && title.n && !map_get(&r->by_title, key))
			map_put(r->arena, &r->by_title, key, c);
	}
}

static const struct value *control(
	const struct reading *r, struct str name, struct str label, bool box)
{
	const struct value *c = map_get(&r->by_tag, name);
	return c ? c : map_get(&r->by_title, title_key(r->arena, label, box));
}

static void join(struct buf *list, struct str text)
{
	if (list->n)
		BUF_LIT(list, "、");
	buf_add(list, text);
}

/* The text beside 其他: its title begins with the label. */
static struct str other_text(
	const struct reading *r, const struct form_field *field, struct str label)
{
	struct str name = form_other_name(r->arena, field->id.s);
	const struct value *c = map_get(&r->by_tag, name);
	struct str key = form_label_key(r->arena, label);
	for (size_t i = 0; !c && i < r->by_title.n; i++) {
		struct str title = r->by_title.items[i].key;
		if (title.n > key.n && str_starts(title, key) && title.p[title.n - 1] != '\x01')
			c = r->by_title.items[i].value;
	}
	return c ? trim(text_of(c, "text")) : STR_NONE;
}

/* The boxes of a choice. False: none of them is there. */
static bool take_boxes(struct reading *r, const struct form_field *field, struct str label)
{
	struct buf chosen = buf_new(r->arena);
	bool found = false;
	for (size_t i = 0; i < field->options.n; i++) {
		struct str option = field->options.items[i].s;
		const struct value *c = control(r, form_option_name(r->arena, field->id.s, i + 1),
			STR_CAT(r->arena, label, option), true);
		found = found || c;
		if (c && text_of(c, "text").n)
			join(&chosen, option);
	}
	if (!found)
		return false;
	struct str other = field->other.on ? other_text(r, field, label) : STR_NONE;
	if (other.n)
		join(&chosen, other);
	put(r, field->id.s, buf_str(&chosen));
	return true;
}

static bool is_boxes(const struct form_ref *slot)
{
	int type = slot->field->type.v;
	return !slot->table && (type == FORM_CHOICE || type == FORM_CHOICES);
}

/* Where a long answer goes on: values of their own, which are joined as those of a PDF. */
static void take_more(struct reading *r, const struct form_ref *slot, struct str label)
{
	const struct value *c;
	for (size_t part = 2;; part++) {
		struct str name = form_part_name(r->arena, slot->field->id.s, part);
		struct str title = str_printf(r->arena, "%.*s %zu", STR_FMT(label), part);
		if (slot->field->type.v != FORM_MULTILINE || !(c = control(r, name, title, false)))
			return;
		put(r, name, typed(r->arena, slot->field, text_of(c, "text")));
	}
}

static bool take_control(struct reading *r, const struct form_ref *slot)
{
	struct str name = form_slot_name(r->arena, slot);
	struct str label = form_slot_label(r->arena, r->form, slot);
	if (is_boxes(slot))
		return take_boxes(r, slot->field, label);
	const struct value *c = control(r, name, label, slot->field->type.v == FORM_CHECKBOX);
	if (c)
		put(r, name, typed(r->arena, slot->field, text_of(c, "text")));
	if (c && !slot->table)
		take_more(r, slot, label);
	return c != NULL;
}

/* --- places: what stands behind a label --- */

struct cell_at {
	size_t row, cell;
};

static struct str cell_text(const struct reading *r, struct cell_at at)
{
	if (at.row >= r->rows->n || at.cell >= r->rows->items[at.row].n)
		return STR_NONE;
	return r->rows->items[at.row].items[at.cell].text;
}

/* The first cell from *at on that holds this label; *at is moved behind it. */
static bool find_label(const struct reading *r, struct str label, struct cell_at *at)
{
	struct str key = form_label_key(r->arena, label);
	for (struct cell_at p = *at; key.n && p.row < r->rows->n; p.row++, p.cell = 0)
		for (; p.cell < r->rows->items[p.row].n; p.cell++)
			if (str_eq(form_label_key(r->arena, cell_text(r, p)), key)) {
				*at = (struct cell_at){p.row, p.cell + 1};
				return true;
			}
	return false;
}

static void remember(struct reading *r, struct str name, struct str text)
{
	struct value *v = NEW(r->arena, struct value);
	*v = value_text(text);
	map_put(r->arena, &r->by_place, name, v);
}

/* Below the answer its note is printed, or above a long one. */
static struct str without_note(
	const struct reading *r, const struct form_field *field, struct str text)
{
	struct str note = form_plain_label(r->arena, field->note.s);
	text = trim(text);
	if (note.n && text.n >= note.n && str_eq(str_after(text, text.n - note.n), note))
		text = trim(str_sub(text, 0, text.n - note.n));
	else if (note.n && str_starts(text, note))
		text = trim(str_after(text, note.n));
	return text;
}

/* Where heads stand over columns, the lower row of the head: what reaches down is empty there. */
static bool heads_table(const struct reading *r, const struct form_field *table, size_t row)
{
	bool lower = form_table_heads(table) > 1;
	const struct form_field *columns = table->columns.items;
	if (r->rows->items[row].n < table->columns.n)
		return false;
	for (size_t i = 0; i < table->columns.n; i++) {
		struct str head = form_label_key(r->arena, cell_text(r, (struct cell_at){row, i}));
		bool reached = lower && !columns[i].over && head.n == 0;
		if (!reached && !str_starts(head, form_label_key(r->arena, columns[i].label.s)))
			return false;
	}
	return true;
}

/* The rows below the table's head, which a new page repeats. */
static void take_table(struct reading *r, const struct form_field *table, struct cell_at *at)
{
	const struct form_field *columns = table->columns.items;
	size_t row = at->row;
	while (row < r->rows->n && !heads_table(r, table, row))
		row++;
	for (int n = 1; row < r->rows->n && n <= form_table_rows(table); row++) {
		if (heads_table(r, table, row))
			continue;
		for (size_t i = 0; i < table->columns.n; i++) {
			const struct form_ref slot = {&columns[i], table, n};
			remember(r, form_slot_name(r->arena, &slot),
				trim(cell_text(r, (struct cell_at){row, i})));
		}
		n++;
		*at = (struct cell_at){row + 1, 0};
	}
}

/* "工作情况（续）" behind the cell of 工作情况: its label and something in brackets, that no other
 * field is called by. */
static bool goes_on(const struct reading *r, const struct form_field *field, struct str text)
{
	enum { BRACKETS = 64 };
	if (text.n < field->label.s.n || text.n > field->label.s.n + BRACKETS)
		return false;
	struct str key = form_label_key(r->arena, text);
	struct str own = form_label_key(r->arena, field->label.s);
	struct str rest = str_starts(key, own) ? str_after(key, own.n) : STR_NONE;
	struct form_iter it = {0};
	if (!str_starts(rest, STR("(")) || !str_ends(rest, STR(")")))
		return false;
	for (const struct form_field *f; (f = form_next_field(r->form, &it));)
		if (str_eq(form_label_key(r->arena, f->label.s), key))
			return false;
	return true;
}

static void take_cells_behind(struct reading *r, const struct form_field *field, struct cell_at *at)
{
	size_t part = 2;
	for (struct cell_at p = *at; p.row < r->rows->n; p.row++, p.cell = 0)
		for (; p.cell < r->rows->items[p.row].n; p.cell++) {
			if (!goes_on(r, field, cell_text(r, p)))
				continue;
			struct cell_at next = {p.row, p.cell + 1};
			remember(r, form_part_name(r->arena, field->id.s, part++),
				trim(cell_text(r, next)));
		}
}

static void take_cells(struct reading *r)
{
	struct cell_at at = {0, 0};
	for (size_t i = 0; i < r->form->n_cells; i++) {
		const struct form_cell *c = &r->form->cells[i];
		const struct form_field *field = c->field;
		if (c->role == CELL_FIELD && field->type.v == FORM_TABLE)
			take_table(r, field, &at);
		if (c->role != CELL_LABEL || !find_label(r, field->label.s, &at))
			continue;
		if (field->n_nested == 0 && field->type.v != FORM_TABLE)
			remember(r, field->id.s, without_note(r, field, cell_text(r, at)));
		if (field->type.v == FORM_MULTILINE)
			take_cells_behind(r, field, &at);
	}
}

/* Behind "label：", up to a tab. */
static void take_from_line(struct reading *r, const struct form_field *field, struct str line)
{
	struct str label = form_plain_label(r->arena, field->label.s);
	size_t at = label.n ? str_find(line, label) : SIZE_MAX;
	if (at == SIZE_MAX || map_get(&r->by_place, field->id.s))
		return;
	struct str rest = trim(str_after(line, at + label.n));
	while (str_starts(rest, STR("*")))
		rest = trim(str_after(rest, 1));
	struct str wide = STR("：");
	if (str_starts(rest, wide))
		rest = str_after(rest, wide.n);
	else if (str_starts(rest, STR(":")))
		rest = str_after(rest, 1);
	else
		return;
	remember(r, field->id.s, trim(str_cut(&rest, '\t')));
}

static void take_lines(struct reading *r)
{
	struct form_iter it = {0};
	for (const struct form_field *f; (f = form_next_field(r->form, &it));)
		for (size_t i = 0; i < r->lines->n; i++)
			take_from_line(r, f, r->lines->items[i].text);
}

/* --- boxes that are only drawn: ☒ 座谈 ☐ 走访 --- */

static bool is_mark(uint32_t rune, bool *ret_ticked)
{
	*ret_ticked = rune == 0x2612 || rune == 0x2611 || rune == 0x25A0 || rune == 0x221A ||
		      rune == 0x2713 || rune == 0x2714;		/* ☒ ☑ ■ √ ✓ ✔ */
	return *ret_ticked || rune == 0x2610 || rune == 0x25A1; /* ☐ □ */
}

/* What follows a ticked box. Of 其他 it is what is written behind that word. */
static struct str ticked_text(
	const struct reading *r, const struct form_field *field, struct str text)
{
	text = str_replace(r->arena, trim(text), STR("\n"), STR_NONE); /* broken by the layout */
	if (form_option(field, text) || !field->other.on)
		return text;
	for (size_t i = 0, n; i < text.n; i += n)
		if (rune_is_space(utf8_decode(str_after(text, i), &n)))
			return trim(str_after(text, i));
	return text;
}

/* The texts behind ticked boxes; where no box is drawn, the text itself. */
static struct str drawn(const struct reading *r, const struct form_field *field, struct str text)
{
	struct buf chosen = buf_new(r->arena);
	bool any = false, ticked = false, mark;
	size_t from = 0, n;
	for (size_t i = 0; i <= text.n; i += n) {
		bool ends = i == text.n;
		bool is = !ends && is_mark(utf8_decode(str_after(text, i), &n), &mark);
		if (any && ticked && (ends || is))
			join(&chosen, ticked_text(r, field, str_sub(text, from, i)));
		if (ends)
			break;
		if (is) {
			any = true;
			ticked = mark;
			from = i + n;
		}
	}
	return any ? buf_str(&chosen) : text;
}

static void take_place(struct reading *r, const struct form_ref *slot)
{
	struct str name = form_slot_name(r->arena, slot);
	const struct value *v = map_get(&r->by_place, name);
	if (!v)
		return;
	struct str text = v->text;
	if (is_boxes(slot))
		text = drawn(r, slot->field, text);
	else if (slot->field->type.v == FORM_CHECKBOX)
		text = drawn(r, slot->field, text).n ? STR("Yes") : STR_NONE;
	put(r, name, typed(r->arena, slot->field, text));
	for (size_t part = 2; slot->field->type.v == FORM_MULTILINE && !slot->table; part++) {
		struct str more = form_part_name(r->arena, slot->field->id.s, part);
		v = map_get(&r->by_place, more);
		if (!v)
			return;
		put(r, more, v->text);
	}
}

/* --- all of it --- */

static void take_property(struct reading *r, const struct value *doc, const char *name)
{
	const struct value *all = value_get(doc, STR("properties"));
	const struct value *v = all ? value_get(all, str_from(name)) : NULL;
	if (v)
		put(r, str_from(name), v->text);
}

struct value document_fields(struct arena *a, const struct form *form, const struct value *doc)
{
	struct reading r = {.arena = a,
		.form = form,
		.controls = value_get(doc, STR("controls")),
		.rows = value_get(doc, STR("rows")),
		.lines = value_get(doc, STR("lines")),
		.out = value_map()};
	struct form_slots it = {.row = 0};
	struct form_ref slot;
	if (!r.controls || !r.rows || !r.lines)
		return r.out;
	take_property(&r, doc, "_form");
	take_property(&r, doc, "_version");
	index_controls(&r);
	take_lines(&r);
	take_cells(&r);
	while (form_next_slot(form, &it, &slot))
		if (!take_control(&r, &slot))
			take_place(&r, &slot);
	return r.out;
}
