/* SPDX-License-Identifier: MIT */
/* How large a picture is, by its head alone and by what its author says. */
#ifndef RENDER_PICTURE_SIZE_H
#define RENDER_PICTURE_SIZE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum picture_kind { PICTURE_OTHER, PICTURE_JPEG, PICTURE_PNG, PICTURE_SVG };

struct picture_size {
	enum picture_kind kind;
	uint32_t width, height; /* dots, as they are stored; 0: SVG, or not said */
	double dots_x, dots_y;	/* an inch; 0: not said */
	int turned;		/* 1 to 8, as Exif has it; 1: upright */
	int components;		/* JPEG: 1 grey, 3 colours, 4 inks; 0: of a kind that PDF has not */
};

/* JPEG: ITU-T T.81, B.2.2; JFIF 1.02; PNG: W3C PNG, third edition, 11.2.1 and 11.3.4.3. */
struct picture_size picture_measure(struct str bytes);

/* "8cm", "300" or "300px" in pixels of 1/96 inch; 0: no length that anyone would mean. */
double picture_pixels(struct str length);

#endif
