/* SPDX-License-Identifier: MIT */
/*
 * Work on strangers' bytes, in a process of its own: if it runs away, only what it was about is
 * lost. One process does one piece of work after the other, since starting one costs as much as
 * reading a form. Each piece has its own time; memory is given back between them, and a piece that
 * was lost behind others is tried once more in a process that has done nothing before.
 */
#ifndef BUILD_APART_H
#define BUILD_APART_H

#include "base/buf.h"

enum apart_end {
	APART_DONE,
	APART_LOST,	 /* it took too much memory or time, or fell over */
	APART_NO_PROCESS /* the machine has no room for one; errno says why */
};

/* Of a piece of work. It may also wait, for a disk or a pipe: no longer than four times the seconds
 * that it may work. */
struct apart_limits {
	unsigned seconds;
	size_t bytes, answer; /* of memory; of the answer */
};

struct apart;

/* work adds its answer to what it is asked to out. No process is started before the first question;
 * apart_close() ends it. */
struct apart *apart_new(struct arena *a, void (*work)(struct str question, struct buf *out),
	struct apart_limits limits);
/* The answer is in a. */
enum apart_end apart_ask(
	struct apart *p, struct arena *a, struct str question, struct str *ret_answer);
void apart_close(struct apart *p);

#endif
