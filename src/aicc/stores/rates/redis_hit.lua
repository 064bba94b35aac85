-- Count one in each of KEYS, unless one of them is full.
-- ARGV: a window in milliseconds, then how many each key takes in one. Answers {0, 0}, or which key is full and
-- after how many milliseconds there may be room. A count slides: of the window before, what is not yet over weighs.
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local window = tonumber(ARGV[1])
local slot = math.floor(now / window)
local gone = (now % window) / window
local counts = {}
for i, key in ipairs(KEYS) do
  local row = redis.call('HMGET', key, 'slot', 'count', 'before')
  local at, count, before = tonumber(row[1]) or -2, tonumber(row[2]) or 0, tonumber(row[3]) or 0
  if at == slot - 1 then
    count, before = 0, count
  elseif at ~= slot then
    count, before = 0, 0
  end
  local most = tonumber(ARGV[i + 1])
  if math.floor(before * (1 - gone)) + count >= most then
    local ready = 1
    if count < most then
      ready = math.max(gone, 1 - (most - count) / before)
    end
    return {i, math.ceil((ready - gone) * window)}
  end
  counts[i] = {count + 1, before}
end
for i, key in ipairs(KEYS) do
  redis.call('HSET', key, 'slot', slot, 'count', counts[i][1], 'before', counts[i][2])
  redis.call('PEXPIRE', key, 2 * window)
end
return {0, 0}
