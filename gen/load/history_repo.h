/* SPDX-License-Identifier: MIT */
/* What the parts of load/history that see libgit2 share. */
#ifndef LOAD_HISTORY_REPO_H
#define LOAD_HISTORY_REPO_H

#include <git2.h>

#include "load/history.h"

struct history_repo {
	struct arena *arena;
	git_repository *git;
	git_odb *odb;
	git_oid head;
	struct str prefix; /* of content/ in the repository: "content", "sites/a/content" */
};

#endif
