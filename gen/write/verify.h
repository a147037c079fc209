/* SPDX-License-Identifier: MIT */
/* Whether a published copy is what was published: its files against the sums in its manifest. */
#ifndef WRITE_VERIFY_H
#define WRITE_VERIFY_H

#include "base/diag.h"

struct verified {
	size_t n_good, n_bad; /* of the files that the manifest names */
};

/*
 * Errors are what `sha256sum -c` finds too: a file that is missing or is another, a line that is
 * none. A file that the manifest does not name is a warning. False: there is no manifest.
 */
bool verify_folder(struct arena *a, struct str dir, struct verified *ret, struct diags *d);

#endif
