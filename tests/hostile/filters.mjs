// SPDX-License-Identifier: MIT
// Filters that are meant to hurt, for cases.mjs: what escapes writes 逃出 into its page, and all end in
// an error of that filter alone; a harmless filter after each still gives the page.
import { OUTSIDE, SECRET } from './secret.mjs';

const MD = 'content/plans/case.md';
const PAGE = 'plans/case/index.html';
const GOOD = "function Pandoc(d) d.blocks:insert(pandoc.Para '无害的过滤器') return d end\n";

const filter = (name, code, more = {}, allow = '') => ({
  name: `filter: ${name}`,
  files: () => ({
    [MD]: `---\ntitle: 案例\nfilters:\n  - { file: scripts/bomb.lua, optional: yes${allow} }\n  - scripts/good.lua\n---\n正文一二三。\n`,
    'scripts/bomb.lua': code, 'scripts/good.lua': GOOD, ...more,
  }),
  tells: { id: 'filter-skipped', at: 'scripts/bomb.lua' },
  page: { file: PAGE, right: (text) => text.includes('无害的过滤器') && !text.includes('逃出') },
});

// A bomb runs as a whole; an escape is an expression that is true when it got out.
const bomb = (name, code) => filter(name, `${code}\n`);
const escape = (name, expression, before = '') => filter(`escape: ${name}`,
  `${before}\nlocal good, result = pcall(function() return ${expression} end)\nif good and result then\n  function Para(p) return pandoc.Para('逃出' .. tostring(result)) end\nelse\n  error('held')\nend\n`);

const BYTECODE = '"\\27Lua\\x54\\0\\x19\\x93\\r\\n\\x1a\\n\\4\\8\\8xV\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0(w@\\1"';

