"""GET /api/redis"""

from __future__ import annotations

from datetime import datetime, timezone

from flask import Blueprint
from redis import Redis

from config import config

visits = Blueprint("visits", __name__)

# LEAK: a client per request, each with a pool and a connection of its own. CPython would close a client that nobody holds;
# this list holds them all. The server's `maxclients` or the limit of open files ends it.
clients: list[Redis] = []


def open_client() -> Redis:
    if config.redis_url is None:
        raise RuntimeError("REDIS_URL is not set. Set it, e.g. REDIS_URL=redis://127.0.0.1:6379")
    client = Redis.from_url(config.redis_url, decode_responses=True, socket_connect_timeout=2)
    clients.append(client)
    return client


@visits.get("/api/redis")
def remember_visit() -> dict[str, str | None]:
    client = open_client()
    client.set("last-visit", datetime.now(timezone.utc).isoformat(), ex=60)
    return {"lastVisit": client.get("last-visit")}
