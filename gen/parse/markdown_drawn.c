/* SPDX-License-Identifier: MIT */
/*
 * Tables that are drawn, as pandoc's own Markdown has them: with a row of dashes for each column
 * (simple ones, and ones whose rows have several lines) or with a frame of + - and | (grids, as
 * long as no cell spans others). One becomes a token when the text is scanned; here the token
 * becomes a table.
 */
#include "parse/markdown_parts.h"

#include <cmark-gfm-extension_api.h>

#include "base/buf.h"
#include "parse/markdown_part.h"

enum { MOST_COLUMNS = 200, MOST_CELLS = 20000, TEXT_COLUMNS = 72 };

struct drawn {
	struct str line[2];				      /* the first two */
	size_t n;					      /* columns */
	size_t begin[MOST_COLUMNS + 1], length[MOST_COLUMNS]; /* as wide as characters are */
	bool grid, loose, headless;
	struct str head, body; /* lines */
};

/* --- lines --- */

static struct str next_line(struct str *rest)
{
	struct str line = str_line(rest);
	while (line.n && (line.p[line.n - 1] == ' ' || line.p[line.n - 1] == '\r'))
		line.n--;
	return line;
}

static size_t indent_of(struct str line)
{
	size_t n = 0;
	while (n < line.n && line.p[n] == ' ')
		n++;
	return n;
}

/* Rows of dashes with blanks between them; where t is given, they are its columns. */
static size_t dashes(struct str line, struct drawn *t)
{
	size_t n = 0, i = indent_of(line);
	if (i > 3)
		return 0;
	while (i < line.n) {
		size_t from = i;
		while (i < line.n && line.p[i] == '-')
			i++;
		if (i == from || n == MOST_COLUMNS)
			return 0;
		if (t) {
			t->begin[n] = from;
			t->length[n] = i - from;
		}
		n++;
		while (i < line.n && line.p[i] == ' ')
			i++;
	}
	if (t) {
		t->n = n;
		t->begin[n] = SIZE_MAX;
	}
	return n;
}

/* From one column to another; a character stands where it ends. */
static struct str piece(struct str line, size_t from, size_t to)
{
	size_t i = 0, column = 0, begin = line.n;
	while (i < line.n) {
		size_t n, width = rune_width(utf8_decode(str_after(line, i), &n));
		if (begin == line.n && column + width > from)
			begin = i;
		if (column + width > to)
			break;
		column += width;
		i += n;
	}
	return str_sub(line, begin, i > begin ? i : begin);
}

static struct str column_piece(const struct drawn *t, struct str line, size_t column)
{
	return piece(line, t->begin[column], t->begin[column + 1]);
}

/* --- where one ends --- */

/* To the line of dashes that ends it, before a blank line; 0: there is none. Where none was found
 * once, there is none further on, up to *no_footer. */
static size_t footer_at(struct str s, bool *ret_loose, const char **no_footer)
{
	bool loose = false;
	if (s.p < *no_footer)
		return 0;
	for (struct str rest = s; rest.n;) {
		size_t at = s.n - rest.n;
		struct str line = next_line(&rest), peek = rest;
		if (at && dashes(line, NULL) && !next_line(&peek).n) {
			*ret_loose |= loose;
			return at;
		}
		loose |= !line.n;
		*no_footer = rest.p;
		/* Of code and of divs it is no part. */
		if (str_starts(line, STR("```")) || str_starts(line, STR("~~~")) ||
			str_starts(line, STR(":::")))
			break;
	}
	return 0;
}

static bool end_with_footer(
	struct drawn *t, struct str body, const char **no_footer, struct str *rest)
{
	size_t at = footer_at(body, &t->loose, no_footer);
	if (!at)
		return false;
	t->body = str_sub(body, 0, at);
	*rest = str_after(body, at);
	next_line(rest);
	return true;
}

/* --- grids --- */

/* +---+:==:+, with the places of + as columns. */
static bool frame(struct str line, char *ret_kind, struct drawn *t)
{
	size_t indent = indent_of(line), n = 0;
	char kind = 0;
	if (indent > 3 || line.n < indent + 3 || line.p[indent] != '+' || line.p[line.n - 1] != '+')
		return false;
	for (size_t i = indent; i < line.n; i++) {
		char c = line.p[i];
		if (c == '+' && n <= MOST_COLUMNS && (!n || i > t->begin[n - 1] + 1))
			t->begin[n++] = i;
		else if ((c == '-' || c == '=') && (!kind || kind == c))
			kind = c;
		else if (c != ':')
			return false;
	}
	*ret_kind = kind;
	t->n = n - 1;
	return kind && n > 1;
}

