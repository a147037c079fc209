/* SPDX-License-Identifier: MIT */
/*
 * The history of a site in git, read in one walk. Whoever calls this is a process apart
 * (build/apart.h): a broken repository may cost it, and nothing else.
 *
 * Which commits: those that `git log` shows of a file. A merge that left a text as one of its sides
 * had it says nothing of its own, and the other side's changes to it, which went nowhere, are not
 * its history. Neither the reader's nor the machine's configuration of git is read, no hook or
 * filter runs, and whose the folder is does not matter: nothing of it is ever executed.
 */
#ifndef LOAD_HISTORY_H
#define LOAD_HISTORY_H

#include "base/vec.h"
#include "doc/history.h"

enum { BLOB_ID_SIZE = 20 };

struct blob_id {
	unsigned char bytes[BLOB_ID_SIZE];
};

/* A commit that changed a text. */
struct walked_revision {
	uint32_t commit;	       /* in walk.commits */
	struct str path;	       /* below content/, as it was called then */
	struct blob_id now, before[2]; /* before: in its parents */
	unsigned n_before;	       /* 0: it was added */
};

/* The texts that are one document, whatever it was called. */
struct walked_line {
	struct str path; /* below content/, by its newest name */
	bool alive;	 /* HEAD has it */
	struct blob_id head;
	VEC(struct walked_revision) revisions; /* newest first */
};

struct history_walk {
	bool is_cut;  /* the repository lacks older commits, or what is in them */
	bool is_huge; /* it was not read to its end */
	VEC(struct commit) commits;
	VEC(struct walked_line *) lines;
};

/* Whether there is a repository around a site's folder at all. That is quickly seen; to open one
 * costs as much as twenty pages. */
bool history_is_there(struct arena *a, struct str site_dir);

struct history_repo;

/* The repository around a site's folder. NULL: there is none that can be read; *ret_state says how,
 * and *ret_why in whose words. */
struct history_repo *history_open(
	struct arena *a, struct str site_dir, enum history_state *ret_state, struct str *ret_why);
struct str history_head(const struct history_repo *repo); /* the commit's id in hexadecimal */
void history_walk(struct history_repo *repo, struct history_walk *ret_walk);
/* A text at some commit, in a; false where it is none, or larger than max. */
bool history_text(const struct history_repo *repo, struct arena *a, const struct blob_id *id,
	size_t max, struct str *ret_text);
/* Whether the repository does not have a text at all: a clone may leave out what is not asked for.
 */
bool history_lacks(const struct history_repo *repo, const struct blob_id *id);
/* A file by its path below content/, as a commit had it; false where there was none. What is larger
 * than max is there, and has no text. */
bool history_file(const struct history_repo *repo, struct arena *a, struct str commit,
	struct str path, size_t max, struct str *ret_text);
/* The names of the files in a folder below content/, as a commit had them; past most: the first. */
struct history_names {
	VEC(struct str) list;
};
struct history_names history_names(const struct history_repo *repo, struct arena *a,
	struct str commit, struct str folder, size_t most);

/*
 * What an SSH signature of a commit signs. False: it has none, or nobody could verify it; data and
 * its sums are those of the commit that is named.
 */
bool history_signed(const struct history_repo *repo, struct arena *a, struct str commit,
	struct signed_data *ret);
/* Whether a file is the one that signed data name, by each sum from their tree to its bytes. */
bool history_proven(
	const struct history_repo *repo, struct arena *a, struct str data, struct str path);

/* --- the parts, in history_*.c --- */

/* The share of the larger one's bytes that stand in lines of both, from 0 to 100. */
int history_similar(const struct history_repo *repo, struct arena *scratch, const struct blob_id *x,
	const struct blob_id *y);

/* Between a commit and one of its parents, or all of them. */
struct text_change {
	struct str path;
	bool has_now, has_before, has_other;
	struct blob_id now, before, other; /* other: in a second parent, of a merge */
};

struct text_changes {
	VEC(struct text_change) list;
};

/*
 * Which texts are one document. Commits come newest first; of each the changes that are its own.
 * similar() tells how alike two texts are, from 0 to 100.
 */
struct line_builder {
	struct arena *arena;
	struct history_walk *walk;
	struct map open; /* path to the line that older commits of it belong to */
	int (*similar)(void *context, const struct blob_id *a, const struct blob_id *b);
	void *context;
};
void lines_begin(struct line_builder *b, const struct text_changes *in_head);
/* Of one commit so many pairs are compared at most: a whole site that was moved and rewritten at
 * once has lost its history. */
enum { LINES_MOST_PAIRS = 4096 };
/* The removed text of changes that an added one continues: the same, else the most alike; NULL:
 * none. */
struct text_change *lines_source(struct line_builder *b, const struct text_change *added,
	struct text_changes *changes, size_t *pairs_left);
/* What older commits call old is the document at path. */
void lines_continue(struct line_builder *b, struct str path, struct str old);
void lines_add(struct line_builder *b, uint32_t commit, struct text_changes *changes);

#endif
