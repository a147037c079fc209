/* SPDX-License-Identifier: MIT */
/*
 * tests/template/cases: what templates make, and what is wrong with them. A file holds cases:
 *
 *	=== title
 *	--- page.html           a template; the first one is rendered
 *	--- data                YAML: what the page knows; { html: … } is markup
 *	--- words               YAML: the words of the interface
 *	--- file                the path of the page
 *	--- output | errors     what comes out; --bless or BLESS=1 writes it anew,
 *	                        T=PATTERN only for cases whose name holds it
 *
 * What stands before the first case is its data and words for all cases of the file.
 */
#include <stdlib.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/path.h"
#include "parse/yaml.h"
#include "render/template.h"
#include "unit/unit.h"

static const char folder[] = "tests/template/cases";

struct section {
	struct str name, text;
};

struct test_case {
	struct str title;
	VEC(struct section) sections;
};

struct cases {
	struct test_case shared;
	VEC(struct test_case) list;
};

struct sums {
	int passed, failed;
};

/* --- reading --- */

static bool is_result(struct str name)
{
	return str_eq(name, STR("output")) || str_eq(name, STR("errors"));
}

static struct cases read_cases(struct arena *a, struct str text)
{
	struct cases cases = {0};
	struct test_case *c = &cases.shared;
	struct section *s = NULL;
	while (text.n) {
		struct str line = text, rest = text;
		line = str_line(&rest);
		if (str_starts(line, STR("=== "))) {
			c = vec_push(a, &cases.list);
			c->title = str_after(line, 4);
			s = NULL;
		} else if (str_starts(line, STR("--- "))) {
			s = vec_push(a, &c->sections);
			s->name = str_after(line, 4);
			s->text = (struct str){rest.p, 0};
		} else if (s) {
			s->text.n = (size_t)(rest.p - s->text.p);
		}
		text = rest;
	}
	return cases;
}

static struct str section(const struct cases *all, const struct test_case *c, struct str name)
{
	const struct test_case *from[] = {c, &all->shared};
	for (size_t i = 0; i < 2; i++)
		for (size_t k = 0; k < from[i]->sections.n; k++)
			if (str_eq(from[i]->sections.items[k].name, name))
				return from[i]->sections.items[k].text;
	return STR_NONE;
}

/* YAML's scalars are text; what a template gets has numbers, truth and, as { html: … }, markup. */
static void mark_kinds(struct value *v)
{
	const struct value *html = value_get(v, STR("html"));
	if (html) {
		*v = value_markup(html->text);
		return;
	}
	for (size_t i = 0; i < v->n; i++)
		mark_kinds(v->kind == VALUE_LIST ? &v->items[i] : &v->pairs[i].value);
	if (v->kind != VALUE_TEXT || v->quoted)
		return;
	if (str_to_number(v->text, &v->number)) {
		v->kind = VALUE_NUMBER;
	} else if (str_eq(v->text, STR("true")) || str_eq(v->text, STR("false"))) {
		v->kind = VALUE_BOOL;
		v->flag = v->text.n == 4;
	}
}

static struct value read_data(struct arena *a, struct str text, bool mark)
{
	struct diags d = diags_new(a, LANG_EN, false);
	struct value v = value_map();
	if (!yaml_parse(a, source_new(a, STR("data"), text), text, &v, &d) || v.kind != VALUE_MAP) {
		diags_print(&d, stdout, false);
		v = value_map();
	}
	if (mark)
		mark_kinds(&v);
	return v;
}

static struct map as_map(struct arena *a, const struct value *v)
{
	struct map m = {0};
	for (size_t i = 0; i < v->n; i++)
		map_put(a, &m, v->pairs[i].key, &v->pairs[i].value);
	return m;
}

/* --- rendering --- */

/* A renderer with the data that its pages get. */
struct setting {
	struct arena *arena;
	struct map sources, words;
	struct value data;
	struct str first, file;
	struct diags diags;
	struct templates *templates;
};

static struct setting *setting_new(struct arena *a, enum lang lang)
{
	struct setting *s = NEW(a, struct setting);
	s->arena = a;
	s->data = value_map();
	s->file = STR("plans/x/index.html");
	s->diags = diags_new(a, lang, false);
	return s;
}

static void add_source(struct setting *s, const char *name, struct str text)
{
	struct str n = str_from(name);
	if (!s->first.n)
		s->first = n;
	map_put(s->arena, &s->sources, n, source_new(s->arena, n, text));
}

static bool render(struct setting *s, struct buf *out)
{
	if (!s->templates) {
		s->templates = templates_new(s->arena, &s->sources, &s->words, &s->diags);
		const struct value *site = value_get(&s->data, STR("site"));
		if (s->templates && site)
			templates_global(s->templates, "site", site);
	}
	return s->templates &&
	       templates_render(s->templates, s->first, &s->data, s->file, out, &s->diags);
}

static struct setting *setting_of_case(
	struct arena *a, const struct cases *all, const struct test_case *c, enum lang lang)
{
	struct setting *s = setting_new(a, lang);
	for (size_t i = 0; i < c->sections.n; i++)
		if (str_has(c->sections.items[i].name, STR(".")))
			add_source(s, str_cstr(a, c->sections.items[i].name),
				c->sections.items[i].text);
	s->data = read_data(a, section(all, c, STR("data")), true);
	struct value *words = NEW(a, struct value);
	*words = read_data(a, section(all, c, STR("words")), false);
	s->words = as_map(a, words);
	struct str file = str_trim(section(all, c, STR("file")));
	if (file.n)
		s->file = file;
	return s;
}

