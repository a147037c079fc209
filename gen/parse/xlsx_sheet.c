/* SPDX-License-Identifier: MIT */
#include "parse/xlsx_sheet.h"

#include "base/arena.h"
#include "base/buf.h"
#include "parse/table.h"

enum { MOST_COLUMNS = 16384, MOST_ROWS = 1048576, MOST_CELLS = TABLE_CELLS + TABLE_COLUMNS };

/* Where a text stands that is being read. */
enum slot { SLOT_NONE, SLOT_VALUE, SLOT_INLINE, SLOT_FORMULA };

struct reading {
	struct arena *arena;
	const struct book *book;
	struct sheet *sheet;
	uint32_t row, column; /* of the last one that began */
	struct buf value;     /* of the cell: v, or the t of an inline text */
	enum slot slot;
	int phonetic; /* the depth of an rPh */
	bool has_value, has_formula, too_long;
	char type; /* of the cell: s shared, i inline, t text, b, e, n, d */
	size_t style;
};

/* --- places --- */

/* "BC12"; false where it is none. */
static bool read_place(struct str s, uint32_t *ret_row, uint32_t *ret_column)
{
	uint32_t row = 0, column = 0;
	size_t i = 0;
	for (; i < s.n && ((s.p[i] | 0x20) >= 'a' && (s.p[i] | 0x20) <= 'z'); i++)
		if ((column = column * 26 + (uint32_t)((s.p[i] | 0x20) - 'a') + 1) > MOST_COLUMNS)
			return false;
	size_t letters = i;
	for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
		if ((row = row * 10 + (uint32_t)(s.p[i] - '0')) > MOST_ROWS)
			return false;
	*ret_row = row;
	*ret_column = column;
	return letters && i == s.n && row && column;
}

static bool on_merge(struct reading *r, struct str range)
{
	struct sheet_merge m = {.range = str_copy(r->arena, range)};
	struct str last = m.range, first = str_cut(&last, ':');
	if (!read_place(first, &m.row, &m.column) || !read_place(last, &m.last_row, &m.last_column))
		return false;
	if (r->sheet->merges.n < MOST_MERGES)
		*vec_push(r->arena, &r->sheet->merges) = m;
	return true;
}

/* --- a row or a cell begins --- */

/* Rows may be numbered or simply follow one another; never do they go back. */
static bool begin_row(struct reading *r, const struct xml_tag *tag)
{
	struct str number = xml_get(tag, STR("r"));
	int64_t row = (int64_t)r->row + 1;
	if (number.n && (!str_to_int(number, &row) || row <= r->row || row > MOST_ROWS))
		return false;
	r->row = (uint32_t)row;
	r->column = 0;
	return true;
}

static char type_of(struct str t)
{
	static const struct {
		const char *name;
		char type;
	} types[] = {{"s", 's'}, {"inlineStr", 'i'}, {"str", 't'}, {"b", 'b'}, {"e", 'e'},
		{"d", 'd'}, {"n", 'n'}};
	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		if (str_eq(t, str_from(types[i].name)))
			return types[i].type;
	return 'n';
}

static bool begin_cell(struct reading *r, const struct xml_tag *tag)
{
	struct str place = xml_get(tag, STR("r"));
	uint32_t row = r->row, column = r->column + 1;
	if (place.n && (!read_place(place, &row, &column) || row != r->row || column <= r->column))
		return false;
	int64_t style = 0;
	struct str s = xml_get(tag, STR("s"));
	if (s.n && !str_to_int(s, &style))
		return false;
	r->column = column;
	r->style = (size_t)style;
	r->type = type_of(xml_get(tag, STR("t")));
	r->value.n = 0;
	r->has_value = r->has_formula = r->too_long = false;
	return column <= MOST_COLUMNS;
}

/* worksheet / sheetData / row / c / v, f or is / t or r / t */
static bool on_start(void *self, const struct xml_tag *tag)
{
	struct reading *r = self;
	struct str name = tag->name;
	r->slot = SLOT_NONE;
	if (tag->depth == 2 && str_eq(name, STR("row")))
		return begin_row(r, tag);
	if (tag->depth == 2 && str_eq(name, STR("mergeCell")))
		return on_merge(r, xml_get(tag, STR("ref")));
	if (tag->depth == 3 && str_eq(name, STR("c")) && r->row)
		return begin_cell(r, tag);
	if (tag->depth < 4 || !r->column)
		return true;
	if (str_eq(name, STR("rPh")))
		r->phonetic = tag->depth;
	if (tag->depth == 4 && str_eq(name, STR("f")))
		r->has_formula = true;
	if (tag->depth == 4 && str_eq(name, STR("v")))
		r->slot = SLOT_VALUE;
	else if (tag->depth > 4 && str_eq(name, STR("t")) && !r->phonetic)
		r->slot = SLOT_INLINE;
	r->has_value = r->has_value || r->slot == SLOT_VALUE;
	return true;
}

