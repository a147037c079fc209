/* SPDX-License-Identifier: MIT */
/* The words of pandoc-types for the enumerations of doc/node.h: whoever reads or writes them. */
#ifndef DOC_PANDOC_WORDS_H
#define DOC_PANDOC_WORDS_H

/* By value of the enum; NULL ends them. */
extern const char *const pandoc_aligns[];
extern const char *const pandoc_quotes[];
extern const char *const pandoc_maths[];
extern const char *const pandoc_list_styles[];
extern const char *const pandoc_list_delims[];
extern const char *const pandoc_cite_modes[];

#endif
