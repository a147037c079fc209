/* SPDX-License-Identifier: MIT */
/*
 * What git knows of the site's documents. A version is a text with the `version:` of its front
 * matter; its days are the author's, the commit that brought it is only its proof.
 */
#ifndef DOC_HISTORY_H
#define DOC_HISTORY_H

#include "base/vec.h"
#include "doc/date.h"
#include "base/source.h"

struct arena;
struct entry;
struct front;
struct site;

enum history_state {
	HISTORY_FINE,
	HISTORY_NONE,	     /* no repository, no commit in it, or none of this site */
	HISTORY_UNSUPPORTED, /* a kind of repository that cannot be read */
	HISTORY_BROKEN	     /* it is damaged, or ran away with its reader */
};

/* Verified is what one of the site's signers signed, and nothing else. */
enum signature_state { SIGNATURE_ABSENT, SIGNATURE_UNVERIFIED, SIGNATURE_VERIFIED };

#define SSH_SIGNATURE_FIRST "-----BEGIN SSH SIGNATURE-----"
struct signed_data {
	struct str signature, data; /* an SSH signature with its frame; empty: none */
	struct str time;	    /* of the commit, in UTC: "20260703020000" */
};

struct commit {
	struct str id;			/* in hexadecimal */
	day_t day;			/* where its author was */
	enum signature_state signature; /* before anybody has verified it */
	struct str subject;		/* the first line of its message: anybody's words */
};

/* A commit that touched the entry's text. */
struct revision {
	const struct commit *commit;
	struct str path; /* below content/, as it was called then */
	bool readable;	 /* as UTF-8 with a front matter; else nothing more is known */
	bool draft, internal;
	struct str index_no, number;
};

/* A file of data beside a text, as it was then; one that was too large to be kept has no bytes. */
struct kept_file {
	struct str name, bytes;
};

struct version_of_entry {
	int no;
	const struct commit *commit; /* NULL: it is not committed, or git cannot be read */
	const struct front *front;   /* as it was then */
	const struct source *source; /* the whole text; NULL: too large to be kept */
	struct str sha256;	     /* of the text, in hexadecimal */
	const struct kept_file *files;
	size_t n_files;
	enum signature_state signature; /* of its commit */
	struct signed_data is_signed;
	bool proven;	     /* its text and data are what is signed */
	bool refused;	     /* it is signed, and not by the site's signers, or not so */
	bool internal;	     /* then */
	bool current;	     /* the one that the entry's page shows */
	day_t from, last;    /* in force; DAY_NONE: never; DAY_OPEN_END: until further notice */
	struct str withheld; /* why its text is not published */
};

struct entry_history {
	struct revision *revisions; /* newest first */
	size_t n_revisions;
	struct version_of_entry *versions; /* by number, from the lowest */
	size_t n_versions;
	bool in_head; /* the newest commit has the text, by this blob's id: */
	const unsigned char *head;
	bool uncommitted; /* the working copy differs from it */
};

/* A document that is no longer there. */
struct gone_document {
	struct str path, title;
	struct str index_no, number; /* as it last had them */
	const struct commit *commit; /* the last that touched it */
};

struct site_history {
	enum history_state state;
	struct str why; /* in the words of the library */
	bool no_tool;	/* signatures could not be verified as ssh-keygen is not there or failed */
	bool is_cut, is_huge; /* older commits are missing; there are more than are read */
	struct str head;
	struct gone_document *gone;
	size_t n_gone;
};

enum { MOST_VERSION_NO = 9999, COMMIT_SHOWN = 10, VERSION_SUM_SHOWN = 16 };
struct str commit_short(const struct commit *c);
/* Whether it may be committed, and signed, and git cannot be read. */
bool version_is_unread(const struct version_of_entry *v);
const char *signature_name(enum signature_state s); /* the same in every language */

/* "original" …: as its version says, else by its number. */
const char *version_kind_name(const struct version_of_entry *v);
/* The one that is in force on a day, or NULL. */
const struct version_of_entry *version_on(const struct entry_history *h, day_t day);
const struct version_of_entry *version_current(const struct entry_history *h);
/* Whether this build may say that there is such a version: then and now its text was public. */
bool site_shows_version(
	const struct site *site, const struct entry *e, const struct version_of_entry *v);
bool site_shows_revision(const struct site *site, const struct revision *r);
/* Whether there is anything to say below versions/. */
bool site_has_versions(const struct site *site, const struct entry *e);
/* The path by which an entry was published first, as far as this build may say and git knows: it
 * stays when the entry is renamed. */
struct str entry_first_path(const struct site *site, const struct entry *e);
/* "plans/x/versions/index.html", and "plans/x/versions/2/index.html". */
struct str versions_url(struct arena *a, const struct entry *e);
struct str version_url(struct arena *a, const struct entry *e, const struct version_of_entry *v);
/* Whether it has a page of its text. */
bool version_has_text(const struct version_of_entry *v);

#endif
