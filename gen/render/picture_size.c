/* SPDX-License-Identifier: MIT */
#include "render/picture_size.h"

#include "base/arena.h"
#include "render/picture_bytes.h"

/* --- JPEG --- */

enum { SOI_LENGTH = 2, EOI = 0xD9, SOS = 0xDA, SOF0 = 0xC0, SOF2 = 0xC2, APP0 = 0xE0 };

static void read_jfif(struct picture_size *p, struct str body)
{
	enum { UNITS_AT = 7, LEAST = 12, INCH = 1, CENTIMETRE = 2 };
	if (body.n < LEAST || !str_starts(body, STR("JFIF\0")))
		return;
	double scale = byte_at(body, UNITS_AT) == INCH	       ? 1
		       : byte_at(body, UNITS_AT) == CENTIMETRE ? 2.54
							       : 0;
	p->dots_x = big16(body, UNITS_AT + 1) * scale;
	p->dots_y = big16(body, UNITS_AT + 3) * scale;
}

/* Of the kinds of coding PDF has the baseline, extended and progressive ones, of 8 bits. */
static void read_frame(struct picture_size *p, uint32_t marker, struct str body)
{
	if (body.n < 6)
		return;
	p->height = big16(body, 1);
	p->width = big16(body, 3);
	p->components = marker <= SOF2 && byte_at(body, 0) == 8 ? byte_at(body, 5) : 0;
}

static void measure_jpeg(struct picture_size *p, struct str s)
{
	for (size_t at = SOI_LENGTH; at + 4 <= s.n && byte_at(s, at) == 0xFF;) {
		uint32_t marker = byte_at(s, at + 1);
		size_t end = at + 2 + big16(s, at + 2);
		bool frame = marker >= SOF0 && marker <= SOF0 + 15 && marker != 0xC4 &&
			     marker != 0xC8 && marker != 0xCC;
		if (marker == 0xFF) { /* a fill byte */
			at++;
			continue;
		}
		if (marker == EOI || marker == SOS || end > s.n || end < at + 4)
			return;
		struct str body = str_sub(s, at + 4, end);
		if (frame)
			read_frame(p, marker, body);
		if (marker == APP0)
			read_jfif(p, body);
		if (marker == APP0 + 1 && str_starts(body, STR("Exif\0\0"))) {
			int turned = exif_orientation(str_after(body, 6));
			p->turned = turned ? turned : 1;
		}
		at = end;
	}
}

/* --- PNG --- */

static void measure_png(struct picture_size *p, struct str s)
{
	enum { SIGNATURE = 8, AROUND = 12, IHDR_END = 33 };
	static const double inch = 0.0254;
	if (s.n < IHDR_END || !str_eq(str_sub(s, 12, 16), STR("IHDR")))
		return;
	p->width = big32(s, 16);
	p->height = big32(s, 20);
	for (size_t at = SIGNATURE; at + AROUND <= s.n;) {
		size_t n = big32(s, at), body = at + 8;
		struct str type = str_sub(s, at + 4, at + 8);
		if (n > s.n - at - AROUND || str_eq(type, STR("IDAT")))
			return;
		if (str_eq(type, STR("pHYs")) && n == 9 && byte_at(s, body + 8) == 1) {
			p->dots_x = big32(s, body) * inch;
			p->dots_y = big32(s, body + 4) * inch;
		}
		at += AROUND + n;
	}
}

/* --- all --- */

/* What stands first is a tag, perhaps behind a mark and blanks; that it is <svg> its reader sees.
 */
static bool may_be_svg(struct str s)
{
	if (str_starts(s, STR("\xEF\xBB\xBF")))
		s = str_after(s, 3);
	return str_starts(str_trim(s), STR("<"));
}

struct picture_size picture_measure(struct str bytes)
{
	struct picture_size p = {.turned = 1};
	if (str_starts(bytes, STR("\xFF\xD8\xFF"))) {
		p.kind = PICTURE_JPEG;
		measure_jpeg(&p, bytes);
	} else if (str_starts(bytes, STR("\x89PNG\r\n\x1A\n"))) {
		p.kind = PICTURE_PNG;
		measure_png(&p, bytes);
	} else if (may_be_svg(bytes)) {
		p.kind = PICTURE_SVG;
	}
	return p;
}

double picture_pixels(struct str s)
{
	static const struct {
		const char *unit;
		double pixels;
	} units[] = {
		{"px", 1}, {"cm", 96 / 2.54}, {"mm", 96 / 25.4}, {"in", 96}, {"pt", 96.0 / 72}};
	static const double most = 10000;
	double number = 0, scale = 1;
	for (size_t i = 0; i < ARRAY_LEN(units); i++)
		if (str_ends(s, str_from(units[i].unit))) {
			scale = units[i].pixels;
			s = str_trim(str_sub(s, 0, s.n - 2));
			break;
		}
	bool good = str_to_number(s, &number) && number > 0 && number * scale < most;
	return good ? number * scale : 0;
}
