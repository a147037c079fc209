/* SPDX-License-Identifier: MIT */
/* The value `form` of the page template, and the style and script that stand in the page itself. */
#include "render/form_html.h"

#include "base/arena.h"
#include "render/form_html_parts.h"

/* Text that must not end the element it stands in: </script in a string becomes <\/script. */
static struct str guard(struct arena *a, struct str s, struct str element)
{
	struct buf out = buf_new(a);
	for (size_t at; (at = str_find(s, STR("</"))) != SIZE_MAX; s = str_after(s, at + 2)) {
		buf_add(&out, str_sub(s, 0, at + 1));
		if (str_eq_nocase(str_sub(s, at + 2, at + 2 + element.n), element))
			buf_add_char(&out, '\\');
		buf_add_char(&out, '/');
	}
	buf_add(&out, s);
	return buf_str(&out);
}

struct str form_html_script(struct arena *a, const struct form_html_input *in)
{
	struct str js = STR_CAT(a, in->values_js, STR("\n"), in->js);
	/* Browsers read \r\n as \n before they work out the hash. */
	js = str_replace(a, js, STR("\r\n"), STR("\n"));
	return guard(a, str_replace(a, js, STR("<!--"), STR("<\\!--")), STR("script"));
}

/* A string of CSS: what could end it or the element is written as a number. */
static void css_string(struct buf *out, struct str s)
{
	BUF_LIT(out, "\"");
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if (c < 0x20 || c == '"' || c == '\\' || c == '<')
			buf_printf(out, "\\%x ", c);
		else
			buf_add_char(out, (char)c);
	}
	BUF_LIT(out, "\"");
}

static void margin_box(struct buf *out, const char *place, struct str text)
{
	buf_printf(out, "@%s{content:", place);
	css_string(out, text);
	BUF_LIT(out, "}");
}

/* "第{1}页，共{2}页", with what the browser counts. */
static void page_number(struct buf *out, const struct form_html_input *in)
{
	static const char *const counters[] = {" counter(page) ", " counter(pages) "};
	struct str rest = form_html_word(in, "form.paper.page");
	buf_printf(out, "@%s{content:", in->paper->one_foot ? "bottom-center" : "bottom-right");
	for (size_t i = 0; i < ARRAY_LEN(counters); i++) {
		size_t at = str_find_char(rest, '{');
		if (at == SIZE_MAX)
			break;
		css_string(out, str_sub(rest, 0, at));
		buf_add(out, str_from(counters[i]));
		rest = str_after(rest, at + 3); /* "{1}" */
	}
	css_string(out, rest);
	BUF_LIT(out, "}");
}

/* What stands at the head of all pages but the first. */
static void next_head(struct buf *out, const struct form_html_input *in)
{
	struct str number = in->form->number.s;
	if (in->site->audience == AUDIENCE_INTERNAL)
		number = STR_CAT(in->arena, number, number.n ? STR("  ") : STR_NONE,
			form_html_word(in, "form.internal"));
	margin_box(out, "top-left", number);
	margin_box(out, "top-center", form_paper_joined(in->arena, &in->paper->continued));
}

/* Which form this is, where it goes and which page of it. */
static void foot(struct buf *out, const struct form_html_input *in)
{
	const struct form_paper *paper = in->paper;
	struct str what = form_paper_identity(in->arena, paper->in);
	struct str where = form_paper_submit(in->arena, paper->in);
	if (paper->one_foot)
		margin_box(out, "bottom-right", where);
	else
		what = STR_CAT(in->arena, where, STR("\n"), what);
	margin_box(out, "bottom-left", what);
	if (paper->n_pages > 1)
		page_number(out, in);
}

/* The paper and its margins. An answer may make a form of one page longer: then it is `many`. */
static void page_rule(struct buf *out, const struct form_html_input *in)
{
	const struct form_paper *paper = in->paper;
	bool landscape = in->form->layout.orientation.v == ORIENTATION_LANDSCAPE;
	BUF_LIT(out, "@page{size:A4 ");
	buf_add(out, landscape ? STR("landscape") : STR("portrait"));
	buf_printf(out, ";margin:%.2fpt %.2fpt %.2fpt;", paper->next_head, paper->left,
		paper->height - paper->bottom);
	next_head(out, in);
	foot(out, in);
	buf_printf(out,
		"}\n@page "
		":first{margin-top:%.2fpt;@top-left{content:none}@top-center{content:none}}\n",
		paper->top);
	if (paper->n_pages == 1) {
		BUF_LIT(out, "@page many{");
		page_number(out, in);
		BUF_LIT(out, "}\n");
	}
	buf_printf(out, ":root{--head:%.2fpt}\n", paper->first_head - paper->top);
}

