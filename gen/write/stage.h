/* SPDX-License-Identifier: MIT */
/*
 * How a build changes its output folder. What differs from what is there is first written into a
 * staging folder on the same file system; the output folder is touched only by stage_commit(),
 * which renames. A build that fails before that has changed nothing; one that is killed while
 * renaming leaves every file whole, and the next build finishes the rest.
 */
#ifndef WRITE_STAGE_H
#define WRITE_STAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/str.h"
#include "base/vec.h"

#define MANIFEST                                                                                   \
	STR("manifest.sha256") /* lies in the output folder; no output may be called so            \
				*/
/* One of these lies beside it, if the site is signed. */
#define MANIFEST_SSH "manifest.sha256.sig"
#define MANIFEST_MINISIGN "manifest.sha256.minisig"
/* Whether it is called as one of the three. */
bool manifest_owns(struct str path);
enum { SHA256_SIZE = 32 };

struct output {
	struct str path; /* below the output folder */
	uint64_t size;
	uint8_t sha256[SHA256_SIZE];
	bool changed; /* it lies in the staging folder */
	uint32_t job; /* who made it */
};

struct stage {
	struct arena *arena;
	struct str out;	 /* the output folder; empty: nothing is written, as `check` wants it */
	struct str name; /* the same, as the caller calls it */
	struct str dir;	 /* the staging folder */
	bool out_is_new;
	bool disk_failed; /* why it could not begin */
};

/*
 * Begins a build into out. False, with a message, where the folder cannot be used: it is a file, or
 * in the site's content, or holds files that no build of placard put there.
 */
bool stage_begin(
	struct arena *a, struct stage *s, struct str out, struct str site_dir, struct diags *d);
/* An output's bytes; called from workers too. False where the disk failed, and errno's value says
 * how. */
bool stage_put(const struct stage *s, struct arena *scratch, struct str path, struct str bytes,
	struct output *ret_output, int *ret_error);
/*
 * Puts all in place and removes what the last build wrote and this one did not. All that can fail
 * for want of room is done before the first file is renamed.
 */
bool stage_commit(struct stage *s, struct output *outputs, size_t n, struct diags *d);
void stage_drop(struct stage *s); /* forgets the build */

/* The lines of manifest.sha256 for outputs sorted by path, as sha256sum -c reads them. */
struct str manifest_text(struct arena *a, const struct output *outputs, size_t n);

#endif
