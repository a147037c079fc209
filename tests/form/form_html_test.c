/* SPDX-License-Identifier: MIT */
/* The markup and the data of a form page: names, labels, roles, and what hostile text may not do.
 */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "parse/yaml.h"
#include "render/form_html.h"
#include "resolve/form.h"

static int passed, failed;

static void ok(bool good, const char *name)
{
	*(good ? &passed : &failed) += 1;
	printf("%s %s\n", good ? "ok" : "not ok", name);
}

static bool has(struct str text, const char *part)
{
	return str_has(text, str_from(part));
}

static size_t times(struct str text, const char *part)
{
	size_t n = 0;
	for (size_t at; (at = str_find(text, str_from(part))) != SIZE_MAX; n++)
		text = str_after(text, at + strlen(part));
	return n;
}

#define EVIL "\\\"><script>alert(1)</script>'&"

static const char hostile[] =
	"title: \"甲<b>\\n乙" EVIL "\"\n"
	"number: \"" EVIL "\"\n"
	"submit: { email: \"a@b.example?bcc=x&body=y\" }\n"
	"rows:\n"
	"- - { id: one, label: \"" EVIL "\", type: text, note: \"" EVIL "\", required: true }\n"
	"- - { id: two, label: L, type: choice, options: [\"" EVIL "\", 甲], other: true }\n"
	"- - { id: three, label: M, type: choices, options: [\"" EVIL "\"] }\n"
	"- - { id: four, label: N, type: table, rows: 2, columns: [{ id: c, label: \"" EVIL
	"\" }] }\n"
	"rules:\n"
	"- { check: \"one == '</script>'\", message: \"" EVIL "\" }\n";

static const char plain[] =
	"title: 登记表\n"
	"version: 3\n"
	"layout: { columns: [1, 2, 1, 4], orientation: landscape }\n"
	"rows:\n"
	"- - { id: day, label: 日期, type: date, required: true, place: above-right }\n"
	"- - { id: name, label: 姓名, type: text, max: 20 }\n"
	"  - { id: post, label: \"单位\\n职务\", type: text, note: 写全称。 }\n"
	"- - { label: 人数, of: [ { id: n_a, label: 干部, type: integer, min: 0 },\n"
	"                         { id: n_b, label: 青年, type: choice, options: [多, 少] } ] }\n"
	"- - { id: way, label: 形式, type: choice, options: [座谈, 走访], other: true, required: "
	"true }\n"
	"- - { id: work, label: 情况, type: multiline, lines: 8 }\n"
	"- - { id: rate, label: 比例, type: percent }\n"
	"  - { id: tel, label: 电话, type: phone }\n"
	"- - { id: mail, label: 邮箱, type: email }\n"
	"  - { id: at, label: 时间, type: time }\n"
	"- - { id: staff, label: 名册, type: table, rows: 2, columns: [{ id: who, label: 姓名, "
	"required: true },\n"
	"      { id: role, label: 分工, type: choice, options: [甲, 乙] }, { id: fit, label: 可, "
	"type: checkbox }] }\n"
	"- - { id: agree, label: 公开, type: checkbox }\n"
	"- - { label: 签字, type: signature }\n"
	"- - { id: from, label: 来自, type: party, place: below-left }\n";

struct page {
	struct site site;
	struct entry entry;
	struct form form;
	struct party units[3];
	struct party_ref who[2];
	struct text form_name;
	struct deadline deadline;
	struct form_paper_input paper;
	struct form_html_input in;
	struct str body, data;
};

static void set_unit(struct party *p, const char *id, const char *name, const char *short_name)
{
	p->id.s = str_from(id);
	p->name.s = str_from(name);
	p->short_name.s = str_from(short_name);
}

/* Two units of one name, and a third that need not send. */
static void set_parties(struct page *p)
{
	set_unit(&p->units[0], "east", "青年之家", "东家");
	set_unit(&p->units[1], "west", "青年之家", "西家");
	set_unit(&p->units[2], "city", "青禾市青年联合会", "");
	p->units[0].up = &p->units[2];
	p->site.parties.units = p->units;
	p->site.parties.n_units = 3;
	p->who[0].party = &p->units[0];
	p->who[1].party = &p->units[1];
	p->form_name.s = STR("report");
	p->deadline.form = (struct texts){.items = &p->form_name, .n = 1};
	p->deadline.who = (struct parties){.items = p->who, .n = 2};
	p->entry.deadlines = &p->deadline;
	p->entry.n_deadlines = 1;
}

