/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/path.h"
#include "build/clock.h"
#include "build/gather.h"
#include "doc/messages.h"
#include "load/load.h"
#include "parse/yaml.h"
#include "resolve/record.h"

static void read_site_yaml(struct gathering *g)
{
	const struct content_file *f = gather_find(g, STR("site.yaml"));
	struct source *src =
		f ? load_text(g->arena, f->disk, STR("content/site.yaml"), g->diags) : NULL;
	struct value *front = NEW(g->arena, struct value);
	if (!src || !yaml_parse(g->arena, src, src->text, front, g->diags))
		return;
	struct reader r = {.arena = g->arena, .diags = g->diags};
	record_read(&r, &site_schema, front, &g->site->front);
}

/* --- the interface: language, theme, words, templates --- */

static void read_words(struct gathering *g, const struct source *file)
{
	struct value *words = NEW(g->arena, struct value);
	if (!file)
		return;
	struct source *src = source_new(g->arena, file->name, file->text);
	if (!yaml_parse(g->arena, src, src->text, words, g->diags))
		return;
	for (size_t i = 0; words->kind == VALUE_MAP && i < words->n; i++)
		if (!map_get(&g->site->words, words->pairs[i].key))
			map_put(g->arena, &g->site->words, words->pairs[i].key,
				&words->pairs[i].value);
}

/* Word by word: a site may change a few and leave the others to the program. */
static void read_all_words(struct gathering *g, struct load_places places, struct str theme)
{
	struct str folder = path_join(g->arena, theme, STR("words"));
	struct str file = STR_CAT(g->arena, g->site->front.language.s, STR(".yaml"));
	struct map own = {0}, shipped = {0};
	load_of_site(g->arena, places.site, folder, file, &own, g->diags);
	load_of_program(g->arena, places.shipped, folder, file, &shipped, g->diags);
	read_words(g, map_get(&own, file));
	read_words(g, map_get(&shipped, file));
}

static void choose_language(struct gathering *g)
{
	struct text *language = &g->site->front.language;
	if (!language->s.n)
		language->s = STR("zh-CN");
	static const struct {
		const char *name;
		enum lang lang;
	} known[] = {{"zh-CN", LANG_ZH}, {"en", LANG_EN}};
	struct nearest near = nearest_to(language->s);
	for (size_t i = 0; i < ARRAY_LEN(known); i++) {
		nearest_try(&near, str_from(known[i].name));
		if (str_eq_nocase(language->s, str_from(known[i].name))) {
			g->site->lang = known[i].lang;
			language->s = str_from(known[i].name);
			return;
		}
	}
	diag_add(g->diags, MSG(language_unknown), language->at, ARGS(language->s, near.best));
	language->s = STR("zh-CN");
}

static bool is_folder_name(struct str s)
{
	return s.n && s.p[0] != '.' && str_find_char(s, '/') == SIZE_MAX;
}

static void nearest_theme(struct gathering *g, struct str place, struct nearest *near)
{
	struct dir_list list = {0};
	if (dir_read(
		    g->arena, str_cstr(g->arena, path_join(g->arena, place, STR("themes"))), &list))
		return;
	for (size_t i = 0; i < list.list.n; i++)
		if (list.list.items[i].type == FILE_DIR)
			nearest_try(near, list.list.items[i].name);
}

static void read_theme(struct gathering *g, struct load_places places)
{
	struct text *theme = &g->site->front.theme;
	if (!theme->s.n)
		theme->s = STR("default");
	struct str folder = path_join(g->arena, STR("themes"), theme->s);
	bool there = is_folder_name(theme->s) &&
		     (file_is_dir(str_cstr(g->arena, path_join(g->arena, places.site, folder))) ||
			     file_is_dir(str_cstr(
				     g->arena, path_join(g->arena, places.shipped, folder))));
	if (!there) {
		struct nearest near = nearest_to(theme->s);
		nearest_theme(g, places.site, &near);
		nearest_theme(g, places.shipped, &near);
		diag_add(g->diags, MSG(theme_missing), theme->at, ARGS(theme->s, near.best));
		folder = STR("themes/default");
	}
	const struct str folders[] = {folder, STR("themes/default")};
	for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
		load_shipped(g->arena, places, folders[i], STR("css|js|svg"), &g->site->theme_files,
			g->diags);
		read_all_words(g, places, folders[i]);
		if (i == 0 || !str_eq(folders[0], folders[1]))
			gather_paper(g, folders[i]);
	}
}

static void choose_day(struct gathering *g)
{
	struct text *zone = &g->site->front.time_zone;
	if (!zone->s.n)
		zone->s = STR("Asia/Shanghai");
	if (!time_zone_exists(g->arena, zone->s))
		diag_add(g->diags, MSG(time_zone_unknown), zone->at, ARGS(zone->s));
	g->site->as_of = g->opt->as_of == DAY_NONE ? today(g->arena, zone->s) : g->opt->as_of;
}

bool base_url_is_valid(struct str url)
{
	return str_starts(url, STR("https://")) || str_starts(url, STR("http://"));
}

static void choose_base_url(struct gathering *g)
{
	struct text *url = &g->site->front.base_url;
	if (g->opt->base_url.n)
		*url = (struct text){.s = g->opt->base_url};
	const struct word *printed = &g->site->front.print_address;
	if (!url->s.n) {
		if (printed->v > PRINT_ADDRESS_NONE)
			diag_add(g->diags, MSG(print_address_none), printed->at, NO_ARGS);
		return;
	}
	if (!base_url_is_valid(url->s))
		diag_add(g->diags, MSG(base_url_form), url->at, ARGS(url->s));
	if (!str_ends(url->s, STR("/")))
		url->s = STR_CAT(g->arena, url->s, STR("/"));
}

/* Only by those whom a file of the site itself names a signature is taken for good. */
static void read_signers(struct gathering *g)
{
	const struct text *signers = &g->site->front.sign.signers;
	struct map found = {0};
	struct str clean;
	if (!signers->s.n)
		return;
	if (!str_starts(signers->s, STR("/")) && path_clean(g->arena, signers->s, &clean))
		load_of_site(g->arena, g->site->dir, path_dir(clean), path_base(clean), &found,
			g->diags);
	if (found.n)
		g->site->signers = found.items[0].value;
	else
		diag_add(g->diags, MSG(sign_signers), signers->at, ARGS(signers->s));
}

void gather_site(struct gathering *g)
{
	struct site *site = g->site;
	read_site_yaml(g);
	int audience = site->front.audience.v ? site->front.audience.v : AUDIENCE_PUBLIC;
	site->audience = g->opt->audience ? g->opt->audience : (enum audience)audience;
	choose_language(g);
	choose_day(g);
	choose_base_url(g);
	struct load_places places = {site->dir, site->shipped};
	load_shipped(g->arena, places, STR("templates"), STR("html"), &site->templates, g->diags);
	read_theme(g, places);
	gather_filters(g, site->front.filters, &site->filters);
	read_signers(g);
}
