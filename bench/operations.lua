-- One operation, named by the environment, over and over; the last line that is printed has the count of
-- answers, answers per second, p50 and p99 in milliseconds, and how many were refused.
local operation = os.getenv("ROOMKEY_BENCH_OPERATION")
local token = os.getenv("ROOMKEY_BENCH_TOKEN")

local function lines_of(name)
  local lines = {}
  local file = io.open(name)
  if not file then return lines end
  for line in file:lines() do lines[#lines + 1] = line end
  file:close()
  -- In a random order, the same in each run: neighbours share what is read and written.
  math.randomseed(1)
  for i = #lines, 2, -1 do
    local j = math.random(i)
    lines[i], lines[j] = lines[j], lines[i]
  end
  return lines
end

local accounts = lines_of(os.getenv("ROOMKEY_BENCH_ACCOUNTS"))
local credentials = lines_of(os.getenv("ROOMKEY_BENCH_CREDENTIALS"))
local kept = operation == "activate" and io.open(os.getenv("ROOMKEY_BENCH_CREDENTIALS"), "w")
local number = 0

local function next_of(list)
  number = number % #list + 1
  return list[number]
end

local function as_administrator(method, path)
  return wrk.format(method, path,
    { ["X-Access-Token"] = token, ["Content-Type"] = "application/json" }, "")
end

local requests = {
  activate = function()
    local account, code = next_of(accounts):match("(%S+) (%S+)")
    return wrk.format("POST", "/v1/terminal/activation", { ["Content-Type"] = "application/json" },
      string.format('{"activeCode":"%s","sn":"%s"}', code, account))
  end,
  show_terminal = function()
    return wrk.format("GET", "/v1/terminal", { ["X-Access-Token"] = next_of(credentials) })
  end,
  reset = function()
    local account = next_of(accounts):match("%S+")
    return as_administrator("PUT", "/v1/usg/dcs/corp/vision/activecode/" .. account .. "/reset")
  end,
  search_code = function()
    return as_administrator("GET", "/v1/usg/dcs/corp/vision/activecode?limit=20&offset=" ..
      (number * 20) % 1000)
  end,
  search_users = function()
    number = number + 1
    return as_administrator("GET",
      "/v1/usg/dcs/corp/member?limit=20&containsUnActive=true&searchKey=Room%20" .. number % #accounts)
  end,
  check_token = function()
    return wrk.format("POST", "/v1/usg/acs/token/validate",
      { ["X-Access-Token"] = token, ["Content-Type"] = "application/json" },
      '{"token":"' .. token .. '"}')
  end,
}

request = requests[operation]

if kept then
  function response(status, _, body)
    local credential = status == 200 and body:match('"accessToken":"([^"]+)"')
    if credential then kept:write(credential, "\n") end
  end
end

function done(summary, latency)
  io.write(string.format("%d %.0f %.2f %.2f %d\n", summary.requests,
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, summary.errors.status))
end