static void load(struct arena *a, struct diags *d, const char *yaml, struct page *p)
{
	struct value v;
	struct source *src = source_new(a, STR("forms/report.yaml"), str_from(yaml));
	struct reader r = {.arena = a, .diags = d};
	*p = (struct page){0};
	ok(yaml_parse(a, src, src->text, &v, d), "the form is YAML");
	record_read(&r, &form_schema, &v, &p->form);
	form_resolve(&r, &p->form);
	p->form.id.s = STR("report");
	p->entry.path = STR("plans/x");
	p->site.front.language.s = STR("zh-CN");
	set_parties(p);
	form_ask(a, &p->form, &p->site);
	p->paper = (struct form_paper_input){
		.form = &p->form, .site = &p->site, .entry = p->entry.path, .day = DAY_NONE};
	p->in = (struct form_html_input){.arena = a,
		.site = &p->site,
		.entry = &p->entry,
		.form = &p->form,
		.paper = form_paper_lay_out(a, &p->paper)};
	struct buf body = buf_new(a), data = buf_new(a);
	form_html_body(&body, &p->in);
	form_html_data(&data, &p->in);
	p->body = buf_str(&body);
	p->data = buf_str(&data);
}

/* Every id stands once, and what for= and aria-…= name is there. */
static void check_ids(struct arena *a, struct str body)
{
	static const char *const naming[] = {
		" for=\"", " aria-labelledby=\"", " aria-describedby=\""};
	bool once = true, there = true;
	struct str rest = body;
	for (size_t at; (at = str_find(rest, STR(" id=\""))) != SIZE_MAX;) {
		rest = str_after(rest, at + 5);
		struct str id = str_sub(rest, 0, str_find_char(rest, '"'));
		once = once &&
		       times(body, str_cstr(a, STR_CAT(a, STR(" id=\""), id, STR("\"")))) == 1;
	}
	for (size_t i = 0; i < ARRAY_LEN(naming); i++) {
		rest = body;
		for (size_t at; (at = str_find(rest, str_from(naming[i]))) != SIZE_MAX;) {
			rest = str_after(rest, at + strlen(naming[i]));
			struct str ids = str_sub(rest, 0, str_find_char(rest, '"'));
			while (ids.n)
				there = there &&
					str_has(body, STR_CAT(a, STR(" id=\""), str_cut(&ids, ' '),
							      STR("\"")));
		}
	}
	ok(once, "every id stands once");
	ok(there, "what is referred to is there");
}

static void check_plain(struct arena *a, const struct page *p)
{
	struct str b = p->body;
	check_ids(a, b);
	ok(has(b, "<table class=\"grid\" role=\"presentation\">"), "the grid is layout, not data");
	ok(times(b, "<tr style=\"--high:") + times(b, "<tr class=\"new-page\" style=\"--high:") ==
			(size_t)p->form.n_grid_rows + 2,
		"each row of the grid and of the table is as high as on paper");
	ok(has(b, "<tr style=\"--high:180.00pt\">"), "eight lines of 22 points and 4");
	ok(has(b, "<col style=\"width:12.500%\"><col style=\"width:25.000%\">"), "column widths");
	ok(has(b, "<label for=\"name\" id=\"name-label\"><span class=\"two\">姓名</span></label>"),
		"a label for its field, two characters apart on paper");
	ok(has(b, "单位<br class=\"on-paper\">职务"), "a line break for paper");
	ok(has(b, "id=\"post\" name=\"post\" aria-describedby=\"post-note\""), "a note describes");
	ok(has(b, "id=\"day\" name=\"day\" required"), "what is required");
	ok(str_find(b, STR("name=\"day\"")) < str_find(b, STR("class=\"grid\"")) &&
			str_find(b, STR("name=\"from\"")) > str_find(b, STR("</table>")),
		"fields above and below the grid");
	ok(has(b, "aria-labelledby=\"group-1-label n_a-label\""), "a nested field has both labels");
	ok(has(b, "rowspan=\"2\"><span id=\"group-1-label\">"), "the label over two rows");
	ok(has(b, "role=\"radiogroup\" id=\"way\" aria-required=\"true\" "
		  "aria-labelledby=\"way-label\""),
		"a choice is a radio group");
	ok(has(b, "data-other") && has(b, "id=\"way-other\"") && !has(b, "name=\"way-other\""),
		"the text of another answer has no name of its own");
	ok(has(b, "inputmode=\"numeric\" id=\"n_a\"") && !has(b, "type=\"number\""),
		"an integer takes full-width digits");
	ok(has(b, "type=\"tel\"") && has(b, "type=\"email\"") && has(b, "type=\"time\""), "types");
	ok(has(b, "<textarea class=\"input\" rows=\"8\" id=\"work\""), "lines");
	ok(has(b, "id=\"staff.2.role\" name=\"staff.2.role\" "
		  "aria-labelledby=\"staff.2-label staff.role-label\""),
		"a cell has its row and column as label");
	ok(times(b, "<option value=\"甲\">") == 2, "a choice in a table is a list");
	ok(times(b, " name=\"") == 5 + 1 + 2 + 3 + 5 + 6 + 2, "one control a field, and no more");
	ok(has(b, "<p class=\"signature\">") && !has(b, "id=\"\""), "a signature without an id");
}

