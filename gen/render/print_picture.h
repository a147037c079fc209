/* SPDX-License-Identifier: MIT */
/* Pictures of the printed entry; nobody but its files includes it. */
#ifndef RENDER_PRINT_PICTURE_H
#define RENDER_PRINT_PICTURE_H

#include <pango/pangocairo.h>

#include "doc/node.h"
#include "doc/party.h"

struct printing;
struct print_picture;
struct print_figure;

/* One that was read: NULL where it cannot be printed, which was told. */
struct print_known_picture {
	struct str path;
	const struct print_picture *picture;
};

/* What was drawn as a Figure, in that order. */
struct print_drawn {
	struct str alt;
	double box[4]; /* of two opposite corners, from the upper left corner of the page */
};

/* A seal or a stamp: it presses what is printed already. */
struct print_stamp {
	const struct print_picture *picture;
	struct str alt;
	double width, height;
	double x;    /* of its middle, from the left edge of the type area */
	double down; /* to its middle, from the top of the box that it presses */
};

/* Once the faces are open: pictures amid lines are drawn with the lines. */
void print_pictures_open(struct printing *p);

/* The picture of a FIGURE, or of a paragraph that holds nothing else, as a box with its caption;
 * false: there is none that can be printed. */
bool print_figure(struct printing *p, const struct node *n);
/* Around what is drawn in a rectangle from the origin; without words it is an ornament, and has no
 * tag. */
void print_figure_begin(
	struct printing *p, cairo_t *cr, struct str alt, double width, double height);
void print_figure_end(cairo_t *cr, struct str alt);

void print_figure_draw(struct printing *p, cairo_t *cr, const struct print_figure *f, double y);

/* The seal of a party as large as fits; NULL: the site has none that can be printed, which was
 * told.
 */
struct print_stamp *print_stamp_new(
	struct printing *p, const struct party *party, double width, double height);
void print_stamp_draw(struct printing *p, cairo_t *cr, const struct print_stamp *s, double y);

/* A character of the text that stands for the picture, in a line of this size; NULL: as above. */
PangoAttribute *print_picture_amid(struct printing *p, const struct node *image, double size);

#endif
