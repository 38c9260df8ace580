"""Plays a scene, read from standard input, on a pool of asyncpg."""

import asyncio
import contextvars
import json
import sys
import time

import asyncpg
from asyncpg.pool import Pool

from recorder import Recorder, compared, tell

scene = json.load(sys.stdin)
recorder = Recorder()
settings = dict(scene["settings"])
acquire_timeout = settings.pop("acquire_timeout", None)
names = {"application_name": scene["applicationName"]}
opening = contextvars.ContextVar("opening")
is_ending = False


class RecordedConnection(asyncpg.Connection):
    """The pool gives no reason when it closes. It closes the used up when it gets them back, and terminates the idle."""

    __slots__ = ("serial", "is_returning", "reason")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.serial = opening.get()
        self.is_returning = False
        self.reason = None
        self.add_termination_listener(lambda _: self.note_closed())

    def note_closed(self):
        recorder.note("closed", connection=self.serial, reason=self.reason or "error")

    async def close(self, *, timeout=None):
        self.decide("max_queries" if self.is_returning else "error")
        await super().close(timeout=timeout)

    def terminate(self):
        self.decide("error" if self.is_returning else "max_inactive_connection_lifetime")
        super().terminate()

    def decide(self, reason):
        if self.reason is None:
            self.reason = "end" if is_ending else reason


class RecordedPool(Pool):
    async def _get_new_connection(self):
        serial = recorder.opening()
        opening.set(serial)
        connection = await super()._get_new_connection()
        recorder.opened(serial)
        return connection


def make_pool():
    return RecordedPool(
        scene["url"],
        **{
            "min_size": 10,
            "max_size": 10,
            "max_queries": 50_000,
            "max_inactive_connection_lifetime": 300.0,
            **settings,
        },
        setup=None,
        init=None,
        loop=None,
        connection_class=RecordedConnection,
        record_class=asyncpg.Record,
        server_settings=names,
    )


async def take(pool):
    request = recorder.asked()
    try:
        connection = await pool.acquire(timeout=acquire_timeout)
    except Exception as error:
        recorder.gave_up(request, tell(error))
        return request, None
    recorder.given(request, connection.serial)
    return request, connection


async def give_back(pool, request, connection):
    recorder.note("returned", request=request, connection=connection.serial)
    inner = connection._con
    inner.is_returning = True
    try:
        await pool.release(connection)
    finally:
        inner.is_returning = False


async def request(pool, held_ms, queries=1):
    number, connection = await take(pool)
    if connection is None:
        return
    try:
        for _ in range(queries):
            await connection.fetchval("SELECT pg_sleep($1)", held_ms / 1000)
    finally:
        await give_back(pool, number, connection)


async def statement(pool, took_ms):
    """A statement that is too slow, then one that is not, on the connection that comes next."""
    async with pool.acquire() as connection:
        pid = connection.get_server_pid()
        recorder.note("statement", pid=pid)
        began = time.perf_counter()
        error = "none"
        try:
            await connection.fetchval("SELECT pg_sleep($1)", took_ms / 1000)
        except Exception as thrown:
            error = tell(thrown)
        told_ms = (time.perf_counter() - began) * 1000
    asked = time.perf_counter()
    next_error = None
    is_kept = False
    try:
        async with pool.acquire() as connection:
            is_kept = connection.get_server_pid() == pid
            await connection.fetchval("SELECT 1")
    except Exception as thrown:
        next_error = tell(thrown)
    next_ms = (time.perf_counter() - asked) * 1000
    recorder.note(
        "told", error=error, toldMs=told_ms, isConnectionKept=is_kept, nextQueryMs=next_ms, nextError=next_error
    )


async def compare(pool, requests):
    parts = []
    with_pool = []
    for _ in range(requests):
        began = time.perf_counter()
        connection = await asyncpg.connect(scene["url"])
        connected = time.perf_counter()
        await connection.fetchval("SELECT 1")
        answered = time.perf_counter()
        await connection.close()
        closed = time.perf_counter()
        parts.append([(connected - began) * 1000, (answered - connected) * 1000, (closed - answered) * 1000])
    for _ in range(requests):
        began = time.perf_counter()
        async with pool.acquire() as connection:
            await connection.fetchval("SELECT 1")
        with_pool.append((time.perf_counter() - began) * 1000)
    recorder.note("compared", **compared(parts, with_pool))


async def play(pool, step):
    kind = step["do"]
    if kind == "burst":
        await asyncio.gather(*(request(pool, step["heldMs"]) for _ in range(step["requests"])))
    elif kind == "checkout":
        await request(pool, 0, step["queries"])
    elif kind == "pause":
        await asyncio.sleep(step["ms"] / 1000)
    elif kind == "statement":
        await statement(pool, step["statementMs"])
    elif kind == "compare":
        await compare(pool, step["requests"])
    elif kind == "forget":
        for _ in range(step["requests"]):
            await take(pool)
    else:
        raise ValueError(f"asyncpg's scenes have no step {kind}.")


async def watch(pool):
    while True:
        recorder.gauge(pool.get_size(), pool.get_idle_size())
        await asyncio.sleep(0.005)


async def main():
    global is_ending
    pool = make_pool()
    watching = asyncio.create_task(watch(pool))
    await pool
    for step in scene["steps"]:
        await play(pool, step)
    recorder.note("end")
    watching.cancel()
    is_ending = True
    if any(step["do"] == "forget" for step in scene["steps"]):
        pool.terminate()
    else:
        await pool.close()


asyncio.run(main())
