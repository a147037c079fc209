/* SPDX-License-Identifier: MIT */
#include "build/skeleton.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/path.h"
#include "build/clock.h"
#include "build/skeleton_parts.h"
#include "doc/messages.h"
#include "load/load.h"

const char *const skeleton_names[N_SKELETONS] = {"site", "plan", "notice", "form"};

/* The file without which a folder is no template of that kind. */
static const char *const main_files[N_SKELETONS] = {
	"content/site.yaml", "index.md", "index.md", "form.yaml"};

/* --- the template --- */

static struct str template_folder(struct skeleton *s)
{
	struct str from = s->req->from;
	if (!from.n)
		from = str_from(skeleton_names[s->req->kind]);
	return path_join(s->arena, STR("templates/new"), from);
}

static bool is_plain_name(struct str name)
{
	return str_find_char(name, '/') == SIZE_MAX && !str_starts(name, STR("."));
}

/* Where it lies: in the site, or else in what is installed with the program. */
static bool find_template(struct skeleton *s, struct str *ret_root)
{
	const struct str roots[] = {s->req->gather.dir, s->req->gather.shipped};
	struct nearest near = nearest_to(s->req->from);
	for (size_t i = 0; i < ARRAY_LEN(roots); i++) {
		struct str dir = path_join(s->arena, roots[i], template_folder(s));
		*ret_root = roots[i];
		if (is_plain_name(s->req->from) && file_is_dir(str_cstr(s->arena, dir)))
			return true;
		struct dir_list list = {0};
		dir_read(s->arena, str_cstr(s->arena, path_dir(dir)), &list);
		for (size_t k = 0; k < list.list.n; k++)
			nearest_try(&near, list.list.items[k].name);
	}
	diag_add(s->diags, MSG(new_template), SPAN_NONE, ARGS(s->req->from, near.best));
	return false;
}

static bool has_file(const struct skeleton *s, const char *name)
{
	for (size_t i = 0; i < s->files.n; i++)
		if (str_eq(s->files.items[i].name, str_from(name)))
			return true;
	return false;
}

static bool read_template(struct skeleton *s)
{
	struct str root, folder = template_folder(s);
	struct content_files found = {0};
	if (!find_template(s, &root))
		return false;
	size_t errors = diags_count(s->diags, LEVEL_ERROR);
	load_tree(s->arena, root, folder, &found, s->diags);
	for (size_t i = 0; i < found.list.n; i++) {
		const struct content_file *f = &found.list.items[i];
		struct skeleton_file *file = vec_push(s->arena, &s->files);
		file->name = f->name;
		load_bytes(s->arena, f->disk, path_join(s->arena, folder, f->name), &file->bytes,
			s->diags);
	}
	if (diags_count(s->diags, LEVEL_ERROR) > errors)
		return false;
	const char *wanted = main_files[s->req->kind];
	if (has_file(s, wanted))
		return true;
	diag_add(s->diags, MSG(new_template_part), SPAN_NONE,
		ARGS(path_base(folder), str_from(wanted)));
	return false;
}

/* --- the disk --- */

/* A form, and a notice that is nothing but text, is a file alone. */
static bool is_lone_file(const struct skeleton *s)
{
	return s->req->kind == SKELETON_FORM ||
	       (s->req->kind == SKELETON_NOTICE && s->files.n == 1);
}

/* Beside its place, hidden, so that nobody takes it for a part of the site. */
static struct str stage_of(const struct skeleton *s)
{
	struct str name = STR_CAT(s->arena, STR("."), path_base(s->target), STR(".placard-new"));
	struct str parent = path_dir(s->target);
	if (str_eq(s->target, STR(".")) || str_eq(s->target, STR("/")))
		parent = s->target;
	return path_join(s->arena, parent, name);
}

static int write_files(const struct skeleton *s, struct str dir)
{
	int error = 0;
	for (size_t i = 0; i < s->files.n && !error; i++) {
		const struct skeleton_file *f = &s->files.items[i];
		const char *path = str_cstr(s->arena, path_join(s->arena, dir, f->name));
		error = dir_make_for(path);
		if (!error)
			error = file_write_new(path, f->bytes);
	}
	return error;
}

static int move(struct arena *a, struct str from, struct str to)
{
	return rename(str_cstr(a, from), str_cstr(a, to)) < 0 ? errno : 0;
}

/* Into an empty folder that is there already, which may be somebody's current one. */
static int move_into(const struct skeleton *s, struct str stage)
{
	struct dir_list list = {0};
	int error = dir_read(s->arena, str_cstr(s->arena, stage), &list);
	for (size_t i = 0; i < list.list.n && !error; i++) {
		struct str name = list.list.items[i].name;
		error = move(s->arena, path_join(s->arena, stage, name),
			path_join(s->arena, s->target, name));
	}
	return error;
}

static int put_in_place(const struct skeleton *s, struct str stage)
{
	struct arena *a = s->arena;
	const char *target = str_cstr(a, s->target);
	if (is_lone_file(s)) {
		struct str file = path_join(a, stage, str_from(main_files[s->req->kind]));
		return move(a, file, s->target);
	}
	return file_is_dir(target) ? move_into(s, stage) : move(a, stage, s->target);
}

static enum build_status write_out(struct skeleton *s)
{
	struct arena *a = s->arena;
	struct str stage = stage_of(s);
	bool wants_tasks = s->req->kind == SKELETON_PLAN && !has_file(s, "tasks.csv") &&
			   !has_file(s, "tasks.xlsx") && !has_file(s, "tasks.yaml");
	dir_remove(str_cstr(a, stage));
	int error = dir_make(str_cstr(a, stage));
	if (!error && wants_tasks)
		error = skeleton_tasks(s, stage);
	if (!error)
		error = write_files(s, stage);
	if (!error)
		error = put_in_place(s, stage);
	dir_remove(str_cstr(a, stage));
	if (!error)
		return BUILD_OK;
	diag_add(s->diags, MSG(new_failed), span_file(source_new(a, s->target, STR_NONE)),
		ARGS(error_text(s->diags, error)));
	return BUILD_MACHINE;
}

/* Of a site with mistakes elsewhere something new may well be made. */
static bool know_site(struct skeleton *s)
{
	struct diags trial = diags_new(s->arena, s->diags->lang, false);
	s->site = gather(s->arena, &s->req->gather, &trial);
	if (!s->site) {
		diags_take(s->diags, &trial);
		return false;
	}
	s->today = s->site->as_of;
	return true;
}

enum build_status skeleton_make(struct arena *a, const struct skeleton_request *req,
	struct skeleton_made *ret_made, struct diags *d)
{
	struct skeleton s = {.arena = a, .diags = d, .req = req};
	if (req->kind == SKELETON_SITE)
		s.today = today(a, STR("Asia/Shanghai"));
	else if (!know_site(&s))
		return BUILD_CALL;
	if (!skeleton_place(&s) || !read_template(&s))
		return BUILD_CALL;
	skeleton_fill(&s);
	if (is_lone_file(&s) && req->kind == SKELETON_NOTICE)
		s.target = STR_CAT(a, s.target, STR(".md"));
	enum build_status status = write_out(&s);
	*ret_made = (struct skeleton_made){
		s.target, s.entry, s.id, s.title, has_file(&s, "tasks.xlsx")};
	return status;
}
