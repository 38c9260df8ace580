"""Moves hits from Redis to PostgreSQL: none is lost and none is counted twice, wherever a process is killed."""

from __future__ import annotations

from sqlalchemy import text

from buffer import Batch, forget_batch, take_batch
from models import engine

# One statement, and so one transaction: the batch's id and its hits are stored together or not at all.
STORE = text(
    """
    WITH applied AS (
      INSERT INTO hit_batches (id, hits) VALUES (:id, :hits) ON CONFLICT (id) DO NOTHING RETURNING hits)
    UPDATE hit_counter SET value = value + applied.hits FROM applied WHERE hit_counter.id = 1
    """
)

# An id is needed for as long as a drain may still hold its batch; an hour is far longer than a drain is slow.
PRUNE = text("DELETE FROM hit_batches WHERE applied_at < now() - interval '1 hour'")


async def store_batch(batch: Batch) -> int:
    """How many hits were added: none if the batch was stored before."""
    async with engine.begin() as connection:
        result = await connection.execute(STORE, {"id": batch.id, "hits": batch.hits})
        return batch.hits if result.rowcount == 1 else 0


async def drain_once() -> int:
    """
    How many hits were stored. It may end between any two steps: the batch then stays in Redis, the next call finds it
    again, and a second write of the same id changes nothing.
    """
    batch = await take_batch()
    if batch is None:
        return 0
    stored = await store_batch(batch)
    await forget_batch(batch)
    return stored


async def prune_batches() -> None:
    """Removes the ids of batches stored long ago."""
    async with engine.begin() as connection:
        await connection.execute(PRUNE)
