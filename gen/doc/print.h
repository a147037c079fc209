/* SPDX-License-Identifier: MIT */
/*
 * How entries are laid out on paper: the numbers of GB/T 9704-2012 and the faces by role. A theme
 * may set other ones (print.yaml, fonts.yaml); what then departs from which clause can be listed.
 */
#ifndef DOC_PRINT_H
#define DOC_PRINT_H

#include "doc/schema.h"

/* In the units of doc/print.def, as read from print.yaml: what is not set is the standard's. */
struct print_numbers {
#define PRINT_NUMBER(member, ...) struct number member;
#include "doc/print.def"
#undef PRINT_NUMBER
};

/* Where a page number stands: 7.5 has it at the outer edge, with a dash at either side. */
enum page_number { PAGE_NUMBER_OUTER = 1, PAGE_NUMBER_MIDDLE, PAGE_NUMBER_NONE };
/* On which last page the colophon stands. Both sides are printed, so that an even one is usual. */
enum colophon_page { COLOPHON_EVEN = 1, COLOPHON_LAST };

struct print_settings {
	struct record record;
	struct print_numbers numbers;
	struct text red; /* "#E60012" */
	struct word page_number, colophon;
	struct flag page_number_dashes;
};

enum print_unit {
	UNIT_PLAIN, /* a count */
	UNIT_MM,    /* millimetres */
	UNIT_POINT, /* 1/72 inch */
	UNIT_CELL,  /* widths of a character of the body */
	UNIT_LINE,  /* lines of the body */
};

struct print_number_info {
	const char *key, *zh; /* as struct field has them */
	size_t at;	      /* offset in struct print_numbers */
	enum print_unit unit;
	double standard, least, most;
	const char *clause; /* of GB/T 9704-2012; NULL: left open */
};
enum {
#define PRINT_NUMBER(member, ...) PRINT_NUMBER_##member,
#include "doc/print.def"
#undef PRINT_NUMBER
	N_PRINT_NUMBERS
};
extern const struct print_number_info print_number_info[N_PRINT_NUMBERS];
/* What holds on paper: as set, else the standard's. */
double print_number(const struct print_settings *s, const struct print_number_info *info);

/* 6.2 gives the red as process colours, Y 80 % and M 80 %; on a screen it is this. */
#define PRINT_RED "#E60012"
/* The red, each part from 0 to 1; false: it is written in another way than #RRGGBB. */
bool print_red(const struct print_settings *s, double ret_rgb[3]);

extern const struct schema print_schema;
/* What is set in more and not in s yet. */
void print_settings_add(struct print_settings *s, const struct print_settings *more);

enum print_role {
	PRINT_BODY,  /* 仿宋 */
	PRINT_TITLE, /* 小标宋 */
	PRINT_HEAD,  /* 黑体 */
	PRINT_KAI,   /* 楷体 */
	PRINT_SONG,  /* 宋体, for page numbers */
	PRINT_LATIN, /* letters and digits */
	N_PRINT_ROLES
};

/* Families, the best first; of those in stand_ins the style is another than the role wants. */
struct print_face {
	struct record record;
	struct texts families, stand_ins;
	struct flag bold;
};

struct print_fonts {
	struct record record;
	struct print_face faces[N_PRINT_ROLES];
	struct texts folders; /* of font files that the system does not list */
};

extern const struct schema print_fonts_schema;
void print_fonts_add(struct print_fonts *f, const struct print_fonts *more);
/* What the role is called in messages: the key of fonts.yaml. */
const char *print_role_name(enum print_role role, enum lang lang);

#endif
