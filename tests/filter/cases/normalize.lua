-- SPDX-License-Identifier: MIT
local S, B, L = pandoc.Space, pandoc.SoftBreak, pandoc.LineBreak
local function show(...) say(pandoc.Pandoc(...):normalize()) end
show { pandoc.Para { 'a', 'b', S(), S(), B(), 'c', L(), S(), L(), L(), B(), 'd' } }
show { pandoc.Para { pandoc.Emph { 'a', S() }, pandoc.Emph { S(), 'b' }, pandoc.Strong 'x', pandoc.Strong 'y', pandoc.SmallCaps 'p', pandoc.SmallCaps 'q' } }
show { pandoc.Para { pandoc.Span { 'a', 'b' }, pandoc.Span 'c', pandoc.Code 'd', pandoc.Code 'e', pandoc.Note { pandoc.Plain { 'n', 'm' } } } }
show({}, { title = pandoc.Inlines { 'a', 'b', S(), S() } })
local function cell(text, rows, cols) return pandoc.Cell(text, 'AlignDefault', rows, cols) end
local function body(rows, heads, head) return { attr = pandoc.Attr(), body = rows, head = head or {}, row_head_columns = heads or 0 } end
local specs = { { 'AlignDefault' }, { 'AlignLeft', 0.5 }, { 'AlignRight' } }
local function tables(rows, heads, head, foot)
  show { pandoc.Table(pandoc.Blocks 'cap', specs, pandoc.TableHead(head or {}), { body(rows, heads, { pandoc.Row { cell 'i' } }) }, pandoc.TableFoot(foot or {})) }
end
tables { pandoc.Row { cell 'a' }, pandoc.Row { cell 'b', cell 'c', cell 'd', cell 'e' } }
tables({ pandoc.Row { cell('a', 9, 2), cell 'b' }, pandoc.Row { cell('c', 1, 5), cell 'd' }, pandoc.Row {} }, 1)
tables({ pandoc.Row { cell('a', 2, 1), cell('b', 1, 9) }, pandoc.Row { cell 'c', cell 'd', cell 'e' } }, 7, { pandoc.Row { cell('h', 5, 2) }, pandoc.Row {} }, { pandoc.Row {} })
function Pandoc(doc) return finish(doc) end
