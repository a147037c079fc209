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
#include "write/hash.h"

enum { HASH_TEXT = 2 * SHA256_SIZE };
#define STAGE STR(".placard-stage")

static struct span at_path(struct arena *a, struct str path)
{
	return span_file(source_new(a, path, STR_NONE));
}

static void tell(struct stage *s, struct diags *d, int error)
{
	s->disk_failed = true;
	diag_add(d, MSG(write_failed), at_path(s->arena, s->name), ARGS(error_text(d, error)));
}

static struct str absolute(struct arena *a, struct str path)
{
	struct str whole, parent;
	if (!file_real(a, str_cstr(a, path), &whole))
		return whole;
	/* The folder itself need not exist yet; its parent is resolved instead. */
	struct str dir = path_dir(path);
	if (file_real(a, dir.n ? str_cstr(a, dir) : ".", &parent))
		return path;
	return path_join(a, parent, path_base(path));
}

static bool is_inside(struct arena *a, struct str path, struct str folder)
{
	struct str slash = STR("/");
	return str_starts(STR_CAT(a, path, slash), STR_CAT(a, folder, slash));
}

/* Whether a build made it, or may: it is empty, but for what a killed build left. */
static int whose_folder(struct stage *s, struct str out, bool *ret_ours)
{
	struct dir_list items = {0};
	int error = dir_read(s->arena, str_cstr(s->arena, out), &items);
	bool empty = true;
	for (size_t i = 0; i < items.list.n; i++)
		empty = empty && str_eq(items.list.items[i].name, STAGE);
	*ret_ours = empty || file_exists(str_cstr(s->arena, path_join(s->arena, out, MANIFEST)));
	return error;
}

/* Beside the output folder, so that a failed build never shows in it; inside it where the folder is
 * a file system of its own or its parent cannot be written. */
static struct str staging_folder(struct stage *s, struct str out)
{
	struct str name = STR_CAT(s->arena, STAGE, STR("-"), path_base(out));
	struct str parent = path_dir(out);
	struct stat a, b;
	if (stat(str_cstr(s->arena, parent.n ? parent : STR("/")), &a) == 0 &&
		stat(str_cstr(s->arena, out), &b) == 0 &&
		(a.st_dev != b.st_dev || access(str_cstr(s->arena, parent), W_OK) < 0))
		return path_join(s->arena, out, STAGE);
	return path_join(s->arena, parent, name);
}

/* Clears what a killed build left, wherever it had its staging folder. */
static int make_staging_folder(struct stage *s, struct str out)
{
	s->dir = staging_folder(s, out);
	dir_remove(str_cstr(s->arena, path_join(s->arena, out, STAGE)));
	int error = dir_remove(str_cstr(s->arena, s->dir));
	return error ? error : dir_make(str_cstr(s->arena, s->dir));
}

bool stage_begin(
	struct arena *a, struct stage *s, struct str out, struct str site_dir, struct diags *d)
{
	*s = (struct stage){.arena = a};
	if (!out.n)
		return true;
	while (out.n > 1 && str_ends(out, STR("/")))
		out.n--;
	s->name = out;
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
	bool ours = true;
	int error = s->out_is_new ? 0 : whose_folder(s, whole, &ours);
	if (!error && !ours) {
		diag_add(d, MSG(out_not_ours), at_path(a, out), NO_ARGS);
		return false;
	}
	s->out = whole;
	if (!error)
		error = make_staging_folder(s, whole);
	if (error)
		tell(s, d, error);
	return !error;
}

static int write_file(
	const struct stage *s, struct arena *scratch, struct str path, struct str bytes)
{
	const char *full = str_cstr(scratch, path_join(scratch, s->dir, path));
	int error = file_write_new(full, bytes);
	if (error != ENOENT)
		return error;
	error = dir_make_for(full);
	return error ? error : file_write_new(full, bytes);
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
	size_t size = 0;
	for (size_t i = 0; i < n; i++)
		size += outputs[i].path.n + HASH_TEXT + 3;
	char *text = arena_alloc(a, size + 1), *to = text;
	for (size_t i = 0; i < n; i++) {
		to = hash_put_hex(to, outputs[i].sha256, SHA256_SIZE);
		*to++ = ' ';
		*to++ = ' ';
		memcpy(to, outputs[i].path.p, outputs[i].path.n);
		to += outputs[i].path.n;
		*to++ = '\n';
	}
	return (struct str){text, size};
}

/* --- the switch --- */

struct move {
	const char *from, *to;
};

/* What a commit does, thought of before it touches anything: from its first rename on it takes no
 * memory and writes no bytes. */
struct changes {
	bool same; /* the manifest stays as it is */
	struct move both, manifest;
	VEC(struct move) moves;
	VEC(const char *) stale_files;
	VEC(const char *) stale_dirs; /* each before those in it */
	bool begun;
};

