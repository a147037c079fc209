/* SPDX-License-Identifier: MIT */
/*
 * XML data to values. An element is a map: `name`, `attributes` (a map), `text` (its own, without
 * that of the elements in it) and `items` (the elements in it, in order). Names are without
 * prefixes.
 */
#ifndef PARSE_XML_H
#define PARSE_XML_H

#include <stdbool.h>

#include "base/diag.h"
#include "doc/value.h"

/* The root element. The first mistake is told, and false returned. */
bool xml_parse(struct arena *a, struct source *src, struct value *ret, struct diags *d);

#endif
