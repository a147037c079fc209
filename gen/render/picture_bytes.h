/* SPDX-License-Identifier: MIT */
/* Numbers in the bytes of pictures. The caller has seen that the bytes are there. */
#ifndef RENDER_PICTURE_BYTES_H
#define RENDER_PICTURE_BYTES_H

#include <stdint.h>

#include "base/str.h"

static inline uint32_t big16(struct str s, size_t at)
{
	return (uint32_t)(unsigned char)s.p[at] << 8 | (unsigned char)s.p[at + 1];
}

static inline uint32_t big32(struct str s, size_t at)
{
	return big16(s, at) << 16 | big16(s, at + 2);
}

static inline uint32_t little16(struct str s, size_t at)
{
	return (uint32_t)(unsigned char)s.p[at + 1] << 8 | (unsigned char)s.p[at];
}

static inline uint32_t little32(struct str s, size_t at)
{
	return little16(s, at + 2) << 16 | little16(s, at);
}

static inline unsigned char byte_at(struct str s, size_t at)
{
	return (unsigned char)s.p[at];
}

/* How a JPEG is turned, 1 to 8, by the first directory of its Exif data; 0: not said. */
int exif_orientation(struct str tiff);

#endif
