-- Give the lease of KEYS[1] back, with the state to keep or '' for the one that is there.
-- ARGV: fence, state, time to live in milliseconds. Answers 0 when the lease was taken over.
-- Who waits in another process finds one word in KEYS[2], and asks at once.
local row = redis.call('HMGET', KEYS[1], 'fence', 'awaited_until')
if row[1] ~= ARGV[1] then
  return 0
end
if ARGV[2] ~= '' then
  redis.call('HSET', KEYS[1], 'state', ARGV[2])
end
redis.call('HDEL', KEYS[1], 'held_until')
redis.call('PEXPIRE', KEYS[1], ARGV[3])
if row[2] then
  local clock = redis.call('TIME')
  if tonumber(row[2]) > clock[1] * 1000000 + clock[2] then
    redis.call('DEL', KEYS[2])
    redis.call('RPUSH', KEYS[2], 'free')
    redis.call('PEXPIRE', KEYS[2], 1000)
  else
    redis.call('HDEL', KEYS[1], 'awaited_until')
  end
end
return 1
