/* SPDX-License-Identifier: MIT */
/*
 * What readers and writers of documents are to a filter, which may ask for them by name: the stages
 * do not know one another, so they come as functions.
 */
#ifndef DOC_DOCUMENT_H
#define DOC_DOCUMENT_H

#include "doc/node.h"

enum format_wrap { FORMAT_WRAP_AUTO, FORMAT_WRAP_NONE, FORMAT_WRAP_PRESERVE };
enum track_changes { TRACK_ACCEPT, TRACK_REJECT, TRACK_ALL };

/* What a reader or writer is told. */
struct format_options {
	struct str format; /* as written: "markdown+smart-raw_html" */
	bool standalone;
	enum format_wrap wrap;
	int columns;
	enum track_changes track_changes;
};

/*
 * What they make lives in a. Where they cannot, they say why, in English as all that the author of
 * a filter reads.
 */
struct format_functions {
	struct node *(*read)(void *context, struct arena *a, struct str text,
		const struct format_options *options, struct str *ret_why);
	bool (*write)(void *context, struct arena *a, const struct node *doc,
		const struct format_options *options, struct str *ret_text, struct str *ret_why);
	bool (*knows)(struct str format, bool to_write); /* a name without extensions */
	void *context;
};

#endif
