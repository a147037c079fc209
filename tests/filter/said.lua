-- SPDX-License-Identifier: MIT
-- For each case: say(...) keeps a line, try(f, ...) the results or that there was an error; all comes
-- behind the document, so that both are compared.
local lines = {}
local function text(v)
  if type(v) == 'function' or (type(v) == 'table' and not (getmetatable(v) or {}).__tostring) then return type(v) end
  return tostring(v)
end
function say(...)
  local t = table.pack(...)
  for i = 1, t.n do t[i] = text(t[i]) end
  lines[#lines + 1] = table.concat(t, ' | ')
end
function try(f, ...)
  local t = table.pack(pcall(f, ...))
  if not t[1] then return say('error') end
  say(table.unpack(t, 1, t.n))
end
function finish(doc)
  if on_finish then on_finish() end
  doc.blocks:insert(pandoc.CodeBlock(table.concat(lines, '\n')))
  return doc
end
