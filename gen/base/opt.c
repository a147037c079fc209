/* SPDX-License-Identifier: MIT */
#include "base/opt.h"

#include "base/buf.h"
#include "base/nearest.h"
#include "base/utf8.h"

struct parser {
	struct arena *arena;
	struct opt_table tables[2];
	int argc, at;
	char **argv;
	char *out;
	struct opt_result result;
};

static const struct opt *find(const struct parser *p, struct str name, char letter)
{
	for (size_t t = 0; t < 2; t++)
		for (size_t i = 0; i < p->tables[t].n; i++) {
			const struct opt *o = &p->tables[t].rows[i];
			if (letter ? o->letter == letter
				   : o->name && str_eq(str_from(o->name), name))
				return o;
		}
	return NULL;
}

static void fail(struct parser *p, enum opt_fault fault, struct str given, struct str hint)
{
	p->result.fault = fault;
	p->result.given = given;
	p->result.hint = hint;
}

/* given: as typed; shown: what of it is unknown. */
static void unknown(struct parser *p, struct str given, struct str shown)
{
	struct nearest near = nearest_to(given);
	for (size_t t = 0; t < 2; t++)
		for (size_t i = 0; i < p->tables[t].n; i++)
			if (p->tables[t].rows[i].name)
				nearest_try(&near, STR_CAT(p->arena, STR("--"),
							   str_from(p->tables[t].rows[i].name)));
	fail(p, OPT_UNKNOWN, shown, near.best);
}

static bool is_choice(struct str choices, struct str value)
{
	while (choices.n)
		if (str_eq(str_cut(&choices, '|'), value))
			return true;
	return false;
}

static void set_text(struct parser *p, const struct opt *o, struct str given, struct str value)
{
	if (o->choices && !is_choice(str_from(o->choices), value)) {
		fail(p, OPT_BAD_CHOICE, STR_CAT(p->arena, given, STR(" "), value),
			str_from(o->choices));
		return;
	}
	void *to = p->out + o->at;
	if (o->type == OPT_TEXTS)
		*vec_push(p->arena, &((struct opt_texts *)to)->list) = value;
	else
		*(struct str *)to = value;
}

static void next_value(struct parser *p, const struct opt *o, struct str given)
{
	if (p->at >= p->argc)
		fail(p, OPT_NO_VALUE, given, STR_NONE);
	else
		set_text(p, o, given, str_from(p->argv[p->at++]));
}

static void long_option(struct parser *p, struct str given)
{
	struct str rest = str_after(given, 2);
	bool has_value = str_find_char(rest, '=') != SIZE_MAX;
	struct str name = str_cut(&rest, '=');
	const struct opt *o = find(p, name, 0);
	if (!o)
		unknown(p, str_sub(given, 0, name.n + 2), str_sub(given, 0, name.n + 2));
	else if (o->type == OPT_FLAG && has_value)
		fail(p, OPT_EXTRA_VALUE, str_sub(given, 0, name.n + 2), STR_NONE);
	else if (o->type == OPT_FLAG)
		*(bool *)(void *)(p->out + o->at) = true;
	else if (has_value)
		set_text(p, o, str_sub(given, 0, name.n + 2), rest);
	else
		next_value(p, o, given);
}

static void short_options(struct parser *p, struct str given)
{
	for (size_t i = 1; i < given.n && p->result.fault == OPT_OK; i++) {
		const struct opt *o = find(p, STR_NONE, given.p[i]);
		if (!o) {
			/* -strict is a mistyped word; of -qz only the z is unknown. */
			unknown(p, given,
				i == 1 ? given : STR_CAT(p->arena, STR("-"), str_after(given, i)));
		} else if (o->type == OPT_FLAG) {
			*(bool *)(void *)(p->out + o->at) = true;
		} else if (i + 1 < given.n) {
			set_text(p, o, str_sub(given, 0, i + 1), str_after(given, i + 1));
			return;
		} else {
			next_value(p, o, given);
		}
	}
}

struct opt_result opt_parse(struct arena *a, struct opt_table own, struct opt_table common,
	int argc, char **argv, void *out)
{
	struct parser p = {
		.arena = a, .tables = {own, common}, .argc = argc, .argv = argv, .out = out};
	bool options = true;
	while (p.at < p.argc && p.result.fault == OPT_OK) {
		struct str given = str_from(p.argv[p.at++]);
		if (options && str_eq(given, STR("--")))
			options = false;
		else if (options && str_starts(given, STR("--")))
			long_option(&p, given);
		else if (options && given.n > 1 && given.p[0] == '-')
			short_options(&p, given);
		else
			*vec_push(a, &p.result.args) = given;
	}
	return p.result;
}

static struct str left_column(struct arena *a, const struct opt *o, enum lang lang)
{
	struct buf b = buf_new(a);
	if (o->letter)
		buf_printf(&b, "-%c", o->letter);
	else
		BUF_LIT(&b, "  ");
	if (o->name)
		buf_printf(&b, "%s--%s", o->letter ? ", " : "  ", o->name);
	if (o->type != OPT_FLAG) {
		buf_add_char(&b, ' ');
		buf_add(&b, str_from(o->choices ? o->choices : o->value[lang]));
	}
	return buf_str(&b);
}

struct str opt_help(struct arena *a, struct opt_table table, enum lang lang)
{
	size_t widest = 0;
	for (size_t i = 0; i < table.n; i++) {
		size_t w = utf8_width(left_column(a, &table.rows[i], lang));
		widest = w > widest ? w : widest;
	}
	struct buf b = buf_new(a);
	for (size_t i = 0; i < table.n; i++) {
		struct str left = left_column(a, &table.rows[i], lang);
		BUF_LIT(&b, "  ");
		buf_add(&b, left);
		for (size_t w = utf8_width(left); w < widest + 2; w++)
			buf_add_char(&b, ' ');
		buf_add(&b, str_from(table.rows[i].help[lang]));
		buf_add_char(&b, '\n');
	}
	return buf_str(&b);
}