static bool on_text(void *self, struct str text)
{
	struct reading *r = self;
	bool wanted = r->type == 'i' ? r->slot == SLOT_INLINE : r->slot == SLOT_VALUE;
	if (!wanted || r->too_long)
		return true;
	r->too_long = r->value.n + text.n > TABLE_CELL_BYTES;
	if (!r->too_long)
		buf_add(&r->value, text);
	return true;
}

/* --- what a cell says --- */

static bool number_cell(struct reading *r, struct sheet_cell *cell)
{
	static const struct number_format general = {0};
	const struct number_format *f =
		r->style < r->book->formats.n ? &r->book->formats.items[r->style] : &general;
	struct str v = buf_str(&r->value);
	enum number_fault fault =
		r->type == 'd' ? iso_text(r->arena, v, f, &cell->text)
			       : number_text(r->arena, v, f, r->book->from_1904, &cell->text);
	if (fault == NUMBER_NONE)
		return false;
	if (fault == NUMBER_NO_DAY) {
		cell->fault = CELL_NO_DAY;
		cell->text = str_copy(r->arena, v);
	}
	return true;
}

static bool cell_text(struct reading *r, struct sheet_cell *cell)
{
	struct str v = buf_str(&r->value);
	int64_t index;
	switch (r->type) {
	case 's':
		if (!str_to_int(str_trim(v), &index) || (size_t)index >= r->book->texts.n)
			return false;
		cell->text = r->book->texts.items[index];
		return true;
	case 'b':
		cell->text = str_eq(v, STR("1")) ? STR("TRUE") : STR("FALSE");
		return true;
	case 'e':
		cell->fault = CELL_ERROR;
		cell->text = str_copy(r->arena, v);
		return true;
	case 'i':
	case 't':
		cell->text = book_text(r->arena, v);
		return true;
	default:
		return number_cell(r, cell);
	}
}

static bool end_cell(struct reading *r)
{
	struct sheet_cell cell = {.row = r->row, .column = r->column};
	bool inline_text = r->type == 'i' && r->value.n;
	if (r->too_long)
		cell.fault = CELL_LONG;
	else if (r->has_formula && !r->has_value)
		cell.fault = CELL_NO_RESULT;
	else if ((r->has_value || inline_text) && (r->value.n || r->type == 't')) {
		if (!cell_text(r, &cell))
			return false;
	}
	if (!str_trim(cell.text).n && !cell.fault)
		return true;
	if (r->sheet->cells.n == MOST_CELLS) {
		r->sheet->cut = true;
		return true;
	}
	*vec_push(r->arena, &r->sheet->cells) = cell;
	return true;
}

static bool on_end(void *self, int depth)
{
	struct reading *r = self;
	r->slot = SLOT_NONE;
	if (depth == r->phonetic)
		r->phonetic = 0;
	if (depth == 2)
		r->column = 0;
	return depth != 3 || !r->column || end_cell(r);
}

bool sheet_read(struct package *p, const struct book *book, struct str part, struct sheet *ret)
{
	*ret = (struct sheet){0};
	struct reading r = {
		.arena = p->arena, .book = book, .sheet = ret, .value = buf_new(p->arena)};
	const struct xml_events events = {&r, on_start, on_end, on_text};
	return package_read(p, part, &events);
}

/* --- is there anything? --- */

static bool find_value(void *self, const struct xml_tag *tag)
{
	struct str name = tag->name;
	bool *found = self;
	*found = *found || (tag->depth == 4 && (str_eq(name, STR("v")) || str_eq(name, STR("is"))));
	return true;
}

static bool pass_end(void *self, int depth)
{
	(void)self;
	(void)depth;
	return true;
}

static bool pass_text(void *self, struct str text)
{
	(void)self;
	(void)text;
	return true;
}

bool sheet_has_text(struct package *p, struct str part)
{
	bool found = false;
	const struct xml_events events = {&found, find_value, pass_end, pass_text};
	return package_read(p, part, &events) && found;
}
