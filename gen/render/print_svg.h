/* SPDX-License-Identifier: MIT */
/*
 * SVG on paper: drawings of an author and the program's own charts (librsvg). A drawing has no
 * address, so that whatever it refers to outside itself is not looked at.
 */
#ifndef RENDER_PRINT_SVG_H
#define RENDER_PRINT_SVG_H

#include <cairo.h>

#include "base/str.h"

struct arena;
struct print_svg;

/* Whether it is so much that drawing it could take more than a page may: by its bytes, by its
 * elements, or by a filter, of which one can take all time there is. */
bool print_svg_is_too_much(struct str bytes);

/* NULL: this is no SVG. It ends with the arena. */
struct print_svg *print_svg_open(struct arena *a, struct str bytes);
/* The same with a style sheet over it. */
struct print_svg *print_svg_open_styled(struct arena *a, struct str bytes, struct str css);
/* What it wants to be high in pixels, however wide it is; 0: it does not say. */
double print_svg_height(const struct print_svg *svg);
/* What it asks for in pixels of 1/96 inch; false: it says nothing, or it has no size. */
bool print_svg_size(const struct print_svg *svg, double *ret_width, double *ret_height);
/* Drawn so wide and high, its upper left corner at the origin; false: it cannot be. */
bool print_svg_draw(const struct print_svg *svg, cairo_t *cr, double width, double height);
/* "Title: what it shows", as it says of itself; empty: nothing. */
struct str print_svg_words(struct arena *a, struct str bytes);

#endif