static struct move move_of(const struct stage *s, struct str from, struct str to)
{
	return (struct move){str_cstr(s->arena, path_join(s->arena, s->dir, from)),
		str_cstr(s->arena, path_join(s->arena, s->out, to))};
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

static void plan_removal(
	const struct stage *s, struct changes *c, struct str path, struct str path_before)
{
	*vec_push(s->arena, &c->stale_files) =
		str_cstr(s->arena, path_join(s->arena, s->out, path));
	for (size_t i = 0; i < path.n; i++)
		if (path.p[i] == '/' && !str_starts(path_before, str_sub(path, 0, i + 1)))
			*vec_push(s->arena, &c->stale_dirs) = str_cstr(
				s->arena, path_join(s->arena, s->out, str_sub(path, 0, i)));
}

bool manifest_owns(struct str path)
{
	return str_eq(path, MANIFEST) || str_eq(path, STR(MANIFEST_SSH)) ||
	       str_eq(path, STR(MANIFEST_MINISIGN));
}

/* What the last build wrote, by its manifest; paths that climb out of the folder are no such. */
static void plan_removals(const struct stage *s, struct changes *c, struct str manifest,
	const struct output *outputs, size_t n)
{
	struct str before = STR_NONE;
	while (manifest.n) {
		struct str path = str_after(str_line(&manifest), HASH_TEXT + 2), clean;
		if (!path.n || manifest_owns(path) || is_output(outputs, n, path) ||
			!path_clean(s->arena, path, &clean) || !str_eq(clean, path))
			continue;
		plan_removal(s, c, path, before);
		before = path;
	}
}

static int stage_manifest(
	const struct stage *s, struct str name, struct str text, struct move *ret_move)
{
	*ret_move = move_of(s, name, MANIFEST);
	return file_write_new(ret_move->from, text);
}

static int plan_changes(
	const struct stage *s, const struct output *outputs, size_t n, struct changes *c)
{
	struct str old = STR_NONE, manifest = manifest_text(s->arena, outputs, n);
	int error = file_read(s->arena, str_cstr(s->arena, path_join(s->arena, s->out, MANIFEST)),
		(size_t)1 << 30, &old);
	if (error && error != ENOENT)
		return error;
	for (size_t i = 0; i < n; i++)
		if (outputs[i].changed)
			*vec_push(s->arena, &c->moves) =
				move_of(s, outputs[i].path, outputs[i].path);
	c->same = str_eq(old, manifest);
	if (c->same)
		return 0;
	plan_removals(s, c, old, outputs, n);
	/* Until all is in place the manifest holds the old names and the new: a build that is
	 * killed in between leaves nothing that the next one would not know to remove. */
	error = stage_manifest(s, STR(".both"), STR_CAT(s->arena, old, manifest), &c->both);
	return error ? error : stage_manifest(s, STR(".manifest"), manifest, &c->manifest);
}

/* A file that is not there, or is a folder by now, needs no removing. */
static int remove_stale(const struct changes *c)
{
	int error = 0;
	for (size_t i = 0; i < c->stale_files.n; i++)
		if (unlink(c->stale_files.items[i]) < 0 && errno != ENOENT && errno != ENOTDIR &&
			errno != EISDIR)
			error = errno;
	for (size_t i = c->stale_dirs.n; i-- > 0;)
		rmdir(c->stale_dirs.items[i]); /* not if it has a page that stays, or a file of
						  somebody else */
	return error;
}

static int put(const struct move *m)
{
	if (rename(m->from, m->to) == 0)
		return 0;
	int error = errno;
	if (error == ENOENT)
		error = dir_make_for(m->to);
	if (error)
		return error;
	return rename(m->from, m->to) == 0 ? 0 : errno;
}

/* Where a file becomes a folder, or a folder a file, what is stale is in the way. */
static int put_in_place(const struct changes *c, const struct move *m)
{
	int error = put(m);
	if (error != ENOTDIR && error != EISDIR)
		return error;
	error = remove_stale(c);
	return error ? error : put(m);
}

static int make_changes(struct changes *c)
{
	int error = c->same ? 0 : put(&c->both);
	for (size_t i = 0; i < c->moves.n && !error; i++) {
		c->begun = true;
		error = put_in_place(c, &c->moves.items[i]);
	}
	if (!error && !c->same) {
		c->begun = true;
		error = remove_stale(c);
	}
	return error || c->same ? error : put(&c->manifest);
}

static int by_path(const void *x, const void *y)
{
	const struct output *a = x, *b = y;
	return str_cmp(a->path, b->path);
}

/* Where there was no folder the staging folder becomes it, as a whole. If that fails, what there is
 * is put in place one by one. */
static bool become_out(struct stage *s, const struct output *outputs, size_t n)
{
	struct str manifest = manifest_text(s->arena, outputs, n);
	bool good = s->out_is_new &&
		    !file_write_new(move_of(s, MANIFEST, MANIFEST).from, manifest) &&
		    rename(str_cstr(s->arena, s->dir), str_cstr(s->arena, s->out)) == 0;
	if (good)
		s->dir = STR_NONE;
	return good;
}

bool stage_commit(struct stage *s, struct output *outputs, size_t n, struct diags *d)
{
	if (!s->out.n)
		return true;
	if (n)
		qsort(outputs, n, sizeof(*outputs), by_path);
	if (become_out(s, outputs, n))
		return true;
	struct changes c = {0};
	int error = plan_changes(s, outputs, n, &c);
	if (!error)
		error = dir_make(str_cstr(s->arena, s->out));
	if (!error)
		error = make_changes(&c);
	if (error && c.begun)
		diag_add(d, MSG(write_cut), at_path(s->arena, s->name), ARGS(error_text(d, error)));
	else if (error)
		tell(s, d, error);
	stage_drop(s);
	return !error;
}

void stage_drop(struct stage *s)
{
	if (s->dir.n)
		dir_remove(str_cstr(s->arena, s->dir));
	s->dir = STR_NONE;
}
