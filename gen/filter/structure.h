/* SPDX-License-Identifier: MIT */
/* Sections of a document from its headers, for pandoc.structure and pandoc.utils. */
#ifndef FILTER_STRUCTURE_H
#define FILTER_STRUCTURE_H

#include "filter/state.h"

struct section_options {
	bool number; /* sections get their number as an attribute */
	int base;    /* the level that the highest header gets; 0: all stay */
};

/* A container of the blocks, with a DIV for each section. */
struct node *structure_sections(
	lua_State *L, const struct node *blocks, const struct section_options *options);

#endif
