-- SPDX-License-Identifier: MIT
-- Terms are marked where they are explained, [三会一课]{.term}; a block ::: term-index lists them all
-- in order, each a link to its place. One that is explained twice is told.
local terms, place_of = {}, {}

local function mark(span)
  if not span.classes:includes('term') then return nil end
  local text = pandoc.utils.stringify(span)
  if place_of[text] then
    if placard then placard.warn(span, '“' .. text .. '”解释了两次') end
    return nil
  end
  if span.identifier == '' then span.identifier = 'term-' .. (#terms + 1) end
  place_of[text] = span.identifier
  terms[#terms + 1] = text
  return span
end

local function list(div)
  if not div.classes:includes('term-index') then return nil end
  table.sort(terms)
  local items = pandoc.List()
  for _, text in ipairs(terms) do
    items:insert { pandoc.Plain { pandoc.Link(text, '#' .. place_of[text]) } }
  end
  div.content = #items > 0 and { pandoc.BulletList(items) } or {}
  return div
end

return { { Span = mark }, { Div = list } }
