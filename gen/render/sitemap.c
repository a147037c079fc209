/* SPDX-License-Identifier: MIT */
#include "render/sitemap.h"

#include "base/arena.h"
#include "render/data_text.h"

static void add_page(struct arena *scratch, struct buf *out, const struct site *site,
	const struct sitemap_page *page)
{
	BUF_LIT(out, "<url><loc>");
	data_add_xml(out, site_absolute(scratch, site, page->path));
	BUF_LIT(out, "</loc>");
	if (day_is_known(page->lastmod)) {
		BUF_LIT(out, "<lastmod>");
		buf_add(out, day_iso(scratch, page->lastmod));
		BUF_LIT(out, "</lastmod>");
	}
	BUF_LIT(out, "</url>\n");
}

bool sitemap_render(struct buf *out, const struct site *site, const struct sitemap_pages *pages)
{
	size_t begin = out->n;
	if (pages->list.n > SITEMAP_PAGES)
		return false;
	if (!pages->list.n || !site->front.base_url.s.n)
		return true;
	BUF_LIT(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	BUF_LIT(out, "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
	struct arena *scratch = arena_new();
	for (size_t i = 0; i < pages->list.n; i++) {
		add_page(scratch, out, site, &pages->list.items[i]);
		arena_reset(scratch);
	}
	arena_free(scratch);
	BUF_LIT(out, "</urlset>\n");
	if (out->n - begin <= SITEMAP_BYTES)
		return true;
	out->n = begin;
	return false;
}

void robots_render(struct buf *out, const struct site *site, bool has_sitemap)
{
	BUF_LIT(out, "User-agent: *\n");
	if (site->audience == AUDIENCE_INTERNAL) {
		BUF_LIT(out, "Disallow: /\n");
		return;
	}
	BUF_LIT(out, "Disallow:\n");
	struct str url = site_absolute(out->arena, site, STR("sitemap.xml"));
	if (url.n && has_sitemap) {
		BUF_LIT(out, "\nSitemap: ");
		buf_add(out, url);
		BUF_LIT(out, "\n");
	}
}
