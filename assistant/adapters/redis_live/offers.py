"""Which handoff is offered to whom. Scripts, because each is one decision."""

from collections.abc import Sequence
from datetime import timedelta

from redis.asyncio import Redis

from assistant.adapters.redis_live.connection import PREFIX, unavailable
from assistant.adapters.redis_live.presence import NOW
from assistant.domain.handoff import AgentId, HandoffId
from assistant.ports.routing import Offer

UNTIL, TO, OF = f"{PREFIX}offers:until", f"{PREFIX}offers:to", f"{PREFIX}offers:of"
"""Handoffs by when their offer ends (milliseconds, the server's clock); handoff to agent; agent to handoff."""
KEYS = [UNTIL, TO, OF]

# ARGV: handoff, agent, life in milliseconds.
MAKE = (
    NOW
    + """
if redis.call('HEXISTS', KEYS[2], ARGV[1]) == 1 or redis.call('HEXISTS', KEYS[3], ARGV[2]) == 1 then return 0 end
redis.call('ZADD', KEYS[1], now + ARGV[3], ARGV[1])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
redis.call('HSET', KEYS[3], ARGV[2], ARGV[1])
return 1
"""
)
DROP = """
local function drop(handoff)
  local agent = redis.call('HGET', KEYS[2], handoff)
  redis.call('ZREM', KEYS[1], handoff)
  redis.call('HDEL', KEYS[2], handoff)
  if agent then redis.call('HDEL', KEYS[3], agent) end
  return agent
end
"""
# ARGV: handoff, agent or nothing.
TAKE_DOWN = (
    DROP
    + """
local agent = redis.call('HGET', KEYS[2], ARGV[1])
if not agent or (ARGV[2] ~= '' and agent ~= ARGV[2]) then return 0 end
drop(ARGV[1])
return 1
"""
)
RUN_OUT = (
    NOW
    + DROP
    + """
local told = {}
for _, handoff in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now)) do
  local agent = drop(handoff)
  if agent then table.insert(told, handoff); table.insert(told, agent); table.insert(told, 0) end
end
return told
"""
)
STANDING = (
    NOW
    + """
local told = {}
local rows = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. now, '+inf', 'WITHSCORES')
for i = 1, #rows, 2 do
  local agent = redis.call('HGET', KEYS[2], rows[i])
  if agent then
    table.insert(told, rows[i]); table.insert(told, agent); table.insert(told, tonumber(rows[i + 1]) - now)
  end
end
return told
"""
)


class RedisOfferBoard:
    """Offers run on the Redis server's clock, so that the processes' clocks need not agree."""

    def __init__(self, redis: Redis) -> None:
        self._make = redis.register_script(MAKE)
        self._take_down = redis.register_script(TAKE_DOWN)
        self._run_out = redis.register_script(RUN_OUT)
        self._standing = redis.register_script(STANDING)

    async def make(self, handoff_id: HandoffId, agent_id: AgentId, life: timedelta) -> bool:
        with unavailable("make an offer"):
            milliseconds = max(1, round(life.total_seconds() * 1000))
            return bool(await self._make(keys=KEYS, args=[handoff_id, agent_id, milliseconds]))

    async def take_down(self, handoff_id: HandoffId, agent_id: AgentId | None = None) -> bool:
        with unavailable("take down an offer"):
            return bool(await self._take_down(keys=KEYS, args=[handoff_id, agent_id or ""]))

    async def run_out(self) -> Sequence[Offer]:
        with unavailable("tell which offers have run out"):
            return _offers(await self._run_out(keys=KEYS))

    async def standing(self) -> Sequence[Offer]:
        with unavailable("tell which offers stand"):
            return _offers(await self._standing(keys=KEYS))


def _offers(told: Sequence[object]) -> Sequence[Offer]:
    rows = zip(told[::3], told[1::3], told[2::3], strict=True)
    return [
        Offer(HandoffId(str(handoff)), AgentId(str(agent)), timedelta(milliseconds=int(str(left))))
        for handoff, agent, left in rows
    ]
