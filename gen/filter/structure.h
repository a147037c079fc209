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

bool structure_is_section(const struct node *n); /* a DIV with its header */
/* The number of this name in a table of options. */
int structure_option(lua_State *L, int at, const char *name, int missing);
int split_into_chunks(lua_State *L);

#endif
