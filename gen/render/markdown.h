/* SPDX-License-Identifier: MIT */
/*
 * The tree as pandoc's Markdown, and as text without any marks.
 *
 * What parse/markdown.h reads as MARKDOWN_PANDOC comes out so that it is read as the same tree
 * again; of a tree that Markdown has no words for (cells over several rows, blocks in cells), what
 * can be said.
 */
#ifndef RENDER_MARKDOWN_H
#define RENDER_MARKDOWN_H

#include "base/buf.h"
#include "doc/node.h"
#include "render/writer.h"

void markdown_render(struct buf *out, const struct node *doc, const struct writer_options *opt);
void plain_render(struct buf *out, const struct node *doc, const struct writer_options *opt);

#endif
