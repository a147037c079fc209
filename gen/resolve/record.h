/* SPDX-License-Identifier: MIT */
/* Marked values to typed records, by the tables of doc/schema.h. Every mistake is told, at its
 * place. */
#ifndef RESOLVE_RECORD_H
#define RESOLVE_RECORD_H

#include <stdbool.h>

#include "base/diag.h"
#include "doc/schema.h"

struct reader {
	struct arena *arena;
	struct diags *diags;
	bool table;	/* the file is a spreadsheet: 2006/9/25 and 序号 are read too */
	struct str key; /* the one that is being read, as its author wrote it */
};

/* out is a zeroed record of the schema's size. What cannot be read stays unset. Names of parties
 * are kept as written; parties_resolve() finds whom they mean once all are read. */
void record_read(struct reader *r, const struct schema *s, const struct value *map, void *out);
/* A list of items, or one item alone. */
struct records records_read(struct reader *r, const struct schema *s, const struct value *list);

/* Parts a cell such as "组织部、宣传部；学校部". */
void texts_split(struct arena *a, struct text whole, struct texts *ret_parts);
/* yes or 是, no or 否, and what else says so; false: neither. s is narrow. */
bool flag_read(struct str s, bool *ret_on);
/* An id from a title: Chinese, letters and digits stay, the rest becomes '-'. */
struct str id_from_title(struct arena *a, struct str title);
bool id_is_valid(struct str id);

/*
 * Gives each record that has no id one from its title, with a note, and tells ids used twice.
 * id_at and title_at are the offsets of the two struct text in the record.
 */
void ids_complete(struct reader *r, const struct schema *s, const struct records *records,
	size_t id_at, size_t title_at);

#endif
