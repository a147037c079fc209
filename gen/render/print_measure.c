/* SPDX-License-Identifier: MIT */
#include "render/print_parts.h"

static double points(double v, enum print_unit unit, const struct print_measures *m)
{
	switch (unit) {
	case UNIT_PLAIN:
	case UNIT_POINT:
		return v;
	case UNIT_MM:
		return v * PRINT_MM;
	case UNIT_CELL:
		return v * m->cell;
	case UNIT_LINE:
		return v * m->pitch;
	}
	return v;
}

struct print_measures print_measure(const struct print_settings *s)
{
	struct print_measures m = {
		.page_number =
			s->page_number.v ? (enum page_number)s->page_number.v : PAGE_NUMBER_OUTER,
		.colophon = s->colophon.v ? (enum colophon_page)s->colophon.v : COLOPHON_EVEN,
		.dashes = !s->page_number_dashes.set || s->page_number_dashes.on,
	};
	const struct print_number_info *info = print_number_info;
	/* What is counted in characters and lines needs these before. */
	m.pitch = print_number(s, &info[PRINT_NUMBER_pitch]) * PRINT_MM;
	m.cell = print_number(s, &info[PRINT_NUMBER_width]) * PRINT_MM /
		 print_number(s, &info[PRINT_NUMBER_characters]);
#define PRINT_NUMBER(member, key, zh, unit, ...)                                                   \
	m.member = points(print_number(s, &info[PRINT_NUMBER_##member]), UNIT_##unit, &m);
#include "doc/print.def"
#undef PRINT_NUMBER
	m.bottom = m.top + m.height;
	print_red(s, m.red);
	return m;
}
