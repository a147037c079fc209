/* SPDX-License-Identifier: MIT */
/*
 * YAML 1.2 (and with it JSON) to marked values. Scalars stay text: what "no" or "2026-07-03" means
 * a schema decides. Depth, aliases and duplicate keys are bounded and told.
 */
#ifndef PARSE_YAML_H
#define PARSE_YAML_H

#include <stdbool.h>

#include "base/diag.h"
#include "doc/value.h"

/* part is a slice of src->text. False: it is no YAML, and d says why; what only breaks a rule, a
 * key written twice, is told and read. Nothing written gives null. */
bool yaml_parse(struct arena *a, const struct source *src, struct str part, struct value *ret_value,
	struct diags *d);

#endif
