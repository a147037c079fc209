-- SPDX-License-Identifier: MIT
-- What a table becomes as a value of the metadata: a list by its type, else what all its items are.
local raw, str, List = pandoc.RawBlock('html', 'x'), pandoc.Str 'a', pandoc.List
function Pandoc(doc)
  local m = doc.meta
  m.blocks = { { raw }, pandoc.Blocks { raw }, pandoc.MetaBlocks { raw }, raw }
  m.list_of_block = List { raw }
  m.list_of_blocks = List { pandoc.MetaBlocks { raw }, { raw }, List { raw } }
  m.inlines = { { str }, pandoc.Inlines { str }, pandoc.MetaInlines { str }, str }
  m.list_of_inline = List { str }
  m.mixed = { { str, raw }, { raw, str }, { 'a', str }, { str, 'a' }, List { str, 'b', raw } }
  m.copied = { List:new(pandoc.Blocks { raw }), pandoc.MetaList(pandoc.Inlines { str }) }
  m.mapped = pandoc.Inlines({ str }):map(function(x) return x end)
  m.map = { a = { raw }, b = { str }, c = {} }
  m.joined = { List { raw } .. { raw }, pandoc.Blocks { raw } .. List { raw } }
  m[1], m[7] = 'one', pandoc.Inlines 'seven'
  return finish(doc)
end
