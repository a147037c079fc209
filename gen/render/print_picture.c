/* SPDX-License-Identifier: MIT */
/*
 * Pictures of the text on paper: one that is a paragraph stands between the lines, with its caption
 * below it; one amid a line is as high as the line. A JPEG goes into the PDF as it is, a PNG
 * decoded, an SVG and the program's own charts drawn.
 */
#include "render/print_picture.h"

#include "base/arena.h"
#include "base/path.h"
#include "doc/messages.h"
#include "render/picture_size.h"
#include "render/print_parts.h"
#include "render/print_svg.h"

/* Ten million dots fill the type area with 400 to the inch; a picture of them takes 40 MB. */
enum { MOST_DOTS = 10000000, MOST_SIDE = 30000 };
static const double pixel = 72.0 / 96, caption_gap = 4;

struct print_picture {
	cairo_surface_t *dots;	     /* JPEG and PNG, */
	const struct print_svg *svg; /* or a drawing */
	bool is_jpeg;
	int turned;
	double width, height; /* points, as large as it would be */
};

struct print_figure {
	const struct print_picture *picture;
	double width, height, above; /* as it is printed, and blank above it */
	struct str alt;
	struct print_para *caption[4];
	size_t n_captions;
	double left; /* from the edge of the type area */
};

/* --- from bytes to something that draws --- */

struct reading {
	struct str bytes;
	size_t at;
};

static cairo_status_t give_bytes(void *closure, unsigned char *to, unsigned n)
{
	struct reading *r = closure;
	if (n > r->bytes.n - r->at)
		return CAIRO_STATUS_READ_ERROR;
	for (unsigned i = 0; i < n; i++)
		to[i] = (unsigned char)r->bytes.p[r->at + i];
	r->at += n;
	return CAIRO_STATUS_SUCCESS;
}

/* Its size is in the file; the surface is but the place that the file is drawn to. */
static cairo_surface_t *jpeg_surface(struct str bytes)
{
	cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1);
	cairo_surface_set_mime_data(
		surface, CAIRO_MIME_TYPE_JPEG, (const unsigned char *)bytes.p, bytes.n, NULL, NULL);
	return surface;
}

static void free_surface(void *surface)
{
	cairo_surface_destroy(surface);
}

static void natural_size(struct print_picture *pic, const struct picture_size *size)
{
	bool said = size->dots_x >= 30 && size->dots_x <= 3000 && size->dots_y >= 30 &&
		    size->dots_y <= 3000;
	bool lies = size->turned >= 5; /* its width was the height */
	double x = size->width * 72.0 / (said ? size->dots_x : 96);
	double y = size->height * 72.0 / (said ? size->dots_y : 96);
	pic->turned = size->turned;
	pic->width = lies ? y : x;
	pic->height = lies ? x : y;
}

static bool open_svg(struct arena *a, struct print_picture *pic, struct str bytes)
{
	pic->svg = print_svg_open(a, bytes);
	if (!pic->svg)
		return false;
	double width, height;
	if (!print_svg_size(pic->svg, &width, &height)) { /* CSS 2.1, 10.3.2 */
		width = 300;
		height = 150;
	}
	pic->width = width * pixel;
	pic->height = height * pixel;
	return true;
}

static const struct message *open_dots(struct arena *a, struct print_picture *pic,
	const struct picture_size *size, struct str bytes)
{
	pic->is_jpeg = size->kind == PICTURE_JPEG;
	if (pic->is_jpeg && size->components != 1 && size->components != 3)
		return MSG(print_picture_kind);
	if (size->width == 0 || size->height == 0)
		return MSG(print_picture_broken);
	if (size->width > MOST_SIDE || size->height > MOST_SIDE ||
		(!pic->is_jpeg && (uint64_t)size->width * size->height > MOST_DOTS))
		return MSG(print_picture_large);
	struct reading r = {.bytes = bytes};
	pic->dots = pic->is_jpeg ? jpeg_surface(bytes)
				 : cairo_image_surface_create_from_png_stream(give_bytes, &r);
	arena_defer(a, free_surface, pic->dots);
	if (cairo_surface_status(pic->dots) != CAIRO_STATUS_SUCCESS)
		return MSG(print_picture_broken);
	natural_size(pic, size);
	return NULL;
}

