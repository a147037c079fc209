/* SPDX-License-Identifier: MIT */
/* What changed between two texts, as it is shown. */
#ifndef DOC_REDLINE_H
#define DOC_REDLINE_H

#include "base/str.h"
#include "base/vec.h"

enum redline_kind { REDLINE_SAME, REDLINE_REMOVED, REDLINE_ADDED, REDLINE_CHANGED };

struct redline_run {
	enum redline_kind kind; /* never REDLINE_CHANGED */
	struct str text;
};

struct redline_para {
	enum redline_kind kind; /* CHANGED: of runs of several kinds; else it has one run */
	VEC(struct redline_run) runs;
};

struct redline {
	VEC(struct redline_para) paras;
	size_t n_removed, n_added; /* places */
};

#endif
