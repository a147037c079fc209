-- SPDX-License-Identifier: MIT
local P = pandoc
local l = P.List { 1, 2, 3, 4 }
say(l:map(function(x, i) return x * 10 + i end), l:filter(function(x) return x > 1 end), l:find(3), l:find(9))
say(l:find_if(function(x) return x > 2 end)) say(l:includes(3), l:includes(1, 2), l:at(1), l:at(-1), l:at(9, 'd'))
say(l:remove(), l:remove(1), l) l:insert(9) l:insert(1, 8) say(l) l:sort() say(l) l:sort(function(a, b) return a > b end) say(l)
say(l:extend { 1, 2 }, l .. { 7 }, l:clone()) say(P.List(), P.List:new { 1 }, P.List.map({ 1, 2 }, function(x) return x + 1 end))
for x in l:iter() do say(x) end for x in l:iter(-1) do say(x) end say(P.List(P.List { 1, 2 }:iter()))
try(l.insert, l) try(l.map, l) try(l.extend, l, 1) try(l.at, l, 'x') try(P.List, 12)
local i = P.Inlines 'a b'
say(P.utils.type(i:map(tostring)), P.utils.type(i:filter(function() return true end)), P.utils.type(i .. { P.Str 'x' }), P.utils.type(i:clone()))
say(i == P.Inlines 'a b', P.Inlines {} == P.List {}, P.List { 1 } == P.List { 1 }, i:includes(P.Str 'b'), i:find(P.Space()))
function Pandoc(d) return finish(d) end
