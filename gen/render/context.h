/* SPDX-License-Identifier: MIT */
/*
 * What page templates get: the model of the site in the shape of marked values. All addresses are
 * paths from the site's root; link() in a template makes them relative. A name that may be missing
 * is there as an empty text or list, so that a template can ask for it.
 */
#ifndef RENDER_CONTEXT_H
#define RENDER_CONTEXT_H

#include "base/vec.h"
#include "doc/node.h"
#include "doc/redline.h"
#include "doc/site.h"
#include "doc/value.h"

/* The global `site`: what all pages share. */
struct value site_value(struct arena *a, const struct site *site);

struct page {
	const char *kind; /* home column entry party parties calendar missing redirect form version
			   * versions
			   */
	struct str file;  /* "plans/x/index.html" */
	struct str title, description;
	struct str section; /* slug of the column */
	struct str feed;
	struct str canonical; /* the page that this one is another form of; empty: it is itself */
	struct value breadcrumb, meta, toc; /* lists */
	struct str body;		    /* markup */
};

struct page page_new(const char *kind, struct str file, struct str title);
void page_crumb(struct arena *a, struct page *p, struct str title, struct str url);
void page_meta(struct arena *a, struct page *p, const char *name, struct str content);
/* The contents of the page from the headings of levels 2 and 3 below root. */
void page_toc(struct arena *a, struct page *p, const struct node *root);
/* A whole context: the map with `page` in it, to which the caller adds what its kind wants. */
struct value page_context(struct arena *a, const struct site *site, const struct page *p);

/* `entry` of entry.html, without what only the build knows (sizes of files). */
struct value entry_value(struct arena *a, const struct site *site, const struct entry *e);
/* A version as the list of them has it; the bar above the text of one; the line on the entry's own
 * page that says which it shows, or an empty text. */
struct value version_value(struct arena *a, const struct site *site, const struct entry *e,
	const struct version_of_entry *v);
struct value version_banner(struct arena *a, const struct site *site, const struct entry *e,
	const struct version_of_entry *v);
struct value version_line(struct arena *a, const struct site *site, const struct entry *e);
/* What changed since another version; an empty list for its paragraphs where nothing did. */
struct value changes_value(struct arena *a, const struct site *site, const struct redline *r,
	const struct version_of_entry *since);
/* Its id and title alone, for a link to it. */
struct value changes_link(
	struct arena *a, const struct site *site, const struct version_of_entry *since);
/* What changed in the front matter, the data and the forms, a sentence each. today: the entry as it
 * is; a row or form that is for the office in any of the three is not told of to others. */
struct value data_changes_value(struct arena *a, const struct site *site,
	const struct entry *before, const struct entry *now, const struct entry *today);
struct value commit_value(struct arena *a, const struct site *site, const struct commit *c);
/* The tags that public bodies put on a page: ArticleTitle, PubDate, ContentSource … */
void entry_meta(struct arena *a, const struct site *site, const struct entry *e, struct page *p);
struct value card_value(
	struct arena *a, const struct site *site, const struct entry *e, struct str excerpt);
/* {title,url} of an entry, or an empty text where this build does not show it. */
struct value entry_link_value(struct arena *a, const struct site *site, const struct entry *e);
struct value party_link_value(struct arena *a, const struct party *p); /* {name,url} */
struct value party_value(struct arena *a, const struct site *site, const struct party *p);
struct value parties_value(struct arena *a, const struct site *site);
struct value pager_value(struct arena *a, struct str slug, size_t pages, size_t current);
struct str column_page_file(struct arena *a, struct str slug, size_t page); /* from 1 */

/* The keys of an author's own, "x-…", as written: {"x-colour": …}. */
struct value free_keys_value(struct arena *a, const struct record *record);

/* A title as running text, its line breaks gone. */
struct str plain_title(struct arena *a, const struct entry *e);
const char *validity_code(enum validity v); /* "in_force" …, or "" */
/* The addresses of the register are public only where their row says so. */
bool party_address_is_shown(const struct site *site, const struct party *p);

#endif
