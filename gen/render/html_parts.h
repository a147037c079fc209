/* SPDX-License-Identifier: MIT */
/* Inside of the HTML renderer. */
#ifndef RENDER_HTML_PARTS_H
#define RENDER_HTML_PARTS_H

#include "base/vec.h"
#include "doc/walk.h"
#include "render/html.h"

struct html_table {
	size_t n_columns, column; /* of the next cell */
	uint32_t *taken;	  /* for how many rows each column is covered from above */
	bool head;		  /* the open cell is one */
};

struct html_writer {
	struct buf *out;
	const struct html_options *opt;
	VEC(const struct node *) notes; /* as they are met; a note may hold further ones */
	size_t n_tables;		/* those without a caption */
	VEC(struct html_table) tables;	/* those that are open */
};

void html_add(struct html_writer *w, const char *literal);
/* id, classes and those attributes of a node that are harmless; extra is one class more, or empty.
 */
void html_attributes(struct html_writer *w, const struct node *n, const char *extra);
/* Whether a browser may be sent to it: relative, http, https, mailto, tel, ftp; data: for pictures.
 */
bool html_url_is_safe(struct str url, bool picture);

void html_table_part(struct html_writer *w, const struct node *n, enum walk_event event);
void html_inline(struct html_writer *w, struct walk *walk);
bool html_is_task(const struct node *paragraph); /* begins with the box of a task list */

#endif
