/* SPDX-License-Identifier: MIT */
/*
 * Data for programs, as JSON (RFC 8259). Keys have a fixed order; what is empty has none. Records
 * are typed by their schema: texts, ids, repeats   text; a title without the line breaks that are
 * for paper numbers, flags        number, true or false words                 the English name a
 * day                 "2026-07-03", with a time "2026-07-04T09:30" in the site's zone other dates
 * {"written": …, "from": …, "to": …}; an end that is open or not known has no key parties {"id": …,
 * "name": …}; a group has the id "*…", free text a name only Keys "x-…" follow as they were
 * written. What is FIELD_PRIVATE is never there.
 */
#ifndef RENDER_JSON_H
#define RENDER_JSON_H

#include "base/buf.h"
#include "doc/site.h"

/* Any value, on one line. Markup is text; null for what is nested too deeply and for no number. */
void json_value(struct buf *out, const struct value *v);
void json_number(struct buf *out, double v); /* up to 15 digits */
void json_day(struct buf *out, day_t d);     /* null where it is not known */
void json_party(struct buf *out, const struct party *p);
/* The resolved parties as a list. */
void json_parties(struct buf *out, const struct parties *p);

/* A map that is being written: opened by the caller's '{', closed by his '}'. */
struct json_map {
	struct buf *out;
	const char *between; /* ", " or, for a key a line, ",\n" */
	bool more;
};

void json_key(struct json_map *m, struct str key);
void json_text(struct json_map *m, const char *key, struct str text); /* nothing if it is empty */
/* The fields of a record that say something, but for those named in skip, which NULL ends. */
void json_fields(
	struct json_map *m, const struct schema *s, const void *record, const char *const *skip);
void json_free_keys(struct json_map *m, const struct value *raw); /* "x-…" */

/* "issuer": a list, and "validity": {"code": "in_force", "text": its word}, where there are any. */
void json_issuers(struct json_map *m, const struct entry *e);
void json_validity(struct json_map *m, const struct site *site, enum validity v);

/* "targets", "actuals" as far as they are known, and "progress": how far each indicator is. */
void json_targets(struct json_map *m, const struct entry *e);
/* "rota": what was wished, and in "drawn" what came of it. */
void json_rotas(struct json_map *m, const struct entry *e);

/* A list, one record a line. */
void json_render_records(struct buf *out, const struct schema *s, const struct records *records);

/* data.json of an entry: its front matter and its records, as far as this build publishes them. */
bool json_entry_has_data(const struct site *site, const struct entry *e);
void json_render_entry(struct buf *out, const struct site *site, const struct entry *e);

#endif
