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

enum { APART_SECONDS = 5, APART_BYTES = 192 << 20, APART_ANSWER = 16 << 20 };

struct apart;

/* work adds its answer to what it is asked, of at most APART_ANSWER bytes, to out. No process is
 * started before the first question; apart_close() ends it. */
struct apart *apart_new(struct arena *a, void (*work)(struct str question, struct buf *out));
/* The answer is in a. */
enum apart_end apart_ask(
	struct apart *p, struct arena *a, struct str question, struct str *ret_answer);
void apart_close(struct apart *p);

#endif
