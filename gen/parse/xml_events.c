/* SPDX-License-Identifier: MIT */
#include "parse/xml_events.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "base/arena.h"

/*
 * What must be known before libxml2 sees the bytes: it reads a DOCTYPE with all in it, guesses an
 * encoding from the first of them, and takes time by the square of a tag's attributes.
 */
enum guard_state { IN_TEXT, IN_OPEN, IN_TAG, IN_QUOTE, IN_BANG, IN_COMMENT, IN_CDATA, IN_PI };

struct guard {
	enum guard_state state;
	bool begun;	  /* a '<' was met */
	char quote;	  /* that would end IN_QUOTE */
	int attributes;	  /* values in quotes, of this tag */
	char word[8];	  /* what follows "<!" so far */
	int letters, run; /* of word; '-', ']' or '?' just before */
};

struct reading {
	const struct xml_input *input;
	const struct xml_events *events;
	xmlParserCtxtPtr ctxt;
	struct guard guard;
	size_t taken; /* bytes of the input so far */
	int depth;    /* of the elements that are open */
	struct xml_result result;
};

static void stop(struct reading *r, enum xml_fault fault, size_t at)
{
	if (r->result.fault != XML_FINE)
		return;
	r->result.fault = fault;
	r->result.at = at;
}

/* --- the guard --- */

static enum xml_fault guard_bang(struct guard *g, char c)
{
	g->word[g->letters++] = c;
	struct str word = {g->word, (size_t)g->letters};
	g->run = 0;
	if (str_eq(word, STR("--")))
		g->state = IN_COMMENT;
	else if (str_eq(word, STR("[CDATA[")))
		g->state = IN_CDATA;
	else if (word.p[0] == 'D')
		return XML_DOCTYPE;
	else if (!str_starts(STR("--"), word) && !str_starts(STR("[CDATA["), word))
		g->state = IN_TEXT; /* no XML; the parser will say so */
	return XML_FINE;
}

/* A comment ends by --> and so on: at a '>' behind so many of the mark. */
static void guard_until(struct guard *g, char c, char mark, int times)
{
	if (c == '>' && g->run >= times)
		g->state = IN_TEXT;
	g->run = c == mark ? g->run + 1 : 0;
}

static enum xml_fault guard_tag(struct guard *g, char c)
{
	if (c == '>') {
		g->state = IN_TEXT;
	} else if (c == '"' || c == '\'') {
		g->state = IN_QUOTE;
		g->quote = c;
		if (++g->attributes > XML_ATTRIBUTES)
			return XML_WIDE;
	}
	return XML_FINE;
}

static void guard_open(struct guard *g, char c)
{
	g->attributes = g->letters = g->run = 0;
	g->state = c == '!' ? IN_BANG : c == '?' ? IN_PI : IN_TAG;
}

/* UTF-16 and UCS-4 have a NUL in their first bytes; of EBCDIC libxml2 knows one that is no ASCII.
 */
static enum xml_fault guard_encoding(const struct guard *g, char c)
{
	if (!c || c == '\xFE' || c == '\xFF')
		return XML_ENCODED;
	bool mark = c == '\xEF' || c == '\xBB' || c == '\xBF';
	return !g->begun && (unsigned char)c >= 0x80 && !mark ? XML_SYNTAX : XML_FINE;
}

static enum xml_fault guard_byte(struct guard *g, char c)
{
	enum xml_fault fault = guard_encoding(g, c);
	if (fault != XML_FINE)
		return fault;
	switch (g->state) {
	case IN_TEXT:
		g->begun = g->begun || c == '<';
		g->state = c == '<' ? IN_OPEN : IN_TEXT;
		break;
	case IN_OPEN:
		guard_open(g, c);
		return g->state == IN_TAG ? guard_tag(g, c) : XML_FINE;
	case IN_TAG:
		return guard_tag(g, c);
	case IN_QUOTE:
		g->state = c == g->quote ? IN_TAG : IN_QUOTE;
		break;
	case IN_BANG:
		return guard_bang(g, c);
	case IN_COMMENT:
		guard_until(g, c, '-', 2);
		break;
	case IN_CDATA:
		guard_until(g, c, ']', 2);
		break;
	case IN_PI:
		guard_until(g, c, '?', 1);
		break;
	}
	return XML_FINE;
}

/* How many of the bytes may be shown to libxml2. */
static int guard_pass(struct reading *r, const char *bytes, int n)
{
	for (int i = 0; i < n; i++) {
		enum xml_fault fault = guard_byte(&r->guard, bytes[i]);
		if (fault != XML_FINE) {
			stop(r, fault, r->taken + (size_t)i);
			return i;
		}
	}
	return n;
}

/* --- what libxml2 calls --- */

