/* SPDX-License-Identifier: MIT */
/* What the renderers of data share: addresses, facts of entries, values of records, XML text. */
#ifndef RENDER_DATA_TEXT_H
#define RENDER_DATA_TEXT_H

#include "base/buf.h"
#include "doc/site.h"

/* Text or an attribute of XML 1.0; characters that XML cannot hold are dropped. */
void data_add_xml(struct buf *out, struct str s);

/*
 * How the file at from (below the site's root) names the one at url: absolute where the site has a
 * base_url, else relative to from.
 */
struct str data_url(struct arena *a, const struct site *site, struct str from, struct str url);
/* "example.org", or "placard.invalid" without base_url. */
struct str data_host(struct arena *a, const struct site *site);

/* Published, or the later day of the version or of ceasing that has come; DAY_NONE: not known. */
day_t data_updated_day(const struct site *site, const struct entry *e);
/* "2026-07-03", "2026-07-04T09:30", "2026-07"; what ISO 8601 has no such form for: as written. */
struct str data_when(struct arena *a, const struct when *w);
day_t data_effective_day(const struct entry *e);

/* "in_force", and its word in the site's language; empty where the entry has none. */
struct str data_validity_code(enum validity v);
struct str data_validity_text(const struct site *site, enum validity v);
/* e, unless this build does not show it. */
const struct entry *data_shown(const struct entry *e);

struct str texts_joined(struct arena *a, const struct texts *t, struct str between);
/* Names as written, unless one is but an id; of a group its title. */
struct str names_as_written(struct arena *a, const struct parties *p, struct str between);

/* Where a record has the value of a field; of the type that doc/schema.h says. */
const void *data_field(const struct field *f, const void *record);

#endif
