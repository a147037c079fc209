/* SPDX-License-Identifier: MIT */
/*
 * measure COMMAND…: runs it and prints, last, a line of JSON: CPU seconds (user and system, of it
 * and all its processes), seconds by the clock, and the memory of its largest process in KiB, by
 * getrusage; it exits as the command did. measure -m COMMAND… prints the memory of all its
 * processes together instead, with what they share counted once (Pss), looked at every few
 * milliseconds; that slows them down.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_PROCESSES = 256, PAUSE_NS = 5000000, BY_SIGNAL = 128 /* as the shell has it */ };

static double seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static long pss_of(long pid)
{
	char path[64], line[256];
	long kib = 0;
	snprintf(path, sizeof(path), "/proc/%ld/smaps_rollup", pid);
	FILE *f = fopen(path, "r");
	while (f && fgets(line, sizeof(line), f))
		if (strncmp(line, "Pss:", 4) == 0)
			kib = strtol(line + 4, NULL, 10);
	if (f)
		fclose(f);
	return kib;
}

static long parent_of(long pid)
{
	char path[64], line[512] = "";
	snprintf(path, sizeof(path), "/proc/%ld/stat", pid);
	FILE *f = fopen(path, "r");
	size_t n = f ? fread(line, 1, sizeof(line) - 1, f) : 0;
	if (f)
		fclose(f);
	line[n] = 0;
	const char *at = strrchr(line, ')'); /* PID (NAME) STATE PARENT */
	return at && strlen(at) > 4 ? strtol(at + 4, NULL, 10) : 0;
}

/* It and all below it, which /proc lists in the order of their numbers. */
static long pss_of_all(long root)
{
	long pids[MOST_PROCESSES] = {root}, sum = pss_of(root);
	int n = 1;
	DIR *proc = opendir("/proc");
	for (const struct dirent *e; proc && (e = readdir(proc));) {
		long pid = strtol(e->d_name, NULL, 10), parent = pid > root ? parent_of(pid) : 0;
		for (int i = 0; i < n && parent; i++)
			if (pids[i] == parent && n < MOST_PROCESSES) {
				pids[n++] = pid;
				sum += pss_of(pid);
				break;
			}
	}
	if (proc)
		closedir(proc);
	return sum;
}

int main(int argc, char **argv)
{
	int memory = argc > 1 && strcmp(argv[1], "-m") == 0, status = 0;
	struct rusage used = {0};
	long most = 0;
	double began = now();
	pid_t pid = argc > 1 + memory ? fork() : -1;
	if (pid == 0) {
		execvp(argv[1 + memory], argv + 1 + memory);
		perror(argv[1 + memory]);
		_exit(127);
	}
	if (pid < 0)
		return 2;
	while (wait4(pid, &status, memory ? WNOHANG : 0, &used) == 0) {
		long sum = pss_of_all(pid);
		most = sum > most ? sum : most;
		nanosleep(&(struct timespec){0, PAUSE_NS}, NULL);
	}
	if (memory)
		printf("{\"all_kib\": %ld}\n", most);
	else
		printf("{\"cpu\": %.4f, \"user\": %.4f, \"system\": %.4f, \"wall\": %.4f, "
		       "\"rss_kib\": %ld}\n",
			seconds(used.ru_utime) + seconds(used.ru_stime), seconds(used.ru_utime),
			seconds(used.ru_stime), now() - began, used.ru_maxrss);
	return WIFEXITED(status) ? WEXITSTATUS(status) : BY_SIGNAL + WTERMSIG(status);
}
