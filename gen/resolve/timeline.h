/* SPDX-License-Identifier: MIT */
/* Phases as a picture along time (resolve/svg). */
#ifndef RESOLVE_TIMELINE_H
#define RESOLVE_TIMELINE_H

#include "resolve/view.h"

/*
 * An <svg>, or empty where no phase has a day. id is that of the picture in its page. Colours come
 * from CSS: tl-track tl-grid tl-bar (tl-past tl-current tl-coming) tl-label tl-tick tl-now
 * tl-now-label.
 */
struct str timeline_svg(
	const struct view_context *ctx, const struct view_rows *phases, struct str id);

#endif
