/* SPDX-License-Identifier: MIT */
#include "parse/front_matter.h"

#include "doc/messages.h"

static bool is_fence(struct str line, bool closing)
{
	while (line.n && (line.p[line.n - 1] == ' ' || line.p[line.n - 1] == '\t'))
		line.n--;
	return str_eq(line, STR("---")) || (closing && str_eq(line, STR("...")));
}

bool front_matter_split(
	const struct source *src, struct str *ret_front, struct str *ret_body, struct diags *d)
{
	struct str rest = src->text;
	struct str first = str_line(&rest);
	*ret_front = str_sub(src->text, 0, 0);
	*ret_body = src->text;
	if (!is_fence(first, false))
		return true;
	const char *begin = rest.p;
	while (rest.n) {
		const char *end = rest.p;
		if (is_fence(str_line(&rest), true)) {
			*ret_front = (struct str){begin, (size_t)(end - begin)};
			*ret_body = rest;
			return true;
		}
	}
	diag_add(d, MSG(front_matter_open), span_of(src, first), NO_ARGS);
	return false;
}
