/* SPDX-License-Identifier: MIT */
/*
 * Feeds, calendars, site maps. Run at the top of the repository, since the words of the interface
 * come from themes/. With a folder as argument the files are left there, for other judges.
 */
#include "unit/render_site.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "base/utf8.h"
#include "render/atom.h"
#include "render/ics.h"
#include "render/sitemap.h"

static size_t count(struct str text, const char *part)
{
	size_t n = 0;
	for (size_t at; (at = str_find(text, str_from(part))) != SIZE_MAX; n++)
		text = str_after(text, at + strlen(part));
	return n;
}

static bool xmllint(struct str xml)
{
	FILE *to = popen("xmllint --noout -", "w");
	if (!to)
		return false;
	fwrite(xml.p, 1, xml.n, to);
	int status = pclose(to);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* --- Atom --- */

static struct str feed_of(struct suite *s, size_t n, const struct entry *const *entries)
{
	struct buf out = buf_new(s->arena);
	struct str *excerpts = NEW_N(s->arena, struct str, n);
	if (n)
		excerpts[0] = STR("摘要 ]]> \x01 \xEF\xBF\xBF 完");
	struct atom_feed feed = {&s->site, &s->column, entries, excerpts, n};
	atom_render(&out, &feed);
	return buf_str(&out);
}

static void test_atom(struct suite *s)
{
	const struct entry *entries[] = {&s->notice, &s->page, &s->plan};
	struct str xml = feed_of(s, 3, entries);
	leave(s, "feed.xml", xml);
	ok(s, xmllint(xml), "atom: xmllint takes it");
	ok(s, count(xml, "<entry>") == 2, "atom: an entry without a day is no news");
	ok(s, str_find(xml, STR("活力支部")) < str_find(xml, STR("旧通知")), "atom: newest first");
	ok_has(s, xml, "<id>https://user@Example.org:8080/%E9%9D%92%E5%B9%B4/plans/%E6%B4%BB",
		"atom: ids are absolute");
	ok_has(s, xml, "<updated>2026-07-04T00:00:00+08:00</updated>",
		"atom: updated, in the site's zone");
	ok(s, count(xml, "<updated>") == 3 && count(xml, "<id>") == 3 && count(xml, "<title>") == 3,
		"atom: feed and entries have id, title and updated once");
	ok_has(s, xml, "<title>活力支部实施 &lt;方案&gt; &amp; &quot;x&quot;</title>",
		"atom: a title on one line, escaped");
	ok_has(s, xml, "<summary>摘要 ]]&gt;   完</summary>",
		"atom: what XML cannot hold is dropped");
	ok_has(s, xml, "<category term=\"plan\" label=\"方案\"/>", "atom: category");
	ok_has(s, xml, "<author><name>青禾市青年联合会</name></author>\n<category",
		"atom: author of an entry");
	ok_has(s, xml, "rel=\"self\" type=\"application/atom+xml\" href=\"https://", "atom: self");

	struct str base = s->site.front.base_url.s;
	s->site.front.base_url.s = STR_NONE;
	s->site.front.time_zone.s = STR("Europe/Berlin");
	xml = feed_of(s, 3, entries);
	ok(s, xmllint(xml), "atom: xmllint takes one without base_url");
	ok_has(s, xml, "<id>tag:placard.invalid,2026:plans/%E6%B4%BB%E5%8A%9B</id>",
		"atom: tag ids");
	ok_has(s, xml, "href=\"../notices/old/index.html\"", "atom: links relative to the feed");
	ok_has(s, xml, "T00:00:00Z</updated>", "atom: other zones are UTC");
	s->site.front.base_url.s = base;
	s->site.front.time_zone.s = STR("Asia/Shanghai");

	const struct entry *many[30];
	for (size_t i = 0; i < 30; i++)
		many[i] = &s->notice;
	ok(s, count(feed_of(s, 30, many), "<entry>") == 20, "atom: at most 20");
	s->notice.front.ceased.date = (struct when){.kind = WHEN_DAY, .first = day(2026, 11, 1)};
	ok_has(s, feed_of(s, 3, entries), "<updated>2026-11-01T", "atom: ceasing is news");
	s->notice.front.ceased.date.kind = WHEN_NONE;
	xml = feed_of(s, 0, entries);
	ok(s, xmllint(xml) && count(xml, "<updated>1970-01-01T00:00:00+08:00") == 1,
		"atom: an empty feed is whole");
}

/* --- iCalendar --- */

static struct str unfold(struct suite *s, struct str ics)
{
	return str_replace(s->arena, ics, STR("\r\n "), STR_NONE);
}

static void test_folding(struct suite *s, struct str ics)
{
	bool short_lines = true, whole = true, folded = false;
	ok(s, count(ics, "\n") == count(ics, "\r\n") && str_ends(ics, STR("\r\n")), "ics: CR LF");
	while (ics.n) {
		struct str line = str_line(&ics);
		short_lines = short_lines && line.n <= 75;
		whole = whole && utf8_invalid(line) == SIZE_MAX;
		folded = folded || str_starts(line, STR(" "));
	}
	ok(s, short_lines && folded, "ics: lines of at most 75 octets");
	ok(s, whole, "ics: no character is cut");
}

/* The event with this UID, unfolded; empty where there is none. */
static struct str event_of(struct suite *s, struct str ics, const char *uid)
{
	struct str rest = unfold(s, ics);
	while (rest.n) {
		size_t end = str_find(rest, STR("END:VEVENT"));
		if (end == SIZE_MAX)
			break;
		struct str event = str_sub(rest, 0, end);
		if (str_has(event,
			    STR_CAT(s->arena, STR("UID:"), str_from(uid), STR("@example.org\r"))))
			return str_after(event, str_find(event, STR("UID:")));
		rest = str_after(rest, end + 1);
	}
	return STR_NONE;
}

static struct str calendar(struct suite *s)
{
	struct ics_items items = {0};
	struct buf out = buf_new(s->arena);
	ics_add_site(s->arena, &items, &s->site);
	ics_add_entry(s->arena, &items, &s->site, &s->plan); /* once more */
	ics_render(&out, &s->site, STR("青禾，日程"), &items);
	return buf_str(&out);
}

static void test_ics(struct suite *s)
{
	struct str ics = calendar(s);
	leave(s, "calendar.ics", ics);
	test_folding(s, ics);
	ok(s, count(ics, "BEGIN:VEVENT") == 12, "ics: what is open or has no day is left out");
	ok_has(s, ics, "X-WR-CALNAME:青禾，日程\r\n", "ics: name");
	struct str e = event_of(s, ics, "plans/活力/phase/survey");
	ok_has(s, e, "DTSTART;VALUE=DATE:20260706\r\nDTEND;VALUE=DATE:20260901\r\n",
		"ics: a phase, all-day");
	ok_has(s, e, "DTSTAMP:20260703T000000Z\r\n", "ics: stamped with the day of issue");
	e = event_of(s, ics, "plans/活力/event/kickoff");
	ok_has(s, e, "SUMMARY:部署会\\,第一次\\; 动员\r\n",
		"ics: text is escaped, titles on one line");
	ok_has(s, e, "LOCATION:二楼会议室\r\n", "ics: place");
	ok_has(s, e, "URL:https://user@Example.org:8080/%E9%9D%92%E5%B9%B4/plans/", "ics: address");
	e = event_of(s, ics, "plans/活力/deadline/plan");
	ok_has(s, e, "DTSTART;VALUE=DATE:20260722\r\nDTEND;VALUE=DATE:20260723\r\n",
		"ics: a deadline");
	ok_has(s, e,
		"\\n谁报送：办公室、祝长亭\\n报给谁：组织部\\n表格：走访报告单\\n方式：电子邮件\\n"
		"随附一份说明\r\n",
		"ics: description, without the internal form");
	e = event_of(s, ics, "plans/活力/deadline/late");
	ok_has(s, e, "DTSTART;VALUE=DATE:20261130\r\n", "ics: a month is due on its last day");
	ok_has(s, e, "时限：2026年11月", "ics: and shown as written");
	e = event_of(s, ics, "plans/活力/deadline/monthly");
	ok_has(s, e,
		"DTSTART;VALUE=DATE:20260728\r\nDTEND;VALUE=DATE:20260729\r\n"
		"RRULE:FREQ=MONTHLY;BYMONTHDAY=28;COUNT=6\r\n",
		"ics: a series that is not shifted is a rule");
	e = event_of(s, ics, "plans/活力/event/week");
	ok_has(s, e, "DTSTART;VALUE=DATE:20260706\r\nDTEND;VALUE=DATE:20260713\r\nRRULE:",
		"ics: a week that repeats");
	e = event_of(s, ics, "plans/活力/task/base-2");
	ok_has(s, e, "责任人：解春澍", "ics: what is not done is the successor's");
	e = event_of(s, ics, "plans/活力/task/base-4");
	ok_has(s, e, "STATUS:CANCELLED\r\n", "ics: a dropped task is cancelled");
	e = event_of(s, ics, "plans/活力/task/base-5");
	ok_has(s, e, "DTSTART;VALUE=DATE:20261130\r\n",
		"ics: a task without a date ends with its phase");
	ok(s, str_eq(ics, calendar(s)), "ics: the same bytes again");
	s->plan.validity = VALID_REPEALED;
	ok(s, count(calendar(s), "STATUS:CANCELLED") == 12, "ics: what has ceased is cancelled");
	s->plan.validity = VALID_IN_FORCE;

	struct ics_items none = {0};
	struct buf out = buf_new(s->arena);
	ics_render(&out, &s->site, STR("x"), &none);
	ok(s, out.n == 0, "ics: no calendar without an event");
}

static void test_long_uid(struct suite *s)
{
	struct occurrence at = {1, 1, 1, false};
	struct task t = {.title.s = STR("t"), .series = {.items = &at, .n = 1}};
	char id[300];
	memset(id, 'a', sizeof(id));
	t.id.s = (struct str){id, sizeof(id)};
	struct ics_items items = {0};
	ics_add_task(s->arena, &items, &s->site, &s->plan, &t);
	id[299] = 'b';
	ics_add_task(s->arena, &items, &s->site, &s->plan, &t);
	ok(s,
		items.list.n == 2 && items.list.items[0].uid.n <= 255 &&
			!str_eq(items.list.items[0].uid, items.list.items[1].uid),
		"ics: a UID of at most 255 octets");
}

/* --- site map, robots --- */

static void test_sitemap(struct suite *s)
{
	struct sitemap_pages pages = {0};
	struct buf out = buf_new(s->arena), robots = buf_new(s->arena);
	*vec_push(s->arena, &pages.list) = (struct sitemap_page){STR("index.html"), DAY_NONE};
	*vec_push(s->arena, &pages.list) =
		(struct sitemap_page){STR("plans/a & b#1/index.html"), day(2026, 7, 4)};
	*vec_push(s->arena, &pages.list) = (struct sitemap_page){STR("x/myindex.html"), DAY_NONE};
	s->site.front.base_url.s = STR("https://example.org");
	ok(s, sitemap_render(&out, &s->site, &pages), "sitemap: made");
	leave(s, "sitemap.xml", buf_str(&out));
	ok(s, xmllint(buf_str(&out)), "sitemap: xmllint takes it");
	ok_has(s, buf_str(&out), "<loc>https://example.org/</loc></url>", "sitemap: the root");
	ok_has(s, buf_str(&out),
		"<loc>https://example.org/plans/a%20&amp;%20b%231/</loc><lastmod>2026-07-04</"
		"lastmod>",
		"sitemap: a page with its day, encoded");
	ok_has(s, buf_str(&out), "/x/myindex.html</loc>", "sitemap: a file keeps its name");
	for (size_t i = 0; i < SITEMAP_PAGES; i++)
		*vec_push(s->arena, &pages.list) = (struct sitemap_page){STR("x.html"), DAY_NONE};
	out.n = 0;
	ok(s, !sitemap_render(&out, &s->site, &pages) && out.n == 0,
		"sitemap: too many pages are told");
	robots_render(&robots, &s->site, true);
	ok(s,
		str_eq(buf_str(&robots), STR("User-agent: *\nDisallow:\n\nSitemap: "
					     "https://example.org/sitemap.xml\n")),
		"robots: the site map is named");
	robots.n = 0;
	robots_render(&robots, &s->site, false);
	ok(s, str_eq(buf_str(&robots), STR("User-agent: *\nDisallow:\n")),
		"robots: one that is not there is not named");
	s->site.front.base_url.s = STR_NONE;
	pages.list.n = 1;
	ok(s, sitemap_render(&out, &s->site, &pages) && out.n == 0,
		"sitemap: none without base_url");
	robots.n = 0;
	robots_render(&robots, &s->site, true);
	ok(s, str_eq(buf_str(&robots), STR("User-agent: *\nDisallow:\n")), "robots: nor named");
	s->site.audience = AUDIENCE_INTERNAL;
	robots.n = 0;
	robots_render(&robots, &s->site, true);
	ok(s, str_eq(buf_str(&robots), STR("User-agent: *\nDisallow: /\n")), "robots: internal");
	s->site.audience = AUDIENCE_PUBLIC;
}

int main(int argc, char **argv)
{
	struct suite s = {.arena = arena_new(), .dir = argc > 1 ? argv[1] : NULL};
	s.diags = diags_new(s.arena, LANG_EN, false);
	make_site(&s);
	test_atom(&s);
	test_ics(&s);
	test_long_uid(&s);
	test_sitemap(&s);
	return finish(&s);
}
