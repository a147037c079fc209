/* SPDX-License-Identifier: MIT */
#include "doc/messages.h"

const struct message messages[N_MESSAGES] = {
#define M(key, id, level, zh, en, hint_zh, hint_en)                                                \
	{id, LEVEL_##level, {zh, en}, {hint_zh, hint_en}},
#include "doc/messages.def"
#undef M
};
