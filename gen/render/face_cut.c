/* SPDX-License-Identifier: MIT */
#include "render/face_cut.h"

#include <fontconfig/fontconfig.h>
#include <harfbuzz/hb-ot.h>
#include <harfbuzz/hb-subset.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "render/face_file.h"

enum {
	RECIPE = 1,
	MANY_GLYPHS = 20000, /* a face with fewer is as good as its cut */
};

/* --- making it --- */

/* Beside those of GB 2312: what is set of it in other widths, numbers in circles, arrows. */
static void add_characters(struct arena *scratch, hb_set_t *set)
{
	face_add_codes(scratch, set, &face_codes_gb2312);
	hb_set_add_range(set, 0x2000, 0x206f);
	hb_set_add_range(set, 0x2150, 0x21ff);
	hb_set_add_range(set, 0x2460, 0x24ff);
	hb_set_add_range(set, 0x2500, 0x25ff);
	hb_set_add_range(set, 0x3000, 0x303f);
	hb_set_add_range(set, 0xff00, 0xffef);
}

/* What text from left to right is shaped with unless it asks for more. */
static void add_features(hb_set_t *set)
{
	static const hb_tag_t tags[] = {HB_TAG('c', 'c', 'm', 'p'), HB_TAG('l', 'o', 'c', 'l'),
		HB_TAG('c', 'a', 'l', 't'), HB_TAG('r', 'l', 'i', 'g'), HB_TAG('k', 'e', 'r', 'n'),
		HB_TAG('m', 'a', 'r', 'k'), HB_TAG('m', 'k', 'm', 'k')};
	hb_set_clear(set);
	for (size_t i = 0; i < ARRAY_LEN(tags); i++)
		hb_set_add(set, tags[i]);
}

/* As read from its bytes: a face just cut does not tell its tables. */
static hb_face_t *subset(struct arena *scratch, hb_face_t *face)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	if (!input)
		out_of_memory();
	add_characters(scratch, hb_subset_input_unicode_set(input));
	add_features(hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG));
	hb_face_t *cut = hb_subset_or_fail(face, input);
	hb_subset_input_destroy(input);
	if (!cut)
		return NULL;
	hb_blob_t *bytes = hb_face_reference_blob(cut);
	hb_face_t *read = hb_face_create(bytes, 0);
	hb_blob_destroy(bytes);
	hb_face_destroy(cut);
	return read;
}

static void add_u16(struct buf *b, size_t v)
{
	buf_add_char(b, (char)(v >> 8 & 0xff));
	buf_add_char(b, (char)(v & 0xff));
}

/* A table of names (OpenType, `name`, format 0): a family of its own, the file's name in a PDF. */
static struct str names_table(struct arena *a, struct str family, struct str postscript)
{
	enum { HEAD = 6, RECORD = 12, WINDOWS = 3, UNICODE = 1, ENGLISH = 0x409 };
	const struct {
		size_t id;
		struct str text;
	} names[] = {{HB_OT_NAME_ID_FONT_FAMILY, family}, {HB_OT_NAME_ID_FULL_NAME, family},
		{HB_OT_NAME_ID_POSTSCRIPT_NAME, postscript}};
	struct buf b = buf_new(a), texts = buf_new(a);
	add_u16(&b, 0);
	add_u16(&b, ARRAY_LEN(names));
	add_u16(&b, HEAD + ARRAY_LEN(names) * RECORD);
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		add_u16(&b, WINDOWS);
		add_u16(&b, UNICODE);
		add_u16(&b, ENGLISH);
		add_u16(&b, names[i].id);
		add_u16(&b, names[i].text.n * 2);
		add_u16(&b, texts.n);
		for (size_t j = 0; j < names[i].text.n; j++)
			add_u16(&texts, (unsigned char)names[i].text.p[j]);
	}
	buf_add(&b, buf_str(&texts));
	return buf_str(&b);
}

