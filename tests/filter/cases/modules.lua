-- SPDX-License-Identifier: MIT
-- The media bag, what is told, paths as texts, files, and the older ways to walk.
local M = pandoc.mediabag
M.insert('pics/a.png', 'image/png', 'bytes')
M.insert('b.svg', nil, '<svg/>')
M.insert('pics/a.png', 'image/x-mine', 'others')
say(M.lookup 'pics/a.png')
say(M.lookup 'b.svg')
try(M.lookup, 'none')
for _, one in ipairs(M.list()) do say(one.path, one.type, one.length) end
for name, kind, bytes in M.items() do say(name, kind, bytes) end
M.delete 'b.svg'
say(#M.list(), M.lookup 'b.svg')
M.empty()
say(#M.list())
say(M.make_data_uri('image/png', 'a\0b'))

local told, a, b = pandoc.log.silence(function(x) warn 'w' return x, 2 end, 1)
say(#told, a, b)
say(select('#', pandoc.log.info 'i'))

local list = pandoc.AttributeList { b = '1', a = '2' }
say(list.a, list.b, list.c, #list)
try(pandoc.walk_inline, pandoc.Emph { 'a', pandoc.Strong 'b' }, { Str = function(s) return pandoc.Str(s.text .. '!') end })
try(pandoc.walk_block, pandoc.Para { 'a' }, { Str = function() return {} end })

say(pandoc.path.exists 'f.lua', pandoc.path.exists 'no-such')
pandoc.path.treat_strings_as_paths()
say('a' / 'b', 'a' + 'b', ('x/y.tar.gz'):split_extension(), ('x/y'):directory(), ('x/y'):filename())
say(#pandoc.system.read_file 'in' > 100)
try(pandoc.system.read_file, 'no-such')
pandoc.system.with_environment({ HERE = 'yes' }, function() say(pandoc.system.environment().HERE, os.getenv 'HERE') end)
say(pandoc.system.environment().HERE)
function Pandoc(doc) return finish(doc) end