/* After a fault the input is at its end for libxml2: the one way to stop it that is safe anywhere
 * in its code. */
static int on_more(void *self, char *to, int room)
{
	struct reading *r = self;
	if (r->result.fault != XML_FINE)
		return 0;
	int n = r->input->more(r->input->self, to, room);
	if (n < 0)
		stop(r, XML_STOPPED, r->taken);
	if (n <= 0)
		return 0;
	int passed = guard_pass(r, to, n);
	r->taken += (size_t)passed;
	return passed;
}

static int on_close(void *self)
{
	(void)self;
	return 0;
}

static size_t byte_now(const struct reading *r)
{
	long at = xmlByteConsumed(r->ctxt);
	return at < 0 ? r->taken : (size_t)at;
}

static struct str text_of(const xmlChar *s)
{
	return str_from((const char *)s);
}

/* Attributes come in fives: name, prefix, URI, value and its end. */
static void on_start(void *self, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
	int n_namespaces, const xmlChar **namespaces, int n_attributes, int n_defaulted,
	const xmlChar **attributes)
{
	struct reading *r = self;
	struct xml_attribute list[XML_ATTRIBUTES];
	struct xml_tag tag = {.name = text_of(name), .attributes = list, .depth = r->depth++};
	(void)prefix;
	(void)uri;
	(void)n_namespaces;
	(void)namespaces;
	(void)n_defaulted;
	if (r->result.fault != XML_FINE)
		return;
	tag.end = byte_now(r);
	if (tag.depth == XML_DEPTH) {
		stop(r, XML_DEEP, tag.end);
		return;
	}
	for (size_t i = 0; i < (size_t)n_attributes && tag.n < XML_ATTRIBUTES; i++) {
		const xmlChar *const *a = &attributes[5 * i];
		list[tag.n++] = (struct xml_attribute){
			text_of(a[0]), {(const char *)a[3], (size_t)(a[4] - a[3])}};
	}
	if (!r->events->start(r->events->self, &tag))
		stop(r, XML_STOPPED, tag.end);
}

static void on_end(void *self, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct reading *r = self;
	(void)name;
	(void)prefix;
	(void)uri;
	r->depth--;
	if (r->result.fault == XML_FINE && !r->events->end(r->events->self, r->depth))
		stop(r, XML_STOPPED, byte_now(r));
}

static void on_text(void *self, const xmlChar *text, int n)
{
	struct reading *r = self;
	struct str s = {(const char *)text, (size_t)n};
	if (r->result.fault == XML_FINE && !r->events->text(r->events->self, s))
		stop(r, XML_STOPPED, byte_now(r));
}

static void on_doctype(void *self, const xmlChar *name, const xmlChar *public_id, const xmlChar *id)
{
	struct reading *r = self;
	(void)name;
	(void)public_id;
	(void)id;
	stop(r, XML_DOCTYPE, byte_now(r));
}

static void on_error(void *self, xmlErrorPtr error)
{
	struct reading *r = self;
	if (error->level < XML_ERR_ERROR || r->result.fault != XML_FINE)
		return;
	if (error->code == XML_ERR_NO_MEMORY)
		out_of_memory();
	stop(r, XML_SYNTAX, r->ctxt ? byte_now(r) : 0);
	r->result.code = error->code;
	struct str said = str_trim(str_from(error->message));
	said = str_line(&said);
	size_t n = said.n < sizeof(r->result.said) ? said.n : sizeof(r->result.said) - 1;
	memcpy(r->result.said, said.p ? said.p : "", n);
}

struct xml_result xml_read(const struct xml_input *input, const struct xml_events *events)
{
	struct reading r = {.input = input, .events = events};
	xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
		.internalSubset = on_doctype,
		.serror = on_error};
	r.ctxt = xmlCreateIOParserCtxt(&sax, &r, on_more, on_close, &r, XML_CHAR_ENCODING_UTF8);
	if (!r.ctxt)
		out_of_memory();
	/* NOENT: of the five entities too; else &amp; in an attribute comes as &#38;. */
	xmlCtxtUseOptions(r.ctxt, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_NOENT);
	xmlParseDocument(r.ctxt);
	if (!r.ctxt->wellFormed)
		stop(&r, XML_SYNTAX, byte_now(&r));
	xmlFreeDoc(r.ctxt->myDoc); /* none but where libxml2 makes one for itself */
	r.ctxt->myDoc = NULL;
	xmlFreeParserCtxt(r.ctxt);
	return r.result;
}

/* --- for those who get the events --- */

struct str xml_get(const struct xml_tag *tag, struct str name)
{
	for (size_t i = 0; i < tag->n; i++)
		if (str_eq(tag->attributes[i].name, name))
			return tag->attributes[i].value;
	return STR_NONE;
}
