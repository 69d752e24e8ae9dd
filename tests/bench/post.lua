-- For wrk: POSTs the body in the file $BODY again and again, and prints one line: requests a second, p50 and p99 in
-- milliseconds, and how many answers were no answers. Where the body names an @assignment@ or a @measure@, each request
-- takes an assignment of $ASSIGNMENTS at random, with its agency's token from $TOKENS and an operation id of its own;
-- its answer has to contain $EXPECTED.
local function read(name)
  local file = assert(io.open(os.getenv(name), "rb"))
  local text = file:read("*a")
  file:close()
  return text
end

local body = read("BODY"):gsub("\n$", "")
body = body:gsub("@narrative@", string.rep("x", 500))
local varying = body:find("@", 1, true) ~= nil
local function given(name)
  local value = os.getenv(name)
  return value ~= "" and value or nil
end
local expected = given("EXPECTED")
local threads = {}

wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"

function setup(thread)
  thread:set("refused", 0)
  table.insert(threads, thread)
end

if varying then
  local tokens, assignments, sent = {}, {}, 0
  if given("TOKENS") then
    for agency, token in read("TOKENS"):gmatch("(%S+)\t(%S+)\n") do tokens[agency] = token end
  end
  for id, measure, agency in read("ASSIGNMENTS"):gmatch("(%S+)\t(%S+)\t(%S+)\n") do
    table.insert(assignments, { id = id, measure = measure, agency = agency })
  end

  function init()
    local random = io.open("/dev/urandom", "rb")
    local a, b, c, d = random:read(4):byte(1, 4)
    random:close()
    math.randomseed(((a * 256 + b) * 256 + c) * 256 + d)
    run = string.format("%d-%d-", os.time(), math.random(1000000000))
    -- Requests are made once but for the operation id: a client that is busy making them takes time from the server beside it.
    local id = string.format("%s%08d", run, 0)
    for _, chosen in ipairs(assignments) do
      local values = { operation = id, assignment = chosen.id, measure = chosen.measure, agency = chosen.agency }
      local token = tokens[chosen.agency]
      if token then wrk.headers["Authorization"] = "Bearer " .. token end
      local made = wrk.format(nil, nil, nil, (body:gsub("@(%a+)@", values)))
      local first, last = made:find(id, 1, true)
      chosen.before, chosen.after = made:sub(1, (first or 1) - 1), made:sub((last or 0) + 1)
      chosen.varies = first ~= nil
    end
  end

  function request()
    sent = sent + 1
    local chosen = assignments[math.random(#assignments)]
    return chosen.varies and chosen.before .. run .. string.format("%08d", sent) .. chosen.after or chosen.after
  end
else
  wrk.body = body
end

if expected then
  refused = 0
  function response(status, headers, answer)
    if status ~= 200 or not answer:find(expected, 1, true) then
      refused = refused + 1
      if refused == 1 then io.stderr:write(answer:sub(1, 500), "\n") end
    end
  end
end

function done(summary, latency)
  local failed = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout
  for _, thread in ipairs(threads) do failed = failed + thread:get("refused") end
  io.write(string.format("result %.1f %.2f %.2f %d\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, failed))
end
