-- SPDX-License-Identifier: MIT
-- Blocks as inlines: what stands between siblings, and what becomes one where it meets.
local P, B, O, D = pandoc.Plain, pandoc.BulletList, pandoc.OrderedList, pandoc.DefinitionList
local S = pandoc.Space()
local function flat(...) return P(pandoc.utils.blocks_to_inlines(...)) end
function Pandoc(doc)
  doc.blocks = pandoc.Blocks {
    flat { P { 'a', S }, P { S, 'b' } },
    flat { P { 'a', pandoc.SoftBreak() }, P { 'b' } },
    flat { O { { P 'x' }, { P 'y', P 'z' } }, P 'q' },
    flat { D { { 'term', { { P 'd1' }, { P 'd2', P 'd3' } } }, { 't2', { { P 'e' } } } } },
    flat { B { { P { pandoc.Emph 'a' } }, { P { pandoc.Emph 'b' } } } },
    flat { pandoc.BlockQuote { P 'x', P 'y' }, pandoc.Div { P 'd', P 'e' }, pandoc.CodeBlock 'c\nd', pandoc.RawBlock('html', 'r'), pandoc.HorizontalRule(), pandoc.Header(1, 'h'), pandoc.LineBlock { { 'l1' }, { 'l2' } } },
    flat { pandoc.Figure({ P 'c' }, { P 'cap' }) },
    flat(pandoc.read('| a | b |\n|---|---|\n| c | d |\n').blocks),
    flat({ P 'a', B { { P 'x' }, { P 'y', P 'w' } }, P 'b' }, { pandoc.Str 'SEP' }),
    flat { B {} }, flat { P 'a', P {}, P 'b' },
  }
  return finish(doc)
end
