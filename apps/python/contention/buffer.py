"""Hits that are counted in Redis and move to PostgreSQL together."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from redis.asyncio import Redis

from config import config

# In braces what makes Redis Cluster keep both on one node. A hash each: `id` and `hits`.
PENDING = "{hits}:pending"
TAKEN = "{hits}:taken"

redis = Redis.from_url(config.redis_url, decode_responses=True, socket_connect_timeout=2, socket_timeout=2)

accept = redis.register_script(
    """
    redis.call('HSETNX', KEYS[1], 'id', ARGV[1])
    return redis.call('HINCRBY', KEYS[1], 'hits', 1)
    """
)

# A batch that was taken before comes first.
take = redis.register_script(
    """
    if redis.call('EXISTS', KEYS[2]) == 0 and redis.call('EXISTS', KEYS[1]) == 1 then
      redis.call('RENAME', KEYS[1], KEYS[2])
    end
    return redis.call('HMGET', KEYS[2], 'id', 'hits')
    """
)

# By its id: another drain may have been faster, and the next batch may be there already.
forget = redis.register_script(
    """
    if redis.call('HGET', KEYS[1], 'id') == ARGV[1] then return redis.call('DEL', KEYS[1]) end
    return 0
    """
)


@dataclass(frozen=True)
class Batch:
    id: UUID
    """Given with the first hit, so that it is there however often the batch is read."""
    hits: int


async def buffer_hit() -> None:
    await accept(keys=[PENDING], args=[str(uuid4())])


async def take_batch() -> Batch | None:
    """Sets the pending hits apart as one batch, in one step; None when there are none."""
    batch_id, hits = await take(keys=[PENDING, TAKEN])
    return None if batch_id is None else Batch(UUID(batch_id), int(hits))


async def forget_batch(batch: Batch) -> None:
    """Drops a batch that is stored."""
    await forget(keys=[TAKEN], args=[str(batch.id)])