static struct str printed(struct arena *a, const struct diags *d)
{
	char *text = NULL;
	size_t n = 0;
	FILE *to = open_memstream(&text, &n);
	diags_print(d, to, false);
	fclose(to);
	struct str s = str_copy(a, (struct str){text, n});
	free(text);
	return s;
}

/* The result of a case: its name and text. A mistake is shown in Chinese with its place, then in
 * English. */
static struct section run_case(struct arena *a, const struct cases *all, const struct test_case *c)
{
	struct setting *s = setting_of_case(a, all, c, LANG_ZH);
	struct buf out = buf_new(a);
	if (render(s, &out)) {
		if (out.n && out.p[out.n - 1] != '\n')
			BUF_LIT(&out, "(no line end)\n");
		return (struct section){STR("output"), buf_str(&out)};
	}
	diags_sort(&s->diags);
	struct setting *en = setting_of_case(a, all, c, LANG_EN);
	struct buf none = buf_new(a), text = buf_new(a);
	render(en, &none);
	diags_sort(&en->diags);
	buf_add(&text, printed(a, &s->diags));
	for (size_t i = 0; i < en->diags.list.n; i++) {
		const struct diag *d = &en->diags.list.items[i];
		buf_printf(&text, "en: %.*s\n", STR_FMT(d->text));
		if (d->hint.n)
			buf_printf(&text, "    %.*s\n", STR_FMT(d->hint));
	}
	return (struct section){STR("errors"), buf_str(&text)};
}

/* --- golden files --- */

static struct str without_blank_end(struct str s)
{
	while (s.n && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == ' '))
		s.n--;
	return s;
}

static void add_sections(struct buf *to, const struct test_case *c)
{
	for (size_t i = 0; i < c->sections.n; i++) {
		const struct section *s = &c->sections.items[i];
		if (!is_result(s->name))
			buf_printf(to, "--- %.*s\n%.*s", STR_FMT(s->name), STR_FMT(s->text));
	}
}

/* What is to be taken as it is now: all cases, or those whose full name holds the pattern. */
struct blessing {
	bool on;
	const char *pattern;
};

static bool is_blessed(struct arena *a, const struct blessing *b, struct str name)
{
	struct str full = STR_CAT(a, STR("template/template_test/"), name);
	return b->on && (!b->pattern || str_has(full, str_from(b->pattern)));
}

/* What the file expects of a case; without a name where nothing stands there yet. */
static struct section expected(const struct test_case *c)
{
	for (size_t i = 0; i < c->sections.n; i++)
		if (is_result(c->sections.items[i].name))
			return c->sections.items[i];
	return (struct section){STR_NONE, STR_NONE};
}

static bool same(const struct section *a, const struct section *b)
{
	return str_eq(a->name, b->name) &&
	       str_eq(without_blank_end(a->text), without_blank_end(b->text));
}

static void run_file(const char *path, const struct blessing *bless, struct sums *sums)
{
	struct arena *a = arena_new();
	struct str text = STR_NONE, stem = path_stem(path_base(str_from(path)));
	file_read(a, path, 1 << 20, &text);
	struct cases all = read_cases(a, text);
	struct buf anew = buf_new(a);
	add_sections(&anew, &all.shared);
	for (size_t i = 0; i < all.list.n; i++) {
		const struct test_case *c = &all.list.items[i];
		struct str name = STR_CAT(a, stem, STR("/"), c->title);
		struct section got = run_case(a, &all, c), want = expected(c);
		if (is_blessed(a, bless, name))
			want = got;
		bool good = same(&got, &want);
		printf("%s %.*s\n", good ? "ok" : "not ok", STR_FMT(name));
		if (!good)
			printf("--- %.*s\n%.*s", STR_FMT(got.name), STR_FMT(got.text));
		*(good ? &sums->passed : &sums->failed) += 1;
		buf_printf(&anew, "=== %.*s\n", STR_FMT(c->title));
		add_sections(&anew, c);
		if (want.name.n)
			buf_printf(&anew, "--- %.*s\n%.*s\n\n", STR_FMT(want.name),
				STR_FMT(without_blank_end(want.text)));
	}
	if (bless->on && !file_holds(path, buf_str(&anew))) {
		remove(path);
		file_write_new(path, buf_str(&anew));
	}
	arena_free(a);
}

int main(int argc, char **argv)
{
	const char *env = getenv("BLESS");
	struct blessing bless = {
		(env && *env) || (argc > 1 && strcmp(argv[1], "--bless") == 0), getenv("T")};
	struct arena *a = arena_new();
	struct dir_list files = {0};
	struct sums sums = {0};
	dir_read(a, folder, &files);
	for (size_t i = 0; i < files.list.n; i++) {
		struct str path = path_join(a, str_from(folder), files.list.items[i].name);
		if (str_ends(path, STR(".txt")))
			run_file(str_cstr(a, path), &bless, &sums);
	}
	arena_free(a);
	printf("%d passed, %d failed\n", sums.passed, sums.failed);
	return sums.failed || !sums.passed;
}
