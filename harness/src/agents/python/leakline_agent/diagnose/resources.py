"""Living things that hold something outside of the heap: what kind they are, and what tells them apart.

They are found among the objects that are alive, by their class, and asked for what they know themselves. Nothing in the
application is replaced.
"""

import sys


def _class(module, name):
    found = getattr(sys.modules.get(module), name, None)
    return found if isinstance(found, type) else ()


def _address(sock):
    """(local port, details) of an open IP socket."""
    import _socket

    local = sock.getsockname()
    if sock.family not in (_socket.AF_INET, _socket.AF_INET6):
        return None, "a Unix socket" if sock.family == _socket.AF_UNIX else "a socket"
    try:
        host, port, *_rest = sock.getpeername()
    except OSError:
        return local[1], f"port {local[1]}"
    return local[1], f"{host}:{port}"


def _of_descriptor(descriptor):
    """Asks a copy, because the driver's own socket must stay as it is."""
    import os

    import _socket

    copy = os.dup(descriptor)
    try:
        sock = _socket.socket(fileno=copy)
    except OSError:
        os.close(copy)
        return None, "a connection"
    try:
        return _address(sock)
    finally:
        sock.close()


def _socket_kind(sock):
    import _socket

    if sock.fileno() < 0:
        return None
    port, details = _address(sock)
    is_listening = sock.type == _socket.SOCK_STREAM and sock.getsockopt(_socket.SOL_SOCKET, _socket.SO_ACCEPTCONN)
    return ("server" if is_listening else "socket"), details, port


def _psycopg2(connection):
    if connection.closed:
        return None
    port, details = _of_descriptor(connection.fileno())
    return "socket", details, port


def _psycopg(connection):
    if connection.closed:
        return None
    port, details = _of_descriptor(connection.pgconn.socket)
    return "socket", details, port


def _asyncpg(connection):
    if connection.is_closed():
        return None
    sock = connection._transport.get_extra_info("socket")
    port, details = _of_descriptor(sock.fileno())
    return "socket", details, port


def _file(stream):
    if stream.closed:
        return None
    name = stream.name
    return "file", name if isinstance(name, str) else f"descriptor {name}", None


def _child(process):
    if process.returncode is not None:
        return None
    arguments = process.args if isinstance(process.args, str) else " ".join(map(str, process.args))
    return "child", f"{arguments[:80]}, pid {process.pid}", None


def _thread(thread):
    return ("worker", thread.name, None) if thread.is_alive() else None


def _task(task):
    if task.done():
        return None
    coroutine = task.get_coro()
    return "task", getattr(coroutine, "__qualname__", type(coroutine).__name__), None


def _timer(handle):
    if handle.cancelled():
        return None
    return "timeout", "a timer of asyncio", None


def _lent(fairy):
    return None if fairy.connection is None else ("pool-client", "a connection of SQLAlchemy's pool", None)


def _lent_to_session(session):
    # A session takes a connection for its transaction.
    return ("pool-client", "a session of SQLAlchemy", None) if session.in_transaction() else None


def _lent_to_connection(connection):
    return None if connection.closed else ("pool-client", "a connection of SQLAlchemy's pool", None)


def _redis(connection):
    sock = getattr(connection, "_sock", None)
    if sock is None:
        writer = getattr(connection, "_writer", None)
        sock = None if writer is None else writer.get_extra_info("socket")
    if sock is None or sock.fileno() < 0:
        return None
    port, details = _of_descriptor(sock.fileno())
    return "socket", details, port


def _lent_by_asyncpg(proxy):
    # Given back, it leads to no connection any more.
    return None if proxy._con is None else ("pool-client", "a connection of asyncpg's pool", None)


# Drivers come before the sockets below them: of two that have one local port, the first is told.
_KINDS = (
    # What asyncio opens for SQLAlchemy is opened in a greenlet, whose stack does not lead to the application.
    ("sqlalchemy.ext.asyncio", "AsyncSession", _lent_to_session),
    ("sqlalchemy.ext.asyncio", "AsyncConnection", _lent_to_connection),
    ("sqlalchemy.pool.base", "_ConnectionFairy", _lent),
    ("asyncpg.pool", "PoolConnectionProxy", _lent_by_asyncpg),
    ("psycopg2.extensions", "connection", _psycopg2),
    ("psycopg", "Connection", _psycopg),
    ("psycopg", "AsyncConnection", _psycopg),
    ("asyncpg.connection", "Connection", _asyncpg),
    ("redis.connection", "Connection", _redis),
    ("redis.asyncio.connection", "Connection", _redis),
    ("_socket", "socket", _socket_kind),
    ("_io", "FileIO", _file),
    ("subprocess", "Popen", _child),
    ("threading", "Thread", _thread),
    ("asyncio", "Task", _task),
    ("asyncio.events", "TimerHandle", _timer),
)


def describers_of(types):
    """(rank, describe) for each type that is a resource, among the types of living objects."""
    found = {}
    for rank, (module, name, describe) in enumerate(_KINDS):
        wanted = _class(module, name)
        for each in types:
            if each not in found and wanted != () and issubclass(each, wanted):
                found[each] = (rank, describe)
    return found


def descriptor_of(living):
    """The number of the descriptor that a file or socket stands for; None of other things."""
    try:
        return living.fileno()
    except Exception:
        return None
