"""Agents' claims: a key a handoff, with the lease as its expiry. Scripts, because each is one decision."""

from datetime import timedelta

from redis.asyncio import Redis

from assistant.adapters.redis_live.connection import PREFIX, unavailable
from assistant.adapters.redis_live.queue import queue_key
from assistant.domain.handoff import AgentId, HandoffId, QueueName

# KEYS: the claim, the queue. ARGV: agent, lease in milliseconds, handoff.
CLAIM = """
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
redis.call('ZREM', KEYS[2], ARGV[3])
return 1
"""
# KEYS: the claim. ARGV: agent, lease in milliseconds.
RENEW = """
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""
RELEASE = """
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1
"""


def _claim_key(handoff_id: HandoffId) -> str:
    return f"{PREFIX}claim:{handoff_id}"


def _milliseconds(lease: timedelta) -> int:
    return max(1, round(lease.total_seconds() * 1000))


class RedisClaimBoard:
    """Leases run on the Redis server's clock, so that the processes' clocks need not agree."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._claim = redis.register_script(CLAIM)
        self._renew = redis.register_script(RENEW)
        self._release = redis.register_script(RELEASE)

    async def claim(self, queue: QueueName, handoff_id: HandoffId, agent_id: AgentId, lease: timedelta) -> bool:
        keys = [_claim_key(handoff_id), queue_key(queue)]
        with unavailable("claim a handoff"):
            return bool(await self._claim(keys=keys, args=[agent_id, _milliseconds(lease), handoff_id]))

    async def renew(self, handoff_id: HandoffId, agent_id: AgentId, lease: timedelta) -> bool:
        with unavailable("renew a claim"):
            return bool(await self._renew(keys=[_claim_key(handoff_id)], args=[agent_id, _milliseconds(lease)]))

    async def release(self, handoff_id: HandoffId, agent_id: AgentId) -> None:
        with unavailable("release a claim"):
            await self._release(keys=[_claim_key(handoff_id)], args=[agent_id])

    async def holder(self, handoff_id: HandoffId) -> AgentId | None:
        with unavailable("tell who holds a claim"):
            agent = await self._redis.get(_claim_key(handoff_id))
        return None if agent is None else AgentId(str(agent))
