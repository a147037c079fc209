/* SPDX-License-Identifier: MIT */
/*
 * Pictures as they may be published: what a camera or a program wrote beside the picture (where it
 * was taken, by whom, with what, a thumbnail of the uncut one) is left out. The picture itself is
 * copied byte for byte, with its colour profile, its resolution and the way it is turned.
 */
#ifndef RENDER_PICTURE_H
#define RENDER_PICTURE_H

#include <stdbool.h>

#include "base/str.h"

struct arena;

enum picture_result {
	PICTURE_NONE,	/* no JPEG, PNG, GIF or WebP by its first bytes */
	PICTURE_CLEAN,	/* *ret_bytes is what may be published */
	PICTURE_BROKEN, /* one of them, but cut short or wrong: nobody knows what is in it */
};

/*
 * JPEG: ITU-T T.81, B.1.1; Exif 2.32, 4.5; PNG: W3C PNG, third edition, 5 and 11; GIF89a, 17 to 26;
 * WebP: RFC 9649, 2. What lies behind the end of a picture goes too.
 */
enum picture_result picture_clean(struct arena *a, struct str bytes, struct str *ret_bytes);

#endif
