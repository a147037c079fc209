/* SPDX-License-Identifier: MIT */
/* The parts of a ZIP archive (APPNOTE 6.3, without ZIP64), to see whether they come to their end.
 */
#define ZLIB_CONST /* what is read is not written to */
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "render/xlsx_book.h"

enum {
	END_MARK = 0x06054B50,
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
	PIECE = 16 << 10,
};

struct archive {
	int file;
	size_t size;
};

static bool bytes_at(const struct archive *z, size_t at, unsigned char *to, size_t n)
{
	return at <= z->size && n <= z->size - at && pread(z->file, to, n, (off_t)at) == (ssize_t)n;
}

/* 0 also where there is nothing: no count and no size of a part that is whole is 0. */
static size_t number_at(const struct archive *z, size_t at, size_t size)
{
	unsigned char bytes[4];
	size_t v = 0;
	if (!bytes_at(z, at, bytes, size))
		return 0;
	for (size_t i = size; i--;)
		v = v << 8 | bytes[i];
	return v;
}

/* --- the text of a part --- */

/* The library writes < and > of texts as entities: what is left of them are marks. */
struct marks {
	int open; /* elements that have not ended */
	bool any, wrong;
	char before, last; /* the byte before the one at hand; the last that is no blank */
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void look_at(struct marks *m, const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char c = text[i];
		bool begins = m->before == '<' && is_letter(c);
		bool ends = (m->before == '<' && c == '/') || (m->before == '/' && c == '>');
		m->any = m->any || begins;
		m->open += begins - ends;
		m->wrong = m->wrong || m->open < 0;
		m->before = c;
		m->last = c == ' ' || c == '\n' || c == '\r' ? m->last : c;
	}
}

/* Inflates what lies from on; false where it is not as long as was said, or broken. */
static bool read_part(
	const struct archive *z, size_t from, size_t packed, size_t size, struct marks *m)
{
	unsigned char in[PIECE], out[PIECE];
	z_stream s = {0};
	int state = Z_OK;
	if (inflateInit2(&s, -MAX_WBITS) != Z_OK)
		return false;
	while (state == Z_OK) {
		if (!s.avail_in) {
			size_t n = packed < sizeof(in) ? packed : sizeof(in);
			if (!n || !bytes_at(z, from, in, n))
				break;
			s.next_in = in;
			s.avail_in = (uInt)n;
			from += n;
			packed -= n;
		}
		s.next_out = out;
		s.avail_out = sizeof(out);
		state = inflate(&s, Z_NO_FLUSH);
		size_t n = sizeof(out) - s.avail_out;
		if ((state != Z_OK && state != Z_STREAM_END) || n > size)
			break;
		look_at(m, (const char *)out, n);
		size -= n;
	}
	inflateEnd(&s);
	return state == Z_STREAM_END && !size;
}

static bool part_is_whole(const struct archive *z, size_t entry)
{
	size_t local = number_at(z, entry + ENTRY_OFFSET, 4);
	size_t from = local + LOCAL_SIZE + number_at(z, local + LOCAL_NAME, 2) +
		      number_at(z, local + LOCAL_EXTRA, 2);
	struct marks m = {0};
	return number_at(z, entry + ENTRY_METHOD, 2) == DEFLATED &&
	       read_part(z, from, number_at(z, entry + ENTRY_PACKED, 4),
		       number_at(z, entry + ENTRY_FULL, 4), &m) &&
	       m.any && !m.open && !m.wrong && m.last == '>';
}

bool xlsx_is_whole(int file)
{
	struct stat st;
	if (fstat(file, &st) < 0 || st.st_size < END_SIZE)
		return false;
	const struct archive z = {file, (size_t)st.st_size};
	size_t end = z.size - END_SIZE, n = number_at(&z, end + END_COUNT, 2);
	size_t at = number_at(&z, end + END_DIRECTORY, 4);
	bool whole = n > 0 && number_at(&z, end, 4) == END_MARK;
	for (size_t i = 0; i < n && whole; i++) {
		whole = at + ENTRY_SIZE <= end && part_is_whole(&z, at);
		at += ENTRY_SIZE + number_at(&z, at + ENTRY_NAME, 2) +
		      number_at(&z, at + ENTRY_EXTRA, 2) + number_at(&z, at + ENTRY_COMMENT, 2);
	}
	return whole;
}
