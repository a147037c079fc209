/* SPDX-License-Identifier: MIT */
#include "parse/docx.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "parse/package.h"

enum element {
	EL_OTHER,
	EL_TEXT,
	EL_PARAGRAPH,
	EL_ROW,
	EL_CELL,
	EL_CONTROL,
	EL_PROPERTIES,
	EL_LEFT_OUT
};

/* What is being read of one control, cell or line; they are in one another. */
struct level {
	struct buf text;
	struct str tag, title; /* of a control */
	bool prompt, box, ticked;
	size_t from; /* of a control: where it begins in the text around it */
};

struct reading {
	struct arena *arena;
	enum element elements[XML_DEPTH + 1]; /* those that are open, by their depth */
	int depth;			      /* of the innermost */
	struct level controls[DOCX_NESTED], cells[DOCX_NESTED];
	struct value rows_open[DOCX_NESTED]; /* of each table that is open */
	size_t n_controls, n_cells, n_rows;
	struct buf line;
	struct str last_title; /* of the control that ended before, … */
	size_t last_end;       /* … and where, in the text around it */
	int left_out;	       /* how many open elements leave out what is in them */
	size_t n_items, n_text;
	struct value control_list, row_list, line_list;
	bool large;
};

static bool too_large(struct reading *r)
{
	r->large = true;
	return false;
}

static const struct {
	const char *name;
	enum element element;
} known[] = {
	{"t", EL_TEXT}, {"p", EL_PARAGRAPH}, {"tr", EL_ROW}, {"tc", EL_CELL}, {"sdt", EL_CONTROL},
	{"sdtPr", EL_PROPERTIES}, {"del", EL_LEFT_OUT}, {"moveFrom", EL_LEFT_OUT},
	{"Fallback", EL_LEFT_OUT}, /* of mc:AlternateContent: the same once more */
};

static enum element element_of(struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (str_eq(name, str_from(known[i].name)))
			return known[i].element;
	return EL_OTHER;
}

/* The cell or line that is being read. */
static struct buf *around(struct reading *r)
{
	return r->n_cells ? &r->cells[r->n_cells - 1].text : &r->line;
}

static bool add_text(struct reading *r, struct str text)
{
	if (r->left_out)
		return true;
	r->n_text += text.n * (r->n_controls + 1);
	if (r->n_text > DOCX_TEXT)
		return too_large(r);
	for (size_t i = 0; i < r->n_controls; i++)
		buf_add(&r->controls[i].text, text);
	buf_add(around(r), text);
	return true;
}

/* --- what begins --- */

static bool is_on(const struct xml_tag *tag)
{
	struct str v = xml_get(tag, STR("val"));
	return !str_eq(v, STR("0")) && !str_eq(v, STR("false")) && !str_eq(v, STR("off"));
}

/* Inside of sdtPr. */
static void on_property(struct reading *r, const struct xml_tag *tag)
{
	struct level *c = &r->controls[r->n_controls - 1];
	if (str_eq(tag->name, STR("tag")))
		c->tag = str_copy(r->arena, xml_get(tag, STR("val")));
	else if (str_eq(tag->name, STR("alias")))
		c->title = str_copy(r->arena, xml_get(tag, STR("val")));
	else if (str_eq(tag->name, STR("showingPlcHdr")))
		c->prompt = is_on(tag);
	else if (str_eq(tag->name, STR("checkbox")))
		c->box = true;
	else if (str_eq(tag->name, STR("checked")))
		c->ticked = is_on(tag);
}

static bool begin(struct reading *r, struct level *levels, size_t *n)
{
	if (*n == DOCX_NESTED || r->n_items++ > DOCX_ITEMS)
		return too_large(r);
	levels[(*n)++] = (struct level){.text = buf_new(r->arena)};
	return true;
}

static bool on_start(void *self, const struct xml_tag *tag)
{
	struct reading *r = self;
	enum element above = tag->depth > 0 ? r->elements[tag->depth - 1] : EL_OTHER;
	enum element el = element_of(tag->name);
	if (above == EL_PROPERTIES) /* and what is in it, a box's state */
		el = EL_PROPERTIES;
	r->elements[tag->depth] = el;
	r->depth = tag->depth;
	switch (el) {
	case EL_CONTROL:
		if (!begin(r, r->controls, &r->n_controls))
			return false;
		r->controls[r->n_controls - 1].from = around(r)->n;
		return true;
	case EL_CELL:
		return begin(r, r->cells, &r->n_cells);
	case EL_ROW:
		if (r->n_rows == DOCX_NESTED)
			return too_large(r);
		r->rows_open[r->n_rows++] = value_list();
		return true;
	case EL_PROPERTIES:
		if (r->n_controls)
			on_property(r, tag);
		return true;
	case EL_LEFT_OUT:
		r->left_out++;
		return true;
	case EL_OTHER:
		if (str_eq(tag->name, STR("br")) || str_eq(tag->name, STR("cr")))
			return add_text(r, STR("\n"));
		if (str_eq(tag->name, STR("tab")) && !xml_get(tag, STR("pos")).n)
			return add_text(r, STR("\t"));
		return true;
	case EL_TEXT:
	case EL_PARAGRAPH:
		return true;
	}
	return true;
}

/* --- what ends --- */

static void set(struct reading *r, struct value *map, const char *key, struct str text)
{
	value_set(r->arena, map, str_from(key), value_text(text));
}

/* LibreOffice 7.4 writes a control again and again, one behind the other: only the first counts. */
static void drop_again(struct reading *r, const struct level *c)
{
	struct buf *text = around(r);
	bool again = c->title.n && str_eq(c->title, r->last_title) && c->from == r->last_end;
	if (again && c->from <= text->n)
		text->n = c->from;
	r->last_title = c->title;
	r->last_end = text->n;
}

