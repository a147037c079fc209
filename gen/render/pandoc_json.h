/* SPDX-License-Identifier: MIT */
/* The tree as pandoc's JSON: to the letter what `pandoc -t json` of pandoc 3.10 writes. */
#ifndef RENDER_PANDOC_JSON_H
#define RENDER_PANDOC_JSON_H

#include "base/buf.h"
#include "doc/node.h"

/* What pandoc-types calls itself, and JSON of it begins with. */
#define PANDOC_API_VERSION "1,23,1,2"

/* doc is a DOC; one line with its end. */
void pandoc_json_render(struct buf *out, const struct node *doc);

#endif
