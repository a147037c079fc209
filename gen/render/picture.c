/* SPDX-License-Identifier: MIT */
#include "render/picture.h"

#include "base/arena.h"
#include "base/buf.h"
#include "render/picture_bytes.h"

/* --- JPEG --- */

enum { ORIENTATION_TAG = 0x0112, SOI = 0xD8, EOI = 0xD9, SOS = 0xDA, APP0 = 0xE0, COM = 0xFE };

int exif_orientation(struct str tiff)
{
	bool little = str_starts(tiff, STR("II*\0"));
	if (tiff.n < 8 || (!little && !str_starts(tiff, STR("MM\0*"))))
		return 0;
	size_t at = little ? little32(tiff, 4) : big32(tiff, 4);
	if (at > tiff.n - 2)
		return 0;
	size_t n = little ? little16(tiff, at) : big16(tiff, at);
	for (size_t i = 0; i < n && at + 2 + 12 * (i + 1) <= tiff.n; i++) {
		size_t entry = at + 2 + 12 * i;
		uint32_t tag = little ? little16(tiff, entry) : big16(tiff, entry);
		uint32_t value = little ? little16(tiff, entry + 8) : big16(tiff, entry + 8);
		if (tag == ORIENTATION_TAG)
			return value >= 1 && value <= 8 ? (int)value : 0;
	}
	return 0;
}

/* An APP1 that says how the picture is turned and nothing else. */
static void add_orientation(struct buf *b, int orientation)
{
	static const char head[] = "\xFF\xE1\x00\x22"
				   "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0";
	if (orientation < 2)
		return; /* upright, as it is without a word */
	buf_add(b, (struct str){head, sizeof(head) - 1});
	buf_add_char(b, (char)orientation);
	buf_add(b, STR("\0\0\0\0\0\0"));
}

/* JFIF; the colour profile; how Adobe's programs keep colours, without which some come out wrong.
 */
static bool jpeg_segment_stays(uint32_t marker, struct str body)
{
	if (marker == APP0)
		return str_starts(body, STR("JFIF\0"));
	if (marker == APP0 + 2)
		return str_starts(body, STR("ICC_PROFILE\0"));
	if (marker == APP0 + 14)
		return str_starts(body, STR("Adobe"));
	return marker != COM && !(marker > APP0 && marker <= APP0 + 15);
}

/* JFXX holds a thumbnail, and so may JFIF itself behind its 14 bytes. */
static void add_jpeg_segment(struct buf *b, uint32_t marker, struct str whole)
{
	enum { JFIF_LENGTH = 16, THUMBNAIL_AT = 16 };
	if (marker != APP0 || whole.n <= 2 + JFIF_LENGTH) {
		buf_add(b, whole);
		return;
	}
	buf_add(b, STR("\xFF\xE0\x00\x10"));
	buf_add(b, str_sub(whole, 4, THUMBNAIL_AT));
	buf_add(b, STR("\0\0"));
}

/* From behind SOS to the next marker that is no part of the coded data. */
static size_t jpeg_scan_end(struct str s, size_t at)
{
	for (; at + 1 < s.n; at++) {
		unsigned char next = byte_at(s, at + 1);
		bool part = next == 0 || next == 0xFF || (next >= 0xD0 && next <= 0xD7);
		if (byte_at(s, at) == 0xFF && !part)
			return at;
	}
	return s.n;
}

static enum picture_result clean_jpeg(struct buf *b, struct str s)
{
	bool turned = false;
	buf_add(b, str_sub(s, 0, 2));
	for (size_t at = 2; at + 4 <= s.n || (at + 2 <= s.n && byte_at(s, at + 1) == EOI);) {
		uint32_t marker = byte_at(s, at + 1);
		if (byte_at(s, at) != 0xFF)
			return PICTURE_BROKEN;
		if (marker == 0xFF) { /* a fill byte */
			at++;
			continue;
		}
		if (marker == EOI) {
			buf_add(b, STR("\xFF\xD9"));
			return PICTURE_CLEAN;
		}
		size_t end = at + 2 + big16(s, at + 2);
		if (big16(s, at + 2) < 2 || end > s.n)
			return PICTURE_BROKEN;
		struct str body = str_sub(s, at + 4, end);
		if (marker == APP0 + 1 && str_starts(body, STR("Exif\0\0")) && !turned) {
			add_orientation(b, exif_orientation(str_after(body, 6)));
			turned = true;
		}
		if (jpeg_segment_stays(marker, body))
			add_jpeg_segment(b, marker, str_sub(s, at, end));
		at = end;
		if (marker == SOS) {
			at = jpeg_scan_end(s, end);
			buf_add(b, str_sub(s, end, at));
		}
	}
	return PICTURE_BROKEN;
}

/* --- PNG --- */

static bool png_chunk_stays(struct str type)
{
	static const char kept[][5] = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA",
		"iCCP", "sBIT", "sRGB", "cICP", "bKGD", "pHYs", "acTL", "fcTL", "fdAT"};
	for (size_t i = 0; i < ARRAY_LEN(kept); i++)
		if (str_eq(type, str_from(kept[i])))
			return true;
	return false;
}