export const filters = [
  escape('os.execute', "os.execute('true')"),
  escape('io.popen', "io.popen('echo x')"),
  escape('pandoc.pipe', "pandoc.pipe('echo', {'x'}, '')"),
  escape('a file without the grant', "io.open('content/site.yaml')"),
  escape('/etc/passwd', "io.open('/etc/passwd')"),
  escape('a file to write', "io.open('content/x.md', 'w')"),
  escape('io.lines', "io.lines('content/site.yaml')"),
  escape('system.read_file', "pandoc.system.read_file('content/site.yaml')"),
  escape('system.write_file', "pandoc.system.write_file('x', 'y')"),
  escape('list_directory', "pandoc.system.list_directory('/')"),
  escape('os.remove', "os.remove('content/site.yaml')"),
  escape('os.getenv', "os.getenv('PATH')"),
  escape('the environment', 'next(pandoc.system.environment())'),
  escape('the clock', 'os.clock() > 0 or os.time() % 86400 ~= 0'),
  escape('bytecode', `load(${BYTECODE}, 'x', 'b')`),
  escape('bytecode as text', `load(${BYTECODE})`),
  escape('string.dump', 'string.dump(function() end)'),
  escape('loadlib', "package.loadlib('libc.so.6', 'system')"),
  escape('require of C', "require 'socket'"),
  escape('require above', `require '..${OUTSIDE}.secret'`),
  escape('dofile above', `dofile('../../${OUTSIDE}/secret.md')`),
  escape('debug.getregistry', 'debug.getregistry()'),
  escape('debug.setmetatable', 'debug.setmetatable'),
  escape('debug.sethook', 'debug.sethook()'),
  escape('a metatable of elements', "type(getmetatable(pandoc.Str 'x')) == 'table'"),
  escape('a metatable of files', "type(getmetatable(io.stderr)) == 'table'"),
  escape('a finalizer', 'setmetatable({}, { __gc = function() end })'),
  escape('the collector stopped', "collectgarbage('stop') ~= 0"),
  escape('mediabag.fetch', "pandoc.mediabag.fetch('https://example.org/')"),
  escape('another run\'s globals', 'left_over', 'local before = left_over'),
  escape('an encoding with a path', "pandoc.text.fromencoding('x', '../../x')"),
  filter('escape: a file outside, with the grant', `local f = io.open('../${OUTSIDE}/secret.md')\nif f then function Para() return pandoc.Para('逃出' .. f:read('a')) end else error 'held' end\n`, {}, ', allow: [read]'),
  filter('escape: a hidden file, with the grant', "local f = io.open('.env')\nif f then function Para() return pandoc.Para('逃出' .. f:read('a')) end else error 'held' end\n", { '.env': SECRET }, ', allow: [read]'),
  filter('escape: working directory, with the grant', "pandoc.system.with_working_directory('../..', function() end)\nfunction Para() return pandoc.Para '逃出' end\n", {}, ', allow: [read]'),
  bomb('endless loop', 'while true do end'),
  bomb('endless loop in a filter function', 'function Str() while true do end end'),
  bomb('pcall around all', 'while true do pcall(function() while true do end end) end'),
  bomb('xpcall whose handler loops', 'xpcall(function() while true do end end, function() while true do end end)'),
  bomb('coroutine that loops', 'coroutine.wrap(function() while true do end end)()'),
  bomb('coroutines without end', 'while true do coroutine.wrap(function() for i = 1, 90 do end end)() end'),
  bomb('close that loops', 'local co = coroutine.create(function() local x <close> = setmetatable({}, { __close = function() while true do end end }) while true do end end) coroutine.resume(co) coroutine.close(co)'),
  bomb('tostring that loops', "print(setmetatable({}, { __tostring = function() while true do end end }))"),
  bomb('deep recursion', 'local function f(n) return 1 + f(n + 1) end f(1)'),
  bomb('recursion by metamethods', 'local t = setmetatable({}, {}) getmetatable(t).__index = function(t, k) return t[k + 1] end return t[1]'),
  bomb('text that doubles', "local s = 'x' while true do s = s .. s end"),
  bomb('string.rep', "local s = ('x'):rep(1 << 40)"),
  bomb('nothing often', "local s = (''):rep(1 << 60)"),
  bomb('rep in a loop', "while true do local s = ('x'):rep(1 << 24) end"),
  bomb('table that grows', 'local t = {} while true do t[#t + 1] = {} end'),
  bomb('table.concat', "local t = {} for i = 1, 1000 do t[i] = ('x'):rep(1 << 20) end local s = table.concat(t)"),
  bomb('table.move', 'table.move({}, 1, 1 << 60, 2)'),
  bomb('table.insert at a false length', 'table.insert(setmetatable({}, { __len = function() return 1 << 50 end, __newindex = function() end }), 1, 1)'),
  bomb('table.unpack', 'local t = {table.unpack({}, 1, 1 << 28)}'),
  bomb('sort without order', 'local t = {} for i = 1, 100000 do t[i] = i end table.sort(t, function() return true end) error "x"'),
  bomb('sort again and again', 'local t = {} for i = 1, 1000000 do t[i] = i end while true do table.sort(t) end'),
  bomb('a pattern', "('a'):rep(30):find(('a?'):rep(30) .. ('a'):rep(30))"),
  bomb('another pattern', "('a'):rep(5000):find('.-.-.-.-.-b')"),
  bomb('gsub of a pattern', "('a'):rep(100000):gsub('a*b', '')"),
  bomb('a pattern nested', "('('):rep(200000):find(('('):rep(200000))"),
  bomb('load nested', "load('return ' .. ('('):rep(100000))() "),
  bomb('load in load', "local s = 'x = 1 ' while true do load(s)() s = s .. s end"),
  bomb('an element in itself', 'local d = pandoc.Div{} d.content:insert(d) return { { Pandoc = function(doc) doc.blocks:insert(d) return doc end } }'),
  bomb('a list in itself', 'local l = pandoc.List{} l[1] = l print(pandoc.Div(l))'),
  bomb('elements that double', "local p = pandoc.Para 'x' for i = 1, 60 do p = pandoc.Div{p, p} end"),
  bomb('elements nested', "local p = pandoc.Para 'x' while true do p = pandoc.Div{p} end"),
  bomb('elements without end', "while true do pandoc.Str 'x' end"),
  bomb('metadata in itself', 'function Meta(m) m.x = m return m end'),
  bomb('topdown that never ends', 'return { { traverse = "topdown", Para = function(p) return pandoc.Div{p} end, Div = function(d) return pandoc.Div{d, pandoc.Para "x"} end } }'),
  bomb('walking that doubles', 'function Pandoc(d) for i = 1, 60 do d = d:walk{ Para = function(p) return {p, p} end } end return d end'),
  bomb('attributes without end', "local s = pandoc.Span('x') for i = 1, 1 << 30 do s.attributes['k' .. i] = 'v' end"),
  bomb('printing', "while true do print(('x'):rep(1000)) end"),
  bomb('JSON nested', "pandoc.json.encode((function() local t = {} t.t = t return t end)())"),
  bomb('reading what is nested', "pandoc.read(('>'):rep(100000) .. 'x', 'markdown') error 'held'"),
  bomb('reading again and again', "while true do pandoc.read(('*a* '):rep(10000), 'markdown') end"),
  bomb('utf8 again and again', "local s = ('x'):rep(1 << 24) while true do utf8.len(s) end"),
  bomb('comparing again and again', "local a, b = ('x'):rep(1 << 24), ('x'):rep(1 << 24) while true do if a < b then error 'x' end end"),
];
