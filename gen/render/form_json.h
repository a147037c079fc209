/* SPDX-License-Identifier: MIT */
/* A form as the JSON that a return of it is, with nothing filled in: for programs that fill forms.
 */
#ifndef RENDER_FORM_JSON_H
#define RENDER_FORM_JSON_H

#include "base/buf.h"
#include "doc/form.h"

/* entry: the path of the form's entry. Cells of a table are "field.row.column"; of several choices
 * the value is a list, of all else a text. */
void form_json_render(struct buf *out, const struct form *form, struct str entry);

#endif
