/* SPDX-License-Identifier: MIT */
/*
 * What YAML, JSON and CSV become: a tree of marked values. Everything an author wrote is text until
 * a schema says what it means; each value keeps where it came from. Templates get their data in the
 * same shape, then with numbers, booleans and safe markup.
 */
#ifndef DOC_VALUE_H
#define DOC_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/source.h"
#include "base/str.h"

enum value_kind {
	VALUE_NULL,
	VALUE_BOOL,   /* templates and JSON only: YAML's yes and no are text */
	VALUE_NUMBER, /* templates and JSON only */
	VALUE_TEXT,
	VALUE_MARKUP, /* text that is HTML already; only the program makes it */
	VALUE_LIST,
	VALUE_MAP,
};

struct value_pair;

struct value {
	enum value_kind kind;
	bool quoted; /* YAML: written in quotes, so an empty one is text and not null */
	bool flag;
	double number;
	struct str text;
	struct span at;
	struct value *items;	  /* LIST */
	struct value_pair *pairs; /* MAP, in the order written */
	size_t n, room;		  /* of items or pairs */
};

struct value_pair {
	struct str key;
	struct span key_at;
	struct value value;
};

const struct value *value_get(const struct value *map, struct str key); /* NULL: none or no map */
/* An empty text, null or missing value says nothing. */
bool value_is_empty(const struct value *v);
const char *value_kind_name(enum value_kind kind);

/* Making values; text is borrowed. The pointers are good until the next add to the same parent. */
struct value value_text(struct str s);
struct value value_markup(struct str s);
struct value value_number(double n);
struct value value_bool(bool b);
struct value value_list(void);
struct value value_map(void);
struct value *value_add(struct arena *a, struct value *list, struct value item);
struct value *value_set(struct arena *a, struct value *map, struct str key, struct value item);
/* As value_set() for a key that the caller knows not to be there; takes no time to look for it. */
struct value *value_append(struct arena *a, struct value *map, struct str key, struct value item);
#define VALUE_SET(a, map, key, item) value_set((a), (map), STR(key), (item))

#endif