static enum picture_result clean_png(struct buf *b, struct str s)
{
	enum { SIGNATURE = 8, AROUND = 12 };
	buf_add(b, str_sub(s, 0, SIGNATURE));
	for (size_t at = SIGNATURE; at + AROUND <= s.n;) {
		size_t n = big32(s, at);
		struct str type = str_sub(s, at + 4, at + 8);
		if (n > s.n - at - AROUND)
			return PICTURE_BROKEN;
		if (png_chunk_stays(type))
			buf_add(b, str_sub(s, at, at + AROUND + n));
		if (str_eq(type, STR("IEND")))
			return PICTURE_CLEAN;
		at += AROUND + n;
	}
	return PICTURE_BROKEN;
}

/* --- GIF --- */

enum { GIF_EXTENSION = 0x21, GIF_IMAGE = 0x2C, GIF_END = 0x3B };
enum { GIF_CONTROL = 0xF9, GIF_APPLICATION = 0xFF };

/* Behind a chain of blocks, or SIZE_MAX. */
static size_t gif_blocks_end(struct str s, size_t at)
{
	while (at < s.n && byte_at(s, at))
		at += 1 + byte_at(s, at);
	return at < s.n ? at + 1 : SIZE_MAX;
}

static size_t gif_colours(unsigned char flags)
{
	return flags & 0x80 ? (size_t)3 << ((flags & 7) + 1) : 0;
}

/* How long it is shown, and how often the whole is. */
static bool gif_extension_stays(struct str s, size_t at)
{
	unsigned char label = byte_at(s, at + 1);
	if (label == GIF_CONTROL)
		return true;
	return label == GIF_APPLICATION && str_starts(str_after(s, at + 3), STR("NETSCAPE2.0"));
}

static enum picture_result clean_gif(struct buf *b, struct str s)
{
	enum { HEAD = 13, IMAGE_HEAD = 10 };
	if (s.n < HEAD)
		return PICTURE_BROKEN;
	size_t at = HEAD + gif_colours(byte_at(s, 10));
	buf_add(b, str_sub(s, 0, at));
	while (at + 2 < s.n || (at < s.n && byte_at(s, at) == GIF_END)) {
		unsigned char kind = byte_at(s, at);
		size_t end = SIZE_MAX;
		if (kind == GIF_END) {
			buf_add_char(b, GIF_END);
			return PICTURE_CLEAN;
		}
		if (kind == GIF_EXTENSION)
			end = gif_blocks_end(s, at + 2);
		else if (kind == GIF_IMAGE && at + IMAGE_HEAD < s.n)
			end = gif_blocks_end(
				s, at + IMAGE_HEAD + gif_colours(byte_at(s, at + 9)) + 1);
		if (end == SIZE_MAX)
			return PICTURE_BROKEN;
		if (kind == GIF_IMAGE || gif_extension_stays(s, at))
			buf_add(b, str_sub(s, at, end));
		at = end;
	}
	return PICTURE_BROKEN;
}

/* --- WebP --- */

static void put_little32(char *to, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		to[i] = (char)(v >> (8 * i) & 255);
}

static bool webp_chunk_stays(struct str type)
{
	static const char kept[][5] = {"VP8 ", "VP8L", "VP8X", "ICCP", "ALPH", "ANIM", "ANMF"};
	for (size_t i = 0; i < ARRAY_LEN(kept); i++)
		if (str_eq(type, str_from(kept[i])))
			return true;
	return false;
}

static enum picture_result clean_webp(struct buf *b, struct str s)
{
	enum { HEAD = 12, EXIF_AND_XMP = 0x08 | 0x04 };
	size_t end = (size_t)little32(s, 4) + 8;
	if (end > s.n || end < HEAD)
		return PICTURE_BROKEN;
	buf_add(b, str_sub(s, 0, HEAD));
	size_t at = HEAD;
	while (at + 8 <= end) {
		size_t n = little32(s, at + 4), padded = n + (n & 1);
		struct str type = str_sub(s, at, at + 4);
		if (padded > end - at - 8)
			return PICTURE_BROKEN;
		size_t from = b->n;
		if (webp_chunk_stays(type))
			buf_add(b, str_sub(s, at, at + 8 + padded));
		if (str_eq(type, STR("VP8X")) && n)
			b->p[from + 8] = (char)((unsigned char)b->p[from + 8] &
						(255u & ~(unsigned)EXIF_AND_XMP));
		at += 8 + padded;
	}
	put_little32(b->p + 4, (uint32_t)(b->n - 8));
	return at == end ? PICTURE_CLEAN : PICTURE_BROKEN;
}

/* --- all --- */

enum picture_result picture_clean(struct arena *a, struct str bytes, struct str *ret_bytes)
{
	struct buf b = buf_new(a);
	enum picture_result result = PICTURE_NONE;
	if (str_starts(bytes, STR("\xFF\xD8\xFF")))
		result = clean_jpeg(&b, bytes);
	else if (str_starts(bytes, STR("\x89PNG\r\n\x1A\n")))
		result = clean_png(&b, bytes);
	else if (str_starts(bytes, STR("GIF87a")) || str_starts(bytes, STR("GIF89a")))
		result = clean_gif(&b, bytes);
	else if (bytes.n >= 12 && str_starts(bytes, STR("RIFF")) &&
		 str_eq(str_sub(bytes, 8, 12), STR("WEBP")))
		result = clean_webp(&b, bytes);
	*ret_bytes = result == PICTURE_CLEAN ? buf_str(&b) : bytes;
	return result;
}
