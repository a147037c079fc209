/* SPDX-License-Identifier: MIT */
/*
 * A feed of a column or of the site, by RFC 4287. With base_url all addresses are absolute, and the
 * id of an entry is its own. Without it links are relative to the feed, and ids are
 * tag:placard.invalid,2026:<path> (RFC 4151), since an id must be absolute. There is no xml:base.
 *
 * All times are midnight of the day in the site's zone: +08:00 for Asia/Shanghai, else UTC.
 */
#ifndef RENDER_ATOM_H
#define RENDER_ATOM_H

#include "base/buf.h"
#include "doc/site.h"

enum { ATOM_ENTRIES = 20 };

struct atom_feed {
	const struct site *site;
	const struct column *column;	    /* NULL: the feed of the site */
	const struct entry *const *entries; /* in any order */
	const struct str *excerpts;	    /* one an entry, perhaps empty; NULL: none */
	size_t n;
};

/*
 * How many entries the feed has: those that were published on a known day, at most ATOM_ENTRIES.
 * A feed of 0 has nothing to say and need not be written.
 */
size_t atom_count(const struct atom_feed *feed);
/* "plans/feed.xml" or "feed.xml" */
struct str atom_url(struct arena *a, const struct column *column);
/* The newest entries, newest first. A feed without any is whole, of 1970-01-01. */
void atom_render(struct buf *out, const struct atom_feed *feed);

#endif
