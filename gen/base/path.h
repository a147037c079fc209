/* SPDX-License-Identifier: MIT */
/* Paths as text, always with '/'. */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include <stdbool.h>

#include "base/str.h"

struct str path_join(struct arena *a, struct str dir, struct str name); /* an absolute name wins */
struct str path_dir(struct str path);  /* what stands before the last '/', or empty */
struct str path_base(struct str path); /* what stands after it */
struct str path_stem(struct str name); /* without its last extension */
struct str path_ext(struct str name);  /* the last extension without its dot, or empty */
/* Drops '.', '//' and 'x/..'. False when it would climb above where it starts. */
bool path_clean(struct arena *a, struct str path, struct str *ret_clean);
/* How the page at from ("a/b/index.html") names to ("a/c.css"): "../c.css". */
struct str path_relative(struct arena *a, struct str from, struct str to);

#endif
