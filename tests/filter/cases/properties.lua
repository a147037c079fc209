-- SPDX-License-Identifier: MIT
local P = pandoc
local s = P.Span('x', { 'i', { 'a' }, { k = 'v' } })
s.identifier = 'm' s.classes:insert 'zz' s.attributes.q = '1' say(s)
s.classes = { 'one', 'two' } say(s) s.attributes = { k = '1' } say(s) s.attr = { 'n', { 'c' } } say(s)
s.classes = nil say(s) s.content = 'q w' say(s) s.content = P.Inlines 'q w' local kept = s.content kept:insert(P.Str 'k') say(s, s.c[1]) s.content:insert(P.Emph 'x') say(s) s.content[1].text = 'Q' say(s)
local a = P.Attr('i', { 'c' }, { a = '1' })
a.attributes.z = nil a.attributes.n = 5 say(a, #a.attributes, a.attributes[1][1], a.attributes.a, a.attributes.none)
a.attributes[1] = { 'q', 'w' } say(a) a.attributes.q = nil say(a)
for k, v in pairs(a.attributes) do say(k, v) end
local l = P.OrderedList({ { 'a' } }, P.ListAttributes(3, 'Decimal', 'Period'))
l.start = 4 l.style = 'LowerAlpha' say(l, l.listAttributes.start, l.delimiter)
local h = P.Header(1, 'x') h.level = 3 h.identifier = 'id' say(h, h.t, h.tag, h.level, h.foo)
try(function() h.foo = 1 end) try(function() return P.Str 'a'.content end)
local t = P.Str 'a' t.text = 12 say(t) say(t:clone() == t, P.Para {} == P.Para {}, P.Str 'a' == P.Str 'b')
local p = P.Para { t } t.text = 'changed' say(p)
local link = P.Link('a', 'b', 't') link.target = 'z' link.title = nil say(link) local i = P.Image('a', 'b') i.src = 'c' i.caption = 'q' say(i)
local c = P.Caption('long', 'short') c.short = nil say(c) say(c)
local cell = P.Cell 'x' cell.contents = { P.Para 'y' } cell.row_span = 2 cell.alignment = 'AlignCenter' say(cell, cell.content[1])
local cit = P.Citation('a', 'NormalCitation') cit.id = 'b' cit.mode = 'AuthorInText' cit.prefix = 'p q' cit.note_num = 3 say(cit)
local d = P.DefinitionList { { 't', { 'd' } } } d.content[1][2][1][1] = P.Para 'e' say(d, d.content[1][1])
for _, el in ipairs { P.Str 'x', P.Header(1, 'x'), P.Link('a', 'b') } do
  local keys = P.List {} for k, v in pairs(el) do if type(v) ~= 'function' then keys:insert(k) end end
  table.sort(keys) say(table.concat(keys, ' '))
end
function Pandoc(doc)
  doc.meta.added = { P.Str 'x' } doc.meta.draft = nil doc.meta.n = 3 doc.meta.map = { a = 'b', c = { 'd' } }
  say(P.utils.type(doc.meta.title), P.utils.type(doc.meta.author), doc.meta.none)
  doc.blocks[1].content:insert(P.Str '！') doc.blocks:remove(2)
  local table_ = doc.blocks:find_if(function(b) return b.t == 'Table' end)
  table_.caption.long = { P.Plain 'neu' } table_.bodies[1].body[1].cells[1].contents = { P.Plain 'z' } table_.colspecs[1] = { 'AlignCenter', 0.5 }
  table_.head.rows[1].cells:remove() table_.attr = { 'tt' }
  return finish(doc)
end
