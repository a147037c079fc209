/* SPDX-License-Identifier: MIT */
/* The versions of a document whose texts the reader may see: parsed once for all that is made of
 * them. */
#include "base/arena.h"
#include "build/job.h"
#include "parse/front_matter.h"
#include "resolve/headings.h"
#include "resolve/links.h"

/* Of a paragraph that placed a view: what stood there was made of data that is no longer there. */
static bool is_view(struct arena *a, const struct node *n)
{
	return n->kind == NODE_PARA && str_starts(str_trim(node_plain_text(a, n)), STR("{{"));
}

/* A paragraph of the program's own, where n is. */
static struct node *words(struct arena *a, const struct node *n, struct str text)
{
	struct node *para = node_new(a, NODE_PARA, n->span);
	para->flags |= NODE_GENERATED;
	node_add_text(a, para, text, n->span);
	return para;
}

static void replace_views(struct arena *a, const struct site *site, struct node *body)
{
	for (struct node *n = body->first, *next; n; n = next) {
		next = n->next;
		if (!is_view(a, n))
			continue;
		node_insert_before(n, words(a, n, site_word(site, "version.view")));
		node_unlink(n);
	}
}

static day_t first_day(const struct when *w, day_t other)
{
	return w->kind == WHEN_NONE ? other : w->first;
}

/* The entry as it was, as far as its text tells: no data, files and forms. */
static struct entry entry_then(
	const struct site *site, const struct entry *e, const struct version_of_entry *v)
{
	struct front front = *v->front;
	if (!front.issuer.n && e->kind == ENTRY_NOTICE)
		front.issuer = site->front.issuer;
	return (struct entry){.path = e->path,
		.slug = e->slug,
		.column = e->column,
		.source = (struct source *)(uintptr_t)v->source,
		.front = front,
		.kind = e->kind,
		.audience = e->audience,
		.validity = version_validity(site, e, v),
		.shown = true,
		.index = e->index,
		.issued_by = e->issued_by,
		.issues = e->issues,
		.supersedes = e->supersedes,
		.superseded_by = e->superseded_by,
		.issued = first_day(&v->front->issued, e->issued),
		.published = first_day(&v->front->published, e->published)};
}

/*
 * The text of a version as a tree. Its mistakes cannot be mended any more and are not told, links
 * that lead nowhere any more are plain text, and no filter runs over it: today's are for today's
 * texts. One that is more than is read of a text is refused. NULL: it is none.
 */
static struct node *text_of(
	struct job_worker *w, struct arena *a, struct past_version *p, struct str file)
{
	const struct site *site = w->shared->site;
	struct diags unheard = diags_new(a, site->lang, false);
	struct str yaml, text;
	struct page_links found = {0};
	struct link_context links = {.arena = a,
		.site = site,
		.entry = &p->then,
		.file = file,
		.diags = &unheard,
		.past = true};
	if (!front_matter_split(p->v->source, &yaml, &text, &unheard))
		return NULL;
	struct node *body = job_parse(w, a, p->v->source, text, &unheard);
	p->refused = !body->first && str_trim(text).n && diags_count(&unheard, LEVEL_ERROR);
	if (p->refused)
		node_append(body, words(a, body, site_word(site, "version.too_large")));
	headings_fit(a, body, 2, plain_title(a, &p->then));
	replace_views(a, site, body);
	links_resolve(&links, body, &found);
	for (size_t i = 0; i < found.anchors.n; i++)
		map_put(a, &p->ids, found.anchors.items[i], body);
	return body;
}

/* What became of the paragraphs of the version before, and what each is called by that. */
static void follow(struct arena *a, const struct past_version *before, struct past_version *p)
{
	size_t n = p->paragraphs.list.n;
	if (!before) {
		p->anchors = anchors_first(a, p->v->no, n);
		return;
	}
	p->since = redline(a, &before->paragraphs, &p->paragraphs);
	p->anchors = anchors_next(a, &before->anchors, &p->since, p->v->no, n);
}

struct past_versions past_versions(struct job_worker *w, struct arena *a, const struct entry *e)
{
	const struct site *site = w->shared->site;
	const struct entry_history *h = e->history;
	size_t n = h ? h->n_versions : 0;
	struct past_versions found = {e, NEW_N(a, struct past_version, n + 1), 0};
	for (size_t i = 0; i < n; i++) {
		const struct version_of_entry *v = &h->versions[i];
		if (!site_shows_version(site, e, v) || !version_has_text(v))
			continue;
		struct past_version *p = &found.items[found.n];
		p->v = v;
		p->then = entry_then(site, e, v);
		p->body = text_of(w, a, p, version_url(a, e, v));
		if (!p->body)
			continue;
		p->paragraphs = redline_paragraphs(a, p->body);
		follow(a, found.n ? p - 1 : NULL, p);
		found.n++;
	}
	return found;
}

void past_anchor_present(struct arena *a, const struct site *site, const struct past_versions *all,
	struct node *body, struct map *ids)
{
	struct paragraphs now;
	if (!all->n)
		return;
	const struct past_version *last = &all->items[all->n - 1];
	now = redline_paragraphs(a, body);
	struct redline since = redline(a, &last->paragraphs, &now);
	struct anchors anchors = anchors_next(a, &last->anchors, &since, 0, now.list.n);
	anchors_place(a, site, &anchors, &now, ids);
}
