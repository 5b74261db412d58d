-- Resets the terminals of the accounts file in a random order, the same in each run: neighbours in the
-- file are neighbours in the database, and would share what is written.
local accounts = {}
for line in io.lines(os.getenv("ROOMKEY_BENCH_ACCOUNTS")) do accounts[#accounts + 1] = line:match("%S+") end
math.randomseed(1)
for i = #accounts, 2, -1 do
  local j = math.random(i)
  accounts[i], accounts[j] = accounts[j], accounts[i]
end
local headers = {
  ["X-Access-Token"] = os.getenv("ROOMKEY_BENCH_TOKEN"),
  ["Content-Type"] = "application/json",
}
local next_account = 0

function request()
  next_account = next_account % #accounts + 1
  local path = "/v1/usg/dcs/corp/vision/activecode/" .. accounts[next_account] .. "/reset"
  return wrk.format("PUT", path, headers, "")
end

function done(summary, latency)
  io.write(string.format("resets/s %.0f  p50 %.2f ms  p99 %.2f ms  refused %d  broken %d\n",
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
