/* SPDX-License-Identifier: MIT */
/* Cases that the page of a form is tried with too: tests/form/NAME.json. */
#ifndef TESTS_UNIT_CASES_H
#define TESTS_UNIT_CASES_H

#include "unit/unit.h"

#include "base/file.h"
#include "parse/json.h"

static inline struct value read_cases(struct unit *u, const char *path)
{
	struct diags d = diags_new(u->arena, LANG_EN, false);
	struct value json = {0};
	struct str text = STR_NONE;
	TRUE(u, file_read(u->arena, path, 1 << 20, &text) == 0);
	struct source *src = source_new(u->arena, str_from(path), text);
	TRUE(u, json_parse(u->arena, src, &json, &d));
	return json;
}

#endif
