/* SPDX-License-Identifier: MIT */
/* Another program, for a filter that was granted it, or to sign: no shell, no terminal, bounded in
 * time and output. */
#ifndef BUILD_PROGRAM_H
#define BUILD_PROGRAM_H

#include "filter/filter.h"

void program_run(
	struct arena *a, const struct program_call *call, struct program_result *ret_result);

#endif