static void end_control(struct reading *r)
{
	if (!r->n_controls)
		return;
	const struct level *c = &r->controls[--r->n_controls];
	drop_again(r, c);
	struct str text = c->prompt ? STR_NONE : str_trim(buf_str(&c->text));
	struct value map = value_map();
	set(r, &map, "tag", c->tag);
	set(r, &map, "title", c->title);
	set(r, &map, "box", c->box ? STR("1") : STR_NONE);
	set(r, &map, "text", !c->box ? text : c->ticked ? STR("Yes") : STR_NONE);
	value_add(r->arena, &r->control_list, map);
}

static void end_cell(struct reading *r)
{
	if (!r->n_cells)
		return;
	struct level *c = &r->cells[--r->n_cells];
	if (r->n_rows)
		value_add(r->arena, &r->rows_open[r->n_rows - 1],
			value_text(str_trim(buf_str(&c->text))));
}

static bool end_paragraph(struct reading *r)
{
	if (r->n_cells)
		return add_text(r, STR("\n"));
	/* A control over several paragraphs has lines too. */
	for (size_t i = 0; i < r->n_controls; i++)
		BUF_LIT(&r->controls[i].text, "\n");
	if (r->n_items++ > DOCX_ITEMS)
		return too_large(r);
	if (r->line.n)
		value_add(r->arena, &r->line_list, value_text(buf_str(&r->line)));
	r->line = buf_new(r->arena);
	return true;
}

static bool on_end(void *self, int depth)
{
	struct reading *r = self;
	r->depth = depth > 0 ? depth - 1 : 0;
	switch (r->elements[depth]) {
	case EL_CONTROL:
		end_control(r);
		return true;
	case EL_CELL:
		end_cell(r);
		return true;
	case EL_ROW:
		value_add(r->arena, &r->row_list, r->rows_open[--r->n_rows]);
		return true;
	case EL_PARAGRAPH:
		return end_paragraph(r);
	case EL_LEFT_OUT:
		r->left_out--;
		return true;
	case EL_TEXT:
	case EL_PROPERTIES:
	case EL_OTHER:
		return true;
	}
	return true;
}

static bool on_text(void *self, struct str text)
{
	struct reading *r = self;
	return r->elements[r->depth] != EL_TEXT || add_text(r, text);
}

/* --- the document's own properties --- */

struct properties {
	struct arena *arena;
	struct value map;
	struct str name;
	struct buf text;
};

static bool on_property_start(void *self, const struct xml_tag *tag)
{
	struct properties *p = self;
	if (tag->depth == 1) {
		p->name = str_copy(p->arena, xml_get(tag, STR("name")));
		p->text = buf_new(p->arena);
	}
	return true;
}

static bool on_property_end(void *self, int depth)
{
	struct properties *p = self;
	if (depth == 1 && p->name.n && p->map.n < DOCX_ITEMS)
		value_set(p->arena, &p->map, p->name, value_text(buf_str(&p->text)));
	return true;
}

static bool on_property_text(void *self, struct str text)
{
	struct properties *p = self;
	if (p->name.n)
		buf_add(&p->text, text);
	return true;
}

/* --- the file --- */

static enum docx_fault fault_of(const struct package *p)
{
	switch (p->fault) {
	case PACKAGE_PASSWORD:
		return DOCX_PASSWORD;
	case PACKAGE_MACROS:
		return DOCX_MACROS;
	case PACKAGE_BOMB:
		return DOCX_LARGE;
	case PACKAGE_FINE:
	case PACKAGE_NO_ZIP:
	case PACKAGE_OLE:
	case PACKAGE_BROKEN:
	case PACKAGE_DOCTYPE:
		break;
	}
	return DOCX_BROKEN;
}

static bool read_properties(struct package *p, struct str part, struct value *ret)
{
	struct properties own = {.arena = p->arena, .map = value_map()};
	own.text = buf_new(p->arena);
	const struct xml_events events = {
		&own, on_property_start, on_property_end, on_property_text};
	bool good = !part.n || package_read(p, part, &events);
	*ret = own.map;
	return good;
}

static enum docx_fault read_document(struct package *p, struct str part, struct value *ret)
{
	struct reading r = {.arena = p->arena,
		.control_list = value_list(),
		.row_list = value_list(),
		.line_list = value_list()};
	r.line = buf_new(p->arena);
	const struct xml_events events = {&r, on_start, on_end, on_text};
	if (!package_read(p, part, &events))
		return r.large ? DOCX_LARGE : fault_of(p);
	VALUE_SET(p->arena, ret, "controls", r.control_list);
	VALUE_SET(p->arena, ret, "rows", r.row_list);
	VALUE_SET(p->arena, ret, "lines", r.line_list);
	return DOCX_FINE;
}

enum docx_fault docx_read(struct arena *a, struct str bytes, struct value *ret)
{
	struct package p = package_open(a, bytes);
	struct package_relations package, document = {.n = 0};
	struct value properties;
	*ret = value_map();
	if (p.fault || !package_relate(&p, STR_NONE, &package))
		return fault_of(&p);
	struct str part = package_related(&package, "officeDocument");
	struct str rels = STR_CAT(a, path_dir(part), STR("/_rels/"), path_base(part), STR(".rels"));
	if (!part.n || (package_has(&p, rels) && !package_relate(&p, part, &document)))
		return fault_of(&p);
	if (document.external || package.external)
		return DOCX_EXTERNAL;
	if (!read_properties(&p, package_related(&package, "custom-properties"), &properties))
		return fault_of(&p);
	VALUE_SET(a, ret, "properties", properties);
	return read_document(&p, part, ret);
}
