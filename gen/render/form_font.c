/* SPDX-License-Identifier: MIT */
#include "render/form_font.h"

#include <fontconfig/fontconfig.h>
#include <harfbuzz/hb-ot.h>
#include <harfbuzz/hb-subset.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/pack.h"
#include "doc/messages.h"
#include "render/face_file.h"

enum {
	RECIPE = 3,
	ENOUGH_CHARACTERS = 20000, /* of GBK's 21,9xx: personal names need the rare ones */
	LAST_CODE = 0xffff,	   /* codes have two bytes */
};

/*
 * TrueType outlines only: viewers have trouble with CFF in form fonts, and it is larger. Best
 * first: Micro Hei is built of shared components and so takes a third of the room of the others.
 */
static const char *const families[] = {
	"WenQuanYi Micro Hei", "Noto Sans SC", "LXGW WenKai", "WenQuanYi Zen Hei"};

/* --- making it --- */

static struct str deflated(struct arena *a, struct str bytes)
{
	uLongf n = compressBound(bytes.n);
	char *out = arena_alloc(a, n);
	if (compress2((Bytef *)out, &n, (const Bytef *)bytes.p, bytes.n, 9) != Z_OK)
		out_of_memory();
	return (struct str){out, n};
}

static hb_face_t *subset_face(struct arena *scratch, hb_face_t *face)
{
	static const hb_tag_t unused[] = {HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'),
		HB_TAG('G', 'D', 'E', 'F'), HB_TAG('v', 'h', 'e', 'a'), HB_TAG('v', 'm', 't', 'x'),
		HB_TAG('V', 'O', 'R', 'G'), HB_TAG('B', 'A', 'S', 'E'), HB_TAG('D', 'S', 'I', 'G')};
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	if (!input)
		out_of_memory();
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
	hb_set_t *drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
	for (size_t i = 0; i < ARRAY_LEN(unused); i++)
		hb_set_add(drop, unused[i]);
	face_add_codes(scratch, hb_subset_input_unicode_set(input), &face_codes_gbk);
	hb_face_t *subset = hb_subset_or_fail(face, input);
	hb_subset_input_destroy(input);
	return subset;
}

/* What the face has, code by code. */
struct glyph_table {
	uint16_t gid[LAST_CODE + 1]; /* 0: not there */
	int width[LAST_CODE + 1];
	size_t n;
};

static int thousandths(hb_face_t *face, hb_position_t v)
{
	double upem = hb_face_get_upem(face);
	double scaled = v * 1000.0 / upem;
	return (int)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
}

static void read_glyphs(hb_face_t *face, hb_font_t *font, struct glyph_table *t)
{
	for (hb_codepoint_t c = 0x20; c <= LAST_CODE; c++) {
		hb_codepoint_t gid = 0;
		if (!hb_font_get_nominal_glyph(font, c, &gid) || gid == 0 || gid > UINT16_MAX)
			continue;
		t->gid[c] = (uint16_t)gid;
		t->width[c] = thousandths(face, hb_font_get_glyph_h_advance(font, gid));
		t->n++;
	}
}

static struct str map_of_glyphs(struct arena *a, const struct glyph_table *t)
{
	struct buf b = buf_new(a);
	for (size_t c = 0; c <= LAST_CODE; c++) {
		buf_add_char(&b, (char)(t->gid[c] >> 8));
		buf_add_char(&b, (char)(t->gid[c] & 0xff));
	}
	return buf_str(&b);
}

/* The end of the run from c whose codes are there and differ in their low byte only. */
static size_t run_end(const struct glyph_table *t, size_t c)
{
	size_t end = c + 1;
	while (end <= LAST_CODE && end >> 8 == c >> 8 && t->gid[end])
		end++;
	return end;
}

static void add_ranges(struct buf *b, const struct glyph_table *t)
{
	enum { RANGES_A_BLOCK = 100 }; /* more are not allowed */
	struct buf block = buf_new(b->arena);
	size_t n = 0;
	for (size_t c = 0; c <= LAST_CODE;) {
		if (t->gid[c]) {
			size_t end = run_end(t, c);
			buf_printf(&block, "<%04zx> <%04zx> <%04zx>\n", c, end - 1, c);
			n++;
			c = end;
		} else {
			c++;
		}
		if (n == RANGES_A_BLOCK || (c > LAST_CODE && n > 0)) {
			buf_printf(b, "%zu beginbfrange\n", n);
			buf_add(b, buf_str(&block));
			BUF_LIT(b, "endbfrange\n");
			block.n = n = 0;
		}
	}
}

