-- SPDX-License-Identifier: MIT
local T, H, J = pandoc.text, pandoc.path, pandoc.json
say(T.lower 'ÄB', T.upper 'äßb', T.len 'äöü', T.reverse 'abä', T.sub('äöüß', 2, 3), T.sub('äöü', -2), T.sub('abc', 2), T.subscript '1+2', T.superscript '2n', T.fromencoding('\xe4', 'latin1'), T.toencoding('ä', 'latin1') == '\xe4')
say(H.join { 'a', 'b/', 'd' }, H.directory 'a/b/c.x', H.directory 'x', H.filename 'a/b.c', H.is_absolute '/a', H.is_relative 'a', H.normalize 'a//b/./c', H.normalize './a', H.make_relative('/a/b/c', '/a/b'), H.make_relative('/a/c', '/a/b'))
say(H.split 'a/b/c.x', H.split_extension 'a/b.c.d', H.split_search_path 'a:b', H.separator, H.search_path_separator)
say(J.encode { 1, 2, { a = 'b' } }, J.encode {}, J.encode(pandoc.List {}), J.encode 'ü"\n', J.encode(12.0), J.encode(true), J.encode { c = J.null })
local d = J.decode '{"a":[1,2,{"b":null}],"c":"x","t":true,"n":1.5}'
say(d.a[1], d.a[3].b == J.null, d.c, d.t, d.n, pandoc.utils.type(d.a))
say(J.decode '{', J.decode '{"t":"Str","c":"x"}', J.decode '[{"t":"Str","c":"x"}]', J.decode '{"t":"Para","c":[]}')
for _, el in ipairs { pandoc.Str 'a', pandoc.Para 'a b', pandoc.Inlines 'a', pandoc.Pandoc { pandoc.Para 'x' }, pandoc.Attr 'a', pandoc.Citation('a', 'NormalCitation') } do
  local back = J.decode(J.encode(el), false) say(back.t, back.citationId, #back)
end
say(PANDOC_API_VERSION, PANDOC_VERSION)
say(FORMAT, #PANDOC_STATE.input_files, PANDOC_READER_OPTIONS.track_changes, PANDOC_WRITER_OPTIONS.toc_depth)
say(('abc'):gsub('%w', '%0%0')) say(('key = value'):match '^(%w+)%s*=%s*(%w+)$') say(('f(a(b)c)d'):match '%b()', ('THE (quick) fox'):gsub('%f[%a]%a+', string.lower))
say(('hello'):find('l+'), ('a.b'):find('.', 1, true), ('abc'):gsub('', '-'), ('$n is $a'):gsub('%$(%w+)', { n = 'x' }), ('abab'):match '(ab)%1', ('x'):match '()', ('[]]'):match '[]]', ('a-z'):match '[a%-z]+')
for k, v in ('a=1, b=2'):gmatch '(%w+)=(%w+)' do say(k, v) end
local co = coroutine.wrap(function(a) local b = coroutine.yield(a + 1) error('x' .. b, 0) end) say(co(1)) try(co, 2)
say(select('#', xpcall(error, function(m) return m .. '!' end, 'e')), load('return 1 + 1')(), (load '\27Lua'))
function Pandoc(doc) return finish(doc) end
