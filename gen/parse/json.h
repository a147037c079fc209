/* SPDX-License-Identifier: MIT */
/* JSON (RFC 8259) to marked values. */
#ifndef PARSE_JSON_H
#define PARSE_JSON_H

#include <stdbool.h>

#include "base/diag.h"
#include "doc/value.h"

enum { JSON_DEPTH = 64 };

/* One value and nothing behind it. The first mistake is told, and false returned. */
bool json_parse(struct arena *a, struct source *src, struct value *ret, struct diags *d);
/* The same for what may be nested up to this depth, at most some thousand. */
bool json_parse_deep(
	struct arena *a, struct source *src, int depth, struct value *ret, struct diags *d);

#endif
