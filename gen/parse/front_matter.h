/* SPDX-License-Identifier: MIT */
#ifndef PARSE_FRONT_MATTER_H
#define PARSE_FRONT_MATTER_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/source.h"

/*
 * Parts a Markdown file into the YAML between its first line --- and the next --- (or ...), and the
 * body behind. Both are slices of src->text, so places in them are places in the file. False, with
 * a message, where the front matter has no end; a file without any has an empty one.
 */
bool front_matter_split(
	const struct source *src, struct str *ret_front, struct str *ret_body, struct diags *d);

#endif
