/* SPDX-License-Identifier: MIT */
/*
 * Every example in the manual that says which file it is, "…`content/org/units.csv`：" and then a
 * block, is that file of a site; the site of each page is checked as `placard check` does it, and
 * has no mistake. What a page leaves to the reader (another page shows it) is given here.
 */
#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/path.h"
#include "base/vec.h"
#include "build/build.h"

static const char manual[] = "content/manual";

struct suite {
	struct arena *arena;
	const char *dir;
	int passed, failed;
	VEC(struct str) seen; /* the files that some page shows */
};

static void say(struct suite *s, bool good, struct str what)
{
	printf("%s %.*s\n", good ? "ok" : "not ok", STR_FMT(what));
	s->passed += good;
	s->failed += !good;
}

/* --- the blocks of a page --- */

/* The last word in code of a line that ends in ：; empty where there is none. */
static struct str named(struct str line)
{
	struct str colon = STR("：");
	if (!str_ends(line, colon))
		return STR_NONE;
	size_t close = str_find_last_char(line, '`');
	if (close == SIZE_MAX)
		return STR_NONE;
	struct str before = str_sub(line, 0, close);
	size_t open = str_find_last_char(before, '`');
	return open == SIZE_MAX ? STR_NONE : str_after(before, open + 1);
}

static bool is_file(struct str name)
{
	struct str ext = path_ext(name);
	return str_eq(ext, STR("md")) || str_eq(ext, STR("yaml")) || str_eq(ext, STR("csv")) ||
	       str_eq(ext, STR("json"));
}

/* The folder that a line speaks of, `content/plans/shelves/`: for names without one. */
static struct str folder_of(struct str line, struct str before)
{
	size_t at = str_find(line, STR("`content/"));
	if (at == SIZE_MAX)
		return before;
	struct str rest = str_after(line, at + 1);
	struct str word = str_cut(&rest, '`');
	return str_ends(word, STR("/")) ? word : before;
}

static void put(struct suite *s, struct str site, struct str name, struct str text)
{
	const char *path = str_cstr(s->arena, path_join(s->arena, site, name));
	dir_make_for(path);
	if (file_write_new(path, text))
		say(s, false, STR_CAT(s->arena, name, STR(": shown twice")));
}

static size_t extract(struct suite *s, struct str site, struct str page)
{
	struct str name = STR_NONE, folder = STR_NONE;
	size_t n = 0;
	while (page.n) {
		struct str line = str_line(&page);
		if (str_starts(line, STR("```")) && is_file(name)) {
			const char *begin = page.p;
			while (page.n && !str_starts(page, STR("```")))
				str_line(&page);
			if (!str_starts(name, STR("content/")) && !str_starts(name, STR("themes/")))
				name = STR_CAT(s->arena, folder, name);
			put(s, site, name, (struct str){begin, (size_t)(page.p - begin)});
			*vec_push(s->arena, &s->seen) = name;
			n++;
		}
		if (str_starts(line, STR("```"))) /* past the block */
			while (page.n && !str_starts(str_line(&page), STR("```")))
				;
		if (line.n)
			name = named(line);
		folder = folder_of(line, folder);
	}
	return n;
}

/* --- the site around them --- */

static void give(struct suite *s, struct str site, const char *name, const char *text)
{
	struct str path = path_join(s->arena, site, str_from(name));
	if (!file_exists(str_cstr(s->arena, path)))
		put(s, site, str_from(name), str_from(text));
}

/* All pages speak of the same people, whom one of them introduces. */
static void give_register(struct suite *s, struct str site)
{
	static const char *const names[] = {
		"content/org/units.csv", "content/org/people.csv", "content/org/groups.yaml"};
	struct arena *a = s->arena;
	struct str text = STR_NONE, from = path_join(a, str_from(s->dir), STR("register"));
	size_t n_seen = s->seen.n;
	if (!file_exists(str_cstr(a, from)) &&
		file_read(a, "content/manual/files.md", 1 << 20, &text) == 0)
		extract(s, from, text);
	s->seen.n = n_seen; /* its own turn counts */
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		const char *path = str_cstr(a, path_join(a, from, str_from(names[i])));
		if (file_read(a, path, 1 << 20, &text) == 0)
			give(s, site, names[i], str_cstr(a, text));
	}
}

