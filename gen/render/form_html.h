/* SPDX-License-Identifier: MIT */
/*
 * A form as a web page that a person fills in without a network: the markup of its fields, and the
 * data by which themes/<theme>/form.js checks, saves and opens answers. templates/form.html frames
 * it.
 *
 * What a field is called stands in three places with one name: the control's name and id, the key
 * in the saved file, and "id" in the data. A cell of a table is field.row.column, rows counted
 * from 1.
 */
#ifndef RENDER_FORM_HTML_H
#define RENDER_FORM_HTML_H

#include "base/buf.h"
#include "doc/site.h"
#include "doc/value.h"
#include "render/form_paper.h"

/* What a field of type party may be answered with, where its form says less than the build knows:
 * the parties that its selector finds, or those who must send. texts are for `term`: its
 * occurrences. */
struct form_offer {
	struct str field; /* its id */
	const struct party *const *parties;
	size_t n_parties;
	const struct str *texts;
	size_t n_texts;
};

struct form_html_input {
	struct arena *arena;
	const struct site *site;	 /* words of the interface, register */
	const struct entry *entry;	 /* its path, and its deadlines for who sends */
	const struct form *form;	 /* laid out */
	const struct form_paper *paper;	 /* the measures that it is printed by */
	const struct form_offer *offers; /* may be none */
	size_t n_offers;
	/* The texts of form.css, form_values.js and form.js of the theme. */
	struct str css, values_js, js;
	/* "sha256-…" in base64, of form_html_script(); empty: not worked out. */
	struct str script_hash;
	/* From the site's root; empty: there is none. */
	struct str back_url, pdf_url, docx_url;
};

/* The <form>: what is asked above, the grid, what stands below. */
void form_html_body(struct buf *out, const struct form_html_input *in);
/* The JSON for form.js: safe inside <script> as it is. */
void form_html_data(struct buf *out, const struct form_html_input *in);
/* Both scripts as they stand inside <script>; a hash in the page's policy is of just these bytes.
 */
struct str form_html_script(struct arena *a, const struct form_html_input *in);
/*
 * The value `form` of templates/form.html, a map of: title subtitle number version path lang
 * (text), heading (the title as markup), style script data body (whole elements, markup),
 * script_src (for the policy), to email (text or ""), mail {url} or "", back {title, url} or "",
 * pdf and docx (url or "").
 */
struct value form_html_context(const struct form_html_input *in);

#endif