/* What is wrong with it, or NULL. */
static const struct message *open_picture(
	struct arena *a, struct print_picture *pic, struct str bytes)
{
	struct picture_size size = picture_measure(bytes);
	if (bytes.n == 0 || (size.kind == PICTURE_SVG && print_svg_is_too_much(bytes)))
		return MSG(print_picture_large);
	switch (size.kind) {
	case PICTURE_OTHER:
		return MSG(print_picture_kind);
	case PICTURE_SVG:
		return open_svg(a, pic, bytes) ? NULL : MSG(print_picture_broken);
	case PICTURE_JPEG:
	case PICTURE_PNG:
		break;
	}
	return open_dots(a, pic, &size, bytes);
}

static const struct print_file *find_file(const struct printing *p, struct str path)
{
	for (size_t i = 0; i < p->text->n_files; i++)
		if (str_eq(p->text->files[i].path, path))
			return &p->text->files[i];
	return NULL;
}

/* The first time that it stands in the text; a picture that is not there the page tells of. */
static const struct print_picture *read_picture(
	struct printing *p, const struct node *image, struct str path)
{
	const struct print_file *file = find_file(p, path);
	struct print_picture *pic = NEW(p->arena, struct print_picture);
	if (!file)
		return NULL;
	const struct message *wrong = open_picture(p->arena, pic, file->bytes);
	if (wrong)
		diag_add(p->diags, wrong, image->span, ARGS(path_base(path)));
	return wrong ? NULL : pic;
}

static const struct print_picture *picture_of(struct printing *p, const struct node *image)
{
	struct str path, target = image->as.link.target;
	if (str_starts(target, STR("https:")) || str_starts(target, STR("http:"))) {
		diag_add(p->diags, MSG(print_picture_away), image->span, NO_ARGS);
		return NULL;
	}
	if (!path_clean(p->arena, path_join(p->arena, path_dir(p->text->page), target), &path))
		return NULL;
	for (size_t i = 0; i < p->pictures.n; i++)
		if (str_eq(p->pictures.items[i].path, path))
			return p->pictures.items[i].picture;
	const struct print_picture *pic = read_picture(p, image, path);
	*vec_push(p->arena, &p->pictures) = (struct print_known_picture){path, pic};
	return pic;
}

/* --- how large it is printed --- */

/* What its author wants of it: {width=50%}, {width=8cm height=4cm}. */
static void wanted_size(const struct printing *p, const struct print_picture *pic,
	const struct node *image, double *ret_w, double *ret_h)
{
	struct str width = image ? node_attribute(image, STR("width")) : STR_NONE;
	struct str height = image ? node_attribute(image, STR("height")) : STR_NONE;
	double w = picture_pixels(width) * pixel, h = picture_pixels(height) * pixel, percent;
	if (str_ends(width, STR("%")) && str_to_number(str_sub(width, 0, width.n - 1), &percent) &&
		percent >= 1 && percent <= 100)
		w = p->width * percent / 100;
	double ratio = pic->height / pic->width;
	*ret_w = w > 0 ? w : h > 0 ? h / ratio : pic->width;
	*ret_h = h > 0 ? h : *ret_w * ratio;
}

/* At most so wide and high, and never thinner than a hair. */
static void fit(double *w, double *h, double most_w, double most_h)
{
	static const double least = 0.5;
	double scale = 1;
	if (*w > most_w)
		scale = most_w / *w;
	if (*h * scale > most_h)
		scale = most_h / *h;
	*w = *w * scale < least ? least : *w * scale;
	*h = *h * scale < least ? least : *h * scale;
}

/* --- between the lines --- */

static void add_captions(struct printing *p, struct print_figure *f, const struct node *caption)
{
	struct print_style style = print_caption_style(p);
	style.tag = "Caption";
	for (const struct node *n = caption ? caption->first : NULL;
		n && f->n_captions < ARRAY_LEN(f->caption); n = n->next)
		f->caption[f->n_captions++] = print_inlines(p, n, STR_NONE, &style);
}

static double captions_height(const struct print_figure *f)
{
	double height = f->n_captions ? caption_gap : 0;
	for (size_t i = 0; i < f->n_captions; i++)
		height += f->caption[i]->n_lines * f->caption[i]->style.pitch;
	return height;
}

/* So many whole lines that the text behind it stands where it would without it. */
static void add_figure(struct printing *p, struct print_figure *f)
{
	double pitch = p->m.pitch, between = pitch - p->m.cell, captions = captions_height(f);
	double high = p->wide ? p->m.width : p->m.height;
	fit(&f->width, &f->height, p->width, high - pitch - captions);
	f->left = (p->width - f->width) / 2;
	double need = f->height + captions;
	int lines = (int)((need + between) / pitch) + 1;
	struct print_box *box = print_add(p, BOX_PICTURE, lines * pitch);
	f->above = (lines * pitch - between - need) / 2;
	box->need = lines * pitch - between;
	box->figure = f;
}