/* Only of codes that are there: pdf.js takes a code without a glyph for one that it may write. */
static struct str to_unicode(struct arena *a, const struct glyph_table *t)
{
	struct buf b = buf_new(a);
	BUF_LIT(&b, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
		    "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
		    "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
		    "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n");
	add_ranges(&b, t);
	BUF_LIT(&b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
	return buf_str(&b);
}

static struct str widths(struct arena *a, const struct glyph_table *t)
{
	struct buf b = buf_new(a);
	bool open = false;
	buf_add_char(&b, '[');
	for (size_t c = 0; c <= LAST_CODE; c++) {
		bool listed = t->gid[c] && t->width[c] != 1000;
		if (listed && !open)
			buf_printf(&b, " %zu [", c);
		else if (!listed && open)
			buf_add_char(&b, ']');
		if (listed)
			buf_printf(&b, " %d", t->width[c]);
		open = listed;
	}
	buf_add(&b, open ? STR("]]") : STR("]"));
	return buf_str(&b);
}

static void read_metrics(hb_face_t *face, hb_font_t *font, struct form_font *f)
{
	hb_font_extents_t line = {0};
	hb_position_t cap = 0;
	hb_font_get_h_extents(font, &line);
	f->ascent = thousandths(face, line.ascender);
	f->descent = thousandths(face, line.descender);
	bool known = hb_ot_metrics_get_position(font, HB_OT_METRICS_TAG_CAP_HEIGHT, &cap);
	f->cap_height = known && cap > 0 ? thousandths(face, cap) : 700;
	hb_blob_t *head = hb_face_reference_table(face, HB_TAG('h', 'e', 'a', 'd'));
	unsigned n;
	const char *p = hb_blob_get_data(head, &n);
	for (unsigned i = 0; i < 4 && n >= 44; i++) {
		unsigned hi = (unsigned char)p[36 + 2 * i], lo = (unsigned char)p[37 + 2 * i];
		f->box[i] = thousandths(face, (int16_t)(uint16_t)(hi << 8 | lo));
	}
	hb_blob_destroy(head);
}

static bool fill_font(struct arena *a, struct arena *scratch, hb_face_t *face, struct form_font *f)
{
	struct glyph_table *t = NEW(scratch, struct glyph_table);
	hb_font_t *font = hb_font_create(face);
	read_glyphs(face, font, t);
	read_metrics(face, font, f);
	hb_font_destroy(font);
	if (t->n < ENOUGH_CHARACTERS)
		return false;
	hb_blob_t *blob = hb_face_reference_blob(face);
	unsigned n;
	const char *bytes = hb_blob_get_data(blob, &n);
	f->file = deflated(a, (struct str){bytes, n});
	f->file_size = n;
	hb_blob_destroy(blob);
	f->cid_to_gid = deflated(a, map_of_glyphs(scratch, t));
	f->to_unicode = deflated(a, to_unicode(scratch, t));
	f->widths = widths(a, t);
	return true;
}

static bool make_font(struct arena *a, hb_face_t *face, struct form_font *f)
{
	struct arena *scratch = arena_new();
	hb_face_t *subset = subset_face(scratch, face);
	bool made = subset && fill_font(a, scratch, subset, f);
	hb_face_destroy(subset);
	arena_free(scratch);
	return made;
}

/* --- keeping it --- */

/* The numbers and texts of a font in the order of the file; both ways go by this list. */
struct font_parts {
	int *numbers[7];
	struct str *texts[4];
};

static struct font_parts parts_of(struct form_font *f)
{
	return (struct font_parts){{&f->box[0], &f->box[1], &f->box[2], &f->box[3], &f->ascent,
					   &f->descent, &f->cap_height},
		{&f->file, &f->cid_to_gid, &f->to_unicode, &f->widths}};
}

static struct str pack(struct arena *a, struct form_font *f)
{
	struct font_parts parts = parts_of(f);
	struct buf b = buf_new(a);
	pack_u32(&b, (uint32_t)f->file_size);
	for (size_t i = 0; i < ARRAY_LEN(parts.numbers); i++)
		pack_u32(&b, (uint32_t)*parts.numbers[i]);
	for (size_t i = 0; i < ARRAY_LEN(parts.texts); i++)
		pack_str(&b, *parts.texts[i]);
	return buf_str(&b);
}

static void unpack(struct str bytes, struct form_font *f)
{
	struct font_parts parts = parts_of(f);
	struct unpacker u = {.rest = bytes};
	f->file_size = unpack_u32(&u);
	for (size_t i = 0; i < ARRAY_LEN(parts.numbers); i++)
		*parts.numbers[i] = (int)unpack_u32(&u);
	for (size_t i = 0; i < ARRAY_LEN(parts.texts); i++)
		*parts.texts[i] = unpack_view(&u);
}

static bool make_packed(struct arena *a, hb_face_t *face, struct str *ret_made, const void *with)
{
	(void)with;
	struct form_font f = {0};
	if (!make_font(a, face, &f))
		return false;
	*ret_made = pack(a, &f);
	return true;
}

struct form_font *form_font_load(struct arena *a, struct str cache_dir, struct diags *d)
{
	static const struct face_recipe recipe = {"formfont", RECIPE, NULL, make_packed, NULL};
	struct form_font *f = NEW(a, struct form_font);
	if (FcInit()) {
		for (size_t i = 0; i < ARRAY_LEN(families); i++) {
			struct face_file face = face_find(a, families[i], "TrueType", false);
			struct str made, path;
			if (!face.path || !face_keep(a, cache_dir, &face, &recipe, &made, &path))
				continue;
			unpack(made, f);
			return f;
		}
	}
	diag_add(d, MSG(form_font_missing), SPAN_NONE, NO_ARGS);
	return NULL;
}
