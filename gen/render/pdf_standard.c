/* SPDX-License-Identifier: MIT */
#include "render/pdf_standard.h"

#include <lcms2.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

/* --- what is no content --- */

/* Of an operator, with all that stands before it. */
struct statement {
	struct str whole, name;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0;
}

static bool is_delimiter(char c)
{
	return is_blank(c) || strchr("()<>[]{}/%", c);
}

/* From "(" to behind the ")" that ends the text. */
static size_t string_end(struct str s, size_t at)
{
	int depth = 0;
	for (; at < s.n; at++) {
		if (s.p[at] == '\\')
			at++;
		else if (s.p[at] == '(')
			depth++;
		else if (s.p[at] == ')' && --depth == 0)
			return at + 1;
	}
	return s.n;
}

static size_t word_end(struct str s, size_t at)
{
	while (at < s.n && !is_delimiter(s.p[at]))
		at++;
	return at;
}

static bool is_value(struct str word)
{
	return str_eq(word, STR("true")) || str_eq(word, STR("false")) || str_eq(word, STR("null"));
}

/* Behind what begins at `at`, which is no blank. *ret_name is set where it is an operator. */
static size_t token_end(struct str s, size_t at, struct str *ret_name)
{
	char c = s.p[at];
	if (c == '(')
		return string_end(s, at);
	if (c == '/')
		return word_end(s, at + 1);
	if (c == '<' && at + 1 < s.n && s.p[at + 1] != '<') {
		size_t close = str_find_char(str_after(s, at), '>');
		return close == SIZE_MAX ? s.n : at + close + 1;
	}
	if (is_delimiter(c))
		return at + 1;
	size_t end = word_end(s, at);
	bool number = (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.';
	struct str word = str_sub(s, at, end);
	if (!number && !is_value(word))
		*ret_name = word;
	return end;
}

/* False at the end, where *ret holds what is left. */
static bool next_statement(struct str *rest, struct statement *ret)
{
	struct str s = *rest;
	*ret = (struct statement){.whole = s};
	for (size_t at = 0; at < s.n && ret->name.n == 0;) {
		if (is_blank(s.p[at])) {
			at++;
			continue;
		}
		at = token_end(s, at, &ret->name);
		ret->whole = str_sub(s, 0, at);
	}
	*rest = str_after(s, ret->name.n ? ret->whole.n : s.n);
	return ret->name.n > 0;
}

static bool paints(struct str name)
{
	static const char *const names[] = {
		"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Tj", "TJ", "'", "\"", "Do", "sh"};
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_eq(name, str_from(names[i])))
			return true;
	return false;
}

struct marking {
	struct buf out;
	size_t from; /* of the statements outside of all marks: where the mark around them goes */
	bool painted;
	int depth;
};

/* Moves what was written since `from` into an artifact. */
static void close_artifact(struct marking *m)
{
	if (m->painted) {
		struct str outside = str_copy(m->out.arena, str_after(buf_str(&m->out), m->from));
		m->out.n = m->from;
		BUF_LIT(&m->out, "\n/Artifact BMC\n");
		buf_add(&m->out, outside);
		BUF_LIT(&m->out, "\nEMC");
	}
	m->painted = false;
}

/* Empty: an image amid the operators, or marks that do not close. Cairo writes neither. */
static struct str marked(struct arena *a, struct str content)
{
	struct marking m = {.out = buf_new(a)};
	struct statement s;
	while (next_statement(&content, &s)) {
		bool opens = str_eq(s.name, STR("BDC")) || str_eq(s.name, STR("BMC"));
		if (str_eq(s.name, STR("BI")))
			return STR_NONE;
		if (opens && m.depth++ == 0)
			close_artifact(&m);
		m.painted = m.painted || (m.depth == 0 && paints(s.name));
		buf_add(&m.out, s.whole);
		if (str_eq(s.name, STR("EMC")) && --m.depth == 0)
			m.from = m.out.n;
	}
	close_artifact(&m);
	buf_add(&m.out, s.whole);
	return m.depth == 0 ? buf_str(&m.out) : STR_NONE;
}

