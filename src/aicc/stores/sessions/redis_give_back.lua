-- Give the lease of KEYS[1] back, with the state to keep or '' for the one that is there.
-- ARGV: fence, state, time to live in milliseconds. Answers 0 when the lease was taken over.
if redis.call('HGET', KEYS[1], 'fence') ~= ARGV[1] then
  return 0
end
if ARGV[2] ~= '' then
  redis.call('HSET', KEYS[1], 'state', ARGV[2])
end
redis.call('HDEL', KEYS[1], 'held_until')
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