static void check_parties(const struct page *p)
{
	ok(has(p->body, "<option value=\"east\">青年之家（青禾市青年联合会）</option>"
			"<option value=\"west\">青年之家（west）</option></select>"),
		"who must send is offered, namesakes apart");
	ok(times(p->body, "<option value=\"青禾市青年联合会\">") == 1,
		"a party without selector: all units");
	ok(has(p->data, "\"options\":[[\"east\",\"青年之家\",\"东家\"],[\"west\",\"青年之家\","
			"\"西家\"]]"),
		"further names of a party");
	const struct str terms[] = {STR("2026-09"), STR("2026-10")};
	struct form_offer offer = {.field = STR("term"), .texts = terms, .n_texts = 2};
	struct form_html_input in = p->in;
	in.offers = &offer;
	in.n_offers = 1;
	struct buf data = buf_new(in.arena);
	form_html_data(&data, &in);
	ok(has(buf_str(&data), "\"type\":\"text\",\"options\":[[\"2026-09\"],[\"2026-10\"]]"),
		"occurrences are offered for the term");
}

static void check_data(const struct page *p)
{
	struct str d = p->data;
	ok(str_starts(d, STR("{\"form\":\"plans/x/report\",\"version\":3,")), "form and version");
	ok(has(d, "{\"id\":\"n_a\",\"label\":\"人数/干部\",\"type\":\"integer\",\"min\":0}"),
		"a number");
	ok(has(d, "{\"id\":\"name\",\"label\":\"姓名\",\"type\":\"text\",\"max\":20}"), "a text");
	ok(has(d, "\"label\":\"单位职务\""), "a label on one line");
	ok(has(d, "\"type\":\"table\",\"rows\":2,\"columns\":[{\"id\":\"who\",\"label\":\"姓名\","
		  "\"type\":\"text\",\"required\":true}"),
		"a table");
	ok(!has(d, "签字"), "a signature takes no value");
	ok(has(d, "\"words\":{\"required\":\"form.says.required\""), "the words of the script");
}

static void check_hostile(struct arena *a, struct page *p)
{
	check_ids(a, p->body);
	ok(!has(p->body, "<script"), "no markup from a label or an option");
	ok(has(p->body, "value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&amp;\""),
		"an option is kept as it is");
	ok(str_find_char(p->data, '<') == SIZE_MAX && str_find_char(p->data, '&') == SIZE_MAX,
		"the data cannot end its element");
	p->paper.entry = STR("\"><script>");
	p->in.css = STR("a{content:\"</STYLE>\"}");
	p->in.values_js = STR("x='</script>';\r\ny=z.replace(/</g,1)");
	p->in.js = STR("w='<!--'");
	struct value form = form_html_context(&p->in);
	struct str style = value_get(&form, STR("style"))->text;
	ok(times(style, "</") == 1 && has(style, "<\\/STYLE>"),
		"nothing ends the style but itself");
	ok(has(style, "\\22 >\\3c script>"), "the foot in the style is a string");
	ok(str_eq(form_html_script(a, &p->in),
		   STR("x='<\\/script>';\ny=z.replace(/</g,1)\nw='<\\!--'")),
		"nothing ends the script but itself");
	ok(str_eq(value_get(value_get(&form, STR("mail")), STR("url"))->text,
		   STR("mailto:a@b.example%3Fbcc%3Dx%26body%3Dy?subject="
		       "%E7%94%B2%3Cb%3E%E4%B9%99%22%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E%27%"
		       "26")),
		"an address adds no header to the mail");
	ok(has(value_get(&form, STR("heading"))->text, "甲&lt;b&gt;<br class=\"on-paper\">乙"),
		"the heading is escaped");
	ok(value_get(&form, STR("script"))->kind == VALUE_MARKUP &&
			value_get(&form, STR("title"))->kind == VALUE_TEXT,
		"text is text, markup is markup");
}

static void check_context(struct page *p)
{
	struct value form = form_html_context(&p->in);
	ok(value_get(&form, STR("mail"))->text.n == 0 &&
			value_get(&form, STR("back"))->text.n == 0 &&
			value_get(&form, STR("pdf"))->text.n == 0,
		"what there is not is empty text");
	ok(str_eq(value_get(&form, STR("script_src"))->text, STR("'unsafe-inline'")), "no hash");
	p->in.script_hash = STR("sha256-x=");
	form = form_html_context(&p->in);
	ok(str_eq(value_get(&form, STR("script_src"))->text, STR("'sha256-x='")), "a hash");
	ok(has(value_get(&form, STR("style"))->text, "@page{size:A4 landscape;"), "the paper");
	ok(value_get(&form, STR("version"))->number > 2.5, "the version");
}

int main(void)
{
	struct arena *a = arena_new();
	struct diags d = diags_new(a, LANG_ZH, false);
	struct page *p = NEW(a, struct page);
	load(a, &d, plain, p);
	check_plain(a, p);
	check_parties(p);
	check_data(p);
	check_context(p);
	load(a, &d, hostile, p);
	check_hostile(a, p);
	ok(diags_count(&d, LEVEL_ERROR) == 0, "the forms have no mistake");
	if (failed) {
		diags_print(&d, stderr, false);
		fprintf(stderr, "%.*s\n%.*s\n", STR_FMT(p->body), STR_FMT(p->data));
	}
	arena_free(a);
	printf("%d passed, %d failed\n", passed, failed);
	return failed != 0;
}
