/* SPDX-License-Identifier: MIT */
/*
 * floor CONTENT BUILT OUT: what no generator of these pages can do without. It parses the body of
 * each Markdown file below CONTENT with cmark-gfm and its tables, and throws the tree away; then it
 * writes, below the new folder OUT, every file that lies below BUILT with the same bytes. It makes
 * nothing itself, so it reads the bytes from BUILT; that reading is part of its cost.
 */
#define CMARK_NO_SHORT_NAMES
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_OPEN = 32 };

static const char *from, *to;
static char *bytes;
static size_t room;

static size_t read_all(const char *path, size_t size)
{
	if (size + 1 > room) {
		room = 2 * size + 65536;
		bytes = realloc(bytes, room);
	}
	int fd = open(path, O_RDONLY);
	ssize_t n = fd < 0 || !bytes ? -1 : read(fd, bytes, size);
	if (n != (ssize_t)size) {
		perror(path);
		exit(1);
	}
	close(fd);
	bytes[size] = 0;
	return size;
}

static int parse(const char *path, const struct stat *s, int type, struct FTW *w)
{
	(void)w;
	size_t n = strlen(path);
	if (type != FTW_F || n < 3 || strcmp(path + n - 3, ".md") != 0)
		return 0;
	n = read_all(path, (size_t)s->st_size);
	const char *end = strncmp(bytes, "---\n", 4) == 0 ? strstr(bytes + 4, "\n---\n") : NULL;
	const char *body = end ? end + 5 : bytes;
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
	cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
	cmark_parser_feed(parser, body, n - (size_t)(body - bytes));
	cmark_node_free(cmark_parser_finish(parser));
	cmark_parser_free(parser);
	return 0;
}

static int copy(const char *path, const struct stat *s, int type, struct FTW *w)
{
	(void)w;
	char name[4096];
	snprintf(name, sizeof(name), "%s%s", to, path + strlen(from));
	if (type == FTW_D)
		return mkdir(name, 0777);
	size_t n = read_all(path, (size_t)s->st_size);
	int fd = open(name, O_WRONLY | O_CREAT | O_EXCL, 0666);
	if (fd < 0 || write(fd, bytes, n) != (ssize_t)n || close(fd) < 0) {
		perror(name);
		return 1;
	}
	return 0;
}

int main(int argc, char **argv)
{
	if (argc != 4) {
		fputs("floor CONTENT BUILT OUT\n", stderr);
		return 2;
	}
	from = argv[2];
	to = argv[3];
	cmark_gfm_core_extensions_ensure_registered();
	return nftw(argv[1], parse, MOST_OPEN, FTW_PHYS) || nftw(from, copy, MOST_OPEN, FTW_PHYS);
}
