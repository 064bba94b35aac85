-- Take tokens and money from the day of KEYS[1], unless a limit would be passed.
-- ARGV: tokens, money, their limits (0 for none), milliseconds that the day is kept. Answers which limit: 0 for none.
local row = redis.call('HMGET', KEYS[1], 'tokens', 'micro_usd')
for i = 1, 2 do
  local limit = tonumber(ARGV[i + 2])
  if limit > 0 and (tonumber(row[i]) or 0) + tonumber(ARGV[i]) > limit then
    return i
  end
end
redis.call('HINCRBY', KEYS[1], 'tokens', ARGV[1])
redis.call('HINCRBY', KEYS[1], 'micro_usd', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[5])
return 0
