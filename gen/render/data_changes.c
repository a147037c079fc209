/* SPDX-License-Identifier: MIT */
/*
 * What changed in the data of an entry, a sentence each. Compared is what is published as a table,
 * by the ids of its rows: a number is none, and a row without an id is known by its title. What
 * became of the rows (状态, 进度, 销号日期 …) is no change of the document.
 */
#include "base/buf.h"
#include "base/map.h"
#include "render/cell.h"
#include "render/context.h"
#include "render/data_text.h"

/* One row a kind of item. */
struct kind {
	const char *word; /* of the interface */
	const struct schema *schema;
	size_t items_at, n_at;
	const char *title;  /* NULL: it is one, and has no name */
	const char *fields; /* those that are compared, between spaces */
};

#define KIND(word, schema, member, title, fields)                                                  \
	{                                                                                          \
		word, &(schema), offsetof(struct entry, member),                                   \
			offsetof(struct entry, n_##member), title, fields                          \
	}

static const struct kind kinds[] = {
	KIND("data.task", task_schema, tasks, "title",
		" group title lead person support due phase target value unit shift "),
	KIND("data.phase", phase_schema, phases, "title", " title period motto "),
	KIND("data.event", event_schema, events, "title",
		" title date repeat from until shift place who "),
	KIND("data.deadline", deadline_schema, deadlines, "title",
		" title who to due repeat from until shift form with copies channel "),
	KIND("data.target", target_schema, targets, "title",
		" title per who target unit every by "),
	KIND("data.ledger", ledger_schema, ledger, "problem", " problem measure lead person due "),
	KIND("data.group", group_schema, groups, "title", " title chair vice head members duty "),
	KIND("data.checklist", checklist_schema, checklists, "title",
		" title who per period from until due "),
	KIND("data.form", form_schema, forms, "title", " title subtitle number "),
};

/* What stands in another item, or is the document itself: where its rows are the caller knows. */
static const struct kind front_kind = {.word = "data.front",
	.schema = &front_schema,
	.fields = " title number index_no class issuer signer urgency to copy_to issued effective "
		  "period motto remark "};
static const struct kind contact_kind = {
	.word = "data.contact", .schema = &contact_schema, .fields = " people phone fax email "};
static const struct kind check_kind = {.word = "data.check",
	.schema = &checklist_item_schema,
	.title = "title",
	.fields = " title "};
static const struct kind field_kind = {.word = "data.field",
	.schema = &form_field_schema,
	.title = "label",
	.fields = " label type options other required min max note "};
static const struct kind column_kind = {.word = "data.column",
	.schema = &form_column_schema,
	.title = "label",
	.fields = " label type options required min max "};

struct item {
	struct str key, number, title;
	size_t at; /* among its kind */
	const void *row;
};

/* The items of a kind in one version. */
struct side {
	struct cell_table table;
	struct item *items;
	struct map by_key; /* to struct item */
	size_t n;
};

struct changes {
	struct arena *arena;
	const struct site *site;
	const struct kind *kind;
	struct str within; /* the item that these are items of, as a sentence names it */
	struct map hidden; /* keys and titles of what is for the office in either, or now */
	struct side before, now;
	struct value *list;
};

/* --- items --- */

static struct records records_of(const struct kind *k, const struct entry *e)
{
	return (struct records){
		.items = *(void *const *)(const void *)((const char *)e + k->items_at),
		.n = *(const size_t *)(const void *)((const char *)e + k->n_at)};
}

static const void *row_of(const struct kind *k, const struct records *rows, size_t i)
{
	return (const char *)rows->items + i * k->schema->size;
}

static struct str text_of(const struct kind *k, const char *field, const void *row)
{
	const struct field *f = field ? schema_field(k->schema, str_from(field)) : NULL;
	return f ? str_trim(((const struct text *)data_field(f, row))->s) : STR_NONE;
}

static bool is_number(struct str s)
{
	size_t n = 0;
	while (n < s.n && char_is_digit(s.p[n]))
		n++;
	return n == s.n;
}

static struct item item_of(struct arena *a, const struct kind *k, const void *row, size_t i)
{
	struct str id = text_of(k, "id", row), title = text_of(k, k->title, row);
	if (k->schema == &form_schema) /* its id is the name of its file */
		id = ((const struct form *)row)->id.s;
	bool counted = is_number(id);
	title = form_plain_label(a, title);
	return (struct item){counted ? title : id, counted ? id : STR_NONE, title, i, row};
}

/* Milestones of one indicator have one id: they are told apart by their order. */
static struct str key_of(struct arena *a, struct map *counts, struct str key)
{
	uintptr_t n = (uintptr_t)map_get(counts, key) + 1;
	map_put(a, counts, key, (const void *)n);
	return n == 1 ? key : str_printf(a, "%.*s\n%zu", STR_FMT(key), (size_t)n);
}

static struct side side_of(
	struct arena *a, const struct site *site, const struct kind *k, struct records rows)
{
	struct side s = {.table = cell_table(a, site, k->schema, &rows),
		.items = NEW_N(a, struct item, rows.n),
		.n = rows.n};
	struct map counts = {0};
	for (size_t i = 0; i < rows.n; i++) {
		s.items[i] = item_of(a, k, row_of(k, &rows, i), i);
		s.items[i].key = key_of(a, &counts, s.items[i].key);
		map_put(a, &s.by_key, s.items[i].key, &s.items[i]);
	}
	return s;
}

static void hide_item(struct changes *c, const struct item *item)
{
	map_put(c->arena, &c->hidden, item->key, item->row);
	map_put(c->arena, &c->hidden, item->title, item->row);
}

/* Of a ledger a row may be for the office alone, and so may a form. */
static void hide(struct changes *c, const struct entry *e)
{
	bool ledger = c->kind->schema == &ledger_schema, forms = c->kind->schema == &form_schema;
	if (c->site->audience == AUDIENCE_INTERNAL)
		return;
	for (size_t i = 0; ledger && i < e->n_ledger; i++) {
		struct item item = item_of(c->arena, c->kind, &e->ledger[i], i);
		if (e->ledger[i].audience.v == AUDIENCE_INTERNAL)
			hide_item(c, &item);
	}
	for (size_t i = 0; forms && i < e->n_forms; i++) {
		struct item item = item_of(c->arena, c->kind, &e->forms[i], i);
		if (e->forms[i].audience.v == AUDIENCE_INTERNAL)
			hide_item(c, &item);
	}
}

static bool is_hidden(const struct changes *c, const struct item *item)
{
	struct str key = item->key;
	return map_get(&c->hidden, str_cut(&key, '\n')) || map_get(&c->hidden, item->title);
}

/* --- sentences --- */

static struct str name_of(struct changes *c, const struct item *item)
{
	struct str word = site_word(c->site, c->kind->word), name = word;
	if (c->kind->title)
		name = site_fill(c->arena, c->site, "data.item", ARGS(word, item->title));
	return c->within.n ? site_fill(c->arena, c->site, "data.within", ARGS(c->within, name))
			   : name;
}

static void tell(struct changes *c, const char *sentence, struct args args)
{
	value_add(c->arena, c->list, value_text(site_fill(c->arena, c->site, sentence, args)));
}

static struct cell cell_at(const struct side *s, const struct item *item, const struct field *f)
{
	size_t width = s->table.columns.list.n;
	for (size_t i = 0; i < width; i++)
		if (s->table.columns.list.items[i].field == f)
			return s->table.cells[item->at * width + i];
	return (struct cell){0};
}

/* A number with what stands around it: ">=80%". */
static bool as_number(struct str s, double *ret_value, struct str *ret_around)
{
	struct str number = s;
	while (number.n && !char_is_digit(number.p[0]) && number.p[0] != '-')
		number = str_after(number, 1);
	struct str before = str_sub(s, 0, s.n - number.n);
	bool percent = str_ends(number, STR("%"));
	*ret_around = before;
	return str_to_number(str_sub(number, 0, number.n - percent), ret_value);
}

static bool both_days(const struct cell *x, const struct cell *y)
{
	return (x->kind == CELL_DAY || x->kind == CELL_MONTH) && x->kind == y->kind;
}

/* Which way it went, where it went a way. */
static const char *direction(const struct field *f, const struct cell *was, const struct cell *is)
{
	double x, y;
	struct str around, around_now;
	if (both_days(was, is))
		return is->value > was->value ? "data.later" : "data.earlier";
	bool goal =
		str_eq(str_from(f->name), STR("value")) || str_eq(str_from(f->name), STR("target"));
	if (goal && as_number(was->text, &x, &around) && as_number(is->text, &y, &around_now) &&
		str_eq(around, around_now) &&
		str_ends(was->text, STR("%")) == str_ends(is->text, STR("%")) &&
		!(x <= y && x >= y))
		return y > x ? "data.raised" : "data.lowered";
	return "data.changed";
}

/* A day or a time as a sentence has it. */
static struct str shown(
	struct changes *c, const struct field *f, const struct item *item, const struct cell *cell)
{
	bool when = f->type == FIELD_DAY || f->type == FIELD_DUE || f->type == FIELD_PERIOD;
	return when && cell->text.n ? when_text(c->arena, data_field(f, item->row), c->site->lang)
				    : cell->text;
}

static bool compare_required(
	struct changes *c, const struct field *f, const struct item *was, const struct item *is)
{
	if (!str_eq(str_from(f->name), STR("required")))
		return false;
	bool before = ((const struct flag *)data_field(f, was->row))->on;
	bool now = ((const struct flag *)data_field(f, is->row))->on;
	if (before != now)
		tell(c, now ? "data.required" : "data.optional", ARGS(name_of(c, is)));
	return true;
}

static void compare_field(
	struct changes *c, const struct field *f, const struct item *was, const struct item *is)
{
	struct cell x = cell_at(&c->before, was, f), y = cell_at(&c->now, is, f);
	struct str heading = c->site->lang == LANG_ZH ? alias_first(f->zh) : str_from(f->name);
	if (compare_required(c, f, was, is) || str_eq(x.text, y.text))
		return;
	struct str before = shown(c, f, was, &x), now = shown(c, f, is, &y);
	if (c->kind->title && str_eq(str_from(f->name), str_from(c->kind->title)))
		tell(c, "data.renamed", ARGS(name_of(c, is), was->title));
	else if (!before.n)
		tell(c, "data.set", ARGS(name_of(c, is), heading, now));
	else if (!now.n)
		tell(c, "data.unset", ARGS(name_of(c, is), heading, before));
	else
		tell(c, direction(f, &x, &y), ARGS(name_of(c, is), heading, before, now));
}

static void compare_rows(struct changes *c, struct str within, const struct kind *kind,
	struct records before, struct records now);

/* Fields in the order of the form, those of a nested label by their whole names; unit and term,
 * which are asked above it, are no part of it. */
static struct records fields_of(struct arena *a, const struct form *form)
{
	struct form own = *form;
	struct form_iter it = {0};
	VEC(struct form_field) list = {0};
	own.n_asked = 0;
	for (const struct form_field *f; (f = form_next_field(&own, &it));) {
		struct form_field *field = vec_push(a, &list);
		*field = *f;
		field->label.s = form_field_heading(a, &own, f);
	}
	return (struct records){.items = list.items, .n = list.n};
}

/* What stands in two items that are one: the items of a checklist, the fields of a form, the
 * columns of a field. */
static void compare_inner(struct changes *c, const struct item *was, const struct item *is)
{
	const struct schema *schema = c->kind->schema;
	if (schema == &checklist_schema) {
		const struct checklist *x = was->row, *y = is->row;
		compare_rows(c, name_of(c, is), &check_kind, x->items, y->items);
	} else if (schema == &form_schema) {
		compare_rows(c, name_of(c, is), &field_kind, fields_of(c->arena, was->row),
			fields_of(c->arena, is->row));
	} else if (schema == &form_field_schema) {
		const struct form_field *x = was->row, *y = is->row;
		compare_rows(c, name_of(c, is), &column_kind, x->columns, y->columns);
	} else if (schema == &front_schema) {
		const struct front *x = was->row, *y = is->row;
		struct records before = {.items = (void *)(uintptr_t)&x->contact, .n = 1};
		struct records now = {.items = (void *)(uintptr_t)&y->contact, .n = 1};
		compare_rows(c, STR_NONE, &contact_kind, before, now);
	}
}

static void compare_items(struct changes *c, const struct item *was, const struct item *is)
{
	if (was->number.n && is->number.n && !str_eq(was->number, is->number))
		tell(c, "data.renumbered", ARGS(name_of(c, is), was->number, is->number));
	for (size_t i = 0; i < c->kind->schema->n; i++) {
		const struct field *f = &c->kind->schema->fields[i];
		struct str name = STR_CAT(c->arena, STR(" "), str_from(f->name), STR(" "));
		if (str_has(str_from(c->kind->fields), name))
			compare_field(c, f, was, is);
	}
	compare_inner(c, was, is);
}

static void compare_kind(struct changes *c)
{
	for (size_t i = 0; i < c->now.n; i++) {
		const struct item *is = &c->now.items[i];
		const struct item *was = map_get(&c->before.by_key, is->key);
		if (is_hidden(c, is) || (was && is_hidden(c, was)))
			continue;
		if (was)
			compare_items(c, was, is);
		else
			tell(c, "data.added", ARGS(name_of(c, is)));
	}
	for (size_t i = 0; i < c->before.n; i++) {
		const struct item *was = &c->before.items[i];
		if (!map_get(&c->now.by_key, was->key) && !is_hidden(c, was))
			tell(c, "data.removed", ARGS(name_of(c, was)));
	}
}

/* At most three deep: a form, a field of it, a column of that. */
static void compare_rows(struct changes *c, struct str within, const struct kind *kind,
	struct records before, struct records now)
{
	struct changes inner = {.arena = c->arena,
		.site = c->site,
		.kind = kind,
		.within = within,
		.list = c->list};
	inner.before = side_of(c->arena, c->site, kind, before);
	inner.now = side_of(c->arena, c->site, kind, now);
	compare_kind(&inner);
}

struct value data_changes_value(struct arena *a, const struct site *site,
	const struct entry *before, const struct entry *now, const struct entry *today)
{
	struct value list = value_list();
	struct changes c = {.arena = a, .site = site, .list = &list};
	compare_rows(&c, STR_NONE, &front_kind,
		(struct records){.items = (void *)(uintptr_t)&before->front, .n = 1},
		(struct records){.items = (void *)(uintptr_t)&now->front, .n = 1});
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		c.kind = &kinds[i];
		c.before = side_of(a, site, c.kind, records_of(c.kind, before));
		c.now = side_of(a, site, c.kind, records_of(c.kind, now));
		hide(&c, before);
		hide(&c, now);
		hide(&c, today);
		compare_kind(&c);
		c.hidden = (struct map){0};
	}
	return list;
}
