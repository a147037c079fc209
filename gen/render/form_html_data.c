/* SPDX-License-Identifier: MIT */
/* What form.js and the template are told. */
#include "render/form_html.h"

#include "base/arena.h"
#include "render/form_html_parts.h"

/* What form.js says; each is looked up as form.says.<name>. */
static const char *const said[] = {"required", "choose", "tick", "fill_row", "no_row", "integer",
	"decimal", "percent", "min", "max", "length", "few", "many", "date", "month", "time",
	"phone", "email", "choice", "party", "heading", "row", "saved", "saved_draft", "opened",
	"undo", "undone", "not_json", "not_form", "other_form", "too_big", "unreadable",
	"other_version", "unknown", "bad_value", "clear", "cleared", "count", "unset", "mail_body",
	"mail_hint", "keep_failed", "kept_restored", "in_app", "date_text", "month_text",
	"time_text", "colon", "draft_mark"};

struct json {
	struct buf *out;
	const struct form_html_input *in;
	bool more; /* a pair stands before: a comma is due */
};

static void key(struct json *j, const char *name)
{
	if (j->more)
		BUF_LIT(j->out, ",");
	j->more = true;
	buf_add_json(j->out, str_from(name));
	BUF_LIT(j->out, ":");
}

static void open(struct json *j, char bracket)
{
	buf_add_char(j->out, bracket);
	j->more = false;
}

static void close(struct json *j, char bracket)
{
	buf_add_char(j->out, bracket);
	j->more = true;
}

static void item(struct json *j)
{
	if (j->more)
		BUF_LIT(j->out, ",");
	j->more = true;
}

static void text(struct json *j, const char *name, struct str s)
{
	key(j, name);
	buf_add_json(j->out, s);
}

static void number(struct json *j, const char *name, const struct number *n)
{
	if (!n->set)
		return;
	key(j, name);
	buf_printf(j->out, "%.15g", n->v);
}

static void yes(struct json *j, const char *name, bool on)
{
	if (!on)
		return;
	key(j, name);
	BUF_LIT(j->out, "true");
}

/* Each as a list whose first is what is saved; the others are further names of it. */
static void choices(struct json *j, const struct form_field *f)
{
	struct form_choices all = form_html_choices(j->in, f);
	if (!all.n)
		return;
	key(j, "options");
	open(j, '[');
	for (size_t i = 0; i < all.n; i++) {
		const struct form_choice *c = &all.items[i];
		const struct party *p = c->party;
		item(j);
		open(j, '[');
		item(j);
		buf_add_json(j->out, c->value);
		struct str also[] = {p ? p->name.s : STR_NONE, p ? p->short_name.s : STR_NONE,
			p ? p->id.s : STR_NONE};
		for (size_t k = 0; k < ARRAY_LEN(also); k++)
			if (also[k].n && !str_eq(also[k], c->value)) {
				item(j);
				buf_add_json(j->out, also[k]);
			}
		close(j, ']');
	}
	close(j, ']');
}

static void field_body(struct json *j, const struct form_field *f, struct str heading)
{
	text(j, "id", f->id.s);
	text(j, "label", form_plain_label(j->in->arena, heading));
	text(j, "type", str_from(form_type_words.rows[form_html_type(f) - 1].name));
	yes(j, "required", f->required.on);
	yes(j, "other", f->other.on);
	number(j, "min", &f->min);
	number(j, "max", &f->max);
	choices(j, f);
}

static void field(struct json *j, const struct form_field *f)
{
	const struct form_field *columns = f->columns.items;
	item(j);
	open(j, '{');
	field_body(j, f, form_field_heading(j->in->arena, j->in->form, f));
	if (form_html_type(f) == FORM_TABLE) {
		key(j, "rows");
		buf_add_int(j->out, form_table_rows(f));
		key(j, "columns");
		open(j, '[');
		for (size_t i = 0; i < f->columns.n; i++) {
			item(j);
			open(j, '{');
			field_body(j, &columns[i], form_column_heading(j->in->arena, &columns[i]));
			close(j, '}');
		}
		close(j, ']');
	}
	close(j, '}');
}

static void fields(struct json *j)
{
	struct form_iter it = {0};
	key(j, "fields");
	open(j, '[');
	for (const struct form_field *f; (f = form_next_field(j->in->form, &it));)
		field(j, f);
	close(j, ']');
}

static void rules(struct json *j)
{
	const struct form_rule *rows = j->in->form->rules.items;
	key(j, "rules");
	open(j, '[');
	for (size_t i = 0; i < j->in->form->rules.n; i++) {
		item(j);
		open(j, '{');
		text(j, "check", rows[i].check.s);
		text(j, "message", rows[i].message.s);
		close(j, '}');
	}
	close(j, ']');
}

static void key_fields(struct json *j)
{
	key(j, "key");
	open(j, '[');
	for (size_t i = 0; i < j->in->form->key.n; i++) {
		item(j);
		buf_add_json(j->out, j->in->form->key.items[i].s);
	}
	close(j, ']');
}

static void words(struct json *j)
{
	key(j, "words");
	open(j, '{');
	for (size_t i = 0; i < ARRAY_LEN(said); i++) {
		struct str name = STR_CAT(j->in->arena, STR("form.says."), str_from(said[i]));
		text(j, said[i], form_html_word(j->in, str_cstr(j->in->arena, name)));
	}
	text(j, "other", form_html_word(j->in, "form.other"));
	close(j, '}');
}

void form_html_data(struct buf *out, const struct form_html_input *in)
{
	struct json j = {.out = out, .in = in};
	open(&j, '{');
	text(&j, "form", form_html_path(in));
	key(&j, "version");
	buf_add_int(out, form_version(in->form));
	text(&j, "title", form_plain_label(in->arena, in->form->title.s));
	text(&j, "lang", form_html_lang(in->site));
	text(&j, "email", in->form->submit.email.s);
	key_fields(&j);
	fields(&j);
	rules(&j);
	words(&j);
	close(&j, '}');
}
