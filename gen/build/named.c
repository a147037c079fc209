/* SPDX-License-Identifier: MIT */
#include "build/named.h"

#include "base/nearest.h"
#include "doc/messages.h"

static struct str bare_path(struct str which)
{
	struct str content = STR("content/");
	while (str_starts(which, STR("./")))
		which = str_after(which, 2);
	if (str_starts(which, content))
		which = str_after(which, content.n);
	while (str_ends(which, STR("/")))
		which.n--;
	return which;
}

const struct entry *entry_named(const struct site *site, struct str which, struct diags *d)
{
	struct str path = bare_path(which), same_slug = STR_NONE;
	struct nearest near = nearest_to(path);
	for (size_t i = 0; i < site->n_entries; i++) {
		const struct entry *e = site->entries[i];
		if (str_eq(e->path, path))
			return e;
		nearest_try(&near, e->path);
		if (str_eq(e->slug, path))
			same_slug = e->path;
	}
	diag_add(d, MSG(entry_unknown), SPAN_NONE, ARGS(path, same_slug.n ? same_slug : near.best));
	return NULL;
}
