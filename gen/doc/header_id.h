/* SPDX-License-Identifier: MIT */
/* The id that pandoc makes of a heading's text: whoever reads one and whoever leaves one out. */
#ifndef DOC_HEADER_ID_H
#define DOC_HEADER_ID_H

#include "base/str.h"

/* From the first letter on, in small letters; a run of blanks is one hyphen; "section" of nothing.
 */
struct str header_id_pandoc(struct arena *a, struct str text);

#endif
