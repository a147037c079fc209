/* SPDX-License-Identifier: MIT */
/* Below a text, where its page is: as text, and as a QR code (ISO/IEC 18004) beside it. */
#include <qrencode.h>

#include "base/arena.h"
#include "render/print_parts.h"

static const double code_size = 20 * PRINT_MM, small = 10.5, small_pitch = 16; /* 5号 */
enum { QUIET = 4 }; /* modules around the code that stay white (ISO/IEC 18004, 5.3.8) */

struct print_address {
	struct print_para *text;
	struct str alt;		    /* of the code */
	const unsigned char *cells; /* width × width; NULL: no code */
	int width;
	double height;
};

static void free_code(void *code)
{
	QRcode_free(code);
}

/* One of 15 % damaged dots can still be read. An address of some 2,000 letters has no code. */
static void encode(struct printing *p, struct print_address *at, struct str url)
{
	QRcode *code = QRcode_encodeString8bit(str_cstr(p->arena, url), 0, QR_ECLEVEL_M);
	if (!code)
		return;
	arena_defer(p->arena, free_code, code);
	at->cells = code->data;
	at->width = code->width;
	at->alt = site_fill(p->arena, p->in->site, "print.code", ARGS(url));
}

static double quiet(const struct print_address *at)
{
	return at->cells ? code_size * QUIET / at->width : 0;
}

/* Which version it is, and by what its source text can be told: the first digits of its sum. */
static void add_version(struct printing *p, struct node *para, const struct entry *e)
{
	const struct version_of_entry *v = version_current(e->history);
	if (!v || !version_has_text(v))
		return;
	struct str no = str_printf(p->arena, "%d", v->no);
	struct str sum = str_sub(v->sha256, 0, VERSION_SUM_SHOWN);
	struct str text = site_fill(p->arena, p->in->site, "print.version", ARGS(no, sum));
	node_add_text(p->arena, para, STR_CAT(p->arena, STR(" "), text), SPAN_NONE);
}

void print_address(struct printing *p, const struct entry *e)
{
	const struct site *site = p->in->site;
	struct str url = site_absolute(p->arena, site, entry_url(p->arena, e));
	int how = site->front.print_address.v;
	if (how < PRINT_ADDRESS_TEXT || url.n == 0)
		return;
	struct print_address *at = NEW(p->arena, struct print_address);
	struct print_style style = print_body_style(p);
	if (how == PRINT_ADDRESS_QR)
		encode(p, at, url);
	style.size = small;
	style.pitch = small_pitch;
	style.align = PRINT_START;
	style.indent = 0;
	style.left = at->cells ? code_size + 2 * quiet(at) : 0;
	struct node *para = node_new(p->arena, NODE_PARA, SPAN_NONE);
	node_add_link(p->arena, para, url, url);
	add_version(p, para, e);
	struct str label = STR_CAT(p->arena, site_word(site, "print.address"), STR("："));
	at->text = print_inlines(p, para, label, &style);
	double text = at->text->n_lines * small_pitch, code = code_size + 2 * quiet(at);
	at->height = at->cells && code > text ? code : text;
	print_gap(p, p->m.pitch - p->m.cell);
	struct print_box *box = print_add(p, BOX_ADDRESS, at->height);
	box->address = at;
}

/* Runs of dark modules, all in one path, so that no hairs of white show between them. */
static void draw_code(cairo_t *cr, const struct print_address *at)
{
	for (int y = 0; y < at->width; y++)
		for (int x = 0, end; x < at->width; x = end) {
			const unsigned char *row = at->cells + (size_t)y * (size_t)at->width;
			bool dark = row[x] & 1;
			for (end = x + 1; end < at->width && (row[end] & 1) == dark; end++)
				;
			if (dark)
				cairo_rectangle(cr, x, y, end - x, 1);
		}
	cairo_fill(cr);
}

void print_address_draw(struct printing *p, cairo_t *cr, const struct print_address *at, double y)
{
	const struct print_para *text = at->text;
	if (at->cells) {
		cairo_save(cr);
		cairo_translate(cr, p->m.left, y + quiet(at));
		print_figure_begin(p, cr, at->alt, code_size, code_size);
		cairo_scale(cr, code_size / at->width, code_size / at->width);
		draw_code(cr, at);
		print_figure_end(cr, at->alt);
		cairo_restore(cr);
	}
	print_para_draw(p, cr, text, y + (at->height - text->n_lines * small_pitch) / 2);
}
