"""GET /api/database"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from select import POLLIN, poll
from threading import BoundedSemaphore, Lock
from typing import Any

from flask import Blueprint
from psycopg2.extensions import connection as Connection
from psycopg2.extras import RealDictCursor
from psycopg2.pool import ThreadedConnectionPool

from config import config

database = Blueprint("database", __name__)

POOL_SIZE = 10
WAIT_SECONDS = 2

# psycopg2's pool does not wait: where all connections are in use it refuses at once.
turns = BoundedSemaphore(POOL_SIZE)
opening = Lock()


@lru_cache(maxsize=None)
def create_pool() -> ThreadedConnectionPool:
    """
    For threads, as Flask's server has them: `SimpleConnectionPool` may be used by one thread only. Both numbers are the
    same, for psycopg2 keeps no more than the smaller one and closes what is given back beyond it.
    """
    return ThreadedConnectionPool(POOL_SIZE, POOL_SIZE, config.database_url)


def shared_pool() -> ThreadedConnectionPool:
    """Opened by the first request, once: requests that come together wait for it."""
    with opening:
        return create_pool()


def is_lost(connection: Connection) -> bool:
    """An idle connection has nothing to read, unless the server has ended it."""
    idle = poll()
    idle.register(connection, POLLIN)
    return bool(idle.poll(0))


def take_connection(pool: ThreadedConnectionPool) -> Connection:
    connection = pool.getconn()
    while is_lost(connection):
        pool.putconn(connection, close=True)
        connection = pool.getconn()
    return connection


@contextmanager
def pooled_connection() -> Iterator[Connection]:
    if not turns.acquire(timeout=WAIT_SECONDS):
        raise TimeoutError(f"no free connection for {WAIT_SECONDS} s, {POOL_SIZE} are in use")
    try:
        pool = shared_pool()
        connection = take_connection(pool)
        try:
            connection.autocommit = True
            yield connection
        finally:
            pool.putconn(connection)
    finally:
        turns.release()


@database.get("/api/database")
def list_products() -> dict[str, Any]:
    with pooled_connection() as connection, connection.cursor(cursor_factory=RealDictCursor) as cursor:
        cursor.execute("SELECT sku, name, price_cents, stock FROM products ORDER BY sku")
        return {"products": cursor.fetchall()}
