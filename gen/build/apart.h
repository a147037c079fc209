/* SPDX-License-Identifier: MIT */
/* Work on a stranger's bytes, in a process of its own: if it runs away, only that is lost. */
#ifndef BUILD_APART_H
#define BUILD_APART_H

#include "base/buf.h"

enum apart_end {
	APART_DONE,
	APART_LOST,	 /* it took too much memory or time, or fell over */
	APART_NO_PROCESS /* the machine has no room for one; errno says why */
};

enum { APART_SECONDS = 5, APART_BYTES = 192 << 20, APART_ANSWER = 16 << 20 };

/* work adds its answer, of at most APART_ANSWER bytes, to out; it comes back as *ret_answer, in a.
 */
enum apart_end apart_run(struct arena *a, void (*work)(void *context, struct buf *out),
	void *context, struct str *ret_answer);

#endif