static bool same_columns(const struct drawn *a, const struct drawn *b)
{
	bool same = a->n == b->n;
	for (size_t i = 0; same && i <= a->n; i++)
		same = a->begin[i] == b->begin[i];
	return same;
}

static bool has_bars(const struct drawn *t, struct str line)
{
	for (size_t i = 0; i <= t->n; i++)
		if (!str_eq(piece(line, t->begin[i], t->begin[i] + 1), STR("|")))
			return false;
	return utf8_width(line) == t->begin[t->n] + 1;
}

static bool read_grid(struct drawn *t, struct str s, struct str *rest)
{
	char kind;
	struct str start = s, line = next_line(&s);
	if (!frame(line, &kind, t))
		return false;
	t->grid = t->headless = true;
	t->line[0] = line;
	t->body = s;
	for (bool between = true; s.n || between;) {
		struct str before = s;
		struct drawn other;
		line = next_line(&s);
		if (!line.n)
			return false;
		bool is_frame = frame(line, &kind, &other);
		if (is_frame ? between || !same_columns(t, &other) : !has_bars(t, line))
			return false;
		if (is_frame && kind == '=') {
			if (!t->headless)
				return false;
			t->headless = false;
			t->line[0] = line;
			t->head = str_sub(t->body, 0, (size_t)(before.p - t->body.p));
			t->body = s;
		}
		between = is_frame;
		struct str peek = s;
		if (is_frame && !next_line(&peek).n)
			break;
	}
	*rest = s;
	t->body.n = (size_t)(s.p - t->body.p);
	return t->body.n && s.p > start.p;
}

/* --- all kinds --- */

static bool read_simple(struct drawn *t, struct str s, struct str *rest)
{
	struct str at = s;
	while (at.n) {
		struct str before = at, line = next_line(&at), peek = at;
		bool footer = dashes(line, NULL) && !next_line(&peek).n;
		if (line.n && !footer)
			continue;
		t->body = str_sub(s, 0, (size_t)(before.p - s.p));
		*rest = line.n ? at : before;
		return t->body.n != 0;
	}
	t->body = s;
	*rest = at;
	return s.n != 0;
}

/* A head of several lines, between two lines of dashes. */
static bool read_head(struct drawn *t, struct str s, struct str *rest)
{
	struct str head = s;
	while (s.n) {
		struct str before = s, line = next_line(&s);
		if (!line.n)
			return false;
		if (dashes(line, t)) {
			t->head = str_sub(head, 0, (size_t)(before.p - head.p));
			t->loose = true;
			*rest = s;
			return t->head.n != 0;
		}
	}
	return false;
}

static bool read_drawn(struct drawn *t, struct str s, const char **no_footer, struct str *rest)
{
	*t = (struct drawn){.n = 0};
	struct str after = s, first = next_line(&after), body = after;
	if (str_starts(str_after(first, indent_of(first)), STR("+")))
		return read_grid(t, s, rest);
	size_t groups = dashes(first, t);
	if (groups == 1)
		return t->length[0] > 2 && read_head(t, after, &body) &&
		       end_with_footer(t, body, no_footer, rest);
	if (groups > 1) {
		t->headless = true;
		return t->length[0] > 1 && end_with_footer(t, after, no_footer, rest);
	}
	struct str second = next_line(&body);
	if (!first.n || dashes(second, t) < 2)
		return false;
	t->head = str_sub(s, 0, (size_t)(after.p - s.p));
	return read_simple(t, body, rest);
}

size_t md_drawn_length(const struct md *m, struct str s, const char **no_footer)
{
	struct str peek = s, first = next_line(&peek), second = next_line(&peek), rest;
	struct drawn t;
	bool may = str_starts(str_after(first, indent_of(first)), STR("+")) ||
		   dashes(first, NULL) || dashes(second, NULL) > 1;
	if (!may || indent_of(first) > 3 || !read_drawn(&t, s, no_footer, &rest))
		return 0;
	if (!md_has(m, t.grid	 ? MARKDOWN_GRID_TABLES
		       : t.loose ? MARKDOWN_MULTILINE_TABLES
				 : MARKDOWN_SIMPLE_TABLES))
		return 0;
	size_t n = s.n - rest.n;
	while (n && (s.p[n - 1] == '\n' || s.p[n - 1] == '\r' || s.p[n - 1] == ' '))
		n--;
	return n;
}

