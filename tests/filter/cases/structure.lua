-- SPDX-License-Identifier: MIT
local T = pandoc.structure
local function chunks(doc, options)
  local c = T.split_into_chunks(doc, options)
  say(pandoc.utils.type(c), pandoc.utils.type(c.meta), #c.chunks)
  for i, k in ipairs(c.chunks) do
    say(i, k.contents, k.heading, k.id, k.level, k.number, k.path, k.section_number, k.unlisted)
    say(i, k.next and k.next.id, k.prev and k.prev.id, k.up and k.up.id, pandoc.utils.type(k))
  end
  local function tree(t, depth)
    say(depth, t[0].id, t[0].path, t[0].level, pandoc.utils.stringify(t[0].title), #t)
    for _, one in ipairs(t) do tree(one, depth + 1) end
  end
  tree(c.toc, 0)
  for depth = 1, 3 do say(T.table_of_contents(c, { toc_depth = depth })) end
  local names = {}
  for name in pairs(c) do names[#names + 1] = name end
  for name in pairs(c.chunks[1]) do names[#names + 1] = name end
  table.sort(names)
  say(table.concat(names, ' '))
  try(function() c.chunks[1].nothing = 1 end)
end
local H, P = pandoc.Header, pandoc.Para
local blocks = { H(1, 'One', { id = 'one' }), P 'a', H(2, { 'Two ', pandoc.Note(P 'n') }, { id = 'two' }), P(pandoc.Link('x', '#one')),
  H(3, 'Three', { id = 'three' }), P { pandoc.Link('x', '#two'), pandoc.Link('y', '#three'), pandoc.Link('z', '#none') }, H(1, 'Last'), H(1, 'Last'), H(2, 'Hidden', { '', { 'unnumbered', 'unlisted' } }) }
chunks(pandoc.Pandoc(blocks))
chunks(pandoc.Pandoc(blocks), { chunk_level = 2, number_sections = true, path_template = '%s-%i-%h.html' })
chunks(pandoc.Pandoc(blocks), { chunk_level = 3, base_heading_level = 2 })
table.insert(blocks, 1, P 'lead')
chunks(pandoc.Pandoc(blocks, { title = 'A Title' }), { chunk_level = 1, path_template = '%n' })
say(T.table_of_contents(blocks))
say(T.table_of_contents(pandoc.Pandoc(blocks), { toc_depth = 1 }))
say(pandoc.Blocks(T.make_sections(blocks, { number_sections = true, base_level = 2 })))
say(T.slide_level(blocks), T.slide_level(pandoc.Pandoc(blocks)), T.slide_level {})
for _, text in ipairs { 'Mr. Jones', '3. x_y-z.', '  A  b ', '中文 标题', '!', 'A.B' } do
  say(T.unique_identifier(pandoc.Inlines(text)), T.unique_identifier(pandoc.Inlines(text), { section = true }), T.unique_identifier(pandoc.Inlines(text), {}, { 'gfm_auto_identifiers' }))
end
function Pandoc(doc) return finish(doc) end
