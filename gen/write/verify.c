/* SPDX-License-Identifier: MIT */
#include "write/verify.h"

#include <errno.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/path.h"
#include "doc/messages.h"
#include "write/hash.h"
#include "write/stage.h"

enum { HEX_SUM = 64 };
static const size_t most_bytes = (size_t)4 << 30, most_manifest = (size_t)1 << 30;

struct verifying {
	struct arena *arena, *scratch;
	struct str dir;
	struct map named; /* paths in the manifest */
	struct verified *result;
	struct diags *diags;
};

static struct span at_file(const struct verifying *v, struct str path)
{
	return span_file(source_new(v->arena, path_join(v->arena, v->dir, path), STR_NONE));
}

static bool is_sum(struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (!char_is_digit(text.p[i]) && !(text.p[i] >= 'a' && text.p[i] <= 'f'))
			return false;
	return text.n == HEX_SUM;
}

/* "SUM  PATH", as sha256sum writes it; no path leads out of the folder. */
static bool read_line(
	struct verifying *v, struct str line, struct str *ret_sum, struct str *ret_path)
{
	struct str clean;
	*ret_sum = str_sub(line, 0, HEX_SUM);
	*ret_path = str_after(line, HEX_SUM + 2);
	return is_sum(*ret_sum) && ret_path->n && line.p[HEX_SUM] == ' ' &&
	       (line.p[HEX_SUM + 1] == ' ' || line.p[HEX_SUM + 1] == '*') &&
	       path_clean(v->arena, *ret_path, &clean) && str_eq(clean, *ret_path);
}

static bool check_file(struct verifying *v, struct str path, struct str sum)
{
	struct str bytes;
	const char *disk = str_cstr(v->scratch, path_join(v->scratch, v->dir, path));
	int error = file_read(v->scratch, disk, most_bytes, &bytes);
	if (error == ENOENT || error == ENOTDIR)
		diag_add(v->diags, MSG(verify_missing), at_file(v, path), NO_ARGS);
	else if (error)
		diag_add(v->diags, MSG(file_unreadable), at_file(v, path),
			ARGS(error_text(v->diags, error)));
	else if (!str_eq(hash_hex(v->scratch, bytes), sum))
		diag_add(v->diags, MSG(verify_changed), at_file(v, path), NO_ARGS);
	else
		return true;
	return false;
}

static void check_manifest(struct verifying *v, struct source *source)
{
	for (struct str rest = source->text; rest.n;) {
		struct str line = str_line(&rest), sum, path;
		if (!read_line(v, line, &sum, &path)) {
			diag_add(v->diags, MSG(verify_line), span_of(source, line), NO_ARGS);
			v->result->n_bad++;
			continue;
		}
		map_put(v->arena, &v->named, path, source);
		bool good = check_file(v, path, sum);
		v->result->n_good += good;
		v->result->n_bad += !good;
		arena_reset(v->scratch);
	}
}

struct folders {
	VEC(struct str) list;
};

/* What is in a folder and nobody named; its folders are looked into later. */
static void look_for_others(struct verifying *v, struct str folder, struct folders *left)
{
	struct dir_list items = {0};
	if (dir_read(v->arena, str_cstr(v->arena, path_join(v->arena, v->dir, folder)), &items))
		return;
	for (size_t i = 0; i < items.list.n; i++) {
		const struct dir_item *item = &items.list.items[i];
		struct str path = folder.n ? path_join(v->arena, folder, item->name) : item->name;
		if (item->type == FILE_DIR)
			*vec_push(v->arena, &left->list) = path;
		else if (!map_get(&v->named, path) && !manifest_owns(path))
			diag_add(v->diags, MSG(verify_extra), at_file(v, path), NO_ARGS);
	}
}

bool verify_folder(struct arena *a, struct str dir, struct verified *ret, struct diags *d)
{
	struct verifying v = {
		.arena = a, .scratch = arena_new(), .dir = dir, .result = ret, .diags = d};
	struct folders left = {0};
	struct str text, name = path_join(a, dir, MANIFEST);
	*ret = (struct verified){0};
	bool found = !file_read(a, str_cstr(a, name), most_manifest, &text);
	if (found) {
		check_manifest(&v, source_new(a, name, text));
		look_for_others(&v, STR_NONE, &left);
		while (left.list.n)
			look_for_others(&v, left.list.items[--left.list.n], &left);
	} else {
		diag_add(d, MSG(verify_no_manifest), at_file(&v, MANIFEST), NO_ARGS);
	}
	arena_free(v.scratch);
	return found;
}
