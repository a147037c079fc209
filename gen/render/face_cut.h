/* SPDX-License-Identifier: MIT */
/*
 * Large faces, cut to what Chinese text is mostly written in. cairo copies the outlines of a face
 * with CFF outlines whole for each document, 16 MB of them for Noto Serif CJK; of the cut it copies
 * a sixth. Text in a family that has been cut is set in the cut, and what the cut lacks in the
 * family as before: fontconfig is told so, and nobody else needs to know.
 */
#ifndef RENDER_FACE_CUT_H
#define RENDER_FACE_CUT_H

#include <stdbool.h>

#include "base/str.h"

/*
 * Cuts the regular or the bold face of the family, if it is a large one with CFF outlines, and has
 * the cut used from now on: before anything is set in it, since a document must not depend on what
 * was made before it. The cut is kept in cache_dir. Done twice it changes nothing.
 */
void face_cut(struct arena *a, struct str cache_dir, const char *family, bool bold);

#endif
