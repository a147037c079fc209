-- SPDX-License-Identifier: MIT
local P, U = pandoc, pandoc.utils
for _, n in ipairs { 1994, 4, 3999, 4000, 1 } do say(U.to_roman_numeral(n)) end
for _, d in ipairs { '2020-01-02', '02 Jan 2020', 'January 2, 2020', '2020', '2020-01', '01/02/2020', '2 January 2020', 'x', '2020-13-01', '20200102', 'Jan. 2, 2020', '2020-1-2' } do try(U.normalize_date, d) end
say(U.equals(P.Str 'a', P.Str 'a'), U.equals({ 1 }, { 1 }), U.equals(1, 1.0)) say(U.sha1 'abc', P.sha1 '')
say(U.blocks_to_inlines { P.Para 'a b', P.Plain 'c', P.CodeBlock 'x', P.BulletList { { P.Plain 'i' } }, P.Header(1, 'h'), P.Div { P.Para 'd' }, P.LineBlock { 'l', 'm' }, P.RawBlock('html', 'r'), P.BlockQuote { P.Para 'q' } })
say(U.blocks_to_inlines({ P.Para 'a', P.Para 'b' }, P.Inlines { P.Space(), P.Str '/', P.Space() }))
local t = U.from_simple_table(P.SimpleTable('cap', { 'AlignLeft', 'AlignDefault' }, { 0, 0.5 }, { { P.Plain 'h' }, {} }, { { { P.Plain 'r' }, {} } }))
say(t) local s = U.to_simple_table(t) say(s, s.caption, s.aligns[1], s.widths[2], s.headers[1], s.rows[1][1])
say(U.type(12), U.type(nil), U.type(P.Inlines {}), U.type(P.List {}), U.type {}, U.type(PANDOC_VERSION), U.type(P.Attr()), U.type(P.Meta {}), U.type(P.Str 'x'), U.type(P.Para 'x'), U.type(P.Row {}), U.type(P.Pandoc {}))
say(U.stringify(P.Para { P.Quoted('DoubleQuote', 'x'), P.Note 'n', P.LineBreak(), P.SoftBreak(), P.RawInline('html', '<br>'), P.Code 'c', P.Math('InlineMath', 'm'), P.Image('alt', 's'), P.Superscript 'u' }))
say(U.stringify(P.Blocks { P.Para 'a', P.CodeBlock 'b', P.HorizontalRule() }), U.stringify { 'a', 'b' }, U.stringify(true), U.stringify(12), U.stringify(P.Citation('a', 'NormalCitation', 'p', 's')))
local S = P.structure
say(U.make_sections(true, nil, { P.Header(1, 'a'), P.Para 'x', P.Header(2, 'b'), P.Para 'y', P.Header(1, 'c') }))
say(U.make_sections(false, 1, { P.Header(2, 'a', { 'id', { 'k' }, { q = '1' } }), P.Para 'x', P.Header(4, 'b'), P.Header(2, 'c') }))
say(U.make_sections(true, nil, { P.Header(1, 'a', { '', { 'unnumbered' } }), P.Header(1, 'b') }))
say(S.make_sections({ P.Header(1, 'a'), P.Header(2, 'b') }, { number_sections = true }), S.make_sections(P.Pandoc { P.Header(1, 'a') }, { base_level = 2 }))
say(S.table_of_contents { P.Header(1, 'a', { 'i' }), P.Para 'x', P.Header(2, 'b', { 'j' }), P.Header(1, 'c') }, S.slide_level { P.Header(1, 'a'), P.Header(2, 'x'), P.Para 'y' })
say(S.unique_identifier { P.Str 'Hello', P.Space(), P.Str 'World!' }, S.unique_identifier({ P.Str 'Hello' }, { hello = true }), S.unique_identifier(P.Inlines ''))
function Pandoc(d) say(U.stringify(d), U.stringify(d.meta.title)) return finish(d) end
