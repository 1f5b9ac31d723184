-- Sends the requests of a file in turn: METHOD, PATH and BODY, separated by tabs, one request a line.
-- @SEQ@ becomes a number that no other request of the run has, so that creates and changes are never repeats.
-- Arguments after "--": FILE TOKEN RUN. The figures go as one JSON line to the file that $WRK_OUT names.

local count = 0
function setup(thread)
  thread:set("number", count)
  count = count + 1
end

function init(args)
  queue, headers = {}, { Authorization = "Bearer " .. args[2] }
  with_body = { Authorization = headers.Authorization, ["Content-Type"] = "application/json" }
  base, drawn = tonumber(args[3]) * 1e8 + number * 1e7, 0
  for line in io.lines(args[1]) do
    local method, path, body = line:match("^(%u+)\t([^\t]+)\t?(.*)$")
    queue[#queue + 1] = { method, path, body, line:find("@SEQ@", 1, true) }
  end
  place = math.floor(#queue / 2) * number -- the threads never ask for the same thing at once
end

function request()
  place = place % #queue + 1
  local method, path, body, unique = unpack(queue[place])
  if unique then
    drawn = drawn + 1
    local seq = string.format("%d", base + drawn)
    path, body = path:gsub("@SEQ@", seq), body:gsub("@SEQ@", seq)
  end
  if body == "" then return wrk.format(method, path, headers) end
  return wrk.format(method, path, with_body, body)
end

function done(summary, latency)
  local e = summary.errors
  local out = io.open(os.getenv("WRK_OUT"), "w")
  out:write(string.format('{"requests":%d,"seconds":%.6f,"mean_ms":%.3f,"p50_ms":%.3f,"p99_ms":%.3f,"errors":%d}\n',
    summary.requests, summary.duration / 1e6, latency.mean / 1000, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    e.status + e.connect + e.read + e.write + e.timeout))
  out:close()
end
