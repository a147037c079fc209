-- SPDX-License-Identifier: MIT
-- Numbers the figures and tables that have a caption, each kind for itself: 图1, 表1. A link to the
-- id of one that has no text of its own, [](#id), gets its number as text.
local language = placard and placard.site and placard.site.language or 'zh-CN'
local words = language:match('^zh') and { Figure = '图%d', Table = '表%d', gap = '　' }
  or { Figure = 'Figure %d', Table = 'Table %d', gap = ' ' }
local count = { Figure = 0, Table = 0 }
local label_of = {}

local function number(el)
  local caption = el.caption.long[1]
  if not caption or not caption.content then return nil end
  count[el.t] = count[el.t] + 1
  local label = words[el.t]:format(count[el.t])
  caption.content:insert(1, pandoc.Str(label .. words.gap))
  if el.identifier ~= '' then label_of[el.identifier] = label end
  return el
end

-- The parser may give the id to the picture in the figure.
local function figure(el)
  local changed = number(el)
  if not changed or el.identifier ~= '' then return changed end
  el:walk { Image = function(image)
    if image.identifier ~= '' then label_of[image.identifier] = words.Figure:format(count.Figure) end
  end }
  return changed
end

local function refer(link)
  local id = link.target:match('^#(.+)$')
  if not id or #link.content > 0 then return nil end
  if label_of[id] then
    link.content = { pandoc.Str(label_of[id]) }
    return link
  end
  if placard then placard.error(link, '没有编号的图或表“' .. id .. '”') end
end

return { { Figure = figure, Table = number }, { Link = refer } }
