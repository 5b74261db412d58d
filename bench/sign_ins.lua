-- Wrong passwords for names of no account, a second apart on each connection; the last line that is
-- printed says how many were checked (401), refused as busy (503) and answered otherwise.
local threads = {}
local number = 0
checked, put_off, others = 0, 0, 0

function setup(thread) threads[#threads + 1] = thread end

function delay() return 1000 end

function request()
  number = number + 1
  local name = "user" .. number .. "@nowhere"
  return wrk.format("POST", "/v1/usg/acs/auth/account", {
    ["Authorization"] = "Basic " .. base64(name .. ":wrong-password"),
    ["Content-Type"] = "application/json",
  }, '{"account":"' .. name .. '","clientType":72}')
end

function response(status)
  if status == 401 then
    checked = checked + 1
  elseif status == 503 then
    put_off = put_off + 1
  else
    others = others + 1
  end
end

local letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

function base64(text)
  local encoded = {}
  for at = 1, #text, 3 do
    local a, b, c = text:byte(at, at + 2)
    local bits = a * 65536 + (b or 0) * 256 + (c or 0)
    for place = 3, 0, -1 do
      local index = math.floor(bits / 64 ^ place) % 64 + 1
      encoded[#encoded + 1] = letters:sub(index, index)
    end
    if not b then encoded[#encoded - 1] = "=" end
    if not c then encoded[#encoded] = "=" end
  end
  return table.concat(encoded)
end

function done(summary)
  local sums = { 0, 0, 0 }
  for _, thread in ipairs(threads) do
    for i, name in ipairs({ "checked", "put_off", "others" }) do
      sums[i] = sums[i] + thread:get(name)
    end
  end
  io.write(string.format("checked %d  busy %d  other replies %d  broken %d\n",
    sums[1], sums[2], sums[3],
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
