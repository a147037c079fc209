/* SPDX-License-Identifier: MIT */
/* The table of all diagnostics. Each id has a golden file; `make check` fails when one has none. */
#ifndef DOC_MESSAGES_H
#define DOC_MESSAGES_H

#include "base/diag.h"

enum message_id {
#define M(key, id, level, zh, en, hint_zh, hint_en) MSG_##key,
#include "doc/messages.def"
#undef M
	N_MESSAGES
};

extern const struct message messages[N_MESSAGES];

#define MSG(key) (&messages[MSG_##key])

#endif
