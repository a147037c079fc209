/* SPDX-License-Identifier: MIT */
/* Faces by role, as fonts.yaml names them; and which of them this machine has. */
#include <fontconfig/fontconfig.h>

#include "base/arena.h"
#include "base/buf.h"
#include "doc/messages.h"
#include "render/face_cut.h"
#include "render/face_file.h"
#include "render/form_pdf_text.h"
#include "render/print_parts.h"

static void give_back(void *object)
{
	g_object_unref(object);
}

static void free_face(void *face)
{
	pango_font_description_free(face);
}

static void add_families(struct buf *b, const struct texts *names)
{
	for (size_t i = 0; i < names->n; i++) {
		if (b->n)
			BUF_LIT(b, ",");
		buf_add(b, names->items[i].s);
	}
}

static PangoFontDescription *face_of(struct arena *a, const struct print_face *f)
{
	struct buf families = buf_new(a);
	PangoFontDescription *face = pango_font_description_new();
	add_families(&families, &f->families);
	add_families(&families, &f->stand_ins);
	pango_font_description_set_family(face, str_cstr(a, buf_str(&families)));
	pango_font_description_set_weight(
		face, f->bold.on ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	arena_defer(a, free_face, face);
	return face;
}

void print_faces_open(struct printing *p, cairo_t *cr)
{
	const struct print_fonts *fonts = &p->in->site->fonts;
	p->context = pdf_text_context(cr);
	arena_defer(p->arena, give_back, p->context);
	for (size_t i = 0; i < N_PRINT_ROLES; i++)
		p->faces[i] = face_of(p->arena, &fonts->faces[i]);
}

/* --- what is there --- */

static const struct text *first_there(struct arena *a, const struct texts *names)
{
	for (size_t i = 0; i < names->n; i++)
		if (face_is_there(str_cstr(a, names->items[i].s)))
			return &names->items[i];
	return NULL;
}

/* --- beginning --- */

static void add_folders(struct arena *a, const struct texts *folders)
{
	for (size_t i = 0; i < folders->n; i++) {
		const char *folder = str_cstr(a, folders->items[i].s);
		FcConfigAppFontAddDir(NULL, (const FcChar8 *)folder);
	}
}

static void cut_faces(struct arena *a, const struct print_fonts *fonts, struct str cache_dir)
{
	for (size_t i = 0; i < N_PRINT_ROLES; i++) {
		const struct print_face *f = &fonts->faces[i];
		const struct text *family = first_there(a, &f->families);
		family = family ? family : first_there(a, &f->stand_ins);
		if (family)
			face_cut(a, cache_dir, str_cstr(a, family->s), f->bold.on);
	}
	pen_faces_cut(a, cache_dir);
}

void print_faces_begin(const struct site *site, struct str cache_dir)
{
	/* The cuts are read to be checked, and used from where they lie. */
	struct arena *scratch = arena_new();
	add_folders(scratch, &site->fonts.folders);
	if (cache_dir.n)
		cut_faces(scratch, &site->fonts, cache_dir);
	arena_free(scratch);
}

/* --- telling --- */

void print_faces_report(struct arena *a, const struct site *site, struct diags *d)
{
	for (size_t i = 0; i < N_PRINT_ROLES; i++) {
		const struct print_face *f = &site->fonts.faces[i];
		if (first_there(a, &f->families))
			continue;
		const struct text *other = first_there(a, &f->stand_ins);
		if (!other || !f->families.n) /* then a text tells, by what it lacks */
			continue;
		struct str role = str_from(print_role_name((enum print_role)i, d->lang));
		const struct text *best = &f->families.items[0];
		diag_add(d, MSG(print_stand_in), best->at, ARGS(role, other->s, best->s));
	}
}
