/* SPDX-License-Identifier: MIT */
/* Short ways to write rows of a schema; for the files that hold schema tables only. */
#ifndef DOC_FIELDS_H
#define DOC_FIELDS_H

#include <stddef.h>

#include "doc/schema.h"

/* ROW(struct tag, member, "name", "中文|别名", TYPE, flags, "说明", "help") */
#define ROW(tag, member, name, zh, type, flags, help_zh, help_en)                                  \
	{                                                                                          \
		name, zh, FIELD_##type, flags, offsetof(struct tag, member), NULL, NULL,           \
		{                                                                                  \
			help_zh, help_en                                                           \
		}                                                                                  \
	}
#define ROW_WORD(tag, member, name, zh, words, flags, help_zh, help_en)                            \
	{                                                                                          \
		name, zh, FIELD_WORD, flags, offsetof(struct tag, member), &(words), NULL,         \
		{                                                                                  \
			help_zh, help_en                                                           \
		}                                                                                  \
	}
#define ROW_SUB(tag, member, name, zh, type, sub, flags, help_zh, help_en)                         \
	{                                                                                          \
		name, zh, FIELD_##type, flags, offsetof(struct tag, member), NULL, &(sub),         \
		{                                                                                  \
			help_zh, help_en                                                           \
		}                                                                                  \
	}

#define SCHEMA(name, tag, fields, open)                                                            \
	{                                                                                          \
		name, sizeof(struct tag), fields, ARRAY_LEN(fields), open                          \
	}
#define WORDS(rows)                                                                                \
	{                                                                                          \
		rows, ARRAY_LEN(rows)                                                              \
	}

#endif
