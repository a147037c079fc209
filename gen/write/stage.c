/* SPDX-License-Identifier: MIT */
#include "write/stage.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/path.h"
#include "doc/messages.h"

enum { HASH_TEXT = 2 * SHA256_SIZE };
#define MANIFEST STR("manifest.sha256")

static struct span at_path(struct arena *a, struct str path)
{
	return span_file(source_new(a, path, STR_NONE));
}

static void tell(struct stage *s, struct diags *d, struct str path, int error)
{
	s->disk_failed = true;
	diag_add(d, MSG(write_failed), at_path(s->arena, path), ARGS(error_text(d, error)));
}

static struct str absolute(struct arena *a, struct str path)
{
	/* The folder itself need not exist yet; its parent is resolved instead. */
	char *real = realpath(str_cstr(a, path), NULL);
	struct str whole = str_copy(a, str_from(real));
	free(real);
	if (whole.n)
		return whole;
	struct str dir = path_dir(path);
	char *parent = realpath(dir.n ? str_cstr(a, dir) : ".", NULL);
	whole = parent ? path_join(a, str_copy(a, str_from(parent)), path_base(path)) : path;
	free(parent);
	return whole;
}

static bool is_inside(struct arena *a, struct str path, struct str folder)
{
	struct str slash = STR("/");
	return str_starts(STR_CAT(a, path, slash), STR_CAT(a, folder, slash));
}

static bool folder_is_ours(struct stage *s, struct str out)
{
	struct dir_list list = {0};
	if (dir_read(s->arena, str_cstr(s->arena, out), &list) || !list.list.n)
		return true;
	return file_exists(str_cstr(s->arena, path_join(s->arena, out, MANIFEST)));
}

/* Beside the output folder, so that a failed build never shows in it; inside it where the folder is
 * a file system of its own or its parent cannot be written. */
static struct str staging_folder(struct stage *s, struct str out)
{
	struct str name = STR_CAT(s->arena, STR(".placard-stage-"), path_base(out));
	struct str parent = path_dir(out);
	struct stat a, b;
	if (stat(str_cstr(s->arena, parent.n ? parent : STR("/")), &a) == 0 &&
		stat(str_cstr(s->arena, out), &b) == 0 &&
		(a.st_dev != b.st_dev || access(str_cstr(s->arena, parent), W_OK) < 0))
		return path_join(s->arena, out, STR(".placard-stage"));
	return path_join(s->arena, parent, name);
}

bool stage_begin(
	struct arena *a, struct stage *s, struct str out, struct str site_dir, struct diags *d)
{
	*s = (struct stage){.arena = a};
	if (!out.n)
		return true;
	while (out.n > 1 && str_ends(out, STR("/")))
		out.n--;
	struct str whole = absolute(a, out);
	struct str site = absolute(a, site_dir), content = path_join(a, site, STR("content"));
	char *c = str_cstr(a, whole);
	s->out_is_new = !file_exists(c);
	if (!s->out_is_new && !file_is_dir(c)) {
		diag_add(d, MSG(out_is_file), at_path(a, out), NO_ARGS);
		return false;
	}
	if (is_inside(a, whole, content) || is_inside(a, content, whole)) {
		diag_add(d, MSG(out_in_content), at_path(a, out), NO_ARGS);
		return false;
	}
	if (!s->out_is_new && !folder_is_ours(s, whole)) {
		diag_add(d, MSG(out_not_ours), at_path(a, out), NO_ARGS);
		return false;
	}
	s->out = whole;
	s->dir = staging_folder(s, whole);
	int error = dir_remove(str_cstr(a, s->dir)); /* what a killed build left */
	if (!error)
		error = dir_make(str_cstr(a, s->dir));
	if (error)
		tell(s, d, out, error);
	return !error;
}

static int write_file(
	const struct stage *s, struct arena *scratch, struct str path, struct str bytes)
{
	struct str full = path_join(scratch, s->dir, path);
	int error = file_write_new(str_cstr(scratch, full), bytes);
	if (error != ENOENT)
		return error;
	error = dir_make(str_cstr(scratch, path_dir(full)));
	return error ? error : file_write_new(str_cstr(scratch, full), bytes);
}

bool stage_put(const struct stage *s, struct arena *scratch, struct str path, struct str bytes,
	struct output *ret_output, int *ret_error)
{
	struct sha256_ctx sha;
	sha256_init(&sha);
	sha256_update(&sha, bytes.n, (const uint8_t *)bytes.p);
	*ret_output = (struct output){.path = path, .size = bytes.n};
	sha256_digest(&sha, SHA256_SIZE, ret_output->sha256);
	*ret_error = 0;
	if (!s->out.n)
		return true;
	if (!s->out_is_new &&
		file_holds(str_cstr(scratch, path_join(scratch, s->out, path)), bytes))
		return true;
	ret_output->changed = true;
	*ret_error = write_file(s, scratch, path, bytes);
	return !*ret_error;
}

