/* SPDX-License-Identifier: MIT */
#ifndef DOC_NUMBER_H
#define DOC_NUMBER_H

#include "base/str.h"

enum number_fault {
	NUMBER_OK,
	NUMBER_BRACKETS, /* [2026] or （2026） for 〔2026〕 */
	NUMBER_WORD,	 /* 第 before the number */
	NUMBER_ZERO,	 /* a leading zero */
	NUMBER_FORM,	 /* anything else */
};

/*
 * Whether a 发文字号 has the form of GB/T 9704-2012, 7.2.5: the organ's sign, the year in full in
 * 〔〕 (U+3014, U+3015), the number without 第 and leading zeros, 号. *ret_better gets it mended
 * where that is plain, else it is empty.
 */
enum number_fault number_check(struct arena *a, struct str number, struct str *ret_better);

#endif
