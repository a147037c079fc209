/* SPDX-License-Identifier: MIT */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include "base/str.h"

/*
 * The known name that a mistyped word most likely meant, or an empty one where none is near: edit
 * distance over code points with swaps, at most a third of the longer word; for Chinese names one
 * character that both share is enough when they are of nearly the same length.
 */
struct nearest {
	struct str word, best;
	size_t distance;
};

struct nearest nearest_to(struct str word);
void nearest_try(struct nearest *n, struct str known);

#endif