/* --- to a table --- */

const struct md_token *md_drawn_of(const struct md *m, cmark_node *from)
{
	if (cmark_node_get_type(from) != CMARK_NODE_PARAGRAPH || !m->tokens.n)
		return NULL;
	struct str text = str_trim(str_from(cmark_node_get_string_content(from)));
	const struct md_token *t =
		text.n == MD_TOKEN_BYTES ? md_token(m, md_token_at(text, 0)) : NULL;
	return t && t->kind == MD_DRAWN ? t : NULL;
}

/* By where the shortest line of the head, or the first of the body, stands over its dashes. */
static enum align align_by_place(const struct drawn *t, size_t column)
{
	struct str lines = t->headless ? t->body : t->head, shortest = STR_NONE;
	size_t length = 0;
	for (bool first = true; lines.n && (first || !t->headless); first = false) {
		struct str text = column_piece(t, next_line(&lines), column);
		while (text.n && text.p[text.n - 1] == ' ')
			text.n--;
		if (!text.n || (shortest.n && utf8_count(text) >= length))
			continue;
		shortest = text;
		length = utf8_count(text);
	}
	if (!shortest.n)
		return ALIGN_DEFAULT;
	bool left = shortest.p[0] == ' ', right = length < t->length[column];
	if (left)
		return right ? ALIGN_CENTER : ALIGN_RIGHT;
	return right ? ALIGN_LEFT : ALIGN_DEFAULT;
}

static enum align align_by_colons(const struct drawn *t, size_t column)
{
	size_t from = t->begin[column] + 1, to = t->begin[column + 1] - 1;
	bool left = t->line[0].p[from] == ':', right = t->line[0].p[to] == ':';
	if (left)
		return right ? ALIGN_CENTER : ALIGN_LEFT;
	return right ? ALIGN_RIGHT : ALIGN_DEFAULT;
}

static void set_columns(struct md *m, const struct drawn *t, struct node *table)
{
	struct column_spec *columns = NEW_N(m->a, struct column_spec, t->n);
	size_t total = t->grid ? 0 : t->begin[0];
	for (size_t i = 0; i < t->n; i++) {
		size_t end =
			i + 1 < t->n || t->grid ? t->begin[i + 1] : t->begin[i] + t->length[i] + 1;
		size_t width = end - t->begin[i];
		/* The last has no blanks behind it. */
		size_t before = i ? (size_t)columns[i - 1].width : 0;
		if (!t->grid && i && i + 1 == t->n && width < before && before - width <= 2)
			width = before;
		columns[i].align = t->grid ? align_by_colons(t, i) : align_by_place(t, i);
		columns[i].width = (double)width;
		total += width;
	}
	bool wide = t->grid || t->loose;
	if (total < TEXT_COLUMNS)
		total = TEXT_COLUMNS;
	for (size_t i = 0; i < t->n; i++)
		columns[i].width = wide ? columns[i].width / (double)total : 0;
	table->as.table.n_columns = t->n;
	table->as.table.columns = columns;
}

/* What stands in one column of some lines. */
static struct str cell_text(struct md *m, const struct drawn *t, struct str lines, size_t column)
{
	struct buf b = buf_new(m->a);
	bool spaced = true;
	for (struct str rest = lines; t->grid && rest.n;) {
		struct str text =
			piece(next_line(&rest), t->begin[column] + 1, t->begin[column + 1]);
		spaced &= !text.n || text.p[0] == ' ';
	}
	while (lines.n) {
		struct str line = next_line(&lines);
		struct str text = t->grid ? piece(line, t->begin[column] + 1, t->begin[column + 1])
					  : str_trim(column_piece(t, line, column));
		if (t->grid && spaced)
			text = str_after(text, 1);
		buf_add(&b, text);
		buf_add_char(&b, '\n');
	}
	return t->grid ? buf_str(&b) : str_trim(buf_str(&b));
}

