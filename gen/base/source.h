/* SPDX-License-Identifier: MIT */
/* A loaded file and places in it. Places are byte offsets; lines are worked out when printed. */
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include <stdint.h>

#include "base/str.h"

struct source {
	struct str name;       /* as messages show it: relative to the site */
	struct str text;       /* UTF-8, without a byte order mark */
	const uint32_t *marks; /* where some of its lines begin; for span_place() alone */
	size_t n_marks;
};

struct span {
	const struct source *src; /* NULL: no place in any file */
	uint32_t at, len;
};

#define SPAN_NONE ((struct span){NULL, 0, 0})

struct source *source_new(struct arena *a, struct str name, struct str text);
struct span span_file(const struct source *src);		/* the file as a whole */
struct span span_of(const struct source *src, struct str part); /* part is a slice of src->text */
struct span span_sub(struct span s, size_t from, size_t len);	/* clipped to the text */
struct str span_text(struct span s);

/* Where a span stands, for people: counted from 1; columns and width in characters. */
struct place {
	struct str name;
	uint32_t line, column, count; /* line 0: the file as a whole */
	struct str text;	      /* the source line */
};

struct place span_place(struct span s);

#endif
