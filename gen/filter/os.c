/* SPDX-License-Identifier: MIT */
/* os: the day of the build for a clock, and the environment as far as it is granted. */
#include "filter/state.h"

#include <string.h>

#include "doc/date.h"

enum { DAY_SECONDS = 86400, FIRST_YEAR = 1000, LAST_YEAR = 9999 };

/* --- time --- */

static lua_Integer part(lua_State *L, const char *name, lua_Integer missing)
{
	lua_getfield(L, 1, name);
	lua_Integer v = lua_isnil(L, -1) ? missing : luaL_checkinteger(L, -1);
	lua_pop(L, 1);
	if (missing == INT32_MIN && v == missing)
		luaL_error(L, "field '%s' missing in date table", name);
	luaL_argcheck(L, v > -1000000000 && v < 1000000000, 1, "field is out-of-bound");
	return v;
}

static int os_time(lua_State *L)
{
	if (lua_isnoneornil(L, 1)) {
		lua_pushinteger(L, (lua_Integer)state_of(L)->call->day * DAY_SECONDS);
		return 1;
	}
	luaL_checktype(L, 1, LUA_TTABLE);
	lua_Integer year = part(L, "year", INT32_MIN), month = part(L, "month", INT32_MIN) - 1;
	lua_Integer days = part(L, "day", INT32_MIN) - 1;
	year += month / 12 - (month % 12 < 0);
	month = (month % 12 + 12) % 12;
	luaL_argcheck(L, year >= FIRST_YEAR && year <= LAST_YEAR, 1, "year out of range");
	days += day_from_civil((struct civil){(int)year, (int)month + 1, 1});
	lua_pushinteger(L, days * DAY_SECONDS + part(L, "hour", 12) * 3600 +
				   part(L, "min", 0) * 60 + part(L, "sec", 0));
	return 1;
}

struct moment {
	struct civil c;
	day_t day;
	int seconds, year_day;
};

static struct moment moment_at(lua_State *L, int at)
{
	struct moment m;
	lua_Integer t = luaL_optinteger(L, at, (lua_Integer)state_of(L)->call->day * DAY_SECONDS);
	lua_Integer day = t / DAY_SECONDS - (t % DAY_SECONDS < 0);
	luaL_argcheck(L, day > -354000 && day < 2900000, at, "time out of range");
	m.day = (day_t)day;
	m.seconds = (int)(t - day * DAY_SECONDS);
	m.c = day_to_civil(m.day);
	m.year_day = m.day - day_from_civil((struct civil){m.c.year, 1, 1}) + 1;
	return m;
}

