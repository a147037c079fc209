/* SPDX-License-Identifier: MIT */
/* What load found in a folder of the site, before anyone reads it. */
#ifndef DOC_CONTENT_H
#define DOC_CONTENT_H

#include <stdint.h>

#include "base/str.h"
#include "base/vec.h"

struct content_file {
	struct str name; /* below the folder: "plans/vital-branches/tasks.csv" */
	struct str disk; /* the path to open */
	uint64_t size;
};

struct content_files { /* sorted by name */
	VEC(struct content_file) list;
};

#endif