static bool mark_page(struct pdf *pdf, qpdf_oh page)
{
	unsigned char *bytes = NULL;
	size_t n = 0;
	if (qpdf_oh_get_page_content_data(pdf->q, page, &bytes, &n) & QPDF_ERRORS)
		return false;
	struct str content = {(const char *)bytes, n}, with = marked(pdf->arena, content);
	if (with.n > 0)
		pdf_set(pdf, page, "/Contents", pdf_stream(pdf, with, false));
	free(bytes);
	return with.n > 0 || n == 0;
}

/* --- colours --- */

/* sRGB as the library makes it, but for the time of the day in its head (ICC.1:2010, 7.2.8). */
static bool srgb(struct arena *a, struct str *ret)
{
	enum { DATE_AT = 24, DATE_LENGTH = 12 };
	static const char day[] = "\x07\xd0\0\x01\0\x01\0\0\0\0\0\0"; /* 2000-01-01 */
	cmsHPROFILE profile = cmsCreate_sRGBProfile();
	cmsUInt32Number n = 0;
	if (!profile)
		return false;
	cmsSetProfileVersion(profile, 4.2);
	bool done = cmsSaveProfileToMem(profile, NULL, &n) && n > DATE_AT + DATE_LENGTH;
	char *bytes = arena_alloc(a, n);
	done = done && cmsSaveProfileToMem(profile, bytes, &n);
	cmsCloseProfile(profile);
	for (size_t i = 0; done && i < DATE_LENGTH; i++)
		bytes[DATE_AT + i] = day[i];
	*ret = (struct str){bytes, n};
	return done;
}

static bool add_intent(struct pdf *pdf)
{
	struct str profile;
	if (!srgb(pdf->arena, &profile))
		return false;
	qpdf_oh intent = pdf_dict(pdf), stream = pdf_stream(pdf, profile, false);
	pdf_set_int(pdf, qpdf_oh_get_dict(pdf->q, stream), "/N", 3);
	pdf_set_name(pdf, intent, "/Type", "/OutputIntent");
	pdf_set_name(pdf, intent, "/S", "/GTS_PDFA1");
	pdf_set_ascii(pdf, intent, "/OutputConditionIdentifier", STR("sRGB IEC61966-2.1"));
	pdf_set_ascii(pdf, intent, "/Info", STR("sRGB IEC61966-2.1"));
	pdf_set(pdf, intent, "/DestOutputProfile", stream);
	pdf_set(pdf, qpdf_get_root(pdf->q), "/OutputIntents",
		qpdf_oh_wrap_in_array(pdf->q, pdf_indirect(pdf, intent)));
	return true;
}

/* --- objects --- */

static bool is_subtype(struct pdf *pdf, qpdf_oh dict, const char *name)
{
	return qpdf_oh_is_name_and_equals(
		pdf->q, qpdf_oh_get_key_if_dict(pdf->q, dict, "/Subtype"), name);
}

/* Glyphs of a TrueType font by their number (ISO 32000-1, 9.7.4.2), which must be said; no dots
 * that were not in the picture. */
static void mend_object(struct pdf *pdf, qpdf_oh object)
{
	qpdf_data q = pdf->q;
	bool stream = qpdf_oh_is_stream(q, object);
	qpdf_oh dict = stream ? qpdf_oh_get_dict(q, object) : object;
	if (!qpdf_oh_is_dictionary(q, dict))
		return;
	if (is_subtype(pdf, dict, "/CIDFontType2") && !qpdf_oh_has_key(q, dict, "/CIDToGIDMap"))
		pdf_set_name(pdf, dict, "/CIDToGIDMap", "/Identity");
	if (stream && is_subtype(pdf, dict, "/Image") && qpdf_oh_has_key(q, dict, "/Interpolate"))
		pdf_set_bool(pdf, dict, "/Interpolate", false);
}

bool pdf_meet_standards(struct pdf *pdf)
{
	qpdf_data q = pdf->q;
	int pages = qpdf_get_num_pages(q);
	int objects =
		qpdf_oh_get_int_value_as_int(q, qpdf_oh_get_key(q, qpdf_get_trailer(q), "/Size"));
	for (int i = 1; i < objects; i++)
		mend_object(pdf, qpdf_get_object_by_id(q, i, 0));
	for (int i = 0; i < pages; i++)
		if (!mark_page(pdf, qpdf_get_page_n(q, (size_t)i)))
			return false;
	return add_intent(pdf);
}
