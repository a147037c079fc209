-- SPDX-License-Identifier: MIT
-- Hides the middle of phone numbers in texts: 138****0000, 0000-****0000. A link to tel: becomes its
-- text. For texts only: what stands in the tables and calendars beside a page is not touched.
local function hide(text)
  local mobile = '%f[%d](1[3-9]%d)%d%d%d%d(%d%d%d%d)%f[^%d]'
  local landline = '%f[%d](0%d%d%d?%-?)%d%d%d%d?(%d%d%d%d)%f[^%d]'
  return (text:gsub(mobile, '%1****%2'):gsub(landline, '%1****%2'))
end

local function text_of(el)
  local hidden = hide(el.text)
  if hidden == el.text then return nil end
  el.text = hidden
  return el
end

local function link(el)
  if el.target:match('^tel:') then return el.content end
end

return { { Str = text_of, Code = text_of, CodeBlock = text_of }, { Link = link } }