struct str manifest_text(struct arena *a, const struct output *outputs, size_t n)
{
	static const char hex[] = "0123456789abcdef";
	size_t size = 0;
	for (size_t i = 0; i < n; i++)
		size += outputs[i].path.n + HASH_TEXT + 3;
	char *text = arena_alloc(a, size + 1), *to = text;
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < SHA256_SIZE; k++) {
			*to++ = hex[outputs[i].sha256[k] >> 4];
			*to++ = hex[outputs[i].sha256[k] & 15];
		}
		*to++ = ' ';
		*to++ = ' ';
		memcpy(to, outputs[i].path.p, outputs[i].path.n);
		to += outputs[i].path.n;
		*to++ = '\n';
	}
	return (struct str){text, size};
}

/* --- the switch --- */

static int move(const struct stage *s, struct str path)
{
	const char *from = str_cstr(s->arena, path_join(s->arena, s->dir, path));
	struct str to = path_join(s->arena, s->out, path);
	if (rename(from, str_cstr(s->arena, to)) == 0)
		return 0;
	if (errno == ENOENT || errno == ENOTDIR) {
		int error = dir_make(str_cstr(s->arena, path_dir(to)));
		if (error)
			return error;
		return rename(from, str_cstr(s->arena, to)) == 0 ? 0 : errno;
	}
	return errno;
}

/* What the last build wrote, by its manifest; paths that climb out of the folder are no such. */
struct old_files {
	VEC(struct str) list;
	struct str text;
};

static void read_old(const struct stage *s, struct old_files *old)
{
	struct str path = path_join(s->arena, s->out, MANIFEST), text;
	if (file_read(s->arena, str_cstr(s->arena, path), (size_t)1 << 30, &text))
		return;
	old->text = text;
	while (text.n) {
		struct str line = str_line(&text), clean;
		if (line.n < HASH_TEXT + 3 ||
			!path_clean(s->arena, str_after(line, HASH_TEXT + 2), &clean))
			continue;
		if (str_eq(clean, str_after(line, HASH_TEXT + 2)))
			*vec_push(s->arena, &old->list) = clean;
	}
}

static bool is_output(const struct output *outputs, size_t n, struct str path)
{
	size_t low = 0, high = n;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int c = str_cmp(outputs[mid].path, path);
		if (c == 0)
			return true;
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return false;
}

static void remove_stale(
	const struct stage *s, const struct old_files *old, const struct output *outputs, size_t n)
{
	for (size_t i = 0; i < old->list.n; i++) {
		struct str path = old->list.items[i];
		if (is_output(outputs, n, path) || str_eq(path, MANIFEST))
			continue;
		unlink(str_cstr(s->arena, path_join(s->arena, s->out, path)));
		for (struct str dir = path_dir(path); dir.n; dir = path_dir(dir))
			if (rmdir(str_cstr(s->arena, path_join(s->arena, s->out, dir))) < 0)
				break; /* not empty: somebody else's file, or a page that stays */
	}
}

static int put_manifest(const struct stage *s, struct str text)
{
	struct str name = path_join(s->arena, s->dir, MANIFEST);
	unlink(str_cstr(s->arena, name));
	int error = file_write_new(str_cstr(s->arena, name), text);
	return error ? error : move(s, MANIFEST);
}

static int by_path(const void *x, const void *y)
{
	const struct output *a = x, *b = y;
	return str_cmp(a->path, b->path);
}

bool stage_commit(struct stage *s, struct output *outputs, size_t n, struct diags *d)
{
	if (!s->out.n)
		return true;
	if (n)
		qsort(outputs, n, sizeof(*outputs), by_path);
	struct old_files old = {0};
	read_old(s, &old);
	struct str manifest = manifest_text(s->arena, outputs, n);
	bool same = str_eq(manifest, old.text);
	int error = dir_make(str_cstr(s->arena, s->out));
	/* Until all is in place the manifest holds the old names and the new: a build that is
	 * killed in between leaves nothing that the next one would not know to remove. */
	if (!error && !same)
		error = put_manifest(s, STR_CAT(s->arena, old.text, manifest));
	for (size_t i = 0; i < n && !error; i++)
		if (outputs[i].changed)
			error = move(s, outputs[i].path);
	if (!error && !same) {
		remove_stale(s, &old, outputs, n);
		error = put_manifest(s, manifest);
	}
	if (error)
		tell(s, d, s->out, error);
	stage_drop(s);
	return !error;
}

void stage_drop(struct stage *s)
{
	if (s->dir.n)
		dir_remove(str_cstr(s->arena, s->dir));
	s->dir = STR_NONE;
}
