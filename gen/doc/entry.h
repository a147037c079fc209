/* SPDX-License-Identifier: MIT */
/* An entry: its front matter and the records of the files beside it. */
#ifndef DOC_ENTRY_H
#define DOC_ENTRY_H

#include "doc/board.h"
#include "doc/filters.h"
#include "doc/form.h"
#include "doc/history.h"
#include "doc/indicator.h"
#include "doc/plan.h"
#include "doc/schema.h"

enum entry_kind { ENTRY_NOTICE = 1, ENTRY_PLAN, ENTRY_BULLETIN, ENTRY_RESULT, ENTRY_PAGE };
enum audience { AUDIENCE_PUBLIC = 1, AUDIENCE_INTERNAL };
enum cease_kind { CEASE_REPEALED = 1, CEASE_ANNULLED };
enum version_kind { VERSION_ORIGINAL = 1, VERSION_REVISION, VERSION_CORRECTION };
enum layout { LAYOUT_LETTERHEAD = 1, LAYOUT_LETTER, LAYOUT_PLAIN };
/* On paper: no seal, the place for those of the issuers, that for the stamp of who signed. */
enum seal_place { SEAL_NONE = 1, SEAL_AREA, SEAL_STAMP };
enum validity {
	VALID_NONE,
	VALID_NOT_YET,
	VALID_IN_FORCE,
	VALID_AMENDED,
	VALID_REPEALED,
	VALID_ANNULLED
};

struct ceased {
	struct record record;
	struct when date;
	struct word kind;
	struct text by;
};

struct version {
	struct record record;
	struct number no;
	struct when date;
	struct word kind;
	struct text by, note, withheld;
};

/* An old version whose text is taken off the site. */
struct withhold {
	struct record record;
	struct number no;
	struct text reason;
};

struct contact {
	struct record record;
	struct texts people;
	struct text phone, fax, email;
};

struct front {
	struct record record;
	struct word kind, audience, layout, seal;
	struct text title, motto, number, index_no, class, urgency, secrecy, supersedes, issues,
		remark, printed_by, description;
	struct parties issuer, to, copy_to;
	struct when issued, printed, published, effective, period;
	struct ceased ceased;
	struct version version;
	struct records withhold;
	struct contact contact;
	struct texts signer, basis, attachments, keywords, outputs, redirects;
	struct flag draft;
	const struct value *filters; /* as written; entry.filters is what it means */
};

/* A column of the site: content/<column>/_index.md. */
struct column_front {
	struct record record;
	struct text title, description;
	struct word kind;
};

struct column {
	struct str slug;
	struct column_front front;
	struct source *source;	/* up to the end of the front matter */
	struct entry **entries; /* as lists show them: newest first */
	size_t n_entries;
};

/* A file beside the entry that may be published: a picture or an attachment that is named. */
struct asset {
	struct str name; /* relative to the entry's folder */
	struct str path; /* on disk */
	uint64_t size;
	bool made;	  /* by a filter: it is in memory */
	struct str bytes; /* then */
};

enum attachment_kind { ATTACH_FORM, ATTACH_TEXT, ATTACH_FILE };

struct attachment {
	enum attachment_kind kind;
	struct text name; /* as the front matter has it */
	struct str title;
	const struct form *form;     /* FORM */
	const struct source *source; /* TEXT: Markdown that follows the body */
	const struct asset *asset;   /* FILE */
};

struct form_result; /* doc/results */

struct entry {
	struct str path; /* "plans/vital-branches" */
	struct str slug;
	struct str dir; /* its folder below content/, or empty for a lone file */
	struct column *column;
	struct str disk;       /* its Markdown file, where the body is read */
	struct source *source; /* up to the end of the front matter */
	struct front front;
	enum entry_kind kind;
	enum audience audience;
	enum validity validity;
	bool shown;		    /* this build publishes it */
	size_t index;		    /* if shown: its place in site->entries */
	struct filter_list filters; /* after the site's */
	bool dormant; /* a draft that this build leaves alone: only its front matter was read */
	struct entry *issued_by; /* the notice that issues this entry */
	struct entry *issues;
	struct entry *supersedes, *superseded_by;
	struct phase *phases;
	struct task *tasks;
	struct event *events;
	struct deadline *deadlines;
	struct group *groups;
	struct form *forms;
	size_t n_phases, n_tasks, n_events, n_deadlines, n_groups, n_forms;
	struct ledger_row *ledger;
	struct target *targets; /* milestones of one indicator need not stand together */
	struct actual *actuals;
	struct indicator *indicators; /* in order of their first rows */
	struct checklist *checklists;
	struct done_item *records;
	struct rota *rotas;
	struct rota_turn *turns; /* rota.lock.csv */
	struct liaison *liaison;
	struct pledge *pledges;
	size_t n_ledger, n_targets, n_actuals, n_indicators, n_checklists, n_records, n_rotas,
		n_turns, n_liaison, n_pledges;
	struct board *boards; /* of the deadlines whose reports this build may show */
	size_t n_boards;
	struct form_result *results; /* of its forms that add up, where returns came in */
	size_t n_results;
	struct asset *assets;
	size_t n_assets;
	struct attachment *attachments; /* those that are there, numbered from 1 in this order */
	size_t n_attachments;
	struct entry_history *history; /* NULL: git knows nothing of it */
	day_t issued,
		published; /* DAY_NONE: not known; issued falls back on the notice that issues it */
};

extern const struct schema contact_schema, front_schema, column_schema;
extern const struct words entry_kind_words, audience_words, version_kind_words;

const struct form *entry_form(const struct entry *e, struct str id);
/* By what a return or a call names it: "entry/form", or with forms/ between. NULL: not of e. */
const struct form *entry_form_called(const struct entry *e, struct str name);
const struct board *entry_board(const struct entry *e, const struct deadline *d); /* NULL: none */
const struct party *entry_issuer(const struct entry *e, size_t i); /* NULL past the last */
bool entry_is_ceased(const struct entry *e);			   /* repealed or annulled */
/* Its version says that its text is not published: then nothing is but the head and the reason. */
bool entry_is_withheld(const struct entry *e);
/* "html", "pdf" …: as `outputs` says, else html, and pdf for all kinds but a page. */
bool entry_has_output(const struct entry *e, struct str kind);
/* The day a list sorts by: published, issued, first day of the period, else DAY_NONE. */
day_t entry_sort_day(const struct entry *e);

#endif
