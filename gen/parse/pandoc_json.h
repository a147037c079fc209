/* SPDX-License-Identifier: MIT */
/* JSON of pandoc to the tree: what `pandoc -t json` and its JSON filters write. */
#ifndef PARSE_PANDOC_JSON_H
#define PARSE_PANDOC_JSON_H

#include "base/diag.h"
#include "doc/node.h"

/*
 * The whole of src is one document of pandoc-types 1.22 or 1.23, whatever the order of the keys.
 * NULL where it is none, and d says what is wrong and where; no tree is deeper than
 * NODE_DEPTH_LIMIT. The span of a node is its place in the JSON.
 */
struct node *pandoc_json_parse(struct arena *a, struct source *src, struct diags *d);

#endif
