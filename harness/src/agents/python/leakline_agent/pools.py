"""Pools of PostgreSQL connections in this process, by their own counters.

Pools are found among the objects that are alive, by their class. So nothing is replaced in a driver, and it does not
matter how a pool was made. Attributes with an underscore are read where a driver has no other counter; without them the
pool is not told.
"""

import sys


def _loaded(module, *names):
    """Classes of a module that the application has imported."""
    found = sys.modules.get(module)
    return [value for value in (getattr(found, name, None) for name in names) if isinstance(value, type)]


def _gauge(pool, total, idle, waiting, most, backends=None):
    gauge = {"id": f"{type(pool).__name__} {id(pool):x}", "total": total, "idle": idle, "waiting": waiting, "max": most}
    if backends is not None:
        gauge["backends"] = backends
    return gauge


_MOST_BACKENDS = 32


def _pids(connections):
    """Process ids of the server, of connections that are open."""
    return [each.info.backend_pid for each in connections if not each.closed][:_MOST_BACKENDS]


def _of_psycopg2(pool):
    used, idle = list(pool._used.values()), list(pool._pool)
    backends = {"checkedOut": _pids(used), "idle": _pids(idle)}
    return _gauge(pool, len(used) + len(idle), len(idle), 0, pool.maxconn, backends)


def _of_psycopg(pool):
    told = pool.get_stats()
    waiting = told.get("requests_waiting", 0)
    return _gauge(pool, told["pool_size"], told["pool_available"], waiting, told["pool_max"])


def _of_asyncpg(pool):
    getters = getattr(getattr(pool, "_queue", None), "_getters", ())
    return _gauge(pool, pool.get_size(), pool.get_idle_size(), len(getters), pool.get_max_size())


def _of_sqlalchemy(pool):
    dialect = getattr(getattr(pool, "_dialect", None), "name", "postgresql")
    if dialect != "postgresql":
        return None
    waiters = getattr(getattr(pool._pool, "not_empty", None), "_waiters", ())
    idle, used = pool.checkedin(), pool.checkedout()
    # -1 stands for no limit.
    most = 0 if pool._max_overflow < 0 else pool.size() + pool._max_overflow
    return _gauge(pool, idle + used, idle, len(waiters), most)


_DRIVERS = (
    ("psycopg2.pool", ("AbstractConnectionPool",), _of_psycopg2),
    ("psycopg_pool", ("ConnectionPool", "AsyncConnectionPool"), _of_psycopg),
    ("asyncpg.pool", ("Pool",), _of_asyncpg),
    ("sqlalchemy.pool", ("QueuePool", "AsyncAdaptedQueuePool"), _of_sqlalchemy),
)


def readers_of(types):
    """The reader for each type that is a pool, among the types of living objects."""
    readers = {}
    for module, names, read in _DRIVERS:
        classes = tuple(_loaded(module, *names))
        if classes:
            readers.update((each, read) for each in types if issubclass(each, classes))
    return readers


def read_pool(pool, read):
    """None for a pool that does not tell, or that was opened and closed a moment ago."""
    try:
        return read(pool)
    except Exception:
        return None
