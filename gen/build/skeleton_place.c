/* SPDX-License-Identifier: MIT */
/* What a name on the command line means, and whether there is room for it. */
#include "base/arena.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/path.h"
#include "base/utf8.h"
#include "build/skeleton_parts.h"
#include "doc/messages.h"
#include "resolve/record.h"

static bool wrong(struct skeleton *s, const struct message *m, struct args args)
{
	diag_add(s->diags, m, SPAN_NONE, args);
	return false;
}

/* People let the shell complete a path: content/plans/autumn/ is plans/autumn. */
static struct str bare_name(struct str name)
{
	while (str_starts(name, STR("./")))
		name = str_after(name, 2);
	if (str_starts(name, STR("content/")))
		name = str_after(name, STR("content/").n);
	while (name.n > 1 && str_ends(name, STR("/")))
		name.n--;
	return name;
}

static bool has_han(struct str s)
{
	for (size_t i = 0, n; i < s.n; i += n)
		if (rune_is_han(utf8_decode(str_after(s, i), &n)))
			return true;
	return false;
}

static bool is_free(struct skeleton *s, struct str path)
{
	if (!file_exists(str_cstr(s->arena, path)))
		return true;
	return wrong(s, MSG(new_taken), ARGS(path));
}

/* As an id, and it stands in an address. */
static bool slug_is_good(struct skeleton *s, struct str slug)
{
	if (id_is_valid(slug) && slug.p[0] != '-' && slug.p[0] != '_')
		return true;
	return wrong(s, MSG(id_form), ARGS(slug, id_from_title(s->arena, slug)));
}

static struct str in_content(struct skeleton *s, struct str name)
{
	struct str dir = s->req->gather.dir;
	struct str path = STR_CAT(s->arena, STR("content/"), name);
	return str_eq(dir, STR(".")) ? path : path_join(s->arena, dir, path);
}

/* --- plans and notices --- */

static enum entry_kind kind_of(const struct skeleton *s)
{
	return s->req->kind == SKELETON_PLAN ? ENTRY_PLAN : ENTRY_NOTICE;
}

static struct str kind_word(const struct skeleton *s)
{
	const struct word_row *row = &entry_kind_words.rows[kind_of(s) - 1];
	return s->diags->lang == LANG_ZH ? alias_first(row->zh) : str_from(row->name);
}

/* Where a name alone belongs: the one column of its kind. */
static bool column_of_kind(struct skeleton *s, struct str slug)
{
	struct str names = STR_NONE, sep = s->diags->lang == LANG_ZH ? STR("、") : STR(", ");
	size_t found = 0;
	for (size_t i = 0; i < s->site->n_columns; i++) {
		const struct column *c = &s->site->columns[i];
		if (c->front.kind.v != (int)kind_of(s))
			continue;
		names = STR_CAT(s->arena, names, found ? sep : STR_NONE, c->slug);
		found++;
		s->column = c;
	}
	if (found == 1)
		return true;
	if (found)
		return wrong(s, MSG(new_columns), ARGS(kind_word(s), names, s->column->slug, slug));
	return wrong(s, MSG(new_no_column),
		ARGS(kind_word(s), str_from(skeleton_names[s->req->kind]), slug));
}

static bool column_named(struct skeleton *s, struct str slug)
{
	struct nearest near = nearest_to(slug);
	for (size_t i = 0; i < s->site->n_columns; i++) {
		nearest_try(&near, s->site->columns[i].slug);
		if (str_eq(s->site->columns[i].slug, slug)) {
			s->column = &s->site->columns[i];
			return true;
		}
	}
	return wrong(s, MSG(column_unknown), ARGS(slug, near.best));
}

/* Names that are Chinese are meant as such. */
static struct str title_of(struct skeleton *s, struct str slug)
{
	static const char *const documents[] = {"通知", "公告", "通报", "意见", "函", "办法"};
	bool zh = has_han(slug);
	switch (s->req->kind) {
	case SKELETON_NOTICE:
		for (size_t i = 0; i < ARRAY_LEN(documents); i++)
			if (str_ends(slug, str_from(documents[i])))
				return slug;
		return zh ? STR_CAT(s->arena, STR("关于"), slug, STR("的通知"))
			  : STR("关于某项工作的通知");
	case SKELETON_PLAN:
		return zh ? slug : STR("某项工作实施方案");
	case SKELETON_FORM:
		return zh ? slug : STR("工作情况报告单");
	case SKELETON_SITE:
	case N_SKELETONS:
		break;
	}
	return slug;
}

