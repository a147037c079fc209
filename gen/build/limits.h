/* SPDX-License-Identifier: MIT */
/* What a process does that works for its parent: within limits, silently, by a pipe. */
#ifndef BUILD_LIMITS_H
#define BUILD_LIMITS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/*
 * So many bytes more than it has by now; where grows, twice as much as it has beside them: the
 * lists of a whole site need room in line with the site that was read. RLIMIT_DATA counts private
 * memory that can be written (setrlimit(2), Linux 4.7), so not the fonts that are mapped; the site
 * that was read before the fork is in it. Without /proc there is no limit.
 */
void limit_memory(size_t more, bool grows);
/* The words of a library that finds no memory mean nothing to a clerk, and the parent says better
 * what it was about. */
void limit_be_silent(void);
/* All of it; false where the other end is gone. */
bool pipe_write(int fd, struct str bytes);

#endif
