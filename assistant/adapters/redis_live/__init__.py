"""Redis behind the live ports: what decides races and tells processes of each other's doings."""

from assistant.adapters.redis_live.claims import RedisClaimBoard
from assistant.adapters.redis_live.connection import connect
from assistant.adapters.redis_live.locks import RedisTurnLocks
from assistant.adapters.redis_live.offers import RedisOfferBoard
from assistant.adapters.redis_live.presence import RedisPresenceBoard
from assistant.adapters.redis_live.queue import RedisHandoffQueue
from assistant.adapters.redis_live.streams import RedisEventStream

__all__ = [
    "RedisClaimBoard",
    "RedisEventStream",
    "RedisHandoffQueue",
    "RedisOfferBoard",
    "RedisPresenceBoard",
    "RedisTurnLocks",
    "connect",
]
