-- Take the lease of KEYS[1] and read the session with it.
-- ARGV: lease in microseconds, time to live in milliseconds, how long somebody who gets nothing
-- waits at KEYS[2] in microseconds.
-- Answers {fence, recovered, state}, or nothing while somebody else holds it.
-- The server's clock counts, so that clients need not agree on the time.
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local row = redis.call('HMGET', KEYS[1], 'fence', 'held_until', 'state')
local held_until = tonumber(row[2])
if held_until and held_until > now then
  redis.call('HSET', KEYS[1], 'awaited_until', string.format('%.0f', now + ARGV[3]))
  return false
end
-- A new key starts at the time, so that fences grow over an erase and an expiry too.
local fence = math.max((tonumber(row[1]) or 0) + 1, now)
redis.call('HSET', KEYS[1],
  'fence', string.format('%.0f', fence),
  'held_until', string.format('%.0f', now + ARGV[1]))
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return {fence, held_until and 1 or 0, row[3]}
