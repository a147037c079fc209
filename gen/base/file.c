/* SPDX-License-Identifier: MIT */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/path.h"

static int read_all(int fd, char *to, size_t size, size_t *ret_n)
{
	size_t n = 0;
	while (n < size) {
		ssize_t got = read(fd, to + n, size - n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return errno;
		if (got == 0)
			break;
		n += (size_t)got;
	}
	*ret_n = n;
	return 0;
}

int file_read(struct arena *a, const char *path, size_t max, struct str *ret_bytes)
{
	/* O_NONBLOCK: opening a FIFO must not wait for a writer. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return errno;
	struct stat st;
	int error = fstat(fd, &st) < 0 ? errno : 0;
	if (!error && !S_ISREG(st.st_mode))
		error = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
	if (!error && (st.st_size < 0 || (uint64_t)st.st_size > max))
		error = EFBIG;
	if (!error) {
		char *bytes = arena_alloc(a, (size_t)st.st_size + 1);
		size_t n;
		error = read_all(fd, bytes, (size_t)st.st_size, &n);
		if (!error)
			*ret_bytes = (struct str){bytes, n};
	}
	close(fd);
	return error;
}

static int open_new(const char *path)
{
	return open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
}

static int write_all(int fd, struct str bytes)
{
	while (bytes.n) {
		ssize_t put = write(fd, bytes.p, bytes.n);
		if (put < 0 && errno != EINTR)
			return errno;
		if (put > 0)
			bytes = str_after(bytes, (size_t)put);
	}
	return 0;
}

int file_write_new(const char *path, struct str bytes)
{
	int fd = open_new(path);
	if (fd < 0)
		return errno;
	int error = write_all(fd, bytes);
	if (close(fd) < 0 && !error)
		error = errno;
	if (error)
		unlink(path);
	return error;
}

struct file_writer file_replace_begin(struct arena *a, struct str path)
{
	struct str name = path_base(path), dir = str_sub(path, 0, path.n - name.n);
	struct file_writer w = {.path = str_cstr(a, path)};
	w.beside = str_cstr(a, STR_CAT(a, dir, STR("."), name, STR(".placard-new")));
	unlink(w.beside);
	w.fd = open_new(w.beside);
	w.error = w.fd < 0 ? errno : 0;
	return w;
}

void file_replace_add(struct file_writer *w, struct str bytes)
{
	if (!w->error)
		w->error = write_all(w->fd, bytes);
}

int file_replace_end(struct file_writer *w)
{
	if (w->fd < 0)
		return w->error;
	if (close(w->fd) < 0 && !w->error)
		w->error = errno;
	if (!w->error && rename(w->beside, w->path) < 0)
		w->error = errno;
	if (w->error)
		unlink(w->beside);
	return w->error;
}

int file_replace(struct arena *a, struct str path, struct str bytes)
{
	struct file_writer w = file_replace_begin(a, path);
	file_replace_add(&w, bytes);
	return file_replace_end(&w);
}

bool file_exists(const char *path)
{
	struct stat st;
	return lstat(path, &st) == 0;
}

int file_stamp(const char *path, uint64_t *ret_stamp)
{
	struct stat st;
	if (stat(path, &st) != 0)
		return errno;
	uint64_t ns = (uint64_t)st.st_mtim.tv_sec * 1000000000 + (uint64_t)st.st_mtim.tv_nsec;
	*ret_stamp = ns ^ (uint64_t)st.st_size << 36;
	return 0;
}

bool file_is_dir(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool file_holds(const char *path, struct str bytes)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (fd < 0)
		return false;
	struct stat st;
	bool same = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (uint64_t)st.st_size == bytes.n;
	char block[16384];
	for (size_t at = 0; same && at < bytes.n;) {
		size_t want = bytes.n - at < sizeof(block) ? bytes.n - at : sizeof(block), got = 0;
		same = read_all(fd, block, want, &got) == 0 && got == want &&
		       memcmp(block, bytes.p + at, want) == 0;
		at += want;
	}
	close(fd);
	return same;
}

int file_real(struct arena *a, const char *path, struct str *ret_path)
{
	char *real = realpath(path, NULL);
	if (!real && errno == ENOMEM)
		out_of_memory();
	if (!real)
		return errno;
	*ret_path = str_copy(a, str_from(real));
	free(real);
	return 0;
}

static int make_one(const char *path)
{
	if (mkdir(path, 0777) == 0)
		return 0;
	int error = errno;
	if (error != EEXIST)
		return error;
	return file_is_dir(path) ? 0 : ENOTDIR;
}

static int make_part(const char *path, size_t n)
{
	char part[PATH_MAX];
	if (n >= sizeof(part))
		return ENAMETOOLONG;
	memcpy(part, path, n);
	part[n] = '\0';
	return make_one(part);
}

static size_t slash_before(const char *path, size_t n)
{
	while (n && path[n - 1] != '/')
		n--;
	return n ? n - 1 : 0;
}

int dir_lock(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	while (flock(fd, LOCK_EX) < 0) {
		if (errno == EINTR)
			continue;
		close(fd);
		return -1;
	}
	return fd;
}

void dir_unlock(int lock)
{
	if (lock >= 0)
		close(lock);
}

int dir_make_for(const char *path)
{
	size_t last = slash_before(path, strlen(path)), at = last;
	int error = 0;
	while (at && (error = make_part(path, at)) == ENOENT)
		at = slash_before(path, at);
	if (!at)
		error = 0; /* the root, or where we stand */
	while (!error && at < last) {
		at += 1 + strcspn(path + at + 1, "/");
		error = make_part(path, at);
	}
	return error;
}

int dir_make(const char *path)
{
	int error = make_one(path);
	if (error != ENOENT)
		return error;
	error = dir_make_for(path);
	return error ? error : make_one(path);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *where)
{
	(void)st;
	(void)type;
	(void)where;
	return remove(path);
}

int dir_remove(const char *path)
{
	if (!file_exists(path))
		return 0;
	return nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT) == 0 ? 0 : errno;
}