static struct value style(const struct form_html_input *in)
{
	struct buf out = buf_new(in->arena);
	BUF_LIT(&out, "<style>\n");
	buf_add(&out, guard(in->arena, in->css, STR("style")));
	page_rule(&out, in);
	BUF_LIT(&out, "</style>");
	return value_markup(buf_str(&out));
}

static struct value script(const struct form_html_input *in)
{
	return value_markup(STR_CAT(
		in->arena, STR("<script>"), form_html_script(in->arena, in), STR("</script>")));
}

static struct value data(const struct form_html_input *in)
{
	struct buf out = buf_new(in->arena);
	BUF_LIT(&out, "<script type=\"application/json\" id=\"form-data\">");
	form_html_data(&out, in);
	BUF_LIT(&out, "</script>");
	return value_markup(buf_str(&out));
}

/* A line break of the title is for paper only. */
static struct value heading(const struct form_html_input *in)
{
	struct buf out = buf_new(in->arena);
	form_html_text(&out, &in->paper->title, false);
	return value_markup(buf_str(&out));
}

static struct value body(const struct form_html_input *in)
{
	struct buf out = buf_new(in->arena);
	form_html_body(&out, in);
	return value_markup(buf_str(&out));
}

/* Everything that is not plain in an address is encoded: an e-mail must not add a header. */
static void mail_part(struct buf *out, struct str s, const char *safe)
{
	struct str plain = str_from(safe);
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (char_is_alnum(c) || str_find_char(plain, c) != SIZE_MAX)
			buf_add_char(out, c);
		else
			buf_printf(out, "%%%02X", (unsigned char)c);
	}
}

static struct value mail(const struct form_html_input *in)
{
	const struct form *form = in->form;
	if (!form->submit.email.s.n)
		return value_text(STR(""));
	struct buf url = buf_new(in->arena);
	BUF_LIT(&url, "mailto:");
	mail_part(&url, form->submit.email.s, "-._~@");
	BUF_LIT(&url, "?subject=");
	mail_part(&url, form_plain_label(in->arena, form->title.s), "-._~");
	struct value map = value_map();
	VALUE_SET(in->arena, &map, "url", value_text(buf_str(&url)));
	return map;
}

static struct value back(const struct form_html_input *in)
{
	if (!in->back_url.n)
		return value_text(STR(""));
	struct value map = value_map();
	struct str title = in->entry ? in->entry->front.title.s : in->site->front.title.s;
	VALUE_SET(in->arena, &map, "title", value_text(form_plain_label(in->arena, title)));
	VALUE_SET(in->arena, &map, "url", value_text(in->back_url));
	return map;
}

static void set_text(
	const struct form_html_input *in, struct value *map, const char *key, struct str s)
{
	value_set(in->arena, map, str_from(key), value_text(s));
}

struct value form_html_context(const struct form_html_input *in)
{
	const struct form *form = in->form;
	struct arena *a = in->arena;
	struct value map = value_map();
	set_text(in, &map, "title", form_plain_label(a, form->title.s));
	VALUE_SET(a, &map, "heading", heading(in));
	set_text(in, &map, "subtitle", form_plain_label(a, form->subtitle.s));
	set_text(in, &map, "number", form->number.s);
	VALUE_SET(a, &map, "version", value_number(form_version(form)));
	set_text(in, &map, "path", form_html_path(in));
	set_text(in, &map, "lang", form_html_lang(in->site));
	VALUE_SET(a, &map, "style", style(in));
	VALUE_SET(a, &map, "script", script(in));
	VALUE_SET(a, &map, "data", data(in));
	VALUE_SET(a, &map, "body", body(in));
	set_text(in, &map, "script_src",
		in->script_hash.n ? STR_CAT(a, STR("'"), in->script_hash, STR("'"))
				  : STR("'unsafe-inline'"));
	set_text(in, &map, "to", form_paper_receivers(in->arena, in->site, form));
	set_text(in, &map, "email", form->submit.email.s);
	VALUE_SET(a, &map, "mail", mail(in));
	VALUE_SET(a, &map, "back", back(in));
	set_text(in, &map, "pdf", in->pdf_url);
	set_text(in, &map, "docx", in->docx_url);
	return map;
}
