/* SPDX-License-Identifier: MIT */
#include "parse/xlsx_book.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"

enum { MOST_TEXTS = 1000000, MOST_STYLES = 65536, MOST_SHEETS = 1000 };

static bool ignore_end(void *self, int depth)
{
	(void)self;
	(void)depth;
	return true;
}

static bool ignore_text(void *self, struct str text)
{
	(void)self;
	(void)text;
	return true;
}

/* --- texts --- */

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	char lower = (char)(c | 0x20);
	return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* "_x000D_" at the beginning of s. */
static bool is_escape(struct str s, uint32_t *ret_rune)
{
	*ret_rune = 0;
	if (s.n < 7 || s.p[0] != '_' || s.p[1] != 'x' || s.p[6] != '_')
		return false;
	for (int i = 2; i < 6; i++) {
		if (hex_digit(s.p[i]) < 0)
			return false;
		*ret_rune = *ret_rune * 16 + (uint32_t)hex_digit(s.p[i]);
	}
	bool surrogate = *ret_rune >= 0xD800 && *ret_rune <= 0xDFFF;
	return *ret_rune != 0 && !surrogate;
}

struct str book_text(struct arena *a, struct str s)
{
	if (str_find(s, STR("_x")) == SIZE_MAX)
		return str_copy(a, s);
	struct buf b = buf_new(a);
	while (s.n) {
		uint32_t rune;
		if (!is_escape(s, &rune)) {
			buf_add_char(&b, s.p[0]);
			s = str_after(s, 1);
			continue;
		}
		if (rune != '\r') /* before a line end, which stands there by itself */
			buf_add_rune(&b, rune);
		s = str_after(s, 7);
	}
	return buf_str(&b);
}

struct texts_reading {
	struct arena *arena;
	struct book *book;
	struct buf text;
	bool in_text; /* inside a t that counts */
	int phonetic; /* the depth of an rPh: how the text is pronounced */
};

static bool on_text_start(void *self, const struct xml_tag *tag)
{
	struct texts_reading *r = self;
	struct str name = tag->name;
	if (str_eq(name, STR("rPh")))
		r->phonetic = tag->depth;
	if (tag->depth == 1)
		r->text = buf_new(r->arena);
	r->in_text = str_eq(name, STR("t")) && !r->phonetic;
	return true;
}

static bool on_text_end(void *self, int depth)
{
	struct texts_reading *r = self;
	r->in_text = false;
	if (depth == r->phonetic)
		r->phonetic = 0;
	if (depth != 1)
		return true;
	*vec_push(r->arena, &r->book->texts) = book_text(r->arena, buf_str(&r->text));
	return r->book->texts.n < MOST_TEXTS;
}

static bool on_text(void *self, struct str text)
{
	struct texts_reading *r = self;
	if (r->in_text)
		buf_add(&r->text, text);
	return true;
}

static bool read_texts(struct package *p, struct book *book, struct str part)
{
	struct texts_reading r = {.arena = p->arena, .book = book, .text = buf_new(p->arena)};
	const struct xml_events events = {&r, on_text_start, on_text_end, on_text};
	return package_read(p, part, &events);
}

/* --- styles --- */

struct styles_reading {
	struct arena *arena;
	struct book *book;
	struct map codes; /* own formats by their numbers, as written */
	bool in_cells;
};

static struct str code_of(const struct styles_reading *r, struct str id)
{
	const struct str *own = map_get(&r->codes, id);
	int64_t number;
	if (own)
		return *own;
	return str_to_int(id, &number) ? number_format_builtin(number) : STR_NONE;
}

static bool on_style(void *self, const struct xml_tag *tag)
{
	struct styles_reading *r = self;
	struct str name = tag->name;
	if (tag->depth == 1)
		r->in_cells = str_eq(name, STR("cellXfs"));
	if (tag->depth != 2)
		return true;
	struct str id = xml_get(tag, STR("numFmtId"));
	if (str_eq(name, STR("numFmt"))) {
		struct str *code = NEW(r->arena, struct str);
		*code = str_copy(r->arena, xml_get(tag, STR("formatCode")));
		map_put(r->arena, &r->codes, str_copy(r->arena, id), code);
	} else if (r->in_cells && str_eq(name, STR("xf"))) {
		*vec_push(r->arena, &r->book->formats) = number_format_parse(code_of(r, id));
	}
	return r->book->formats.n < MOST_STYLES && r->codes.n < MOST_STYLES;
}

static bool read_styles(struct package *p, struct book *book, struct str part)
{
	struct styles_reading r = {.arena = p->arena, .book = book};
	const struct xml_events events = {&r, on_style, ignore_end, ignore_text};
	return package_read(p, part, &events);
}

/* --- the workbook --- */

struct workbook_reading {
	struct arena *arena;
	struct book *book;
	const struct package_relations *relations;
	int n_sheets;
};

static bool is_true(struct str s)
{
	return str_eq(s, STR("1")) || str_eq(s, STR("true"));
}

/* Charts and dialogues are sheets too, of other kinds. */
static struct str worksheet_of(const struct package_relations *relations, struct str id)
{
	for (size_t i = 0; i < relations->n; i++)
		if (str_eq(relations->items[i].id, id) &&
			str_eq(relations->items[i].type, STR("worksheet")))
			return relations->items[i].target;
	return STR_NONE;
}

/* The prefix of the attribute is the file's own choice: r:id as a rule. */
static struct str relation_id(const struct xml_tag *tag)
{
	for (size_t i = 0; i < tag->n; i++)
		if (str_eq(tag->attributes[i].name, STR("id")))
			return tag->attributes[i].value;
	return STR_NONE;
}

static bool on_workbook(void *self, const struct xml_tag *tag)
{
	struct workbook_reading *r = self;
	struct str name = tag->name, state = xml_get(tag, STR("state"));
	if (tag->depth == 1 && str_eq(name, STR("workbookPr")))
		r->book->from_1904 = is_true(xml_get(tag, STR("date1904")));
	if (tag->depth != 2 || !str_eq(name, STR("sheet")))
		return true;
	struct str part = worksheet_of(r->relations, relation_id(tag));
	bool hidden = str_eq(state, STR("hidden")) || str_eq(state, STR("veryHidden"));
	if (part.n && !hidden && !r->book->part.n) {
		r->book->part = part;
		r->book->sheet = book_text(r->arena, xml_get(tag, STR("name")));
	} else if (part.n && !hidden) {
		*vec_push(r->arena, &r->book->others) = part;
	}
	return ++r->n_sheets < MOST_SHEETS;
}

bool book_read(struct package *p, struct book *ret_book)
{
	struct package_relations top, own;
	*ret_book = (struct book){0};
	if (p->fault || !package_relate(p, STR_NONE, &top))
		return false;
	struct str workbook = package_related(&top, "officeDocument");
	if (!package_relate(p, workbook, &own))
		return false;
	struct workbook_reading r = {.arena = p->arena, .book = ret_book, .relations = &own};
	const struct xml_events events = {&r, on_workbook, ignore_end, ignore_text};
	struct str texts = package_related(&own, "sharedStrings"),
		   styles = package_related(&own, "styles");
	return package_read(p, workbook, &events) && (!texts.n || read_texts(p, ret_book, texts)) &&
	       (!styles.n || read_styles(p, ret_book, styles));
}
