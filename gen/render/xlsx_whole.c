/* SPDX-License-Identifier: MIT */
/* The parts of a ZIP archive (APPNOTE 6.3, without ZIP64), to see whether they come to their end.
 */
#define ZLIB_CONST /* what is read is not written to */
#include <zlib.h>

#include "base/arena.h"
#include "render/xlsx_book.h"

enum {
	END_SIZE = 22, /* of the end of the central directory */
	END_COUNT = 10,
	END_DIRECTORY = 16,
	ENTRY_SIZE = 46, /* of an entry of the directory, without its names */
	ENTRY_METHOD = 10,
	ENTRY_PACKED = 20,
	ENTRY_FULL = 24,
	ENTRY_NAME = 28,
	ENTRY_EXTRA = 30,
	ENTRY_COMMENT = 32,
	ENTRY_OFFSET = 42,
	LOCAL_SIZE = 30, /* of the head of a part, without its names */
	LOCAL_NAME = 26,
	LOCAL_EXTRA = 28,
	DEFLATED = 8,
	PART_LIMIT = 512 << 20,
};

static size_t number_at(struct str s, size_t at, size_t size)
{
	size_t v = 0;
	for (size_t i = size; i--;)
		v = v << 8 | (at + i < s.n ? (unsigned char)s.p[at + i] : 0);
	return v;
}

/* The text of a part; empty where it is none. */
static struct str unpacked(struct arena *a, struct str packed, size_t size)
{
	z_stream z = {0};
	struct str none = STR_NONE;
	if (!size || size > PART_LIMIT || packed.n > PART_LIMIT ||
		inflateInit2(&z, -MAX_WBITS) != Z_OK)
		return none;
	char *text = arena_alloc(a, size);
	z.next_in = (const Bytef *)packed.p;
	z.avail_in = (uInt)packed.n;
	z.next_out = (Bytef *)text;
	z.avail_out = (uInt)size;
	int end = inflate(&z, Z_FINISH);
	inflateEnd(&z);
	return end == Z_STREAM_END && !z.avail_out ? (struct str){text, size} : none;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Whether what ends the text closes its first element. */
static bool is_closed(struct str text)
{
	size_t from = 0;
	text = str_trim(text);
	while (from + 1 < text.n && !(text.p[from] == '<' && is_letter(text.p[from + 1])))
		from++;
	struct str element = str_after(text, from), name = str_after(element, 1);
	size_t n = 0;
	while (n < name.n && (is_letter(name.p[n]) || name.p[n] == ':'))
		n++;
	name = str_sub(name, 0, n);
	if (!name.n || !str_ends(element, STR(">")))
		return false;
	if (str_find_char(element, '>') == element.n - 1) /* it is empty */
		return str_ends(element, STR("/>"));
	element = str_sub(element, 0, element.n - 1);
	return str_ends(element, name) &&
	       str_ends(str_sub(element, 0, element.n - name.n), STR("</"));
}

static bool part_is_whole(struct str bytes, size_t entry)
{
	struct arena *a = arena_new();
	size_t local = number_at(bytes, entry + ENTRY_OFFSET, 4);
	size_t from = local + LOCAL_SIZE + number_at(bytes, local + LOCAL_NAME, 2) +
		      number_at(bytes, local + LOCAL_EXTRA, 2);
	size_t packed = number_at(bytes, entry + ENTRY_PACKED, 4);
	bool whole = from + packed <= bytes.n &&
		     number_at(bytes, entry + ENTRY_METHOD, 2) == DEFLATED &&
		     is_closed(unpacked(a, str_sub(bytes, from, from + packed),
			     number_at(bytes, entry + ENTRY_FULL, 4)));
	arena_free(a);
	return whole;
}

bool xlsx_is_whole(struct str bytes)
{
	if (bytes.n < END_SIZE || !str_starts(str_after(bytes, bytes.n - END_SIZE), STR("PK\5\6")))
		return false;
	size_t end = bytes.n - END_SIZE, n = number_at(bytes, end + END_COUNT, 2);
	size_t at = number_at(bytes, end + END_DIRECTORY, 4);
	bool whole = n > 0;
	for (size_t i = 0; i < n && whole; i++) {
		whole = at + ENTRY_SIZE <= end && part_is_whole(bytes, at);
		at += ENTRY_SIZE + number_at(bytes, at + ENTRY_NAME, 2) +
		      number_at(bytes, at + ENTRY_EXTRA, 2) +
		      number_at(bytes, at + ENTRY_COMMENT, 2);
	}
	return whole;
}
