-- SPDX-License-Identifier: MIT
-- A table of functions whose metatable answers for all names, and a list of tables.
local seen = {}
return {
  setmetatable({}, { __index = function(_, key) if key == 'traverse' then return nil end return function(el) seen[#seen + 1] = key end end }),
  { Str = function(s) return pandoc.Str(s.text .. '.') end },
  { Inlines = function(i) i:insert(pandoc.Str '|') return i end, Blocks = function(b) if #b > 3 then b:insert(pandoc.HorizontalRule()) end return b end },
  { Meta = function(m) m.title = pandoc.MetaInlines 'new title' m.list = pandoc.MetaList { 'a', pandoc.MetaString 'b' } m.b = pandoc.MetaBool(false) m.blocks = pandoc.MetaBlocks { pandoc.Para 'x' } m.map = pandoc.MetaMap { k = 'v' } return m end },
  { Pandoc = function(d) say(table.concat(seen, ' ')) return finish(pandoc.Pandoc(d.blocks, d.meta)) end },
}
