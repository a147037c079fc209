-- SPDX-License-Identifier: MIT
local P = pandoc
local made = {
  P.BlockQuote { 'a b' }, P.BulletList { 'a', { 'b', P.Para 'c' } }, P.CodeBlock('x', { 'id', { 'lua' }, { k = 'v' } }),
  P.DefinitionList { { 'term', { { 'def1' }, { 'def2' } } }, { P.Str 't', P.Para 'x' } }, P.Div({ P.Para 'x' }, 'i'),
  P.Figure({ P.Para 'x' }, { long = { P.Plain 'cap' }, short = 's' }, { 'id' }), P.Header(2, 'a b', { class = 'x y', id = 'h' }),
  P.HorizontalRule(), P.LineBlock { 'a b', 'c' }, P.OrderedList({ { 'a' }, P.Para 'b' }, P.ListAttributes(3, 'LowerRoman', 'TwoParens')),
  P.Para "  a b\n c  ", P.Plain { 'a b', P.Space() }, P.RawBlock('html', '<hr>'),
  P.Table(P.Caption({ P.Plain 'c' }, 's'), { { 'AlignLeft', 0.5 }, { 'AlignDefault' } },
    P.TableHead({ P.Row { P.Cell 'h', P.Cell 'i' } }), { P.TableBody({ P.Row({ P.Cell('a', 'AlignRight', 1, 2, { 'c' }) }, { 'r' }) }, { P.Row { P.Cell 'k' } }, 1, { 'b' }) }, P.TableFoot(), { 't' }),
}
local inlines = {
  P.Cite('a', { P.Citation('k', 'AuthorInText', 'pre', 'suf', 1, 2) }), P.Code('x', { 'i' }), P.Emph 'x', P.Underline 'x', P.Strong 'x',
  P.Strikeout 'x', P.Superscript 'x', P.Subscript 'x', P.SmallCaps 'x', P.Quoted('SingleQuote', 'q'), P.Quoted('DoubleQuote', 'q'),
  P.Image('alt', 's.png', 'title', { 'i' }), P.Link('a', 'b', 't'), P.Math('InlineMath', 'x'), P.Math('DisplayMath', 'y'),
  P.Note { P.Para 'n' }, P.RawInline('tex', '\\x'), P.Span('x', { k = 'v' }), P.Str '镕', P.Space(), P.SoftBreak(), P.LineBreak(),
}
for _, el in ipairs(made) do say(el) end
for _, el in ipairs(inlines) do say(el) end
say(P.Citation('a', 'SuppressAuthor'), P.Cell 'x', P.Row {}, P.TableHead {}, P.TableFoot {}, P.TableBody {}, P.Caption(), P.Attr('a', { 'b' }, { c = 'd' }))
say(P.SimpleTable('cap', { 'AlignLeft' }, { 0.25 }, { { P.Plain 'h' } }, { { { P.Plain 'r' } } }))
say(P.Inlines 'a b', P.Blocks { P.Str 'x', P.Para 'y' }, P.Inlines { 'a b', P.Emph 'x' }, P.Pandoc({ P.Para 'x' }, { a = 'b' }))
say(P.Inline.constructor.Str 'q', P.Block.constructor.Para 'q')
say(P.AlignLeft, P.AlignCenter, P.Decimal, P.Period, P.NormalCitation, P.SingleQuote, P.DisplayMath, P.DefaultStyle)
try(P.Para, true) try(P.Header, 'x', 'y') try(P.Str) try(P.Link, 'x') try(P.Para, { P.Para 'x' }) try(P.Math, 'foo', 'x')
try(P.Inlines, P.Para 'x') try(P.Blocks, 12) try(P.Cite, 'a') try(P.Citation, 'a') try(P.Header, 2.5, 'a') try(P.Header, '2', 'a') try(P.Str, 12)
function Pandoc(d) d.blocks:extend(made) d.blocks:insert(P.Plain(inlines)) return finish(d) end
