/* SPDX-License-Identifier: MIT */
/* Where the links of a page lead: checked, and made relative to the page. */
#ifndef RESOLVE_LINKS_H
#define RESOLVE_LINKS_H

#include "base/diag.h"
#include "base/vec.h"
#include "doc/node.h"
#include "doc/site.h"

/* A link to a place in another entry; whether it is there shows when that entry has been read. */
struct anchor_link {
	const struct entry *entry;
	struct str anchor;
	struct span at;
};

struct page_links {
	VEC(struct str) anchors; /* ids on this page */
	VEC(struct anchor_link) wanted;
	VEC(const struct asset *) assets; /* files beside the entry that the page shows or links */
};

struct link_context {
	struct arena *arena;
	const struct site *site;
	const struct entry *entry; /* NULL: a page of the site */
	struct str file;	   /* the page: "plans/x/index.html" */
	const struct asset *made;  /* what its filters put beside it */
	size_t n_made;
	struct diags *diags;
	bool past; /* an old text: what its links led to may be gone, and is plain text */
};

/*
 * Rewrites the targets below root. Written ones are entry paths, forms/ID, files beside the entry,
 * #anchors or addresses with a scheme; generated ones are paths from the site's root. A link that
 * leads nowhere is told; one to an entry that this build does not show becomes plain text.
 */
void links_resolve(const struct link_context *ctx, struct node *root, struct page_links *ret_links);

/* Whether an asset was named already is no matter: it is added once. */
void links_add_asset(struct arena *a, struct page_links *links, const struct asset *asset);
bool has_scheme(struct str target);

#endif
