/* SPDX-License-Identifier: MIT */
/*
 * The font that PDF forms embed, so that what is typed can be shown: one TrueType face with all
 * characters of GBK, ready to be put into a file. Making it takes most of a second, so it is made
 * once a site and kept on disk.
 */
#ifndef RENDER_FORM_FONT_H
#define RENDER_FORM_FONT_H

#include "base/diag.h"
#include "base/str.h"

/* Streams are deflated (zlib); a character code is its code point (Identity-H, two bytes). */
struct form_font {
	struct str file;  /* TrueType: /FontFile2 */
	size_t file_size; /* before it was deflated: /Length1 */
	struct str cid_to_gid, to_unicode;
	struct str widths; /* the array of /W as PDF writes it; what it leaves out is 1000 wide */
	int box[4], ascent, descent, cap_height; /* in thousandths of the size */
};

/*
 * Takes the font from <cache_dir>/formfont-….bin, or makes it and leaves it there for the next
 * process; an empty cache_dir keeps nothing. A cache that cannot be read or written is no error.
 * NULL, with an error in d, where no usable face is installed. The font lives in a.
 */
struct form_font *form_font_load(struct arena *a, struct str cache_dir, struct diags *d);

#endif
