-- SPDX-License-Identifier: MIT
-- More code: searchers of modules, the older name of a module; chance that can be repeated.
say(require 'text' == pandoc.text, require 'pandoc.text' == pandoc.text)
say(type(package.searchers[1]), type(package.searchers[2]))
package.preload.first = function(...) return select('#', ...), (...) end
say(require 'first')
local theirs = package.searchers[2]
package.searchers[2] = function(name)
  if name == 'bundled' then return load 'return { name = ... }' end
  return theirs(name)
end
say(require('bundled').name, require 'bundled' == require 'bundled')
table.insert(package.searchers, 1, function(name)
  if name == 'given' then return function(...) return table.concat({ ... }, '+') end, 'data' end
  if name == 'silent' then return function() end, 'more' end
  return 'not by this one'
end)
say(require 'given')
say(require 'given')
say(require 'silent')
say(package.loaded.silent)
say((pcall(require, 'nowhere')))
math.randomseed(7)
local a, b = math.random(1, 1000000), math.random()
math.randomseed(7)
say(a == math.random(1, 1000000), b == math.random())
for _, t in ipairs { 0, 1293840000, 1609459200, 1262304000, 1483228800, 1230768000, 1325376000 } do
  say(os.date('!%C %G %g %V %U %W %h %u %w %Ey %Od', t))
end
function Pandoc(doc) return finish(doc) end
