/* SPDX-License-Identifier: MIT */
#ifndef RESOLVE_FORM_H
#define RESOLVE_FORM_H

#include "doc/form.h"
#include "doc/site.h"
#include "resolve/record.h"

/* Reads the rows of a form whose keys record_read() has read, checks them and lays out its grid. */
void form_resolve(struct reader *r, struct form *f);
/* Adds the fields unit and term that a form named by a deadline asks for, where it has none. */
void form_ask(struct arena *a, struct form *f, const struct site *site);

#endif