static int by_name(const void *x, const void *y)
{
	const struct dir_item *a = x, *b = y;
	return str_cmp(a->name, b->name);
}

static enum file_type type_of(mode_t mode)
{
	return S_ISREG(mode)   ? FILE_REGULAR
	       : S_ISDIR(mode) ? FILE_DIR
	       : S_ISLNK(mode) ? FILE_LINK
			       : FILE_OTHER;
}

int dir_read(struct arena *a, const char *path, struct dir_list *ret_list)
{
	DIR *dir = opendir(path);
	if (!dir && errno == ENOMEM)
		out_of_memory();
	if (!dir)
		return errno;
	struct dirent *e;
	while (errno = 0, (e = readdir(dir))) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		struct stat st;
		if (fstatat(dirfd(dir), e->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
			continue; /* gone since */
		*vec_push(a, &ret_list->list) = (struct dir_item){str_copy(a, str_from(e->d_name)),
			type_of(st.st_mode), (uint64_t)st.st_size};
	}
	int error = errno;
	closedir(dir);
	if (ret_list->list.n)
		qsort(ret_list->list.items, ret_list->list.n, sizeof(struct dir_item), by_name);
	return error;
}

static void remove_with_arena(void *path)
{
	dir_remove(path);
}

int dir_make_temp(struct arena *a, struct str *ret_path)
{
	const char *in = getenv("TMPDIR");
	struct str folder = in && *in ? str_from(in) : STR("/tmp");
	char *path = str_cstr(a, path_join(a, folder, STR("placard-XXXXXX")));
	if (!mkdtemp(path))
		return errno;
	arena_defer(a, remove_with_arena, path);
	*ret_path = str_from(path);
	return 0;
}