/* The lines of the body that define addresses and notes; none where they are many. */
static struct str definitions(struct md *m)
{
	enum { MOST_BYTES = 8 * 1024 };
	if (m->definitions.p)
		return m->definitions;
	struct buf b = buf_new(m->a);
	bool inside = false;
	for (struct str rest = m->body; rest.n;) {
		struct str line = next_line(&rest);
		if (str_starts(line, STR("[")) && str_has(line, STR("]:")))
			inside = true;
		else if (!line.n || (inside && !str_starts(line, STR("    "))))
			inside = inside && !line.n;
		if (inside)
			buf_add(&b, line);
		if (inside)
			buf_add_char(&b, '\n');
	}
	m->definitions =
		b.n && b.n < MOST_BYTES ? STR_CAT(m->a, STR("\n\n"), buf_str(&b)) : STR("");
	return m->definitions;
}

static void use_notes(struct md *m, struct str text)
{
	for (size_t i = 0; i < m->blocks.n; i++) {
		struct md_block *b = m->blocks.items[i];
		if (b->kind == MD_NOTE &&
			str_has(text, STR_CAT(m->scratch, STR("[^"), b->label, STR("]"))))
			b->used = true;
	}
}

static void add_cell(struct md *m, const struct drawn *t, struct str text, struct node *row)
{
	struct node *cell = node_new(m->a, NODE_CELL, row->span);
	node_append(row, cell);
	if (!str_trim(text).n)
		return;
	if (str_has(text, STR("[^")))
		use_notes(m, text);
	if (str_find_char(text, '[') != SIZE_MAX)
		text = STR_CAT(m->a, text, definitions(m));
	const uint32_t elsewhere =
		MARKDOWN_DRAWN_TABLES | MARKDOWN_PANDOC_IDS | MARKDOWN_GITHUB_IDS;
	struct markdown_input opt = {m->opt->syntax & ~elsewhere};
	if (t->grid) {
		struct node *doc = markdown_part(m->a, text, row->span, &opt);
		if (doc->first && !doc->first->next && doc->first->kind == NODE_PARA)
			doc->first->kind = NODE_PLAIN;
		if (doc->first)
			node_move(cell, doc->first, doc->last);
		return;
	}
	struct node *plain = node_new(m->a, NODE_PLAIN, row->span);
	node_append(cell, plain);
	markdown_inlines(m->a, text, &opt, plain);
}

static void add_row(struct md *m, const struct drawn *t, struct str lines, struct node *part)
{
	m->drawn_cells += t->n;
	if (m->drawn_cells > MOST_CELLS) {
		md_tell(m, MSG(markdown_table_too_large), part->span,
			ARGS(str_printf(m->a, "%d", MOST_CELLS)));
		return;
	}
	struct node *row = node_new(m->a, NODE_ROW, part->span);
	node_append(part, row);
	for (size_t i = 0; i < t->n; i++)
		add_cell(m, t, cell_text(m, t, lines, i), row);
}

/* Rows end with their line, at a blank line, or at the frame. */
static void add_rows(struct md *m, const struct drawn *t, struct str lines, struct node *part)
{
	bool each = !t->grid && !t->loose;
	const char *from = lines.p;
	for (bool any = false; lines.n;) {
		const char *before = lines.p;
		struct str line = next_line(&lines);
		bool end =
			t->grid ? str_starts(str_after(line, indent_of(line)), STR("+")) : !line.n;
		const char *to = end ? before : lines.p;
		any |= !end;
		if (any && (each || end || !lines.n)) {
			add_row(m, t, (struct str){from, (size_t)(to - from)}, part);
			any = false;
		}
		if (each || end)
			from = lines.p;
	}
}

void md_convert_drawn(struct md *m, const struct md_token *token, struct node *table)
{
	struct drawn t;
	struct str s = token->source, rest;
	const char *no_footer = NULL;
	/* The columns are counted from the begin of the line. */
	while (s.p > m->body.p && s.p[-1] == ' ')
		s = (struct str){s.p - 1, s.n + 1};
	if (!read_drawn(&t, s, &no_footer, &rest))
		return;
	set_columns(m, &t, table);
	struct node *part = node_new(m->a, NODE_TABLE_HEAD, table->span);
	node_append(table, part);
	if (t.grid)
		add_rows(m, &t, t.head, part);
	else if (!t.headless)
		add_row(m, &t, t.head, part);
	part = node_new(m->a, NODE_TABLE_BODY, table->span);
	node_append(table, part);
	add_rows(m, &t, t.body, part);
	node_append(table, node_new(m->a, NODE_TABLE_FOOT, table->span));
}
