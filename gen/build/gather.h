/* SPDX-License-Identifier: MIT */
/* From the files of a site to its model: everything but the bodies of the entries. */
#ifndef BUILD_GATHER_H
#define BUILD_GATHER_H

#include <stdbool.h>

#include "base/diag.h"
#include "doc/content.h"
#include "doc/site.h"
#include "resolve/board.h"

/* What `collect` wants of the returns; of all others nothing is read then. */
struct returns_wanted {
	struct str form;	 /* "entry/form", as a return names it, or "entry/forms/form" */
	const struct str *files; /* in place of those of submissions/, as they were called */
	size_t n_files;
	bool found;	 /* there is such a form */
	size_t n_errors; /* that were told of the returns */
	/* Each return of it; f and from are good until this comes back. */
	void (*take)(void *context, const struct filled_form *f, const struct return_file *from,
		const struct return_place *place);
	void *context;
};

struct gather_options {
	struct str dir;		/* the site's folder */
	struct str shipped;	/* the program's own templates/ and themes/ */
	struct str base_url;	/* --base-url; empty: as site.yaml has it */
	enum audience audience; /* --audience; 0: as site.yaml has it */
	bool drafts;
	day_t as_of;			/* DAY_NONE: today in the site's time zone */
	struct returns_wanted *returns; /* NULL: all are read, for the boards */
};

/*
 * NULL where there is no site at all; else the site, as far as it could be read, with every mistake
 * in d. All that it points to lives in a.
 */
struct site *gather(struct arena *a, const struct gather_options *opt, struct diags *d);

bool base_url_is_valid(struct str url);

/* --- the parts, in gather_*.c --- */

struct gathering {
	struct arena *arena, *scratch;
	const struct gather_options *opt;
	struct site *site;
	struct content_files files; /* of content/ */
	struct diags *diags;
	struct apart *pdf_reader;
	struct map filters; /* path as written to struct source */
	bool as_called;	    /* the files' names are as the call has them, not below content/ */
};

void gather_site(struct gathering *g); /* site.yaml, theme, words, templates */
/* print.yaml and fonts.yaml of themes/NAME; what is set already stays. */
void gather_paper(struct gathering *g, struct str theme);
void gather_register(struct gathering *g);  /* org/ and calendar.csv */
void gather_free_data(struct gathering *g); /* data/ */
void gather_entries(struct gathering *g);   /* columns and their entries */
/* The records of the files beside an entry; files are those below its folder. */
void gather_data(struct gathering *g, struct entry *e, const struct content_file *files, size_t n);

/* What `filters:` says; NULL: nothing. */
void gather_filters(struct gathering *g, const struct value *list, struct filter_list *ret);

/* What came in for its deadlines; dates must be resolved. */
void gather_returns(struct gathering *g, struct entry *e);
/* Those that collect wants, if the form is of this entry. */
void gather_wanted_returns(struct gathering *g, struct entry *e);

/* What was filled in to a PDF, read in a process apart (the reader); false, told. */
struct apart *gather_pdf_reader(struct arena *a);
bool gather_pdf_fields(
	struct gathering *g, const struct content_file *file, struct value *ret_fields);

const struct content_file *gather_find(const struct gathering *g, struct str name);
/* "content/" and the name, as messages show it. */
struct str gather_shown(const struct gathering *g, struct str name);
/* A table by its stem ("org/units"): .csv or .yaml, whichever there is. False: none, or unreadable.
 */
struct table_file {
	struct value rows;
	struct source *source;
	bool is_sheet; /* a spreadsheet, which writes dates and numbers its own way */
};
/* Refuses .xls, .et and .doc by their names; true: told. */
bool gather_old_office(struct gathering *g, struct str name);
/* How the name of a table ends that is meant by this one: csv, yaml or xlsx. */
struct str gather_table_ext(struct str name);
bool gather_table(struct gathering *g, struct str stem, struct table_file *ret_table);
/* One that was found, by its extension. */
bool gather_table_file(
	struct gathering *g, const struct content_file *f, struct table_file *ret_table);

#endif
