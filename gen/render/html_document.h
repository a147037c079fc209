/* SPDX-License-Identifier: MIT */
/* The tree as HTML for whoever wants it outside of a site: a fragment, or a page of its own. */
#ifndef RENDER_HTML_DOCUMENT_H
#define RENDER_HTML_DOCUMENT_H

#include "base/buf.h"
#include "doc/node.h"
#include "render/writer.h"

/* Lines are those of the tree: a browser fills them. Raw HTML passes. */
void html_document_render(
	struct buf *out, const struct node *doc, const struct writer_options *opt);

#endif