static bool has(struct suite *s, struct str site, const char *name)
{
	return file_exists(str_cstr(s->arena, path_join(s->arena, site, str_from(name))));
}

static void complete(struct suite *s, struct str site)
{
	give(s, site, "content/site.yaml", "title: 小河社区读书社\n");
	/* Which faces this machine lacks is no mistake of an example. */
	give(s, site, "themes/default/fonts.yaml",
		"body: { families: [Noto Serif CJK SC] }\ntitle: { families: [Noto Serif CJK SC] "
		"}\n"
		"kai: { families: [Noto Serif CJK SC] }\nlatin: { families: [Noto Serif CJK SC] "
		"}\n");
	if (!has(s, site, "content/org/units.csv"))
		give_register(s, site);
	if (has(s, site, "content/plans"))
		give(s, site, "content/plans/_index.md", "---\ntitle: 计划\nkind: plan\n---\n");
	if (has(s, site, "content/notices"))
		give(s, site, "content/notices/_index.md", "---\ntitle: 通知\nkind: notice\n---\n");
	if (has(s, site, "content/plans/shelves"))
		give(s, site, "content/plans/shelves/index.md",
			"---\ntitle: 整理书架\nperiod: 2026-10/2026-12\n---\n");
}

static void check_page(struct suite *s, struct str name)
{
	struct arena *a = s->arena;
	struct str path = path_join(a, str_from(manual), name), text = STR_NONE;
	struct str site = path_join(a, str_from(s->dir), path_stem(name));
	if (file_read(a, str_cstr(a, path), 1 << 20, &text) != 0 || !extract(s, site, text))
		return;
	complete(s, site);
	struct diags d = diags_new(a, LANG_ZH, true);
	struct build_counts counts;
	struct build_request req = {.gather = {.dir = site,
					    .shipped = STR("."),
					    .as_of = day_from_civil((struct civil){2026, 12, 1})},
		.workers = 1,
		.lang = LANG_ZH,
		.strict = true};
	enum build_status status = build(a, &req, &d, &counts);
	say(s, status == BUILD_OK, STR_CAT(a, STR("the examples of "), name));
	if (status != BUILD_OK || d.list.n)
		diags_print(&d, stdout, false);
}

/* A file that a page no longer shows is no longer tried. */
static void check_shown(struct suite *s)
{
	static const char *const wanted[] = {"content/site.yaml", "content/calendar.csv",
		"content/org/units.csv", "content/org/people.csv", "content/org/groups.yaml",
		"content/data/hours.yaml", "content/plans/_index.md",
		"content/plans/shelves/index.md", "content/plans/shelves/tasks.csv",
		"content/plans/shelves/schedule.yaml", "content/plans/shelves/groups.yaml",
		"content/plans/shelves/forms/borrow.yaml", "content/plans/shelves/ledger.csv",
		"content/plans/shelves/checklists.yaml", "content/plans/shelves/records.csv",
		"content/plans/shelves/pledges.csv", "content/plans/shelves/rota.yaml",
		"content/plans/shelves/rota.lock.csv", "content/plans/shelves/liaison.csv",
		"content/plans/shelves/targets.csv", "content/plans/shelves/actuals.csv",
		"content/plans/shelves/forms/count.yaml",
		"content/plans/shelves/submissions/count/2026-10/2026-10-27 借阅组.json",
		"content/notices/reading.md", "content/news/opening.md"};
	for (size_t i = 0; i < ARRAY_LEN(wanted); i++) {
		bool found = false;
		for (size_t k = 0; k < s->seen.n; k++)
			found = found || str_eq(s->seen.items[k], str_from(wanted[i]));
		say(s, found, STR_CAT(s->arena, STR("an example of "), str_from(wanted[i])));
	}
}

int main(int argc, char **argv)
{
	struct suite s = {.arena = arena_new(), .dir = argc > 1 ? argv[1] : "."};
	struct dir_list list = {0};
	dir_read(s.arena, manual, &list);
	for (size_t i = 0; i < list.list.n; i++)
		if (str_eq(path_ext(list.list.items[i].name), STR("md")))
			check_page(&s, list.list.items[i].name);
	check_shown(&s);
	arena_free(s.arena);
	printf("%d passed, %d failed\n", s.passed, s.failed);
	return s.failed != 0;
}
