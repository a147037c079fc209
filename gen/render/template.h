/* SPDX-License-Identifier: MIT */
/*
 * Page templates: Jinja's syntax, compiled to Lua. What is written by {{ }} is escaped for the
 * place of the HTML where it stands; a name, field, filter or word that is not known is an error
 * with its line and column.
 */
#ifndef RENDER_TEMPLATE_H
#define RENDER_TEMPLATE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/map.h"
#include "doc/value.h"

struct templates;

/*
 * sources: the name of a template ("base.html", as extends and include name it) to const struct
 * source; words: the key of a word of the interface to const struct value. All are borrowed and
 * must outlive the result. One a worker. NULL, with a diagnostic, where there is no memory for Lua.
 */
struct templates *templates_new(
	struct arena *a, const struct map *sources, const struct map *words, struct diags *d);

/* A name that every page knows. The value is borrowed until the last render. */
void templates_global(struct templates *t, const char *name, const struct value *v);

/*
 * Adds the page to out. The keys of page_context are names, before the globals; page_file is the
 * page's path below the root of the site, for link(); of a page that may be seen at any address it
 * is empty, and links begin with site.base_url or "/". On false out is as it was and the
 * diagnostics say why; what is wrong with a template itself is said once, at its first render.
 */
bool templates_render(struct templates *t, struct str name, const struct value *page_context,
	struct str page_file, struct buf *out, struct diags *d);

#endif
