/* SPDX-License-Identifier: MIT */
#include "render/template_html.h"

#include <string.h>

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static struct str name_str(const struct html_name *n)
{
	return (struct str){n->s, n->n};
}

/* A name that is longer than all we know is cut, and still is none of them. */
static void name_add(struct html_name *n, char c)
{
	if (n->n < sizeof(n->s))
		n->s[n->n++] = lower(c);
}

static bool is_one_of(struct str s, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(s, str_from(names[i])))
			return true;
	return false;
}

static enum html_element element_of(struct str tag)
{
	static const char *const verbatim[] = {"xmp", "iframe", "noembed", "noframes", "plaintext"};
	if (str_eq(tag, STR("script")))
		return ELEMENT_SCRIPT;
	if (str_eq(tag, STR("style")))
		return ELEMENT_STYLE;
	if (str_eq(tag, STR("title")) || str_eq(tag, STR("textarea")))
		return ELEMENT_TITLE;
	if (is_one_of(tag, verbatim, ARRAY_LEN(verbatim)))
		return ELEMENT_VERBATIM;
	return ELEMENT_OTHER;
}

static enum html_attr attr_of(struct str name)
{
	static const char *const urls[] = {"href", "src", "action", "formaction", "poster", "cite",
		"data", "background", "manifest", "ping", "longdesc", "usemap", "icon", "codebase"};
	static const char *const refused[] = {"style", "srcdoc", "srcset", "imagesrcset"};
	size_t colon = str_find_last_char(name, ':');
	if (colon != SIZE_MAX)
		name = str_after(name, colon + 1);
	if (str_starts(name, STR("on")) || is_one_of(name, refused, ARRAY_LEN(refused)))
		return ATTR_REFUSED;
	if (is_one_of(name, urls, ARRAY_LEN(urls)))
		return ATTR_URL;
	return str_eq(name, STR("content")) ? ATTR_CONTENT : ATTR_PLAIN;
}

static void begin_value(struct html_state *h)
{
	h->place = HTML_BEFORE_VALUE;
	h->attr = h->name.n ? attr_of(name_str(&h->name)) : ATTR_REFUSED;
	h->part = URL_START;
	h->matched = 0;
	h->quote = 0;
}

static void end_tag(struct html_state *h)
{
	bool raw = !h->closing && h->element != ELEMENT_OTHER;
	h->place = raw ? HTML_RAW : HTML_TEXT;
	h->js = 0;
}

/*
 * The steps below read at least one character of s, which is not empty, or go on to another place.
 * They return how many bytes they took.
 */
static size_t step_tag_open(struct html_state *h, struct str s)
{
	if (str_starts(s, STR("!--"))) {
		h->place = HTML_COMMENT;
		return 3;
	}
	if (s.p[0] == '!' || s.p[0] == '?') {
		h->place = HTML_DECLARATION;
		return 1;
	}
	if (s.p[0] == '/' && !h->closing) {
		h->closing = true;
		return 1;
	}
	h->place = is_letter(s.p[0]) ? HTML_TAG_NAME : HTML_TEXT;
	h->tag.n = 0;
	return 0;
}

static size_t step_tag_name(struct html_state *h, char c)
{
	if (!is_space(c) && c != '/' && c != '>') {
		name_add(&h->tag, c);
		return 1;
	}
	h->element = element_of(name_str(&h->tag));
	h->place = HTML_TAG;
	return 0;
}

static size_t step_tag(struct html_state *h, char c)
{
	if (is_space(c) || c == '/') {
		h->place = HTML_TAG;
	} else if (c == '>') {
		end_tag(h);
	} else {
		h->name.n = 0;
		h->place = HTML_ATTR_NAME;
		return 0;
	}
	return 1;
}

static size_t step_attr_name(struct html_state *h, char c)
{
	if (c == '=') {
		begin_value(h);
		return 1;
	}
	if (c == '/' || c == '>') {
		h->place = HTML_TAG;
		return 0;
	}
	if (is_space(c))
		h->place = HTML_AFTER_NAME;
	else
		name_add(&h->name, c);
	return 1;
}

static size_t step_after_name(struct html_state *h, char c)
{
	if (is_space(c))
		return 1;
	if (c == '=') {
		begin_value(h);
		return 1;
	}
	h->place = HTML_TAG;
	return 0;
}

static size_t step_before_value(struct html_state *h, char c)
{
	if (is_space(c))
		return 1;
	h->place = c == '>' ? HTML_TAG : HTML_VALUE;
	if (c != '"' && c != '\'')
		return 0;
	h->quote = c;
	return 1;
}

