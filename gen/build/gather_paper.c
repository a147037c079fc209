/* SPDX-License-Identifier: MIT */
/* What a theme says of paper: print.yaml and fonts.yaml, the site's before the program's. */
#include "base/arena.h"
#include "base/path.h"
#include "build/gather.h"
#include "doc/messages.h"
#include "load/load.h"
#include "parse/yaml.h"
#include "resolve/record.h"

static bool read_file(
	struct gathering *g, const struct source *file, const struct schema *s, void *record)
{
	struct value *v = NEW(g->arena, struct value);
	if (!file)
		return false;
	struct source *src = source_new(g->arena, file->name, file->text);
	if (!yaml_parse(g->arena, src, src->text, v, g->diags))
		return false;
	struct reader r = {.arena = g->arena, .diags = g->diags};
	record_read(&r, s, v, record);
	return true;
}

/* A site's fonts lie in its theme: nothing outside of it is looked at. */
static void place_folders(struct gathering *g, struct str theme, struct texts *folders)
{
	size_t kept = 0;
	for (size_t i = 0; i < folders->n; i++) {
		struct text *t = &folders->items[i];
		struct str clean;
		if (str_starts(t->s, STR("/")) || !path_clean(g->arena, t->s, &clean)) {
			diag_add(g->diags, MSG(print_font_folder), t->at, ARGS(t->s, theme));
			continue;
		}
		t->s = path_join(g->arena, path_join(g->arena, g->site->dir, theme), clean);
		folders->items[kept++] = *t;
	}
	folders->n = kept;
}

static void add_file(struct gathering *g, const struct map *files, struct str theme, bool own)
{
	struct print_settings print = {0};
	struct print_fonts fonts = {0};
	if (read_file(g, map_get(files, STR("print.yaml")), &print_schema, &print))
		print_settings_add(&g->site->print, &print);
	if (!read_file(g, map_get(files, STR("fonts.yaml")), &print_fonts_schema, &fonts))
		return;
	if (own)
		place_folders(g, theme, &fonts.folders);
	print_fonts_add(&g->site->fonts, &fonts);
}

void gather_paper(struct gathering *g, struct str theme)
{
	const struct str wanted = STR("print.yaml|fonts.yaml");
	struct map own = {0}, shipped = {0};
	load_of_site(g->arena, g->site->dir, theme, wanted, &own, g->diags);
	load_of_program(g->arena, g->site->shipped, theme, wanted, &shipped, g->diags);
	/* A site that has the program's own file, or lies in the program's folder, says nothing. */
	const struct source *mine = map_get(&own, STR("fonts.yaml"));
	const struct source *other = map_get(&shipped, STR("fonts.yaml"));
	add_file(g, &own, theme, !mine || !other || !str_eq(mine->text, other->text));
	add_file(g, &shipped, theme, false);
}
