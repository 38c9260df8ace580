"""Where connections were taken from a pool that makes no object of its own for each loan.

A connection of `psycopg2.pool` and `psycopg_pool` lives on when it is given back, so the stack that made it does not tell
who has it now; and when it is dropped without being given back, its place in the pool is lost. The methods that lend and
take back are wrapped.
"""

import sys

_POOLS = (
    ("psycopg2.pool", "AbstractConnectionPool", "_getconn", "_putconn"),
    ("psycopg_pool", "ConnectionPool", "getconn", "putconn"),
    ("psycopg_pool", "AsyncConnectionPool", "getconn", "putconn"),
)

# By the connection, and of connections that are gone and were never given back.
_loans = {}
_lost = []


def _caller_stack():
    """(file, line) of each frame outside of the agent, innermost first."""
    frame = sys._getframe(2)
    found = []
    while frame is not None:
        found.append((frame.f_code.co_filename, frame.f_lineno))
        frame = frame.f_back
    return tuple(found)


def _lend(connection, stack):
    earlier = _loans.pop(id(connection), None)
    if earlier is not None:
        # Two things that live at the same time have different ids.
        _lost.append(earlier)
    _loans[id(connection)] = stack
    return connection


def _is_async(function):
    # `CO_COROUTINE` of `inspect`.
    return function.__code__.co_flags & 0x80


def _lending(lend):
    def getconn(self, *args, **kwargs):
        return _lend(lend(self, *args, **kwargs), _caller_stack())

    async def getconn_async(self, *args, **kwargs):
        stack = _caller_stack()
        return _lend(await lend(self, *args, **kwargs), stack)

    return getconn_async if _is_async(lend) else getconn


def _taking_back(take_back):
    def putconn(self, conn, *args, **kwargs):
        _loans.pop(id(conn), None)
        # What comes is a coroutine where the pool is one of asyncio.
        return take_back(self, conn, *args, **kwargs)

    return putconn


def watch():
    """Wraps the pools whose modules the application has imported by now."""
    _loans.clear()
    _lost.clear()
    for module, name, *methods in _POOLS:
        pool = getattr(sys.modules.get(module), name, None)
        if pool is None:
            continue
        for method, wrap in zip(methods, (_lending, _taking_back)):
            original = pool.__dict__.get(method)
            if original is not None and original.__code__.co_filename != __file__:
                setattr(pool, method, wrap(original))


def loans():
    """The stacks that took a connection which was not given back."""
    return [*_lost, *list(_loans.values())]


