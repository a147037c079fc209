/* SPDX-License-Identifier: MIT */
/* The whole site as the workers see it: read-only after loading. */
#ifndef DOC_SITE_H
#define DOC_SITE_H

#include "base/map.h"
#include "doc/content.h"
#include "base/diag.h"
#include "doc/entry.h"
#include "doc/party.h"
#include "doc/print.h"
#include "doc/workday.h"

struct identity {
	struct record record;
	struct text site_code, icp, contact_unit;
};

/* With what a published site is signed. */
struct site_signing {
	struct record record;
	struct text key, signers; /* files in the site's folder */
};

struct markdown_options {
	struct record record;
	struct flag raw_html, smart;
};

enum form_font_use { FORM_FONT_EMBEDDED = 1, FORM_FONT_VIEWER };
enum form_font_name { FORM_FONT_PLAIN = 1, FORM_FONT_WINGDINGS };

enum printed_address { PRINT_ADDRESS_NONE = 1, PRINT_ADDRESS_TEXT, PRINT_ADDRESS_QR };

struct site_front {
	struct record record;
	struct text title, description, language, base_url, time_zone, theme;
	struct parties issuer;
	struct word audience, form_font, form_font_name, print_address;
	struct markdown_options markdown;
	struct flag
		heading_marks; /* paper shows by them which paragraphs are headings; unset: yes */
	const struct value *filters; /* as written; site.filters is what it means */
	struct texts columns;
	struct identity identity;
	struct site_signing sign;
};

struct site {
	struct str dir;	    /* the site's folder, as opened */
	struct str shipped; /* where the program's templates/ and themes/ lie */
	struct site_front front;
	enum lang lang;		/* of the interface of the pages */
	enum audience audience; /* of this build */
	bool drafts;
	day_t as_of;
	struct party_register parties;
	struct column *columns; /* in the order of the navigation */
	size_t n_columns;
	struct entry **entries; /* all that this build shows, by path */
	size_t n_entries;
	struct map by_path;		   /* entry path to struct entry */
	struct map redirects;		   /* old address to struct entry */
	struct map words;		   /* key to struct value: the words of the interface */
	struct map templates;		   /* "entry.html" to struct source */
	struct map theme_files;		   /* "theme.css" to struct source */
	struct content_files static_files; /* copied as they are */
	struct value data;		   /* content/data/: a map by file name */
	struct filter_list filters;	   /* of every entry */
	struct workdays workdays;	   /* content/calendar.csv */
	const struct source *signers;	   /* who may sign commits; NULL: nobody is named */
	struct print_settings print;	   /* of the theme: how entries are laid out on paper */
	struct print_fonts fonts;	   /* and in which faces */
	struct site_history history;	   /* what git knows of all of it */
};

extern const struct schema site_schema;

/* A word of the interface by its key ("task.lead"); a key that is nowhere comes back as it is. */
struct str site_word(const struct site *s, const char *key);
/* The same with arguments in the places of {1}, {2} … */
struct str site_fill(struct arena *a, const struct site *s, const char *key, struct args args);
struct str site_lang_tag(const struct site *s); /* of the interface: "zh-CN" or "en" */
const struct entry *site_entry(const struct site *s, struct str path);

enum validity version_validity(
	const struct site *site, const struct entry *e, const struct version_of_entry *v);

/* What is for internal use is not even named in a public build; unset is as the entry. */
bool site_shows_form(const struct site *site, const struct entry *e, const struct form *f);
bool site_shows_row(const struct site *site, const struct entry *e, const struct ledger_row *row);
/* Who has reported is internal unless the deadline says `public: yes`; without a form nothing is
 * known of it, and what is ceased is not asked for. */
bool site_shows_board(
	const struct site *site, const struct entry *e, const struct deadline *deadline);

/* Where things are, relative to the site's root; a folder's page is named with its index.html. */
struct str entry_url(struct arena *a, const struct entry *e);
struct str party_url(struct arena *a, const struct party *p);
struct str form_url(struct arena *a, const struct entry *e, const struct form *f, struct str ext);

/* A path as it stands in an address: what means something there is percent-encoded. */
struct str url_encode(struct arena *a, struct str path);
/* base_url and url, "plans/x/index.html" as "…/plans/x/"; empty where there is no base_url. */
struct str site_absolute(struct arena *a, const struct site *s, struct str url);

#endif
