/* SPDX-License-Identifier: MIT */
/* The tree in Haskell's notation, laid out as pandoc's native writer does it. */
#ifndef RENDER_NATIVE_H
#define RENDER_NATIVE_H

#include "base/buf.h"
#include "doc/node.h"
#include "render/writer.h"

void native_render(struct buf *out, const struct node *doc, const struct writer_options *opt);

#endif
