/* SPDX-License-Identifier: MIT */
/* What pandoc's own formats, JSON and native, have in common: names, numbers, order. */
#ifndef RENDER_PANDOC_TEXT_H
#define RENDER_PANDOC_TEXT_H

#include "base/buf.h"
#include "doc/node.h"
#include "doc/pandoc_words.h"

/* As few digits as tell this number from all others: 0.5, 5.0e-2. */
void pandoc_add_number(struct buf *b, double v);

/* The values of a map in the order of their keys, in the buffer's arena; NULL has none. */
size_t pandoc_meta_sorted(struct arena *a, const struct node *map, const struct node ***ret_values);

/* The first row of a body that is none of its heads; NULL: all are. */
const struct node *pandoc_body_rows(const struct node *body);

/* What a table lacks that pandoc's tables have is written as empty. */
const struct node *pandoc_table_caption(const struct node *table);

#endif