static bool place_entry(struct skeleton *s)
{
	struct str rest = bare_name(s->req->name), whole = rest;
	struct str first = str_cut(&rest, '/');
	bool alone = first.n == whole.n;
	struct str slug = alone ? first : rest;
	if (!slug.n || str_find_char(slug, '/') != SIZE_MAX)
		return wrong(s, MSG(new_entry_name), ARGS(whole));
	if (!(alone ? column_of_kind(s, slug) : column_named(s, first)) || !slug_is_good(s, slug))
		return false;
	s->entry = path_join(s->arena, s->column->slug, slug);
	s->title = title_of(s, slug);
	s->target = in_content(s, s->entry);
	return is_free(s, s->target) && is_free(s, STR_CAT(s->arena, s->target, STR(".md")));
}

/* --- forms --- */

static const struct entry *entry_named(const struct site *site, struct str path)
{
	for (size_t i = 0; i < site->n_entries; i++)
		if (str_eq(site->entries[i]->path, path))
			return site->entries[i];
	return NULL;
}

/* Where a form's id alone belongs: the one plan there is. */
static struct str only_plan(const struct skeleton *s)
{
	struct str path = STR_NONE;
	size_t found = 0;
	for (size_t i = 0; i < s->site->n_entries; i++)
		if (s->site->entries[i]->kind == ENTRY_PLAN) {
			path = s->site->entries[i]->path;
			found++;
		}
	return found == 1 ? path : STR_NONE;
}

static bool tell_no_entry(struct skeleton *s, struct str path)
{
	struct nearest near = nearest_to(path);
	struct str same_slug = STR_NONE;
	for (size_t i = 0; i < s->site->n_entries; i++) {
		const struct entry *e = s->site->entries[i];
		nearest_try(&near, e->path);
		if (str_eq(e->slug, path))
			same_slug = e->path;
	}
	return wrong(s, MSG(entry_unknown), ARGS(path, same_slug.n ? same_slug : near.best));
}

static bool place_form(struct skeleton *s)
{
	struct str name = bare_name(s->req->name), entry = path_dir(name);
	if (str_ends(name, STR(".yaml")))
		name = path_stem(name);
	s->id = path_base(name);
	if (str_ends(entry, STR("/forms")))
		entry.n -= STR("/forms").n;
	if (!entry.n)
		entry = only_plan(s);
	if (!entry.n || !s->id.n)
		return wrong(s, MSG(new_form_name), ARGS(name));
	const struct entry *e = entry_named(s->site, entry);
	if (!e)
		return tell_no_entry(s, entry);
	if (!e->dir.n)
		return wrong(s, MSG(new_entry_file), ARGS(e->path));
	if (!slug_is_good(s, s->id))
		return false;
	s->entry = e->path;
	s->title = title_of(s, s->id);
	struct str file = STR_CAT(s->arena, e->dir, STR("/forms/"), s->id, STR(".yaml"));
	s->target = in_content(s, file);
	return is_free(s, s->target);
}

/* --- sites --- */

static bool place_site(struct skeleton *s)
{
	struct str dir = s->req->name, whole;
	while (dir.n > 1 && str_ends(dir, STR("/")))
		dir.n--;
	s->target = dir;
	s->title = path_base(dir);
	const char *path = str_cstr(s->arena, dir);
	if (!file_exists(path))
		return true;
	struct dir_list list = {0};
	if (dir_read(s->arena, path, &list) || list.list.n)
		return wrong(s, MSG(new_exists), ARGS(dir));
	if (!file_real(s->arena, path, &whole)) /* "." has a name too */
		s->title = path_base(whole);
	return true;
}

bool skeleton_place(struct skeleton *s)
{
	switch (s->req->kind) {
	case SKELETON_SITE:
		return place_site(s);
	case SKELETON_PLAN:
	case SKELETON_NOTICE:
		return place_entry(s);
	case SKELETON_FORM:
		return place_form(s);
	case N_SKELETONS:
		break;
	}
	return false;
}
