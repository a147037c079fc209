/* SPDX-License-Identifier: MIT */
/*
 * The compiler: from the trees of a template and of all that it extends, includes and imports to
 * one Lua text.
 */
#ifndef RENDER_TEMPLATE_COMPILE_H
#define RENDER_TEMPLATE_COMPILE_H

#include "base/diag.h"
#include "base/map.h"
#include "render/template_run.h"

struct template_library {
	struct arena *arena;
	const struct map *sources, *words;
	struct map files; /* name to struct template_file: parsed once */
};

/* Never NULL; the Lua text is empty where the program has failed. */
struct program *template_compile(
	struct template_library *lib, struct str name, struct diags *d, struct str *ret_lua);

#endif
