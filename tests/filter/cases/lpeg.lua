-- SPDX-License-Identifier: MIT
-- lpeg and re, as far as both of their versions have them.
local names = {}
for _, name in ipairs { 'B', 'C', 'Carg', 'Cb', 'Cc', 'Cf', 'Cg', 'Cmt', 'Cp', 'Cs', 'Ct', 'P', 'R', 'S', 'V', 'locale', 'match', 'setmaxstack', 'type' } do
  names[#names + 1] = name .. '=' .. type(lpeg[name])
end
say(table.concat(names, ' '))
say(require 'lpeg' == lpeg, require 're' == re, type(re))

local P, R, S, V, C, Ct = lpeg.P, lpeg.R, lpeg.S, lpeg.V, lpeg.C, lpeg.Ct
local number = R '09' ^ 1 / tonumber
local item = P { 'sum', sum = Ct(V 'term' * (S '+-' * V 'term') ^ 0), term = number + '(' * V 'sum' * ')' }
try(function() return pandoc.json.encode(item:match '1+(2-3)+40') end)
try(lpeg.match, P 'a' ^ 2 * -P 'a', 'aa')
try(lpeg.match, lpeg.Cs((P '联' / '团' + 1) ^ 0), '青联和县联')
try(lpeg.match, lpeg.Cmt(C(1), function(_, at, c) return c == 'x' and at or nil, c end), 'xy')
try(lpeg.match, lpeg.Cg(C(1), 'k') * lpeg.Cb 'k', 'z')
try(lpeg.match, C(P(3)), 'abc', 1)
try(lpeg.match, lpeg.Carg(1), '', 1, 'given')
try(function() return P { V 'x' } end)
try(function() return P(true) ^ 0 end)
say(lpeg.type(P 'a'), lpeg.type 'a')
say(pcall(setmetatable, P 'a', {}))

try(re.match, 'hello 世界', '{[a-z]+} " " {.*}')
try(re.find, 'see [12]', '[0-9]+')
try(re.gsub, 'a-b-c', '"-"', '+')
try(function() return table.concat(re.compile '{| {%d} ("," {%d})* |}':match '1,2,3', ' ') end)
try(re.compile, '[')
function Pandoc(doc) return finish(doc) end
