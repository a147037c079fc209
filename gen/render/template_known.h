/* SPDX-License-Identifier: MIT */
/* The names that templates make: by set, for, macro and import. */
#ifndef RENDER_TEMPLATE_KNOWN_H
#define RENDER_TEMPLATE_KNOWN_H

#include <stdbool.h>

#include "base/str.h"

struct stmt;

enum known_kind { KNOWN_VALUE, KNOWN_MACRO, KNOWN_MODULE, KNOWN_LOOP };

struct macro {
	unsigned id; /* M[id] in Lua */
	const struct stmt *stmt;
	bool made; /* its code stands above */
};

/* A name that a template made. The Lua names are its letter and id: v1, and i2, n2 of a loop. */
struct known {
	const struct known *outer;
	enum known_kind kind;
	struct str name;
	unsigned id, scope;
	bool maybe; /* set in some branch only: nil in Lua while it is not; a module that is broken
		     */
	struct macro *macro;
	const struct known *members; /* of a module: its macros, to NULL */
};

#endif
