"""GET /api/redis"""

from __future__ import annotations

from datetime import datetime, timezone

from flask import Blueprint
from redis import BlockingConnectionPool, Redis

from config import config

visits = Blueprint("visits", __name__)


POOL_SIZE = 10
WAIT_SECONDS = 2


def create_client(url: str) -> Redis:
    """Made for threads; connects when it is asked for something."""
    pool = BlockingConnectionPool.from_url(
        url, max_connections=POOL_SIZE, timeout=WAIT_SECONDS, decode_responses=True, socket_connect_timeout=2
    )
    return Redis(connection_pool=pool)


# The one client of the process.
client = create_client(config.redis_url) if config.redis_url else None


def shared_client() -> Redis:
    if client is None:
        raise RuntimeError("REDIS_URL is not set. Set it, e.g. REDIS_URL=redis://127.0.0.1:6379")
    return client


@visits.get("/api/redis")
def remember_visit() -> dict[str, str | None]:
    shared = shared_client()
    shared.set("last-visit", datetime.now(timezone.utc).isoformat(), ex=60)
    return {"lastVisit": shared.get("last-visit")}
