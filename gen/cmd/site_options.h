/* SPDX-License-Identifier: MIT */
/* Rows that check, build and form have in common. */
#ifndef CMD_SITE_OPTIONS_H
#define CMD_SITE_OPTIONS_H

#include "cmd/cmd.h"

#define SITE_OPTIONS                                                                               \
	{"strict", 0, OPT_FLAG, offsetof(struct options, strict), {NULL, NULL}, NULL,              \
		{"警告也算错误", "warnings count as errors"}},                                     \
		{"as-of", 0, OPT_TEXT, offsetof(struct options, as_of), {"日期", "DATE"}, NULL,    \
			{"按哪一天算，默认是今天", "the day it is made for; default: today"}},     \
		{"audience", 0, OPT_TEXT, offsetof(struct options, audience), {NULL, NULL},        \
			"public|internal",                                                         \
			{"公开版或内部版", "what is shown: public or internal"}},                  \
	{                                                                                          \
		"drafts", 0, OPT_FLAG, offsetof(struct options, drafts), {NULL, NULL}, NULL,       \
		{                                                                                  \
			"连草稿和未到发布日的也生成", "with drafts and what is not published yet"  \
		}                                                                                  \
	}

#endif
