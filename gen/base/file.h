/* SPDX-License-Identifier: MIT */
/* Whole files and folders. Each function says what went wrong by errno's values; 0 is success. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "base/vec.h"

/* EFBIG where it is larger than max, EINVAL where it is no regular file (a FIFO is never opened to
 * wait). */
int file_read(struct arena *a, const char *path, size_t max, struct str *ret_bytes);
/* A new file with these bytes; EEXIST where there is one. */
int file_write_new(const char *path, struct str bytes);
/*
 * Makes path hold just these bytes, or leaves it as it was: they are written beside it, into a
 * hidden file, which is then renamed.
 */
int file_replace(struct arena *a, struct str path, struct str bytes);
/* The same piece by piece, for what is never whole in memory; only the end says what went wrong. */
struct file_writer {
	const char *path, *beside;
	int fd, error;
};
struct file_writer file_replace_begin(struct arena *a, struct str path);
void file_replace_add(struct file_writer *w, struct str bytes);
int file_replace_end(struct file_writer *w);
bool file_exists(const char *path); /* does not follow a last symbolic link */
bool file_is_dir(const char *path);
/* Whether the file at path holds just these bytes. */
bool file_holds(const char *path, struct str bytes);

/* A number, made of its size and time, that is another one once the file has been written anew. */
int file_stamp(const char *path, uint64_t *ret_stamp);

/* The path with all links resolved, in a. */
int file_real(struct arena *a, const char *path, struct str *ret_path);

int dir_make(const char *path); /* with its parents; one that is there is no error */
/*
 * Waits until nobody else holds the folder: processes that would each make the same file there take
 * turns. -1: it cannot be had. dir_unlock() or the end of the process lets it go.
 */
int dir_lock(const char *path);
void dir_unlock(int lock);
int dir_make_for(const char *path); /* the folder of a file at path; takes no memory */
/* A new folder in that for temporary files; it goes with the arena. */
int dir_make_temp(struct arena *a, struct str *ret_path);
int dir_remove(const char *path); /* with all in it; a missing one is no error; follows no link */

enum file_type { FILE_REGULAR, FILE_DIR, FILE_LINK, FILE_OTHER };
struct dir_item {
	struct str name;
	enum file_type type;
	uint64_t size;
};
struct dir_list {
	VEC(struct dir_item) list;
};
/* By name, in byte order, without "." and ".."; names that begin with a dot are there too. */
int dir_read(struct arena *a, const char *path, struct dir_list *ret_list);

#endif
