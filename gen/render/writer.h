/* SPDX-License-Identifier: MIT */
/* What is asked of every writer of a whole document. */
#ifndef RENDER_WRITER_H
#define RENDER_WRITER_H

#include <stdbool.h>
#include <stddef.h>

enum wrap {
	WRAP_AUTO, /* lines are filled up to the columns */
	WRAP_NONE,
	WRAP_PRESERVE /* as they were */
};

struct writer_options {
	bool standalone; /* with its metadata: a whole file, and not a part of one */
	enum wrap wrap;
	size_t columns;
	bool smart; /* a reader will make curly quotes of straight ones */
};

enum { WRITER_COLUMNS = 72 }; /* by default, as pandoc has it */

#endif
