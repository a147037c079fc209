/* SPDX-License-Identifier: MIT */
/* The id that is made of a heading's text, pandoc's and GitHub's: whoever reads one and whoever
 * leaves one out. */
#ifndef DOC_HEADER_ID_H
#define DOC_HEADER_ID_H

#include "base/str.h"

/* From the first letter on, in small letters; a run of blanks is one hyphen; "section" of nothing.
 */
struct str header_id_pandoc(struct arena *a, struct str text);
/* GitHub's way: small letters, no punctuation but - and _, blanks to hyphens. Chinese stays. */
struct str header_id_github(struct arena *a, struct str text);

#endif
