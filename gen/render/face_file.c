/* SPDX-License-Identifier: MIT */
#include "render/face_file.h"

#include <fontconfig/fontconfig.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/pack.h"
#include "base/path.h"
#include "base/utf8.h"

enum { LAST_CODE = 0xffff };

/* --- which there are --- */

/* What has weights to choose from is not as any other file of its family. */
static bool is_plain(FcPattern *p, const char *wanted, bool bold)
{
	FcChar8 *format = NULL;
	FcBool variable = FcFalse;
	double weight = FC_WEIGHT_REGULAR;
	if (FcPatternGetString(p, FC_FONTFORMAT, 0, &format) != FcResultMatch ||
		strcmp((const char *)format, wanted) != 0)
		return false;
	FcPatternGetBool(p, FC_VARIABLE, 0, &variable);
	FcPatternGetDouble(p, FC_WEIGHT, 0, &weight);
	return !variable && weight == (bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
}

/* Of several files the first by name, so that the answer does not hang on the order of a folder. */
static void take_if_better(struct arena *a, FcPattern *p, struct face_file *best)
{
	FcChar8 *path = NULL;
	int index = 0;
	if (FcPatternGetString(p, FC_FILE, 0, &path) != FcResultMatch)
		return;
	FcPatternGetInteger(p, FC_INDEX, 0, &index);
	int order = best->path ? strcmp((const char *)path, best->path) : -1;
	if (order < 0 || (order == 0 && index < best->index)) {
		best->path = str_cstr(a, str_from((const char *)path));
		best->index = index;
	}
}

/* For FcFontSetDestroy(); NULL: no memory. */
static FcFontSet *files_of(const char *family)
{
	FcPattern *wanted = FcPatternCreate();
	FcObjectSet *objects = FcObjectSetBuild(
		FC_FILE, FC_INDEX, FC_FONTFORMAT, FC_VARIABLE, FC_WEIGHT, (char *)NULL);
	FcPatternAddString(wanted, FC_FAMILY, (const FcChar8 *)family);
	FcFontSet *found = FcFontList(NULL, wanted, objects);
	FcObjectSetDestroy(objects);
	FcPatternDestroy(wanted);
	return found;
}

bool face_is_there(const char *family)
{
	FcFontSet *found = files_of(family);
	bool there = found && found->nfont > 0;
	if (found)
		FcFontSetDestroy(found);
	return there;
}

struct face_file face_find(struct arena *a, const char *family, const char *format, bool bold)
{
	struct face_file best = {NULL, 0};
	FcFontSet *found = files_of(family);
	for (int i = 0; found && i < found->nfont; i++)
		if (is_plain(found->fonts[i], format, bold))
			take_if_better(a, found->fonts[i], &best);
	if (found)
		FcFontSetDestroy(found);
	return best;
}

/* --- characters --- */

const struct face_codes face_codes_gbk = {0x81, 0xfe, 0x40, 0xfe},
			face_codes_gb2312 = {0xa1, 0xf7, 0xa1, 0xfe};

static void add_text(hb_set_t *set, struct str text)
{
	while (text.n > 0) {
		size_t n;
		uint32_t rune = utf8_decode(text, &n);
		text = str_after(text, n);
		bool private_use = rune >= 0xe000 && rune < 0xf900;
		if (rune <= LAST_CODE && !private_use)
			hb_set_add(set, rune);
	}
}

/* By the tables of GB18030, which is a superset of both. */
void face_add_codes(struct arena *scratch, hb_set_t *set, const struct face_codes *codes)
{
	struct buf b = buf_new(scratch);
	for (int lead = codes->lead_first; lead <= codes->lead_last; lead++)
		for (int trail = codes->trail_first; trail <= codes->trail_last; trail++) {
			if (trail == 0x7f)
				continue;
			buf_add_char(&b, (char)lead);
			buf_add_char(&b, (char)trail);
		}
	struct str text;
	if (utf8_from_gb18030(scratch, buf_str(&b), &text))
		add_text(set, text);
	hb_set_add_range(set, 0x20, 0x7e);
	hb_set_add_range(set, 0xa0, 0xff);
}

/* --- what is made of a face --- */

enum { CHECKSUM_BYTES = sizeof(uint64_t) };

/* The checksum follows the bytes: readers of fonts do not look behind the last table. */
static struct str with_checksum(struct arena *a, struct str bytes)
{
	struct buf b = buf_new(a);
	uint64_t sum = str_hash(bytes);
	buf_add(&b, bytes);
	pack_bytes(&b, &sum, CHECKSUM_BYTES);
	return buf_str(&b);
}

static bool find_kept(struct arena *a, struct str path, struct str *ret_made)
{
	struct str kept;
	uint64_t sum;
	if (!path.n || file_read(a, str_cstr(a, path), FACE_FILE_LIMIT, &kept) != 0 ||
		kept.n < CHECKSUM_BYTES)
		return false;
	struct unpacker end = {.rest = str_after(kept, kept.n - CHECKSUM_BYTES)};
	unpack_bytes(&end, &sum, CHECKSUM_BYTES);
	*ret_made = str_sub(kept, 0, kept.n - CHECKSUM_BYTES);
	return sum == str_hash(*ret_made);
}

static bool make(struct arena *a, const struct face_file *from, const struct face_recipe *recipe,
	struct str *ret_made)
{
	struct arena *scratch = arena_new();
	struct str file;
	bool made = false;
	if (file_read(scratch, from->path, FACE_FILE_LIMIT, &file) == 0) {
		hb_blob_t *blob = hb_blob_create(
			file.p, (unsigned)file.n, HB_MEMORY_MODE_READONLY, NULL, NULL);
		hb_face_t *face = hb_face_create(blob, (unsigned)from->index);
		made = recipe->make(a, face, ret_made, recipe->with);
		hb_face_destroy(face);
		hb_blob_destroy(blob);
	}
	arena_free(scratch);
	return made;
}

static bool make_once(struct arena *a, const struct face_file *face,
	const struct face_recipe *recipe, struct str path, struct str *ret_made)
{
	const char *dir = str_cstr(a, path_dir(path));
	if (!path.n || dir_make(dir) != 0)
		return make(a, face, recipe, ret_made);
	int lock = dir_lock(dir);
	bool ready = find_kept(a, path, ret_made);
	if (!ready && make(a, face, recipe, ret_made)) {
		struct arena *scratch = arena_new();
		ready = true;
		file_replace(scratch, path, with_checksum(scratch, *ret_made));
		arena_free(scratch);
	}
	dir_unlock(lock);
	return ready;
}

static struct str place(struct arena *a, struct str cache_dir, const struct face_file *face,
	const struct face_recipe *recipe, uint64_t stamp)
{
	uint64_t from = str_hash(str_from(face->path));
	struct str name = str_printf(a, "%s-%016llx-%016llx-%d-%d", recipe->what,
		(unsigned long long)from, (unsigned long long)stamp, face->index, recipe->number);
	if (recipe->alone)
		return path_join(a, path_join(a, cache_dir, name), str_from(recipe->alone));
	return path_join(a, cache_dir, STR_CAT(a, name, STR(".bin")));
}

bool face_keep(struct arena *a, struct str cache_dir, const struct face_file *face,
	const struct face_recipe *recipe, struct str *ret_made, struct str *ret_path)
{
	uint64_t stamp;
	*ret_path = STR_NONE;
	if (file_stamp(face->path, &stamp) != 0)
		return false;
	if (cache_dir.n)
		*ret_path = place(a, cache_dir, face, recipe, stamp);
	return find_kept(a, *ret_path, ret_made) || make_once(a, face, recipe, *ret_path, ret_made);
}
