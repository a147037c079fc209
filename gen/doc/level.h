/* SPDX-License-Identifier: MIT */
/*
 * 层次序号: the mark that a heading or paragraph of an official document begins with, 一、
 * （一） 1. （1） from the first level to the fourth. GB/T 9704-2012, 7.3.3.
 */
#ifndef DOC_LEVEL_H
#define DOC_LEVEL_H

#include "base/str.h"

enum { LEVELS = 4 };

struct level_mark {
	int level; /* from 1; 0: the text begins with none */
	int no;	   /* what it counts, from 1 */
	size_t n;  /* bytes of the mark */
};

/* Brackets may be of half width, as they are often typed. */
struct level_mark level_mark(struct str text);
/* The mark of that level with another number, its brackets as in `like`: 三、 for 3. */
struct str level_mark_text(struct arena *a, int level, int no, struct str like);

#endif
