"""Which pool a connection belongs to.

Whoever makes a pool, or a client with one inside, has to close it. So of a connection whose pool was made while we
watched, the line that made the pool has to change, and not the one that first used it.
"""

import sys


def _redis(pool):
    yield from list(getattr(pool, "_available_connections", ()))
    yield from list(getattr(pool, "_in_use_connections", ()))


def _psycopg2(pool):
    yield from list(pool._pool)
    yield from list(pool._used.values())


def _psycopg(pool):
    yield from list(pool._pool)


def _asyncpg(pool):
    yield from (holder._con for holder in list(pool._holders))


def _adapted(connection):
    """The driver's own connection below the one that SQLAlchemy makes for asyncio."""
    return getattr(connection, "_connection", None) if "Adapt" in type(connection).__name__ else connection


_POOLS = (
    ("redis.connection", "ConnectionPool", _redis),
    ("redis.asyncio.connection", "ConnectionPool", _redis),
    ("psycopg2.pool", "AbstractConnectionPool", _psycopg2),
    ("psycopg_pool", "ConnectionPool", _psycopg),
    ("psycopg_pool", "AsyncConnectionPool", _psycopg),
    ("asyncpg.pool", "Pool", _asyncpg),
)


def _classes():
    for module, name, connections in _POOLS:
        found = getattr(sys.modules.get(module), name, None)
        if isinstance(found, type):
            yield found, connections


def _of_pools(objects):
    classes = tuple(_classes())
    for kind, connections in classes:
        for pool in (each for each in objects if issubclass(type(each), kind)):
            try:
                yield from ((connection, pool) for connection in connections(pool) if connection is not None)
            except Exception:
                # Its class has another shape in this version of the driver.
                continue


def _of_sqlalchemy(objects):
    record = getattr(sys.modules.get("sqlalchemy.pool.base"), "_ConnectionRecord", None)
    if record is None:
        return
    for each in (each for each in objects if type(each) is record):
        pool = getattr(each, "_ConnectionRecord__pool", None)
        connection = getattr(each, "dbapi_connection", None)
        if pool is not None and connection is not None:
            yield _adapted(connection), pool


def pools_by_connection(objects):
    """{id of a connection: its pool}, among the objects that are alive."""
    return {id(connection): pool for of in (_of_pools, _of_sqlalchemy) for connection, pool in of(objects)}
