/* SPDX-License-Identifier: MIT */
/*
 * Where in the HTML a template stands, worked out while it is compiled: what a {{ }} there has to
 * be escaped for. A state is a plain value; branches copy it and are joined again.
 */
#ifndef RENDER_TEMPLATE_HTML_H
#define RENDER_TEMPLATE_HTML_H

#include <stdbool.h>

#include "base/diag.h"

enum html_place {
	HTML_TEXT,
	HTML_TAG_OPEN, /* behind < */
	HTML_TAG_NAME,
	HTML_TAG,   /* in a tag, where an attribute may begin */
	HTML_GLUED, /* in a tag, where a branch ended: a name may not go on here */
	HTML_ATTR_NAME,
	HTML_AFTER_NAME,
	HTML_BEFORE_VALUE,
	HTML_VALUE,
	HTML_COMMENT,
	HTML_DECLARATION, /* <!DOCTYPE, <?xml */
	HTML_RAW,	  /* in an element whose content is no markup */
};

enum html_element { ELEMENT_OTHER, ELEMENT_SCRIPT, ELEMENT_STYLE, ELEMENT_TITLE, ELEMENT_VERBATIM };
enum html_attr {
	ATTR_PLAIN,
	ATTR_CONTENT, /* of meta: behind url= it is an address */
	ATTR_URL,
	ATTR_REFUSED, /* holds a program, CSS or HTML of its own */
};
enum url_part { /* in the order of caution */
	URL_PATH,
	URL_QUERY,
	URL_START, /* what comes may hold a scheme */
	URL_OPEN,  /* a {{ }} stands before: the scheme may go on */
};
struct html_name {
	char s[24];
	unsigned char n;
};

struct html_state {
	enum html_place place;
	enum html_element element;
	enum html_attr attr;
	enum url_part part;
	char quote; /* of the value; 0: none */
	char js;    /* in a script: the quote that is open, or / or * of a comment; 0: none */
	unsigned char matched; /* of "url=" */
	bool closing;	       /* the tag is </…> */
	struct html_name tag, name;
	struct span opened; /* the mark that led out of the text */
};
enum html_escape {
	ESCAPE_TEXT,
	ESCAPE_ATTR, /* and for title and textarea, where tags are text */
	ESCAPE_URL,  /* a whole address: its scheme is checked */
	ESCAPE_URL_PART,
	ESCAPE_QUERY,
	ESCAPE_JSON,
	ESCAPE_NONE_UNQUOTED, /* refused, and why */
	ESCAPE_NONE_JS_STRING,
	ESCAPE_NONE_URL_OPEN,
	ESCAPE_NONE_PLACE,
};

/* Goes over text of the template. False: at its beginning a name goes on behind a branch. */
bool html_advance(struct html_state *h, struct span text);
/* What a {{ }} here is escaped for; the state goes on behind it. */
enum html_escape html_output(struct html_state *h);
/* Into *h what holds behind both; false where they differ too much. */
bool html_join(struct html_state *h, const struct html_state *other);
struct str html_place_name(const struct html_state *h, enum lang lang);

#endif
