-- SPDX-License-Identifier: MIT
local P = pandoc
local log
local function f(name, result) return function(e) log[#log + 1] = name .. ':' .. (e.tag or P.utils.type(e)) return result end end
local all = { Str = f 'S', Emph = f 'E', Inlines = f 'IS', Para = f 'P', Plain = f 'Pl', Block = f 'B', Blocks = f 'BS', Meta = f 'M', Pandoc = f 'D', Inline = f 'I' }
local function run(el, functions) log = {} local r = el:walk(functions) say(table.concat(log, ' ')) return r end
function Pandoc(doc)
  run(doc, all)
  local down = {} for k, v in pairs(all) do down[k] = v end down.traverse = 'topdown'
  run(doc, down)
  log = {} down.Para = function(p) log[#log + 1] = 'P' return p, false end run(doc, down)
  down.Para = function() return { P.Plain 'x', P.Plain 'y' }, false end run(doc, down)
  down.Blocks = function(b) log[#log + 1] = 'BS' .. #b return b, false end run(doc, down)
  run(doc.blocks, { Blocks = f 'BS', Str = f 'S' }) run(doc.blocks[2].content, { Inlines = f 'IS', Str = f 'S' })
  say(P.Str 'x':walk { Str = function() return P.Emph 'y' end })
  say(P.Para 'a b':walk { Str = function() return 'q w' end, Space = function() return {} end })
  say(P.Div { P.Para 'a' }:walk { Para = function(p) return { p, P.Str 'x', 'y z' } end })
  say(P.Blocks { P.Para 'a', P.Para 'b' }:walk { Para = function() return {} end })
  say(P.Inlines 'a b c':walk { Inlines = function(i) return i:filter(function(x) return x.t == 'Str' end) end })
  say(P.Para 'x':walk { Str = function(s) s.text = 'lost' end }, P.walk_block(P.Para 'x', { Str = function(s) s.text = 'kept' return s end }))
  say(P.Para { P.Emph 'x' }:walk { Emph = function(e) e.content:insert(P.Str 'y') return e end })
  try(function() return P.Para 'a':walk { Str = function() return 12 end } end) try(function() return P.Para 'a':walk { Str = function() return P.Para 'x' end } end)
  return finish(doc:walk { Header = function(h) h.level = h.level + 1 return h end, Note = function() return {} end, Code = function(c) return { P.Str '[', P.Str(c.text), P.Str ']' } end,
    Cite = function(c) c.citations[1].id = 'other' return c end, Cell = nil, Meta = function(m) m.walked = true return m end })
end
