/* SPDX-License-Identifier: MIT */
/* The units of work of a build. Each makes one page and what belongs to it. */
#ifndef BUILD_JOB_H
#define BUILD_JOB_H

#include "build/build.h"
#include "build/filters.h"
#include "build/report.h"
#include "render/context.h"
#include "render/form_font.h"
#include "render/form_paper.h"
#include "render/print.h"
#include "render/template.h"
#include "resolve/anchors.h"
#include "resolve/duties.h"
#include "write/stage.h"

struct job;

/* What all workers read and none changes; the parent fills it before it forks. */
struct job_shared {
	const struct build_request *req;
	const struct site *site;
	const struct stage *stage;
	const struct duties *duties; /* NULL while entries are made */
	const struct str *excerpts;  /* as site->entries; of the jobs after the entries */
	struct value site_value;
	bool has_errors; /* some were found before any page was made: nothing will be published */
	const struct job *jobs; /* of the round that runs */
	struct filter_losses losses;
};

struct job_worker {
	const struct job_shared *shared;
	struct arena *life; /* of the worker */
	struct templates *templates;
	struct filter_engine *filters;
	struct form_font *font; /* made when the first form wants it */
	bool font_tried;
	bool faces_begun; /* for paper */
	struct filter_mark *mark;
};

struct job {
	void (*run)(struct job_worker *w, struct arena *a, const struct job *job, struct report *r);
	struct str name;    /* what a message calls it when it is lost */
	size_t index, page; /* which entry, column, party; which page of a column */
};

struct job_list {
	VEC(struct job) list;
};

void job_entry(struct job_worker *w, struct arena *a, const struct job *job, struct report *r);
void job_forms(struct job_worker *w, struct arena *a, const struct entry *e, struct report *r);

struct form_of {
	const struct entry *entry;
	const struct form *form;
	bool alone;			/* apart from its site: without links to pages beside it */
	const struct form_paper *paper; /* job_form_paper(): what its outputs share */
};
const struct form_paper *job_form_paper(
	struct job_worker *w, struct arena *a, const struct form_of *at);
bool job_form_html(struct job_worker *w, struct arena *a, const struct form_of *at,
	struct report *r, struct buf *out);
bool job_form_docx(struct job_worker *w, struct arena *a, const struct form_of *at,
	struct report *r, struct buf *out);
bool job_form_pdf(struct job_worker *w, struct arena *a, const struct form_of *at, struct report *r,
	struct buf *out);
/* Before anything is set on paper. */
void job_begin_faces(struct job_worker *w);
/* The seals with which an entry and what it issues are printed: none in a public build. */
void job_seals(struct job_worker *w, struct arena *a, const struct entry *e, struct report *r,
	struct print_input *in);
/* A Markdown text with the options of the site. */
struct node *job_parse(struct job_worker *w, struct arena *a, const struct source *src,
	struct str body, struct diags *d);
/* A worker for jobs of this process alone. */
struct job_worker *job_worker_new(struct arena *a, const struct job_shared *shared);

/* Adds the jobs of all pages that are no entries. */
void jobs_of_lists(struct arena *a, const struct site *site, struct job_list *jobs);
void jobs_of_parties(struct arena *a, const struct site *site, struct job_list *jobs);
void jobs_of_versions(struct arena *a, const struct site *site, struct job_list *jobs);
void jobs_of_files(struct arena *a, const struct site *site, struct job_list *jobs);

/* --- what jobs share --- */

/* The feed of a column, or an empty text where it has nothing to say. */
struct str job_feed_url(struct arena *a, const struct site *site, const struct column *c);

/* Writes an output and reports it; path is from the root of the output folder. */
void job_put(
	struct job_worker *w, struct arena *a, struct report *r, struct str path, struct str bytes);
/* A file of the site that is passed on: a picture without what a camera wrote into it. */
struct job_file {
	struct str disk, shown, path; /* where it lies, as messages name it, where it goes */
	bool made;		      /* by a filter: it lies in memory */
	struct str bytes;
};
void job_copy(struct job_worker *w, struct arena *a, struct report *r, struct job_file file);
/* Renders a template with its context and writes the page. */
void job_page(struct job_worker *w, struct arena *a, struct report *r, const char *template_name,
	struct str file, const struct value *context);
/* A page of an entry's that leads on to a file of the site, url. */
void job_redirect(struct job_worker *w, struct arena *a, struct report *r, const struct entry *e,
	struct str file, struct str url);

/* A version whose text the reader may see. */
struct past_version {
	const struct version_of_entry *v;
	struct entry then; /* as far as its text tells: no data, files and forms */
	struct node *body;
	bool refused;	/* it is more than is read of a text, and its body says so */
	struct map ids; /* on the page of its text */
	struct paragraphs paragraphs;
	struct redline since; /* the version before, if there is one */
	struct anchors anchors;
};

/* By number, from the lowest. */
struct past_versions {
	const struct entry *entry;
	struct past_version *items;
	size_t n;
};
struct past_versions past_versions(struct job_worker *w, struct arena *a, const struct entry *e);
/* Lasting anchors for the text of the entry's own page: for what stands in no version, none. */
void past_anchor_present(struct arena *a, const struct site *site, const struct past_versions *all,
	struct node *body, struct map *ids);
/* A generated tree as markup of the page at file: its links made relative to it. */
struct str job_markup(struct job_worker *w, struct arena *a, struct report *r, struct str file,
	struct node *root);

#endif
