/* SPDX-License-Identifier: MIT */
/*
 * pandoc.mediabag: pictures and sounds that a filter makes. They are published beside the page that
 * shows them, for whom `write-media` is granted; a page of another name, or a script, is no medium.
 */
#include "filter/state.h"

#include <nettle/base64.h>
#include <string.h>

#include "base/path.h"
#include "base/utf8.h"

enum { MOST_MEDIA = 1000, MOST_NAME = 200 };

static const struct {
	const char *ext, *mime;
} kinds[] = {{"png", "image/png"}, {"jpg", "image/jpeg"}, {"jpeg", "image/jpeg"},
	{"gif", "image/gif"}, {"webp", "image/webp"}, {"svg", "image/svg+xml"},
	{"pdf", "application/pdf"}, {"mp3", "audio/mpeg"}, {"ogg", "audio/ogg"},
	{"mp4", "video/mp4"}, {"webm", "video/webm"}};

static const char *mime_of(struct str path)
{
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (str_eq_nocase(path_ext(path), str_from(kinds[i].ext)))
			return kinds[i].mime;
	return NULL;
}

/* The name as it is published: below the page's folder, nothing hidden, a medium by its ending. */
static struct str name_at(lua_State *L, int at)
{
	struct filter_state *st = state_of(L);
	struct str name = state_text(L, at), clean = STR_NONE;
	const char *shown = str_cstr(st->arena, name);
	bool plain = name.n && name.n <= MOST_NAME && name.p[0] != '/' &&
		     utf8_invalid(name) == SIZE_MAX && path_clean(st->arena, name, &clean);
	for (size_t i = 0; plain && i < clean.n; i++)
		plain = (unsigned char)clean.p[i] >= ' ' && clean.p[i] != '\\' &&
			!(clean.p[i] == '.' && (!i || clean.p[i - 1] == '/'));
	if (!plain)
		luaL_error(L, "%s is no name for a medium: it lies below the page's folder", shown);
	if (!mime_of(clean))
		luaL_error(L,
			"%s is no medium: it ends in .png, .jpg, .gif, .webp, .svg, .pdf, .mp3, "
			".ogg, .mp4 or .webm",
			shown);
	return clean;
}

static struct media_item *find(lua_State *L, struct str path)
{
	struct media_bag *bag = &state_of(L)->media;
	for (size_t i = 0; i < bag->list.n; i++)
		if (str_eq(bag->list.items[i].path, path))
			return &bag->list.items[i];
	return NULL;
}

/* insert(path, mime type or nil, contents) */
static int insert(lua_State *L)
{
	struct filter_state *st = state_of(L);
	wants_grant(L, FILTER_MEDIA, "write-media", "putting a medium beside the page");
	struct str path = name_at(L, 1), mime = str_from(mime_of(path));
	if (!lua_isnoneornil(L, 2))
		mime = state_text(L, 2);
	struct media_item *item = find(L, path);
	if (!item && st->media.list.n >= MOST_MEDIA)
		return luaL_error(L, "this filter makes too many media: over %d", MOST_MEDIA);
	struct str bytes = state_text(L, 3);
	if (!item) {
		/* By their names, as pandoc lists them. */
		struct media_bag *bag = &st->media;
		size_t at = bag->list.n;
		vec_push(st->arena, &bag->list);
		for (; at && str_cmp(bag->list.items[at - 1].path, path) > 0; at--)
			bag->list.items[at] = bag->list.items[at - 1];
		item = &bag->list.items[at];
	}
	*item = (struct media_item){path, mime, bytes};
	return 0;
}

static struct media_item *item_at(lua_State *L, int at)
{
	struct str name = state_text(L, at), clean;
	return path_clean(state_arena(L), name, &clean) ? find(L, clean) : NULL;
}

static int lookup(lua_State *L)
{
	const struct media_item *item = item_at(L, 1);
	if (!item) {
		lua_settop(L, 0);
		lua_settop(L, 2); /* neither */
		return 2;
	}
	push_str(L, item->mime);
	push_str(L, item->bytes);
	return 2;
}

static int list(lua_State *L)
{
	const struct media_bag *bag = &state_of(L)->media;
	push_list(L, LIST_PLAIN, (int)bag->list.n);
	for (size_t i = 0; i < bag->list.n; i++) {
		lua_createtable(L, 0, 3);
		push_str(L, bag->list.items[i].path);
		lua_setfield(L, -2, "path");
		push_str(L, bag->list.items[i].mime);
		lua_setfield(L, -2, "type");
		lua_pushinteger(L, (lua_Integer)bag->list.items[i].bytes.n);
		lua_setfield(L, -2, "length");
		lua_rawseti(L, -2, (lua_Integer)i + 1);
	}
	return 1;
}

static int next_item(lua_State *L)
{
	const struct media_bag *bag = &state_of(L)->media;
	size_t i = (size_t)lua_tointeger(L, lua_upvalueindex(1));
	if (i >= bag->list.n)
		return 0;
	lua_pushinteger(L, (lua_Integer)i + 1);
	lua_replace(L, lua_upvalueindex(1));
	push_str(L, bag->list.items[i].path);
	push_str(L, bag->list.items[i].mime);
	push_str(L, bag->list.items[i].bytes);
	return 3;
}

static int items(lua_State *L)
{
	lua_pushinteger(L, 0);
	lua_pushcclosure(L, next_item, 1);
	return 1;
}

static int delete (lua_State *L)
{
	struct media_bag *bag = &state_of(L)->media;
	struct media_item *item = item_at(L, 1);
	if (!item)
		return 0;
	size_t at = (size_t)(item - bag->list.items);
	memmove(item, item + 1, (bag->list.n - at - 1) * sizeof(*item));
	bag->list.n--;
	return 0;
}

static int empty(lua_State *L)
{
	state_of(L)->media.list.n = 0;
	return 0;
}

/* A file of the site; nothing comes from the network. */
static int fetch(lua_State *L)
{
	struct str bytes, source = state_text(L, 1);
	if (str_find(source, STR("://")) != SIZE_MAX)
		return luaL_error(L, "nothing is fetched from the network");
	lua_settop(L, 1);
	if (!site_read(L, 1, &bytes))
		return lua_error(L);
	const char *mime = mime_of(source);
	lua_pushstring(L, mime ? mime : "application/octet-stream");
	push_str(L, bytes);
	return 2;
}

static int make_data_uri(lua_State *L)
{
	struct filter_state *st = state_of(L);
	struct str mime = state_text(L, 1), bytes = state_text(L, 2);
	size_t n = BASE64_ENCODE_RAW_LENGTH(bytes.n);
	state_charge(L, n);
	char *text = arena_alloc(st->arena, n + 1);
	base64_encode_raw(text, bytes.n, (const uint8_t *)bytes.p);
	push_str(L, STR_CAT(st->arena, STR("data:"), mime, STR(";base64,"), (struct str){text, n}));
	return 1;
}

void open_media(lua_State *L)
{
	static const luaL_Reg functions[] = {{"insert", insert}, {"lookup", lookup}, {"list", list},
		{"items", items}, {"delete", delete}, {"empty", empty}, {"fetch", fetch},
		{"make_data_uri", make_data_uri}, {NULL, NULL}};
	luaL_newlib(L, functions);
}
