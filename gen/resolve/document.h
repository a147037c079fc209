/* SPDX-License-Identifier: MIT */
/* A filled Word document as the fields of a form. */
#ifndef RESOLVE_DOCUMENT_H
#define RESOLVE_DOCUMENT_H

#include "doc/form.h"
#include "doc/value.h"

/*
 * What parse/docx.h found, as a map of names to texts like that of a filled PDF: with _form and
 * _version, "id-2" for an option's box, "id-other". Word keeps the tag of a control; another
 * program may keep its title alone, or neither: then the answer is what stands in the cell behind
 * the label, or behind the label and a colon. What is found nowhere is not in the map.
 */
struct value document_fields(struct arena *a, const struct form *form, const struct value *doc);

#endif