static struct str postscript_name(struct arena *a, hb_face_t *face)
{
	enum { LONGEST = 64 }; /* 63 by the standard */
	char *text = arena_alloc(a, LONGEST);
	unsigned n = LONGEST;
	hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &n, text);
	return (struct str){text, n};
}

static void add_table(hb_face_t *to, hb_tag_t tag, hb_blob_t *table)
{
	if (!hb_face_builder_add_table(to, tag, table))
		out_of_memory();
	hb_blob_destroy(table);
}

static hb_face_t *renamed(struct arena *scratch, hb_face_t *cut, struct str family)
{
	hb_face_t *face = hb_face_builder_create();
	struct str names = names_table(scratch, family, postscript_name(scratch, cut));
	hb_tag_t tags[64];
	unsigned n = ARRAY_LEN(tags);
	hb_face_get_table_tags(cut, 0, &n, tags);
	for (unsigned i = 0; i < n; i++)
		if (tags[i] != HB_TAG('n', 'a', 'm', 'e'))
			add_table(face, tags[i], hb_face_reference_table(cut, tags[i]));
	add_table(face, HB_TAG('n', 'a', 'm', 'e'),
		hb_blob_create(names.p, (unsigned)names.n, HB_MEMORY_MODE_READONLY, NULL, NULL));
	return face;
}

/* with: the cut's family. Nothing, where the face is small. */
static bool make_cut(struct arena *a, hb_face_t *face, struct str *ret_made, const void *with)
{
	struct arena *scratch = arena_new();
	bool large = hb_face_get_glyph_count(face) > MANY_GLYPHS;
	hb_face_t *cut = large ? subset(scratch, face) : NULL;
	*ret_made = STR_NONE;
	if (cut) {
		hb_face_t *made = renamed(scratch, cut, str_from(with));
		hb_blob_t *bytes = hb_face_reference_blob(made);
		unsigned n;
		const char *p = hb_blob_get_data(bytes, &n);
		*ret_made = str_copy(a, (struct str){p, n});
		hb_blob_destroy(bytes);
		hb_face_destroy(made);
		hb_face_destroy(cut);
	}
	arena_free(scratch);
	return cut || !large;
}

/* --- having it used --- */

/* Whoever asks for the family in this weight is given the cut before it. */
static struct str rule(struct arena *a, const char *family, const char *cut, bool bold)
{
	struct buf b = buf_new(a);
	BUF_LIT(&b, "<fontconfig><match target=\"pattern\"><test name=\"family\"><string>");
	buf_add_html(&b, str_from(family));
	buf_printf(&b, "</string></test><test name=\"weight\"><const>%s</const></test>",
		bold ? "bold" : "regular");
	BUF_LIT(&b, "<edit name=\"family\" mode=\"prepend\" binding=\"same\"><string>");
	buf_add_html(&b, str_from(cut));
	BUF_LIT(&b, "</string></edit></match></fontconfig>");
	return buf_str(&b);
}

void face_cut(struct arena *a, struct str cache_dir, const char *family, bool bold)
{
	struct face_file face = face_find(a, family, "CFF", bold);
	const char *name = str_cstr(a, STR_CAT(a, str_from(family), STR(" GB 2312")));
	if (!face.path || face_find(a, name, "CFF", bold).path)
		return;
	struct face_recipe recipe = {"facecut", RECIPE, "face.otf", make_cut, name};
	struct str made, path;
	if (!face_keep(a, cache_dir, &face, &recipe, &made, &path) || !made.n)
		return;
	if (!file_exists(str_cstr(a, path))) /* it could not be kept: the whole face serves */
		return;
	/* By its folder: what fontconfig reads from a folder's files it keeps. */
	const FcChar8 *folder = (const FcChar8 *)str_cstr(a, path_dir(path));
	const FcChar8 *xml = (const FcChar8 *)str_cstr(a, rule(a, family, name, bold));
	if (FcConfigAppFontAddDir(NULL, folder))
		FcConfigParseAndLoadFromMemory(FcConfigGetCurrent(), xml, FcFalse);
}
