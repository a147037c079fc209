/* SPDX-License-Identifier: MIT */
/* The places in the texts of a template, {title} and the like, and what the site knows for them. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "base/utf8.h"
#include "build/skeleton_parts.h"
#include "doc/number.h"
#include "render/cell.h"

/* A name as a scalar of YAML: in quotes where it could be read as something else. */
static struct str scalar(struct arena *a, struct str s)
{
	bool plain = s.n > 0, han = false;
	for (size_t i = 0, n; i < s.n && plain; i += n) {
		uint32_t rune = utf8_decode(str_after(s, i), &n);
		han = han || rune_is_han(rune);
		plain = rune_is_letter(rune) || (i > 0 && (rune == '-' || rune == '_'));
	}
	if (!s.n || (plain && (han || !str_eq_nocase(s, STR("null")))))
		return s;
	struct buf b = buf_new(a);
	buf_add_char(&b, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"' || s.p[i] == '\\')
			buf_add_char(&b, '\\');
		buf_add_char(&b, s.p[i]);
	}
	buf_add_char(&b, '"');
	return buf_str(&b);
}

static const struct party *issuer_of(const struct site *site)
{
	const struct parties *issuer = &site->front.issuer;
	return issuer->n ? issuer->items[0].party : NULL;
}

static bool has_people(const struct group *g)
{
	for (size_t i = 0; i < g->members.n; i++)
		if (g->members.items[i].party && g->members.items[i].party->kind == PARTY_PERSON)
			return true;
	return false;
}

/* To whom a notice goes, as a rule: the first group of units that has a name. */
static const struct group *addressee(struct arena *a, const struct site *site)
{
	for (size_t i = 0; i < site->parties.n_groups; i++) {
		const struct group *g = &site->parties.groups[i];
		if (g->members.n && !has_people(g) && cell_group(a, site, g).n)
			return g;
	}
	return NULL;
}

/* --- document numbers --- */

struct document_number {
	struct str sign;
	int64_t year, no;
};

static bool number_parts(struct arena *a, struct str text, struct document_number *ret_number)
{
	struct str better;
	size_t open = str_find(text, STR("〔")), close = str_find(text, STR("〕"));
	if (!text.n || number_check(a, text, &better) != NUMBER_OK || open == SIZE_MAX)
		return false;
	size_t bracket = STR("〔").n, mark = STR("号").n;
	ret_number->sign = str_sub(text, 0, open);
	return str_to_int(str_sub(text, open + bracket, close), &ret_number->year) &&
	       str_to_int(str_sub(text, close + bracket, text.n - mark), &ret_number->no);
}

/* The next number of the kind that was used last; without any, what one looks like. */
static struct str next_number(const struct skeleton *s)
{
	struct document_number last = {STR("某发"), 0, 0}, n;
	int64_t year = day_to_civil(s->today).year;
	for (size_t i = 0; i < s->site->n_entries; i++) {
		const struct entry *e = s->site->entries[i];
		if (e->kind != ENTRY_NOTICE || !number_parts(s->arena, e->front.number.s, &n))
			continue;
		if (n.year > last.year || (n.year == last.year && n.no > last.no))
			last = n;
	}
	int64_t no = last.year == year ? last.no + 1 : 1;
	return str_printf(
		s->arena, "%.*s〔%lld〕%lld号", STR_FMT(last.sign), (long long)year, (long long)no);
}

/* --- the places --- */

struct place_text {
	struct str place, text;
};

static struct str kind_line(const struct skeleton *s)
{
	int kind = s->req->kind == SKELETON_PLAN ? ENTRY_PLAN : ENTRY_NOTICE;
	if (!s->column || s->column->front.kind.v == kind)
		return STR_NONE;
	return STR_CAT(s->arena, STR("kind: "), str_from(skeleton_names[s->req->kind]), STR("\n"));
}

/* Where a filled form goes: whom, and by which address if that is public. */
static struct str submit_text(struct arena *a, const struct site *site, const struct party *p)
{
	if (!p)
		return STR("{}");
	struct str to = STR_CAT(a, STR("{ to: "), scalar(a, cell_party(a, site, p)));
	if (p->is_public.on && p->email.s.n)
		to = STR_CAT(a, to, STR(", email: "), scalar(a, p->email.s));
	return STR_CAT(a, to, STR(" }"));
}

static struct str filled(
	struct arena *a, struct str text, const struct place_text *places, size_t n)
{
	for (size_t i = 0; i < n; i++)
		text = str_replace(a, text, places[i].place, places[i].text);
	return text;
}

static bool is_text(struct str name)
{
	static const char *const exts[] = {"md", "yaml", "yml", "csv", "txt", "html", "lua"};
	for (size_t i = 0; i < ARRAY_LEN(exts); i++)
		if (str_eq(path_ext(name), str_from(exts[i])))
			return true;
	return false;
}

void skeleton_fill(struct skeleton *s)
{
	struct arena *a = s->arena;
	struct str day = day_iso(a, s->today);
	const struct party *issuer = s->site ? issuer_of(s->site) : NULL;
	const struct group *to = s->site ? addressee(a, s->site) : NULL;
	struct str to_title = to ? scalar(a, cell_group(a, s->site, to)) : STR_NONE;
	const struct place_text places[] = {
		{STR("{title}"), scalar(a, s->title)},
		{STR("{today}"), day},
		{STR("{month}"), str_sub(day, 0, STR("2026-07").n)},
		{STR("{year}"), str_sub(day, 0, STR("2026").n)},
		{STR("{kind}"), kind_line(s)},
		{STR("{issuer}"), issuer ? scalar(a, cell_party(a, s->site, issuer)) : STR_NONE},
		{STR("{to}"), to_title},
		{STR("{submit}"), s->site ? submit_text(a, s->site, issuer) : STR_NONE},
		{STR("{number}"), s->site ? next_number(s) : STR_NONE},
	};
	for (size_t i = 0; i < s->files.n; i++)
		if (is_text(s->files.items[i].name))
			s->files.items[i].bytes =
				filled(a, s->files.items[i].bytes, places, ARRAY_LEN(places));
}
