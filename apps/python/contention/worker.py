"""Stores what the service accepted, ten times a second, until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from contextlib import suppress

from asyncpg import InterfaceError, PostgresError
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from drain import drain_once, prune_batches
from models import prepare_tables

DRAIN_EVERY_SECONDS = 0.1
RETRY_AFTER_SECONDS = 0.5
PRUNE_EVERY_SECONDS = 60

# PostgreSQL or Redis may be down for long; what was not stored is tried again. While asyncpg connects, SQLAlchemy passes its
# errors on as they are.
SERVER_FAILED = (RedisError, SQLAlchemyError, PostgresError, InterfaceError, OSError, asyncio.TimeoutError)


def reason_of(error: BaseException) -> str:
    """Why something failed, in one line; SQLAlchemy puts the statement into further ones."""
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


async def pause(stopping: asyncio.Event, seconds: float) -> None:
    with suppress(asyncio.TimeoutError):
        await asyncio.wait_for(stopping.wait(), seconds)


async def work() -> None:
    """Drains until it is told to stop; the step in hand is finished first."""
    stopping = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    await prepare_tables()
    print("Storing hits", flush=True)
    problem: str | None = None
    pruned = time.monotonic()
    while not stopping.is_set():
        try:
            await drain_once()
            if time.monotonic() - pruned > PRUNE_EVERY_SECONDS:
                await prune_batches()
                pruned = time.monotonic()
            found = None
        except SERVER_FAILED as error:
            found = reason_of(error)
        if found != problem:
            print(f"Hits are not stored: {found}. Trying again." if found else "Hits are stored again", file=sys.stderr)
            problem = found
        await pause(stopping, DRAIN_EVERY_SECONDS if found is None else RETRY_AFTER_SECONDS)


if __name__ == "__main__":
    try:
        asyncio.run(work())
    except SERVER_FAILED as error:
        sys.exit(f"Cannot start: {reason_of(error)}")
