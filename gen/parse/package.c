/* SPDX-License-Identifier: MIT */
#include "parse/package.h"

#include <zip.h>

#include "base/arena.h"
#include "base/path.h"
#include "base/vec.h"

enum { MIB = 1024 * 1024, RELATIONS = 10000 };

static bool fail(struct package *p, enum package_fault fault, struct str part)
{
	if (p->fault == PACKAGE_FINE) {
		p->fault = fault;
		p->part = str_copy(p->arena, part);
	}
	return false;
}

/* --- what it is --- */

/* Office keeps an encrypted workbook or document, like the old .xls and .doc, in an OLE container
 * (MS-CFB); names in it are UTF-16LE. */
static enum package_fault ole_fault(struct str bytes)
{
	struct str encrypted = STR("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0");
	return str_has(bytes, encrypted) ? PACKAGE_PASSWORD : PACKAGE_OLE;
}

static void close_zip(void *zip)
{
	zip_discard(zip);
}

static void open_zip(struct package *p, struct str bytes)
{
	zip_error_t error;
	zip_error_init(&error);
	zip_source_t *source = zip_source_buffer_create(bytes.p, bytes.n, 0, &error);
	if (!source)
		out_of_memory();
	p->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
	if (p->zip) {
		arena_defer(p->arena, close_zip, p->zip);
	} else {
		zip_source_free(source);
		if (zip_error_code_zip(&error) == ZIP_ER_MEMORY)
			out_of_memory();
		fail(p, PACKAGE_NO_ZIP, STR_NONE);
	}
	zip_error_fini(&error);
}

static bool name_is_macro(struct str name)
{
	struct str base = path_base(name);
	return str_eq_nocase(base, STR("vbaProject.bin")) ||
	       str_starts(name, STR("xl/macrosheets/"));
}

/* Looks over the directory: how many parts, how large they say they are, and macros. */
static void look_over(struct package *p)
{
	zip_int64_t n = zip_get_num_entries(p->zip, 0);
	zip_uint64_t declared = 0;
	if (n > PACKAGE_PARTS) {
		fail(p, PACKAGE_BOMB, STR_NONE);
		return;
	}
	for (zip_int64_t i = 0; i < n; i++) {
		zip_stat_t stat;
		if (zip_stat_index(p->zip, (zip_uint64_t)i, 0, &stat) != 0)
			continue; /* whoever wants that part will say so */
		struct str name = str_from(stat.name);
		if (name_is_macro(name))
			fail(p, PACKAGE_MACROS, name);
		zip_uint64_t most = (zip_uint64_t)PACKAGE_DECLARED_MB * MIB;
		declared += stat.size < most ? stat.size : most;
		if (declared >= most)
			fail(p, PACKAGE_BOMB, name);
	}
}

