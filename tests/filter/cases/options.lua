-- SPDX-License-Identifier: MIT
-- What readers and writers are told; lists of sources; versions; states.
for _, make in ipairs { pandoc.ReaderOptions, pandoc.WriterOptions } do
  local o = make { columns = 66, tab_stop = 3 }
  say(type(o), pandoc.utils.type(o), o.columns, o.tab_stop, o.nothing)
  for name, value in pairs(make {}) do
    if not ({ abbreviations = 1, variables = 1, number_offset = 1 })[name] then say(name, type(value), tostring(value)) end
  end
  local copy = make(o)
  copy.columns = 5
  say(copy.columns, o.columns)
  try(make, { nothing = 1 })
  try(make, 3)
  try(function() o.nothing = 1 end)
end
say(type(PANDOC_READER_OPTIONS), PANDOC_READER_OPTIONS.track_changes, type(PANDOC_WRITER_OPTIONS), PANDOC_WRITER_OPTIONS.toc_depth)

local Sources = pandoc.types.Sources
for _, given in ipairs { 'a', { 'one\n', 'two' }, { { 'n.md', 'text' } }, { { name = 'm', text = 'x\n' } } } do
  for i, one in ipairs(Sources(given)) do say(i, one.name, one.text) end
end
say(pandoc.read(Sources { '# a\n\n', 'b' }, 'markdown').blocks)
say(pandoc.read({ 'x ', '*y*' }, 'markdown').blocks)

local V = pandoc.types.Version
local v = V '3.10.2'
say(v, #v, V { 3, 10, 2 } == v, V(3) < v, v <= V '3.10.2', v > V '3.9', V '3.10' < v, V { 3, 10, 2, 0 } == v, V(v) == v)
for _, bad in ipairs { '11friends', '', '1..2', '1.', '.1', true } do try(V, bad) end
try(v.must_be_at_least, v, '3.11')
try(v.must_be_at_least, v, '3.10')
try(v.must_be_at_least, v, '99', 'wanted %s, got %s')
for i, n in pairs(v) do say(i, n) end
say(PANDOC_VERSION >= V '3.0', PANDOC_VERSION >= '3.0', pandoc.utils.Version '1.2' == V '1.2')

pandoc.with_state({ resource_path = { 'a', 'b' } }, function() say(table.concat(PANDOC_STATE.resource_path, ' ')) end)
say(#PANDOC_STATE.resource_path, pandoc.with_state({}, function() return 1, 2 end))
try(pandoc.with_state, { log = 1 }, print)
try(pandoc.with_state, {}, function() error 'x' end)

local template = pandoc.template.compile 'a $b$'
say(type(template), pandoc.utils.type(template))

local names = {}
for ending in ('md markdown MD txt html htm xhtml tex ltx latex docx odt epub org rst json native ipynb typ wiki muse 1 9 0 adoc csv tsv bib xml tei.xml none'):gmatch '%S+' do
  names[#names + 1] = ending .. '=' .. tostring(pandoc.format.from_path('x.y/a.' .. ending))
end
say(table.concat(names, ' '), pandoc.format.from_path 'a', pandoc.format.from_path { 'b.none', 'c.rst', 'd.md' })

for _, f in ipairs { 'nothing', 'gfm+nothing', 'markdown+smart-nothing', { format = 'markdown', extensions = { 'nothing' } } } do
  try(pandoc.read, 'x', f)
  try(pandoc.write, pandoc.Pandoc {}, f)
end
local q = pandoc.Pandoc { pandoc.Para { pandoc.Quoted('DoubleQuote', 'a'), ' ', pandoc.Quoted('SingleQuote', 'b') } }
for _, f in ipairs { 'plain', 'plain+smart', 'markdown', 'markdown-smart', { format = 'plain', extensions = { 'smart' } }, { format = 'plain', extensions = { enable = { 'smart' } } }, { format = 'plain', extensions = { smart = true, auto_identifiers = false } }, { format = 'markdown', extensions = { disable = { 'smart' } } } } do
  say(pandoc.write(q, f))
end
say(pandoc.read('"a"', 'markdown-smart').blocks, pandoc.read('"a"', { format = 'markdown', extensions = { smart = false } }).blocks)
function Pandoc(doc) return finish(doc) end