static void track_url(struct html_state *h, char c)
{
	if (c == '?' || c == '#')
		h->part = URL_QUERY;
	else if (h->part == URL_OPEN ? c == '/' : h->part == URL_START && !is_space(c))
		h->part = URL_PATH;
}

/* <meta http-equiv="refresh" content="0; url=…"> */
static void track_content(struct html_state *h, char c)
{
	static const char mark[] = "url=";
	h->matched = lower(c) == mark[h->matched] ? (unsigned char)(h->matched + 1) : 0;
	if (h->matched == sizeof(mark) - 1) {
		h->attr = ATTR_URL;
		h->part = URL_START;
	}
}

static size_t step_value(struct html_state *h, char c)
{
	if (h->quote ? c == h->quote : is_space(c) || c == '>') {
		h->place = HTML_TAG;
		return h->quote != 0;
	}
	if (h->attr == ATTR_URL)
		track_url(h, c);
	else if (h->attr == ATTR_CONTENT)
		track_content(h, c);
	return 1;
}

static size_t step_js(struct html_state *h, struct str s)
{
	char c = s.p[0];
	if (h->js == '*') {
		bool end = str_starts(s, STR("*/"));
		h->js = end ? 0 : '*';
		return end ? 2 : 1;
	}
	if (c == '\n' && h->js != '`') {
		h->js = 0;
	} else if (!h->js) {
		if (c == '"' || c == '\'' || c == '`')
			h->js = c;
		else if (str_starts(s, STR("//")) || str_starts(s, STR("/*")))
			h->js = s.p[1];
		return h->js == '/' || h->js == '*' ? 2 : 1;
	} else if (h->js != '/') {
		if (c == '\\')
			return s.n > 1 ? 2 : 1;
		if (c == h->js)
			h->js = 0;
	}
	return 1;
}

static size_t step_raw(struct html_state *h, struct str s)
{
	struct str tag = name_str(&h->tag), after = str_sub(s, 2, 2 + tag.n);
	if (str_starts(s, STR("</")) && str_eq_nocase(after, tag) &&
		!(s.n > 2 + tag.n && is_letter(s.p[2 + tag.n]))) {
		h->place = HTML_TAG_OPEN;
		h->closing = false;
		return 1;
	}
	return h->element == ELEMENT_SCRIPT ? step_js(h, s) : 1;
}

static size_t step(struct html_state *h, struct str s)
{
	switch (h->place) {
	case HTML_TEXT:
		if (s.p[0] == '<') {
			h->place = HTML_TAG_OPEN;
			h->closing = false;
		}
		return 1;
	case HTML_TAG_OPEN:
		return step_tag_open(h, s);
	case HTML_TAG_NAME:
		return step_tag_name(h, s.p[0]);
	case HTML_TAG:
	case HTML_GLUED:
		return step_tag(h, s.p[0]);
	case HTML_ATTR_NAME:
		return step_attr_name(h, s.p[0]);
	case HTML_AFTER_NAME:
		return step_after_name(h, s.p[0]);
	case HTML_BEFORE_VALUE:
		return step_before_value(h, s.p[0]);
	case HTML_VALUE:
		return step_value(h, s.p[0]);
	case HTML_COMMENT:
		if (!str_starts(s, STR("-->")))
			return 1;
		h->place = HTML_TEXT;
		return 3;
	case HTML_DECLARATION:
		if (s.p[0] == '>')
			h->place = HTML_TEXT;
		return 1;
	case HTML_RAW:
		return step_raw(h, s);
	}
	return 1;
}

bool html_advance(struct html_state *h, struct span text)
{
	struct str s = span_text(text);
	bool glued = h->place == HTML_GLUED && s.n && !is_space(s.p[0]) && s.p[0] != '/' &&
		     s.p[0] != '>';
	for (size_t i = 0; i < s.n;) {
		if (h->place == HTML_TEXT ||
			(h->place == HTML_RAW && h->element != ELEMENT_SCRIPT)) {
			size_t skip = str_find_char(str_after(s, i), '<');
			if (skip == SIZE_MAX)
				break;
			i += skip;
		}
		if (h->place == HTML_TEXT)
			h->opened = span_sub(text, i, 1);
		i += step(h, str_after(s, i));
	}
	return !glued;
}

static enum html_escape output_in_value(struct html_state *h)
{
	if (!h->quote)
		return ESCAPE_NONE_UNQUOTED;
	if (h->attr == ATTR_REFUSED)
		return ESCAPE_NONE_PLACE;
	h->matched = 0;
	if (h->attr != ATTR_URL)
		return ESCAPE_ATTR;
	switch (h->part) {
	case URL_PATH:
		return ESCAPE_URL_PART;
	case URL_QUERY:
		return ESCAPE_QUERY;
	case URL_START:
		h->part = URL_OPEN;
		return ESCAPE_URL;
	case URL_OPEN:
		break;
	}
	return ESCAPE_NONE_URL_OPEN;
}

