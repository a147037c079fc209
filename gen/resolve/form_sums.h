/* SPDX-License-Identifier: MIT */
/* The parts of a form that name its fields: what is added up, and the rules. */
#ifndef RESOLVE_FORM_SUMS_H
#define RESOLVE_FORM_SUMS_H

#include "doc/form.h"
#include "resolve/record.h"

/* Reads `summary` into form->summary and tells what is wrong with it and with the rules. What is
 * asked above the grid must be known by then. */
void form_sums_read(struct reader *r, struct form *form);

#endif
