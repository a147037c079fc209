/* SPDX-License-Identifier: MIT */
/* Files and their bytes. Nothing outside the site's folder is read, whatever links say. */
#ifndef LOAD_LOAD_H
#define LOAD_LOAD_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/map.h"
#include "doc/content.h"

enum { TEXT_LIMIT_MB = 64 };

/*
 * All regular files below a folder of the site ("content", "static"), without hidden ones and
 * editors' leavings. A folder that is not there has none.
 */
bool load_is_leaving(struct str name); /* by the name in its folder */
void load_tree(struct arena *a, struct str site_dir, struct str folder,
	struct content_files *ret_files, struct diags *d);
/* Bytes of a file that is passed on as it is. */
bool load_bytes(
	struct arena *a, struct str disk, struct str name, struct str *ret_bytes, struct diags *d);

/* A text file as UTF-8 without its mark. NULL, with a message, where it cannot be had. */
struct source *load_text(struct arena *a, struct str disk, struct str name, struct diags *d);
/* The same for tables, which may also come as GB18030, as Excel writes them. */
struct source *load_table(struct arena *a, struct str disk, struct str name, struct diags *d);

/*
 * Files of one folder that the site has in its own copy or takes from the program, one by one:
 * "templates", "themes/default". Adds name below it to struct source; wanted are
 * their extensions or whole names ("html|css", "en.yaml"). Both places may lack the folder.
 */
struct load_places {
	struct str site, shipped;
};
void load_shipped(struct arena *a, struct load_places from, struct str folder, struct str wanted,
	struct map *ret_sources, struct diags *d);
/* The same from one of the two places. */
void load_of_site(struct arena *a, struct str site, struct str folder, struct str wanted,
	struct map *ret_sources, struct diags *d);
void load_of_program(struct arena *a, struct str shipped, struct str folder, struct str wanted,
	struct map *ret_sources, struct diags *d);

#endif
