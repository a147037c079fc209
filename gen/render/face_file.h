/* SPDX-License-Identifier: MIT */
/* Files of faces: which there are, what a part of one is to hold, what is made of one and kept. */
#ifndef RENDER_FACE_FILE_H
#define RENDER_FACE_FILE_H

#include <harfbuzz/hb.h>

#include "base/file.h"

enum { FACE_FILE_LIMIT = 64 * 1024 * 1024 };

struct face_file {
	const char *path; /* NULL: none */
	int index;	  /* in a collection */
};

bool face_is_there(const char *family); /* in whatever file */
/* The file of a family's face that is regular or bold, in a format as fontconfig calls them. */
struct face_file face_find(struct arena *a, const char *family, const char *format, bool bold);

/* Two-byte codes of GB18030, from the first to the last of each byte. */
struct face_codes {
	int lead_first, lead_last, trail_first, trail_last;
};

extern const struct face_codes face_codes_gbk, face_codes_gb2312;
/* Their characters of the basic plane, and those of ASCII and Latin-1. */
void face_add_codes(struct arena *scratch, hb_set_t *set, const struct face_codes *codes);

/*
 * The bytes that make() makes of the face: from a file of cache_dir named by `what`, the face's
 * file as it stands and the recipe's number; or made anew and left there for the next process. Of
 * several processes that want it at once one makes it, and the others wait. An empty cache_dir
 * keeps nothing; a cache that cannot be read or written is no error. False: the face is gone, or
 * make() failed. *ret_path is where it is kept; empty: nowhere.
 */
struct face_recipe {
	const char *what;
	int number; /* raised when what is made from the same face changes */
	const char
		*alone; /* the file's name in a folder of its own; NULL: it stands in cache_dir */
	/* What it returns lives in a. */
	bool (*make)(struct arena *a, hb_face_t *face, struct str *ret_made, const void *with);
	const void *with;
};
bool face_keep(struct arena *a, struct str cache_dir, const struct face_file *face,
	const struct face_recipe *recipe, struct str *ret_made, struct str *ret_path);

#endif
