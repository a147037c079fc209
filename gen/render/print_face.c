/* SPDX-License-Identifier: MIT */
/*
 * Faces by role. The standard names styles and no makers (5.2.2, 7.2.4, 7.3): a licensed face of
 * the office comes first, then the free ones, the last of which every machine of ours has.
 */
#include "render/print_parts.h"

#include "base/arena.h"

static const struct {
	const char *families;
	bool bold;
} faces[N_PRINT_ROLES] = {
	[PRINT_BODY] = {"仿宋_GB2312,仿宋,FangSong_GB2312,FangSong,方正仿宋_GBK,STFangsong,"
			"Zhuque Fangsong (technical preview),FandolFang R,Noto Serif CJK SC",
		false},
	[PRINT_TITLE] = {"方正小标宋简体,方正小标宋_GBK,FZXiaoBiaoSong-B05S,Noto Serif CJK SC",
		true},
	[PRINT_HEAD] = {"黑体,SimHei,STHeiti,方正黑体_GBK,Noto Sans CJK SC,WenQuanYi Micro Hei",
		false},
	[PRINT_KAI] = {"楷体_GB2312,楷体,KaiTi_GB2312,KaiTi,方正楷体_GBK,STKaiti,LXGW WenKai,"
		       "AR PL UKai CN,Noto Serif CJK SC",
		false},
	[PRINT_SONG] = {"宋体,SimSun,STSong,Noto Serif CJK SC", false},
};

static void give_back(void *object)
{
	g_object_unref(object);
}

static void free_face(void *face)
{
	pango_font_description_free(face);
}

static PangoFontDescription *face_of(struct printing *p, const char *families, bool bold)
{
	PangoFontDescription *face = pango_font_description_from_string(families);
	pango_font_description_set_weight(face, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	arena_defer(p->arena, free_face, face);
	return face;
}

void print_faces_open(struct printing *p, cairo_t *cr)
{
	p->context = pdf_text_context(cr);
	arena_defer(p->arena, give_back, p->context);
	for (size_t i = 0; i < N_PRINT_ROLES; i++)
		p->faces[i] = face_of(p, faces[i].families, faces[i].bold);
	p->latin = face_of(p, "Times New Roman,Liberation Serif,Noto Serif CJK SC", false);
}