/* The first node of a kind among the children and theirs. */
static const struct node *child_of(const struct node *n, enum node_kind kind)
{
	for (const struct node *c = n->first; c; c = c->next) {
		if (c->kind == kind)
			return c;
		if (c->kind == NODE_PLAIN && c->first && !c->first->next && c->first->kind == kind)
			return c->first;
	}
	return NULL;
}

static struct str chart_style(struct printing *p)
{
	const char *family = pango_font_description_get_family(p->faces[PRINT_HEAD]);
	return STR_CAT(p->arena, STR("text{font-family:"), str_from(family),
		STR("}"
		    ".tl-track,.ch-track{fill:#eee;stroke:#999;stroke-width:.5}"
		    ".tl-grid{stroke:#bbb}.tl-past{fill:#999}.tl-current{fill:#333}"
		    ".tl-coming{fill:#fff;stroke:#000;stroke-width:1}"
		    ".tl-now{stroke:#000;stroke-width:1.5}"
		    ".ch-full{fill:#333}.ch-part{fill:#aaa;stroke:#000;stroke-width:.75}"
		    ".ch-short{stroke:#000;stroke-width:.75}.ch-ground{fill:#fff}"
		    ".ch-hatch{stroke:#000;stroke-width:1.5}.ch-goal{stroke:#000;stroke-width:2}"
		    ".ch-pace{stroke:#000;stroke-width:1.5;stroke-dasharray:2 2}"
		    ".ch-cut{stroke:#fff;stroke-width:4}"));
}

static bool chart(struct printing *p, const struct node *raw)
{
	struct print_picture *pic = NEW(p->arena, struct print_picture);
	struct print_figure *f = NEW(p->arena, struct print_figure);
	struct print_svg *svg = print_svg_open_styled(p->arena, raw->text, chart_style(p));
	if (!svg)
		return false;
	*pic = (struct print_picture){.svg = svg};
	*f = (struct print_figure){.picture = pic,
		.width = p->width,
		.height = print_svg_height(svg) * pixel,
		.alt = print_svg_words(p->arena, raw->text)};
	add_figure(p, f);
	return true;
}

bool print_figure(struct printing *p, const struct node *n)
{
	const struct node *raw = child_of(n, NODE_RAW_BLOCK), *image = child_of(n, NODE_IMAGE);
	if (raw && (raw->flags & NODE_TRUSTED) && str_eq(raw->as.raw.format, STR("svg")))
		return chart(p, raw);
	const struct print_picture *pic = image ? picture_of(p, image) : NULL;
	if (!pic)
		return false;
	struct print_figure *f = NEW(p->arena, struct print_figure);
	*f = (struct print_figure){.picture = pic, .alt = node_plain_text(p->arena, image)};
	wanted_size(p, pic, image, &f->width, &f->height);
	add_captions(p, f, child_of(n, NODE_CAPTION));
	add_figure(p, f);
	return true;
}

/* --- amid a line --- */

struct amid {
	const struct print_picture *picture;
	double width, height;
	struct str alt;
};

PangoAttribute *print_picture_amid(struct printing *p, const struct node *image, double size)
{
	const struct print_picture *pic = picture_of(p, image);
	if (!pic)
		return NULL;
	struct amid *amid = NEW(p->arena, struct amid);
	*amid = (struct amid){
		.picture = pic, .height = size, .alt = node_plain_text(p->arena, image)};
	amid->width = size * pic->width / pic->height;
	fit(&amid->width, &amid->height, p->width / 2, size);
	const PangoRectangle box = {0, (int)(-PDF_EM_ASCENT * amid->height * PANGO_SCALE),
		(int)(amid->width * PANGO_SCALE), (int)(amid->height * PANGO_SCALE)};
	return pango_attr_shape_new_with_data(&box, &box, amid, NULL, NULL);
}

/* --- drawing --- */

/* From the stored square to the shown one, by the ways that Exif knows. */
static const cairo_matrix_t turns[9] = {
	{1, 0, 0, 1, 0, 0},
	{1, 0, 0, 1, 0, 0},
	{-1, 0, 0, 1, 1, 0},
	{-1, 0, 0, -1, 1, 1},
	{1, 0, 0, -1, 0, 1},
	{0, 1, 1, 0, 0, 0},
	{0, 1, -1, 0, 1, 0},
	{0, -1, -1, 0, 1, 1},
	{0, -1, 1, 0, 0, 1},
};

