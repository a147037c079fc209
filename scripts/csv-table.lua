-- SPDX-License-Identifier: MIT
-- A code block of the class csv-table becomes a table: its text, or the file that it names.
--     ``` {.csv-table file="content/plans/x/visits.csv" caption="走访" align="lr"}
-- The first row is the heading, unless header="no". A file wants the grant read.
local aligns = { l = 'AlignLeft', r = 'AlignRight', c = 'AlignCenter' }

-- The rows of a table as spreadsheets save it: a cell in quotes may hold separators and line ends.
local function parse(text)
  local rows, row, at = {}, {}, 1
  text = text:gsub('^\u{FEFF}', ''):gsub('\r\n?', '\n'):gsub('\n+$', '')
  while at <= #text + 1 do
    local cell, stop
    if text:sub(at, at) == '"' then
      local from = at + 1
      repeat
        stop = text:find('"', from, true)
        if not stop then error('a quotation of the table is never closed') end
        from = stop + 2
      until text:sub(stop + 1, stop + 1) ~= '"'
      cell, at = text:sub(at + 1, stop - 1):gsub('""', '"'), stop + 1
    else
      stop = text:find('[,\n]', at) or #text + 1
      cell, at = text:sub(at, stop - 1), stop
    end
    row[#row + 1] = cell
    if text:sub(at, at) ~= ',' then
      rows[#rows + 1], row = row, {}
    end
    at = at + 1
  end
  return rows
end

local function cells(row, width)
  local list = pandoc.List()
  for i = 1, width do
    list:insert(pandoc.Cell({ pandoc.Plain(pandoc.Inlines(row[i] or '')) }))
  end
  return pandoc.Row(list)
end

local function read(block)
  local name = block.attributes.file
  if not name then return block.text end
  local file, why = io.open(name)
  if not file then error(why) end
  return file:read('a')
end

function CodeBlock(block)
  if not block.classes:includes('csv-table') then return nil end
  local rows, width = parse(read(block)), 0
  for _, row in ipairs(rows) do width = math.max(width, #row) end
  local head = {}
  if block.attributes.header ~= 'no' and rows[1] then
    head = { cells(table.remove(rows, 1), width) }
  end
  local columns, body = {}, {}
  for i = 1, width do
    columns[i] = { aligns[(block.attributes.align or ''):sub(i, i)] or 'AlignDefault' }
  end
  for i, row in ipairs(rows) do body[i] = cells(row, width) end
  local caption = block.attributes.caption
  return pandoc.Table(caption and { long = { pandoc.Plain(pandoc.Inlines(caption)) } } or {}, columns,
    pandoc.TableHead(head), { pandoc.TableBody(body) }, pandoc.TableFoot(), { block.identifier })
end
