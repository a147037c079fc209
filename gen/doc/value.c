/* SPDX-License-Identifier: MIT */
#include "doc/value.h"

#include "base/arena.h"

const struct value *value_get(const struct value *map, struct str key)
{
	if (!map || map->kind != VALUE_MAP)
		return NULL;
	for (size_t i = 0; i < map->n; i++)
		if (str_eq(map->pairs[i].key, key))
			return &map->pairs[i].value;
	return NULL;
}

bool value_is_empty(const struct value *v)
{
	return !v || v->kind == VALUE_NULL || (v->kind == VALUE_TEXT && v->text.n == 0);
}

const char *value_kind_name(enum value_kind kind)
{
	static const char *const names[] = {
		"null", "bool", "number", "text", "markup", "list", "map"};
	return names[kind];
}

struct value value_text(struct str s)
{
	return (struct value){.kind = VALUE_TEXT, .text = s};
}

struct value value_markup(struct str s)
{
	return (struct value){.kind = VALUE_MARKUP, .text = s};
}

struct value value_number(double n)
{
	return (struct value){.kind = VALUE_NUMBER, .number = n};
}

struct value value_bool(bool b)
{
	return (struct value){.kind = VALUE_BOOL, .flag = b};
}

struct value value_list(void)
{
	return (struct value){.kind = VALUE_LIST};
}

struct value value_map(void)
{
	return (struct value){.kind = VALUE_MAP};
}

struct value *value_add(struct arena *a, struct value *list, struct value item)
{
	if (list->n == list->room) {
		size_t room = list->room ? list->room * 2 : 2;
		list->items = arena_grow(a, list->items, list->room * sizeof(struct value),
			room * sizeof(struct value));
		list->room = room;
	}
	list->items[list->n] = item;
	return &list->items[list->n++];
}

struct value *value_set(struct arena *a, struct value *map, struct str key, struct value item)
{
	for (size_t i = 0; i < map->n; i++)
		if (str_eq(map->pairs[i].key, key)) {
			map->pairs[i].value = item;
			return &map->pairs[i].value;
		}
	return value_append(a, map, key, item);
}

struct value *value_append(struct arena *a, struct value *map, struct str key, struct value item)
{
	if (map->n == map->room) {
		size_t room = map->room ? map->room * 2 : 2;
		map->pairs = arena_grow(a, map->pairs, map->room * sizeof(struct value_pair),
			room * sizeof(struct value_pair));
		map->room = room;
	}
	map->pairs[map->n] = (struct value_pair){.key = key, .value = item};
	return &map->pairs[map->n++].value;
}
