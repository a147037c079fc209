/* SPDX-License-Identifier: MIT */
#include "doc/collected.h"

const struct collected_state_name collected_states[] = {
	{COLLECTED_REPLACED, "replaced"},
	{COLLECTED_RULE, "rule"},
	{COLLECTED_INVALID, "invalid"},
	{COLLECTED_OLD, "old-version"},
	{COLLECTED_NOWHERE, "unplaced"},
};
const size_t n_collected_states = sizeof(collected_states) / sizeof(collected_states[0]);

bool collected_counts(const struct collected_row *row)
{
	return !(row->states & (COLLECTED_REPLACED | COLLECTED_RULE));
}
