/* SPDX-License-Identifier: MIT */
/*
 * The register of documents, notices.json and notices.csv: 索引号 文号 标题 发文机关 成文日期
 * 发布日期 施行日期 有效性 网址 of all entries that are no pages, by 成文日期, newest first. An
 * entry that a notice of the site issues has no row of its own. Addresses are absolute where the
 * site has a base_url, else relative to the file.
 */
#ifndef RENDER_REGISTER_H
#define RENDER_REGISTER_H

#include "base/buf.h"
#include "doc/site.h"

/* {"site": …, "as_of": the day for which validity holds, "notices": […]} */
void register_render_json(struct buf *out, const struct site *site);
/* Nothing is added where there is no document. */
void register_render_csv(struct buf *out, const struct site *site);

#endif
