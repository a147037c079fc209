/* SPDX-License-Identifier: MIT */
/*
 * Phases as a picture. It has no viewBox: what lies along time is in per cent of the width, so the
 * bars grow with the page while text keeps its size and stays legible on a telephone and on paper.
 * Where text goes is worked out for NARROWEST pixels, the width that a page has on a small
 * telephone.
 */
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
