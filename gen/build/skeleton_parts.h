/* SPDX-License-Identifier: MIT */
/* What the files of build/skeleton* share. */
#ifndef BUILD_SKELETON_PARTS_H
#define BUILD_SKELETON_PARTS_H

#include "base/vec.h"
#include "build/skeleton.h"

struct skeleton_file {
	struct str name; /* below the folder that is made */
	struct str bytes;
};

struct skeleton {
	struct arena *arena;
	struct diags *diags;
	const struct skeleton_request *req;
	const struct site *site; /* NULL: a site is being made */
	day_t today;
	struct str title;
	const struct column *column; /* of a plan or notice */
	struct str entry, id;	     /* as in struct skeleton_made */
	struct str target;	     /* the folder or file to make, on disk */
	VEC(struct skeleton_file) files;
};

/* Reads the name: what is to be made, and where. False, told, where it cannot be. */
bool skeleton_place(struct skeleton *s);
/* The texts of the template with what the site knows put in. */
void skeleton_fill(struct skeleton *s);
/* A workbook for the tasks of a plan, with lists from the register, among the files; dir is for
 * files while it is made. 0, or a value of errno. */
int skeleton_tasks(struct skeleton *s, struct str dir);

#endif