struct package package_open(struct arena *a, struct str bytes)
{
	struct package p = {.arena = a};
	if (str_starts(bytes, STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")))
		fail(&p, ole_fault(bytes), STR_NONE);
	else
		open_zip(&p, bytes);
	if (p.zip)
		look_over(&p);
	return p;
}

/* --- parts --- */

/* Part names are the same whatever their case (ISO/IEC 29500-2, 6.2.2.3). */
static zip_int64_t locate(const struct package *p, struct str part)
{
	return zip_name_locate(p->zip, str_cstr(p->arena, part), ZIP_FL_NOCASE);
}

bool package_has(const struct package *p, struct str part)
{
	return locate(p, part) >= 0;
}

struct part_input {
	struct package *package;
	struct str part;
	zip_file_t *file;
	size_t packed, inflated;
};

static int more_of_part(void *self, char *to, int room)
{
	struct part_input *in = self;
	struct package *p = in->package;
	zip_int64_t n = zip_fread(in->file, to, (zip_uint64_t)room);
	if (n < 0) {
		fail(p, PACKAGE_BROKEN, in->part);
		return -1;
	}
	in->inflated += (size_t)n;
	p->inflated += (size_t)n;
	bool tight = in->inflated > MIB && in->inflated / PACKAGE_RATIO > in->packed;
	if (tight || p->inflated > (size_t)PACKAGE_MB * MIB) {
		fail(p, PACKAGE_BOMB, in->part);
		return -1;
	}
	return (int)n;
}

static bool part_is_readable(struct package *p, struct str part, const zip_stat_t *stat)
{
	if ((stat->valid & ZIP_STAT_ENCRYPTION_METHOD) && stat->encryption_method != ZIP_EM_NONE)
		return fail(p, PACKAGE_PASSWORD, part);
	if (stat->comp_method != ZIP_CM_STORE && stat->comp_method != ZIP_CM_DEFLATE)
		return fail(p, PACKAGE_BROKEN, part);
	if (stat->size > (zip_uint64_t)PACKAGE_MB * MIB)
		return fail(p, PACKAGE_BOMB, part);
	return true;
}

static bool read_opened(struct part_input *in, const struct xml_events *events)
{
	const struct xml_input input = {in, more_of_part};
	struct xml_result result = xml_read(&input, events);
	if (result.fault == XML_DOCTYPE)
		return fail(in->package, PACKAGE_DOCTYPE, in->part);
	if (result.fault != XML_FINE)
		return fail(in->package, PACKAGE_BROKEN, in->part);
	return true;
}

bool package_read(struct package *p, struct str part, const struct xml_events *events)
{
	zip_int64_t index = locate(p, part);
	zip_stat_t stat;
	if (index < 0 || zip_stat_index(p->zip, (zip_uint64_t)index, 0, &stat) != 0)
		return fail(p, PACKAGE_BROKEN, part);
	if (!part_is_readable(p, part, &stat))
		return false;
	struct part_input in = {.package = p, .part = part, .packed = (size_t)stat.comp_size};
	in.file = zip_fopen_index(p->zip, (zip_uint64_t)index, 0);
	if (!in.file)
		return fail(p, PACKAGE_BROKEN, part);
	bool good = read_opened(&in, events);
	zip_fclose(in.file);
	return good;
}

/* --- relations --- */

struct relating {
	struct package *package;
	struct str folder; /* of the part whose they are */
	VEC(struct package_relation) list;
	bool external;
};

/* A target is a part's name from the root, or from the folder of the part whose it is. */
static bool resolve_target(struct relating *r, struct str target, struct str *ret_part)
{
	struct arena *a = r->package->arena;
	if (str_starts(target, STR("/")))
		return path_clean(a, str_after(target, 1), ret_part);
	struct str whole = r->folder.n ? path_join(a, r->folder, target) : target;
	return path_clean(a, whole, ret_part);
}

static bool on_relation(void *self, const struct xml_tag *tag)
{
	struct relating *r = self;
	struct arena *a = r->package->arena;
	if (tag->depth != 1 || !str_eq(tag->name, STR("Relationship")))
		return true;
	struct str part, type = xml_get(tag, STR("Type"));
	if (str_eq(xml_get(tag, STR("TargetMode")), STR("External"))) {
		r->external = r->external || !str_eq(path_base(type), STR("hyperlink"));
		return true;
	}
	if (!resolve_target(r, xml_get(tag, STR("Target")), &part))
		return true;
	*vec_push(a, &r->list) = (struct package_relation){str_copy(a, path_base(type)),
		str_copy(a, xml_get(tag, STR("Id"))), str_copy(a, part)};
	return r->list.n < RELATIONS;
}

static bool on_end(void *self, int depth)
{
	(void)self;
	(void)depth;
	return true;
}

static bool on_text(void *self, struct str text)
{
	(void)self;
	(void)text;
	return true;
}

bool package_relate(struct package *p, struct str part, struct package_relations *ret_relations)
{
	struct str folder = path_dir(part);
	struct str rels = STR_CAT(p->arena, folder, folder.n ? STR("/_rels/") : STR("_rels/"),
		path_base(part), STR(".rels"));
	struct relating r = {.package = p, .folder = folder};
	const struct xml_events events = {&r, on_relation, on_end, on_text};
	bool good = package_read(p, rels, &events);
	*ret_relations = (struct package_relations){r.list.items, r.list.n, r.external};
	return good;
}

struct str package_related(const struct package_relations *relations, const char *type)
{
	for (size_t i = 0; i < relations->n; i++)
		if (str_eq(relations->items[i].type, str_from(type)))
			return relations->items[i].target;
	return STR_NONE;
}
