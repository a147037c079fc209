/* SPDX-License-Identifier: MIT */
#include "build/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

void limit_memory(size_t more, bool grows)
{
	unsigned long pages[6] = {0};
	FILE *f = fopen("/proc/self/statm", "re");
	if (!f)
		return;
	int n = fscanf(f, "%lu %lu %lu %lu %lu %lu", &pages[0], &pages[1], &pages[2], &pages[3],
		&pages[4], &pages[5]);
	fclose(f);
	if (n != 6)
		return;
	rlim_t held = (rlim_t)pages[5] * (rlim_t)sysconf(_SC_PAGESIZE);
	rlim_t most = held + more + (grows ? 2 * held : 0);
	setrlimit(RLIMIT_DATA, &(struct rlimit){most, most});
}

void limit_be_silent(void)
{
	int fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (fd >= 0)
		dup2(fd, STDERR_FILENO);
}

bool pipe_write(int fd, struct str bytes)
{
	while (bytes.n) {
		ssize_t n = write(fd, bytes.p, bytes.n);
		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0)
			bytes = str_after(bytes, (size_t)n);
	}
	return true;
}
