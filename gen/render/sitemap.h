/* SPDX-License-Identifier: MIT */
/* What search engines are told: sitemap.xml (sitemaps.org, 0.9) and robots.txt (RFC 9309). */
#ifndef RENDER_SITEMAP_H
#define RENDER_SITEMAP_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/vec.h"
#include "doc/site.h"

enum { SITEMAP_PAGES = 50000, SITEMAP_BYTES = 50 * 1024 * 1024 }; /* what one file may hold */

struct sitemap_page {
	struct str path; /* "plans/x/index.html" */
	day_t lastmod;	 /* DAY_NONE: not known */
};

struct sitemap_pages {
	VEC(struct sitemap_page) list;
};

/*
 * Addresses in a sitemap are absolute, so nothing is added for a site without base_url. False, and
 * nothing added, where the pages are more than one file may hold: the caller must tell.
 */
bool sitemap_render(struct buf *out, const struct site *site, const struct sitemap_pages *pages);
/* An internal build shuts out all; else the sitemap is named if there is one, for a site with a
 * base_url. */
void robots_render(struct buf *out, const struct site *site, bool has_sitemap);

#endif
