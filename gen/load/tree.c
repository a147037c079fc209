/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/path.h"
#include "base/utf8.h"
#include "base/source.h"
#include "doc/messages.h"
#include "load/load.h"

enum { FOLDER_DEPTH = 16 };

struct scan {
	struct arena *arena;
	struct str root;   /* the site's folder with all links resolved, and a '/' */
	struct str folder; /* as messages name it */
	struct content_files *files;
	struct diags *diags;
};

static void tell(struct scan *s, const struct message *m, struct str name)
{
	struct str shown = path_join(s->arena, s->folder, name);
	diag_add(s->diags, m, span_file(source_new(s->arena, shown, STR_NONE)), NO_ARGS);
}

static void tell_unreadable(struct scan *s, struct str name, int error)
{
	struct str shown = path_join(s->arena, s->folder, name);
	diag_add(s->diags, MSG(file_unreadable), span_file(source_new(s->arena, shown, STR_NONE)),
		ARGS(error_text(s->diags, error)));
}

bool load_is_leaving(struct str name)
{
	return str_starts(name, STR(".")) || str_ends(name, STR("~")) ||
	       str_starts(name, STR("~$")) || str_ends(name, STR(".swp")) ||
	       str_eq_nocase(name, STR("thumbs.db")) || str_eq_nocase(name, STR("desktop.ini"));
}

static bool has_control(struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		if ((unsigned char)name.p[i] < 0x20 || name.p[i] == 0x7F)
			return true;
	return false;
}

static void add_file(struct scan *s, struct str name, struct str disk, uint64_t size)
{
	*vec_push(s->arena, &s->files->list) = (struct content_file){name, disk, size};
}

/* A link to a file inside the site is as good as the file. False, told, for any other. */
static bool follow(struct scan *s, struct str name, struct str disk, struct str *ret_target)
{
	int error = file_real(s->arena, str_cstr(s->arena, disk), ret_target);
	if (error) /* it leads nowhere */
		tell_unreadable(s, name, error);
	else if (!str_starts(*ret_target, s->root))
		tell(s, MSG(link_out_of_site), name);
	else if (file_is_dir(str_cstr(s->arena, *ret_target)))
		tell(s, MSG(folder_link), name);
	else
		return true;
	return false;
}

static bool find_root(struct scan *s, struct str site_dir)
{
	struct str root;
	int error = file_real(s->arena, str_cstr(s->arena, site_dir), &root);
	if (error)
		tell_unreadable(s, STR_NONE, error);
	else
		s->root = STR_CAT(s->arena, root, STR("/"));
	return !error;
}

static void scan_folder(struct scan *s, struct str name, struct str disk, int depth)
{
	struct dir_list items = {0};
	int error =
		depth > FOLDER_DEPTH ? ELOOP : dir_read(s->arena, str_cstr(s->arena, disk), &items);
	if (error) {
		tell_unreadable(s, name, error);
		return;
	}
	for (size_t i = 0; i < items.list.n; i++) {
		const struct dir_item *item = &items.list.items[i];
		if (load_is_leaving(item->name))
			continue;
		struct str below = path_join(s->arena, name, item->name);
		struct str path = path_join(s->arena, disk, item->name);
		if (has_control(item->name) || utf8_invalid(item->name) != SIZE_MAX) {
			tell(s, MSG(file_name), below);
			continue;
		}
		switch (item->type) {
		case FILE_REGULAR:
			add_file(s, below, path, item->size);
			break;
		case FILE_DIR:
			scan_folder(s, below, path, depth + 1);
			break;
		case FILE_LINK:
			if (follow(s, below, path, &path))
				add_file(s, below, path, 0);
			break;
		case FILE_OTHER:
			tell(s, MSG(file_special), below);
			break;
		}
	}
}

static int by_name(const void *x, const void *y)
{
	const struct content_file *a = x, *b = y;
	return str_cmp(a->name, b->name);
}

void load_tree(struct arena *a, struct str site_dir, struct str folder,
	struct content_files *ret_files, struct diags *d)
{
	struct scan s = {.arena = a, .folder = folder, .files = ret_files, .diags = d};
	struct str disk = path_join(a, site_dir, folder);
	if (!file_is_dir(str_cstr(a, disk)))
		return;
	if (!find_root(&s, site_dir))
		return;
	scan_folder(&s, STR_NONE, disk, 0);
	if (ret_files->list.n)
		qsort(ret_files->list.items, ret_files->list.n, sizeof(struct content_file),
			by_name);
}

static bool is_wanted(struct str name, struct str wanted)
{
	while (wanted.n) {
		struct str one = str_cut(&wanted, '|');
		if (str_eq(name, one) || str_eq(path_ext(name), one))
			return true;
	}
	return false;
}

/* What the site has instead of the program's is read as all of the site: nothing from outside. */
static bool may_read(struct scan *s, const struct dir_item *item, struct str *disk)
{
	switch (item->type) {
	case FILE_REGULAR:
		return true;
	case FILE_DIR:
		return false;
	case FILE_LINK:
		/* Of the program's own files an installer may make links. */
		return !s->root.n || follow(s, item->name, *disk, disk);
	case FILE_OTHER:
		tell(s, MSG(file_special), item->name);
		return false;
	}
	return false;
}

static void load_folder(
	struct scan *s, struct str place, struct str wanted, struct map *ret_sources)
{
	struct dir_list items = {0};
	struct str dir = path_join(s->arena, place, s->folder);
	int error = dir_read(s->arena, str_cstr(s->arena, dir), &items);
	/* A folder that is not there has no files; one that cannot be read may have some. */
	if (error && error != ENOENT && error != ENOTDIR)
		tell_unreadable(s, STR_NONE, error);
	for (size_t i = 0; i < items.list.n; i++) {
		const struct dir_item *item = &items.list.items[i];
		struct str name = item->name, disk = path_join(s->arena, dir, name);
		if (load_is_leaving(name) || !is_wanted(name, wanted) ||
			map_get(ret_sources, name) || !may_read(s, item, &disk))
			continue;
		struct source *src =
			load_text(s->arena, disk, path_join(s->arena, s->folder, name), s->diags);
		if (src)
			map_put(s->arena, ret_sources, name, src);
	}
}

void load_of_site(struct arena *a, struct str site, struct str folder, struct str wanted,
	struct map *ret_sources, struct diags *d)
{
	struct scan s = {.arena = a, .folder = folder, .diags = d};
	struct str dir = path_join(a, site, folder), real;
	if (!find_root(&s, site) || file_real(a, str_cstr(a, dir), &real) != 0)
		return; /* the site has no such folder */
	if (str_starts(STR_CAT(a, real, STR("/")), s.root))
		load_folder(&s, site, wanted, ret_sources);
	else
		tell(&s, MSG(link_out_of_site), STR_NONE);
}

void load_of_program(struct arena *a, struct str shipped, struct str folder, struct str wanted,
	struct map *ret_sources, struct diags *d)
{
	struct scan s = {.arena = a, .folder = folder, .diags = d};
	load_folder(&s, shipped, wanted, ret_sources);
}

void load_shipped(struct arena *a, struct load_places from, struct str folder, struct str wanted,
	struct map *ret_sources, struct diags *d)
{
	load_of_site(a, from.site, folder, wanted, ret_sources, d);
	load_of_program(a, from.shipped, folder, wanted, ret_sources, d);
}
