/* SPDX-License-Identifier: MIT */
#include "render/ics.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"
#include "render/data_text.h"

enum { LINE_OCTETS = 75 };

/* --- content lines --- */

static bool is_continued(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/* A further line begins with a blank, which counts. No character is cut in two. */
static void add_folded(struct buf *out, struct str line)
{
	size_t room = LINE_OCTETS;
	while (line.n > room) {
		size_t cut = room;
		while (cut > 1 && is_continued(line.p[cut]))
			cut--;
		buf_add(out, str_sub(line, 0, cut));
		BUF_LIT(out, "\r\n ");
		line = str_after(line, cut);
		room = LINE_OCTETS - 1;
	}
	buf_add(out, line);
	BUF_LIT(out, "\r\n");
}

/* A value of type TEXT; control characters are dropped. */
static void add_escaped(struct buf *line, struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		bool control = ((unsigned char)c < 0x20 && c != '\t') || c == 0x7F;
		if (c == '\n') {
			BUF_LIT(line, "\\n");
		} else if (!control) {
			if (c == '\\' || c == ';' || c == ',')
				buf_add_char(line, '\\');
			buf_add_char(line, c);
		}
	}
}

static void add_text(struct buf *out, const char *name, struct str text)
{
	if (!text.n)
		return;
	struct buf line = buf_new(out->arena);
	buf_printf(&line, "%s:", name);
	add_escaped(&line, text);
	add_folded(out, buf_str(&line));
}

static void add_plain(struct buf *out, const char *name, struct str value)
{
	if (value.n)
		add_folded(out, STR_CAT(out->arena, str_from(name), STR(":"), value));
}

static struct str basic_day(struct arena *a, day_t d)
{
	struct civil c = day_to_civil(d);
	return str_printf(a, "%04d%02d%02d", c.year, c.month, c.day);
}

/* --- events --- */

static void add_days(struct buf *out, const struct ics_item *item)
{
	struct arena *a = out->arena;
	day_t end_of_time = day_from_civil((struct civil){9999, 12, 31});
	/* The end is the day after the last; without one the event has one day. */
	day_t end = item->last < end_of_time ? item->last + 1 : end_of_time;
	add_plain(out, "DTSTART;VALUE=DATE", basic_day(a, item->first));
	if (end > item->first)
		add_plain(out, "DTEND;VALUE=DATE", basic_day(a, end));
	add_plain(out, "RRULE", item->rule);
}

static void add_event(struct buf *out, const struct ics_item *item)
{
	day_t stamp = day_is_known(item->stamp) ? item->stamp : 0;
	BUF_LIT(out, "BEGIN:VEVENT\r\n");
	add_text(out, "UID", item->uid);
	add_plain(
		out, "DTSTAMP", STR_CAT(out->arena, basic_day(out->arena, stamp), STR("T000000Z")));
	add_days(out, item);
	add_text(out, "SUMMARY", item->title);
	add_text(out, "DESCRIPTION", item->description);
	add_text(out, "LOCATION", item->location);
	add_plain(out, "URL", item->url);
	add_text(out, "CATEGORIES", item->category);
	add_plain(out, "STATUS", item->cancelled ? STR("CANCELLED") : STR("CONFIRMED"));
	/* A deadline keeps nobody from being free on that day. */
	BUF_LIT(out, "TRANSP:TRANSPARENT\r\n");
	BUF_LIT(out, "END:VEVENT\r\n");
}

static int by_day(const void *x, const void *y)
{
	const struct ics_item *a = *(const struct ics_item *const *)x;
	const struct ics_item *b = *(const struct ics_item *const *)y;
	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	if (a->last != b->last)
		return a->last < b->last ? -1 : 1;
	return str_cmp(a->uid, b->uid);
}

static size_t sort_items(
	struct arena *a, const struct ics_items *items, const struct ics_item ***ret)
{
	const struct ics_item **sorted = NEW_N(a, const struct ics_item *, items->list.n);
	size_t n = 0;
	for (size_t i = 0; i < items->list.n; i++) {
		const struct ics_item *item = &items->list.items[i];
		if (day_is_known(item->first) && day_is_known(item->last) &&
			item->first <= item->last)
			sorted[n++] = item;
	}
	if (n)
		qsort(sorted, n, sizeof(*sorted), by_day);
	*ret = sorted;
	return n;
}

void ics_render(
	struct buf *out, const struct site *site, struct str name, const struct ics_items *items)
{
	const struct ics_item **sorted;
	size_t n = sort_items(out->arena, items, &sorted);
	struct map seen = {0};
	if (!n)
		return;
	BUF_LIT(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n");
	add_plain(out, "PRODID",
		site->lang == LANG_ZH ? STR("-//placard//placard//ZH")
				      : STR("-//placard//placard//EN"));
	BUF_LIT(out, "CALSCALE:GREGORIAN\r\n");
	add_text(out, "NAME", name);
	add_text(out, "X-WR-CALNAME", name);
	for (size_t i = 0; i < n; i++)
		if (!map_put(out->arena, &seen, sorted[i]->uid, sorted[i]))
			add_event(out, sorted[i]);
	BUF_LIT(out, "END:VCALENDAR\r\n");
}