static void add_name(struct buf *b, const struct moment *m, char letter)
{
	static const char *const days[] = {
		"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
	static const char *const months[] = {"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December"};
	struct str month = str_from(months[m->c.month - 1]);
	struct str day = str_from(days[day_weekday(m->day) - 1]);
	const struct {
		char letter;
		struct str text;
	} names[] = {{'B', month}, {'b', str_sub(month, 0, 3)}, {'h', str_sub(month, 0, 3)},
		{'A', day}, {'a', str_sub(day, 0, 3)},
		{'p', m->seconds / 3600 < 12 ? STR("AM") : STR("PM")}, {'Z', STR("UTC")},
		{'z', STR("+0000")}, {'n', STR("\n")}, {'t', STR("\t")}, {'%', STR("%")}};
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (names[i].letter == letter)
			buf_add(b, names[i].text);
}

static void add_part(struct buf *b, const struct moment *m, char letter)
{
	int hour = m->seconds / 3600, weekday = day_weekday(m->day);
	/* A week is of the year that its Thursday is of. */
	int year = day_to_civil(m->day - weekday + 4).year;
	int week = (m->day - weekday + 4 - day_from_civil((struct civil){year, 1, 1})) / 7 + 1;
	const struct {
		char letter;
		int width, value;
	} numbers[] = {{'Y', 1, m->c.year}, {'y', 2, m->c.year % 100}, {'m', 2, m->c.month},
		{'d', 2, m->c.day}, {'H', 2, hour}, {'I', 2, hour % 12 ? hour % 12 : 12},
		{'M', 2, m->seconds / 60 % 60}, {'S', 2, m->seconds % 60}, {'j', 3, m->year_day},
		{'u', 1, weekday}, {'w', 1, weekday % 7}, {'C', 2, m->c.year / 100}, {'G', 1, year},
		{'g', 2, year % 100}, {'V', 2, week}, {'U', 2, (m->year_day + 6 - weekday % 7) / 7},
		{'W', 2, (m->year_day + 7 - weekday) / 7}};
	if (letter == 'e')
		buf_printf(b, "%2d", m->c.day);
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
		if (numbers[i].letter == letter) {
			buf_printf(b, "%0*d", numbers[i].width, numbers[i].value);
			return;
		}
	add_name(b, m, letter);
}

static void add_format(struct buf *b, const struct moment *m, const char *format)
{
	/* Short words for several parts. */
	static const char *const words[] = {"F%Y-%m-%d", "T%H:%M:%S", "X%H:%M:%S", "D%m/%d/%y",
		"x%m/%d/%y", "R%H:%M", "r%I:%M:%S %p", "c%a %b %e %H:%M:%S %Y"};
	for (const char *p = format; *p; p++) {
		const char *word = NULL;
		if (*p != '%' || !p[1]) {
			buf_add_char(b, *p);
			continue;
		}
		p++;
		if ((*p == 'E' || *p == 'O') && p[1]) /* as the locale has it, which is C */
			p++;
		for (size_t i = 0; i < ARRAY_LEN(words); i++)
			if (words[i][0] == *p)
				word = words[i] + 1;
		for (const char *q = word; q && *q; q++) {
			if (*q == '%')
				add_part(b, m, *++q);
			else
				buf_add_char(b, *q);
		}
		if (!word)
			add_part(b, m, *p);
	}
}

static void push_table(lua_State *L, const struct moment *m)
{
	const struct {
		const char *name;
		int value;
	} parts[] = {{"year", m->c.year}, {"month", m->c.month}, {"day", m->c.day},
		{"hour", m->seconds / 3600}, {"min", m->seconds / 60 % 60},
		{"sec", m->seconds % 60}, {"yday", m->year_day},
		{"wday", day_weekday(m->day) % 7 + 1}};
	lua_createtable(L, 0, 9);
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		lua_pushinteger(L, parts[i].value);
		lua_setfield(L, -2, parts[i].name);
	}
	lua_pushboolean(L, false);
	lua_setfield(L, -2, "isdst");
}

static int os_date(lua_State *L)
{
	const char *format = luaL_optstring(L, 1, "%c");
	struct moment m = moment_at(L, 2);
	struct buf b = buf_new(state_arena(L));
	if (*format == '!')
		format++;
	if (strncmp(format, "*t", 2) == 0) {
		push_table(L, &m);
		return 1;
	}
	state_charge(L, strlen(format) * 8);
	add_format(&b, &m, format);
	push_str(L, buf_str(&b));
	return 1;
}

static int os_clock(lua_State *L)
{
	lua_pushnumber(L, 0); /* how fast the machine is would be in the page */
	return 1;
}

static int os_difftime(lua_State *L)
{
	lua_pushnumber(L, luaL_checknumber(L, 1) - luaL_optnumber(L, 2, 0));
	return 1;
}

/* --- the rest --- */

static int os_getenv(lua_State *L)
{
	const struct filter_state *st = state_of(L);
	struct str name = str_from(luaL_checkstring(L, 1));
	for (size_t i = 0; i < st->n_env; i++) {
		struct str value = st->env[i], key = str_cut(&value, '=');
		if (str_eq(key, name)) {
			push_str(L, value);
			return 1;
		}
	}
	lua_pushnil(L);
	return 1;
}

/* Ends the filter and leaves the document as it was; a status that is not 0 is a failure. */
static int os_exit(lua_State *L)
{
	bool good = lua_isnoneornil(L, 1) ||
		    (lua_isboolean(L, 1) ? lua_toboolean(L, 1) : luaL_checkinteger(L, 1) == 0);
	if (!good)
		return luaL_error(L, "the filter ended itself by os.exit");
	state_of(L)->exited = true;
	lua_pushliteral(L, "exit");
	return lua_error(L);
}

void open_os(lua_State *L)
{
	static const luaL_Reg functions[] = {{"time", os_time}, {"date", os_date},
		{"clock", os_clock}, {"difftime", os_difftime}, {"getenv", os_getenv},
		{"exit", os_exit}, {NULL, NULL}};
	luaL_newlib(L, functions);
	lua_setglobal(L, "os");
}
