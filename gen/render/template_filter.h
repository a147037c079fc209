/* SPDX-License-Identifier: MIT */
/* The filters as rows: the compiler reads their names and parameters. */
#ifndef RENDER_TEMPLATE_FILTER_H
#define RENDER_TEMPLATE_FILTER_H

#include "base/lua.h"

struct template_filter {
	const char *name; /* in Lua f_name(value, place, parameters) */
	lua_CFunction fn;
	const char *params[2];
	size_t n_required;
};
extern const struct template_filter template_filters[];
extern const size_t n_template_filters;

#endif
