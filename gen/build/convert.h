/* SPDX-License-Identifier: MIT */
/* One document from one format to another. */
#ifndef BUILD_CONVERT_H
#define BUILD_CONVERT_H

#include "base/buf.h"
#include "build/build.h"
#include "doc/document.h"
#include "doc/node.h"
#include "render/writer.h"

/* A format that is read: its name, and what of Markdown's syntax it has. */
struct format_reader {
	const char *name;
	struct node *(*read)(struct arena *a, struct source *src, uint32_t syntax, struct diags *d);
	uint32_t syntax;
};
/* A format that is written. */
struct format_writer {
	const char *name;
	void (*write)(struct buf *out, const struct node *doc, const struct writer_options *opt);
	bool has_smart, smart; /* may be told of quotes; and what it does untold */
};

/*
 * By name; the name of a Markdown may be followed by +EXTENSION and -EXTENSION with pandoc's names
 * of what it has. NULL, with a message: there is none.
 */
const struct format_reader *format_reader_find(
	struct arena *a, struct str name, uint32_t *ret_syntax, struct diags *d);
const struct format_writer *format_writer_find(
	struct arena *a, struct str name, bool *ret_smart, struct diags *d);
bool format_is_known(struct str name, bool to_write); /* of a name alone */
size_t format_name_length(struct str format);	      /* without the extensions behind it */

struct convert_request {
	struct str file, from, to, out; /* an empty out: the text goes to the caller */
	struct writer_options options;
	const struct str *metadata; /* KEY=VALUE or KEY */
	size_t n_metadata;
	const struct str *filters; /* paths of Lua filters, in their order */
	size_t n_filters;
	const struct str *grants; /* what all of them may do: read, env:NAME */
	size_t n_grants;
	enum track_changes track_changes;
};

struct convert_result {
	struct str text;	  /* empty where it went to a file, or a filter ended all */
	struct str printed, told; /* by filters, for standard output and standard error */
};

enum build_status build_convert(struct arena *a, const struct convert_request *req,
	struct convert_result *ret, struct diags *d);

#endif
