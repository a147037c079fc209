/* SPDX-License-Identifier: MIT */
/*
 * XML 1.0 (fifth edition) as a stream of events, for bytes that may be meant to hurt: the one door
 * to libxml2, by its SAX interface. Nothing is loaded or looked up; a DOCTYPE is refused before it
 * is read, so there are no entities but the five of XML itself. No tree is built: memory is that of
 * the longest tag or text. Names are local ones: prefixes and declarations of namespaces are left
 * out.
 */
#ifndef PARSE_XML_EVENTS_H
#define PARSE_XML_EVENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

enum {
	XML_DEPTH = 64,
	XML_ATTRIBUTES = 64, /* of one tag: libxml2 compares each with each */
};

struct xml_attribute {
	struct str name, value;
};

struct xml_tag {
	struct str name;
	const struct xml_attribute *attributes;
	size_t n;
	int depth;  /* of the root: 0 */
	size_t end; /* the byte that ends the tag, '>' or "/>", stands here or behind blanks */
};

/* Texts are good during the call. False ends the reading. */
struct xml_events {
	void *self;
	bool (*start)(void *self, const struct xml_tag *tag);
	bool (*end)(void *self, int depth);	   /* of the element that ends */
	bool (*text)(void *self, struct str text); /* a text may come in pieces */
};

/* The next bytes, at most room of them; 0 at the end, below 0 where they cannot be had. */
struct xml_input {
	void *self;
	int (*more)(void *self, char *to, int room);
};

enum xml_fault {
	XML_FINE,
	XML_STOPPED, /* by an event, or by an input that could not be had */
	XML_SYNTAX,
	XML_DOCTYPE,
	XML_DEEP,
	XML_WIDE,    /* a tag with too many attributes */
	XML_ENCODED, /* no UTF-8 */
};

struct xml_result {
	enum xml_fault fault;
	size_t at;	/* the byte where it was noticed */
	int code;	/* XML_SYNTAX: libxml2's xmlParserErrors */
	char said[120]; /* its words, one line */
};

/* The bytes must be UTF-8, whatever they declare. */
struct xml_result xml_read(const struct xml_input *input, const struct xml_events *events);

/* The value of an attribute, or an empty text. */
struct str xml_get(const struct xml_tag *tag, struct str name);

#endif