enum html_escape html_output(struct html_state *h)
{
	switch (h->place) {
	case HTML_TEXT:
		return ESCAPE_TEXT;
	case HTML_BEFORE_VALUE:
		h->place = HTML_VALUE;
		return ESCAPE_NONE_UNQUOTED;
	case HTML_VALUE:
		return output_in_value(h);
	case HTML_RAW:
		if (h->element == ELEMENT_TITLE)
			return ESCAPE_ATTR;
		if (h->element == ELEMENT_SCRIPT)
			return h->js ? ESCAPE_NONE_JS_STRING : ESCAPE_JSON;
		return ESCAPE_NONE_PLACE;
	case HTML_TAG_OPEN:
	case HTML_TAG_NAME:
	case HTML_TAG:
	case HTML_GLUED:
	case HTML_ATTR_NAME:
	case HTML_AFTER_NAME:
	case HTML_COMMENT:
	case HTML_DECLARATION:
		break;
	}
	return ESCAPE_NONE_PLACE;
}

static bool in_tag(const struct html_state *h)
{
	switch (h->place) {
	case HTML_TAG_NAME:
	case HTML_TAG:
	case HTML_GLUED:
	case HTML_ATTR_NAME:
	case HTML_AFTER_NAME:
		return true;
	case HTML_TEXT:
	case HTML_TAG_OPEN:
	case HTML_BEFORE_VALUE:
	case HTML_VALUE:
	case HTML_COMMENT:
	case HTML_DECLARATION:
	case HTML_RAW:
		break;
	}
	return false;
}

static bool same_name(const struct html_name *a, const struct html_name *b)
{
	return str_eq(name_str(a), name_str(b));
}

bool html_join(struct html_state *h, const struct html_state *other)
{
	if (in_tag(h) && in_tag(other)) {
		bool same_place = h->place == other->place &&
				  (h->place != HTML_ATTR_NAME || same_name(&h->name, &other->name));
		if (!same_place)
			h->place = HTML_GLUED;
		h->element = element_of(name_str(&h->tag));
		return same_name(&h->tag, &other->tag) && h->closing == other->closing;
	}
	if (h->place != other->place)
		return false;
	if (h->place == HTML_RAW)
		return h->element == other->element && h->js == other->js;
	if (h->place == HTML_VALUE || h->place == HTML_BEFORE_VALUE) {
		if (other->part > h->part)
			h->part = other->part;
		h->matched = 0;
		return h->quote == other->quote && h->attr == other->attr;
	}
	return true;
}

struct str html_place_name(const struct html_state *h, enum lang lang)
{
	static const char *const names[][N_LANGS] = {
		[HTML_TEXT] = {"正文", "text"},
		[HTML_TAG_OPEN] = {"标签名", "the name of a tag"},
		[HTML_TAG_NAME] = {"标签名", "the name of a tag"},
		[HTML_TAG] = {"标签", "a tag"},
		[HTML_GLUED] = {"标签", "a tag"},
		[HTML_ATTR_NAME] = {"属性名", "the name of an attribute"},
		[HTML_AFTER_NAME] = {"标签", "a tag"},
		[HTML_BEFORE_VALUE] = {"属性值", "the value of an attribute"},
		[HTML_VALUE] = {"属性值", "the value of an attribute"},
		[HTML_COMMENT] = {"注释", "a comment"},
		[HTML_DECLARATION] = {"声明", "a declaration"},
		[HTML_RAW] = {"不含标签的元素", "an element without markup"},
	};
	static const char *const elements[][N_LANGS] = {
		[ELEMENT_OTHER] = {"", ""},
		[ELEMENT_SCRIPT] = {"<script>", "<script>"},
		[ELEMENT_STYLE] = {"<style>", "<style>"},
		[ELEMENT_TITLE] = {"<title> 或 <textarea>", "<title> or <textarea>"},
		[ELEMENT_VERBATIM] = {"不含标签的元素", "an element without markup"},
	};
	static const char *const refused[N_LANGS] = {"这个属性", "this attribute"};
	if (h->place == HTML_VALUE && h->attr == ATTR_REFUSED)
		return str_from(refused[lang]);
	if (h->place == HTML_RAW)
		return str_from(elements[h->element][lang]);
	return str_from(names[h->place][lang]);
}
