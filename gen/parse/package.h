/* SPDX-License-Identifier: MIT */
/*
 * The container of an .xlsx or .docx: a ZIP file (ISO/IEC 21320-1) laid out by the Open Packaging
 * Conventions (ISO/IEC 29500-2). What it holds is a stranger's: only what
 * is asked for is inflated, by pieces, and never more than the limits.
 */
#ifndef PARSE_PACKAGE_H
#define PARSE_PACKAGE_H

#include <stdbool.h>

#include "parse/xml_events.h"

enum {
	PACKAGE_PARTS = 10000,
	PACKAGE_MB = 32,	   /* of XML that is inflated in all */
	PACKAGE_DECLARED_MB = 512, /* of all that is in it, as the directory says */
	PACKAGE_RATIO = 250, /* a part of more than a megabyte that is packed tighter is a bomb */
};

enum package_fault {
	PACKAGE_FINE,
	PACKAGE_NO_ZIP,	  /* no ZIP file at all, or one that ends too early */
	PACKAGE_OLE,	  /* an .xls or .doc under another name */
	PACKAGE_PASSWORD, /* encrypted: MS-OFFCRYPTO, or ZIP's own */
	PACKAGE_MACROS,
	PACKAGE_BOMB,
	PACKAGE_BROKEN, /* a part that is missing, or is not what it must be */
	PACKAGE_DOCTYPE,
};

struct package {
	struct arena *arena;
	struct zip *zip;
	size_t inflated;	  /* bytes so far */
	enum package_fault fault; /* the first */
	struct str part;	  /* in which */
};

/* Borrows bytes; what it takes is given back with the arena. On a fault zip may be NULL. */
struct package package_open(struct arena *a, struct str bytes);
bool package_has(const struct package *p, struct str part);
/* Sends a part ("xl/workbook.xml") through events; false, with its fault, where that fails. A
 * text that an event will not have ends it as PACKAGE_BROKEN, if no fault is set by then. */
bool package_read(struct package *p, struct str part, const struct xml_events *events);

struct package_relation {
	struct str type; /* the last word of its URI: "worksheet", transitional and strict alike */
	struct str id, target; /* a part */
};
struct package_relations {
	struct package_relation *items;
	size_t n;
	bool external; /* what it shows or runs lies outside; a link to click on does not count */
};
/* Those of a part, or of the package as a whole (""). What lies outside is left out. */
bool package_relate(struct package *p, struct str part, struct package_relations *ret_relations);

/* The first part that stands in this relation; empty: none. */
struct str package_related(const struct package_relations *relations, const char *type);

#endif
