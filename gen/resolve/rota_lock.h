/* SPDX-License-Identifier: MIT */
/* rota.lock.csv: what was drawn, and whether it is still what rota.yaml and the register ask for.
 */
#ifndef RESOLVE_ROTA_LOCK_H
#define RESOLVE_ROTA_LOCK_H

#include "doc/site.h"
#include "resolve/record.h"

/* Finds each row's rota, person and host; a name that nothing has is told. Ids must be complete. */
void rota_link(struct reader *r, const struct site *site, struct entry *e);
/*
 * Tells what is wrong with each rota, that it is not drawn yet and whether it can be, or where its
 * rows keep a rule no longer. After the dates were resolved.
 */
void rota_judge(const struct site *site, const struct entry *e, struct diags *d);

#endif
