"""Plays a scene, read from standard input, on an engine of SQLAlchemy with its QueuePool and psycopg2."""

import json
import sys
import threading
import time

import psycopg2
from sqlalchemy import create_engine, event, text

from recorder import Recorder, compared, tell

scene = json.load(sys.stdin)
recorder = Recorder()
here = threading.local()
held = []
is_ending = False

arguments = {"application_name": scene["applicationName"]}
url = scene["url"].replace("postgres://", "postgresql://", 1)
engine = create_engine(url, connect_args=arguments, **scene["settings"])


@event.listens_for(engine, "do_connect")
def on_opening(_dialect, _record, _args, _kwargs):
    here.opening = recorder.opening()


@event.listens_for(engine.pool, "connect")
def on_connect(_connection, record):
    record.info["serial"] = here.opening
    recorder.opened(here.opening)


@event.listens_for(engine.pool, "checkin")
def on_checkin(_connection, record):
    request = record.info.pop("request", None)
    if request is not None:
        recorder.note("returned", request=request, connection=record.info["serial"])


@event.listens_for(engine.pool, "invalidate")
def on_invalidate(_connection, record, _error):
    record.info["invalid"] = True


@event.listens_for(engine.pool, "close")
def on_close(_connection, record):
    """The pool gives no reason. It closes what is too old when it hands it out, and what is too many when it gets it back."""
    if is_ending:
        reason = "end"
    elif record.info.get("invalid"):
        reason = "error"
    else:
        reason = "pool_recycle" if getattr(here, "taking", False) else "max_overflow"
    recorder.note("closed", connection=record.info["serial"], reason=reason)


def take():
    request = recorder.asked()
    here.taking = True
    try:
        connection = engine.connect()
    except Exception as error:
        recorder.gave_up(request, tell(error))
        return None
    finally:
        here.taking = False
    info = connection.connection.info
    info["request"] = request
    recorder.given(request, info["serial"])
    return connection


def request(held_ms, queries=1):
    connection = take()
    if connection is None:
        return
    with connection:
        for _ in range(queries):
            connection.execute(text("SELECT pg_sleep(:seconds)"), {"seconds": held_ms / 1000})


def burst(requests, held_ms):
    threads = [threading.Thread(target=request, args=(held_ms,)) for _ in range(requests)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def forget(requests, is_held):
    """Takes connections and calls no `close()`. What nothing refers to any more is garbage at once in CPython."""
    for _ in range(requests):
        connection = take()
        if is_held:
            held.append(connection)
        del connection


def compare(requests):
    parts = []
    with_pool = []
    for _ in range(requests):
        began = time.perf_counter()
        connection = psycopg2.connect(scene["url"])
        connected = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
        answered = time.perf_counter()
        connection.close()
        closed = time.perf_counter()
        parts.append([(connected - began) * 1000, (answered - connected) * 1000, (closed - answered) * 1000])
    burst(1, 0)
    for _ in range(requests):
        began = time.perf_counter()
        with engine.connect() as connection:
            connection.execute(text("SELECT 1")).fetchone()
        with_pool.append((time.perf_counter() - began) * 1000)
    recorder.note("compared", **compared(parts, with_pool))


def play(step):
    kind = step["do"]
    if kind == "burst":
        burst(step["requests"], step["heldMs"])
    elif kind == "checkout":
        request(0, step["queries"])
    elif kind == "forget":
        forget(step["requests"], step["isHeld"])
    elif kind == "pause":
        time.sleep(step["ms"] / 1000)
    elif kind == "compare":
        compare(step["requests"])
    else:
        raise ValueError(f"SQLAlchemy's scenes have no step {kind}.")


has_ended = threading.Event()


def watch():
    while not has_ended.wait(0.005):
        idle = engine.pool.checkedin()
        recorder.gauge(idle + engine.pool.checkedout(), idle)


watching = threading.Thread(target=watch, daemon=True)
watching.start()
for step in scene["steps"]:
    play(step)
recorder.note("end")
has_ended.set()
watching.join()
is_ending = True
for connection in held:
    connection.close()
engine.dispose()
