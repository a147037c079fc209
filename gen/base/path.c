/* SPDX-License-Identifier: MIT */
#include "base/path.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"

struct str path_join(struct arena *a, struct str dir, struct str name)
{
	if (!dir.n || str_starts(name, STR("/")))
		return name;
	if (!name.n)
		return dir;
	return str_ends(dir, STR("/")) ? STR_CAT(a, dir, name) : STR_CAT(a, dir, STR("/"), name);
}

struct str path_dir(struct str path)
{
	size_t at = str_find_last_char(path, '/');
	return at == SIZE_MAX ? STR_NONE : str_sub(path, 0, at);
}

struct str path_base(struct str path)
{
	size_t at = str_find_last_char(path, '/');
	return at == SIZE_MAX ? path : str_after(path, at + 1);
}

struct str path_stem(struct str name)
{
	size_t at = str_find_last_char(path_base(name), '.');
	size_t cut = path_base(name).n - (at == SIZE_MAX || at == 0 ? path_base(name).n : at);
	return str_sub(name, 0, name.n - cut);
}

struct str path_ext(struct str name)
{
	struct str base = path_base(name);
	size_t at = str_find_last_char(base, '.');
	return at == SIZE_MAX || at == 0 ? STR_NONE : str_after(base, at + 1);
}

bool path_clean(struct arena *a, struct str path, struct str *ret_clean)
{
	VEC(struct str) parts = {0};
	while (path.n) {
		struct str part = str_cut(&path, '/');
		if (!part.n || str_eq(part, STR(".")))
			continue;
		if (str_eq(part, STR(".."))) {
			if (!parts.n)
				return false;
			parts.n--;
		} else {
			*vec_push(a, &parts) = part;
		}
	}
	*ret_clean = str_join(a, parts.items, parts.n, STR("/"));
	return true;
}

struct str path_relative(struct arena *a, struct str from, struct str to)
{
	size_t same = 0;
	for (size_t i = 0; i < from.n && i < to.n && from.p[i] == to.p[i]; i++)
		if (from.p[i] == '/')
			same = i + 1;
	struct buf b = buf_new(a);
	for (size_t i = same; i < from.n; i++)
		if (from.p[i] == '/')
			BUF_LIT(&b, "../");
	buf_add(&b, str_after(to, same));
	return b.n ? buf_str(&b) : STR("./");
}