static void draw_dots(cairo_t *cr, const struct print_picture *pic)
{
	double w = cairo_image_surface_get_width(pic->dots);
	double h = cairo_image_surface_get_height(pic->dots);
	cairo_transform(cr, &turns[pic->turned]);
	cairo_scale(cr, 1 / w, 1 / h);
	cairo_set_source_surface(cr, pic->dots, 0, 0);
	/* Dots as they are: PDF/A has no /Interpolate. */
	cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_FAST);
	cairo_rectangle(cr, 0, 0, w, h);
	cairo_fill(cr);
}

/* Where it stands, for who reads the tags; the page's own corner is not known here. */
static void note_place(struct printing *p, cairo_t *cr, struct str alt, double width, double height)
{
	double x = 0, y = 0, w = width, h = height;
	cairo_user_to_device(cr, &x, &y);
	cairo_user_to_device(cr, &w, &h);
	*vec_push(p->arena, &p->drawn) = (struct print_drawn){.alt = alt, .box = {x, y, w, h}};
}

void print_figure_begin(
	struct printing *p, cairo_t *cr, struct str alt, double width, double height)
{
	if (alt.n == 0)
		return;
	note_place(p, cr, alt, width, height);
	cairo_tag_begin(cr, "Figure", NULL);
}

void print_figure_end(cairo_t *cr, struct str alt)
{
	if (alt.n)
		cairo_tag_end(cr, "Figure");
}

/* The upper left corner is at the origin. */
static void draw_picture(struct printing *p, cairo_t *cr, const struct print_picture *pic,
	struct str alt, double width, double height)
{
	print_figure_begin(p, cr, alt, width, height);
	if (pic->svg && !print_svg_draw(pic->svg, cr, width, height))
		p->broken = true;
	if (pic->dots) {
		cairo_save(cr);
		cairo_scale(cr, width, height);
		draw_dots(cr, pic);
		cairo_restore(cr);
	}
	print_figure_end(cr, alt);
}

void print_figure_draw(struct printing *p, cairo_t *cr, const struct print_figure *f, double y)
{
	cairo_save(cr);
	cairo_translate(cr, p->m.left + f->left, y + f->above);
	draw_picture(p, cr, f->picture, f->alt, f->width, f->height);
	cairo_restore(cr);
	y += f->above + f->height + caption_gap;
	for (size_t i = 0; i < f->n_captions; i++)
		y = print_para_draw(p, cr, f->caption[i], y);
}

/* --- upon what is printed --- */

static const struct print_seal *find_seal(const struct printing *p, const struct party *party)
{
	for (size_t i = 0; party && i < p->in->n_seals; i++)
		if (p->in->seals[i].party == party)
			return &p->in->seals[i];
	return NULL;
}

struct print_stamp *print_stamp_new(
	struct printing *p, const struct party *party, double width, double height)
{
	const struct print_seal *seal = find_seal(p, party);
	struct print_picture *pic = NEW(p->arena, struct print_picture);
	if (!seal)
		return NULL;
	const struct message *wrong = open_picture(p->arena, pic, seal->bytes);
	if (wrong) {
		diag_add(p->diags, wrong, party->seal.at, ARGS(party->seal.s));
		return NULL;
	}
	struct print_stamp *s = NEW(p->arena, struct print_stamp);
	double across = width / pic->width, along = height / pic->height;
	double scale = across < along ? across : along;
	*s = (struct print_stamp){.picture = pic,
		.alt = site_fill(p->arena, p->in->site, "print.seal", ARGS(party->name.s)),
		.width = pic->width * scale,
		.height = pic->height * scale};
	return s;
}

void print_stamp_draw(struct printing *p, cairo_t *cr, const struct print_stamp *s, double y)
{
	cairo_save(cr);
	cairo_translate(cr, p->m.left + s->x - s->width / 2, y + s->down - s->height / 2);
	draw_picture(p, cr, s->picture, s->alt, s->width, s->height);
	cairo_restore(cr);
}

/* --- in a line --- */

static void draw_amid(cairo_t *cr, PangoAttrShape *shape, gboolean as_path, gpointer printing)
{
	const struct amid *amid = shape->data;
	double x, y;
	if (as_path)
		return;
	cairo_get_current_point(cr, &x, &y);
	cairo_save(cr);
	cairo_translate(cr, x, y - PDF_EM_ASCENT * amid->height);
	draw_picture(printing, cr, amid->picture, amid->alt, amid->width, amid->height);
	cairo_restore(cr);
}

void print_pictures_open(struct printing *p)
{
	pango_cairo_context_set_shape_renderer(p->context, draw_amid, p, NULL);
}
