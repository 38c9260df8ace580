"""Timers that wait to fire in this process: those of asyncio's event loops, and `threading.Timer`."""

import gc
import sys
from math import floor, log10

from leakline_agent.full_collection import full_collection

# `uvloop.loop.TimerHandle` has the methods of asyncio's own.
_HANDLES = (("asyncio.events", "TimerHandle"), ("uvloop.loop", "TimerHandle"))


def _class(module, name):
    return getattr(sys.modules.get(module), name, None)


def _loop_of(handle):
    return getattr(handle, "_loop", None) or getattr(handle, "loop", None)


def _of_asyncio(handle):
    """(delay, time left) in ms. A handle does not know since when it waits: what is left stands for its delay."""
    if handle.cancelled():
        return None
    left = max(0.0, handle.when() - _loop_of(handle).time()) * 1_000
    return left, left


def _of_threading(thread):
    """(delay, time left) in ms. It does not know since when it waits, so all of its delay may be left."""
    if not thread.is_alive() or thread.finished.is_set():
        return None
    return thread.interval * 1_000, thread.interval * 1_000


def _readers():
    for module, name in _HANDLES:
        found = _class(module, name)
        if found is not None:
            yield found, _of_asyncio
    thread = _class("threading", "Timer")
    if thread is not None:
        yield thread, _of_threading


def _rounded(ms):
    """To two digits, so that timers of one kind come together."""
    return ms if ms <= 0 else round(ms, 1 - floor(log10(ms)))


def _read(timer, read):
    try:
        return read(timer)
    except Exception:
        # It fires at this moment, or its class has another shape in this version.
        return None


def timers():
    full_collection()
    readers = tuple(_readers())
    classes = tuple(kind for kind, _read in readers)
    groups = {}
    for each in gc.get_objects():
        if not issubclass(type(each), classes):
            continue
        told = _read(each, next(read for kind, read in readers if issubclass(type(each), kind)))
        if told is None:
            continue
        delay, left = _rounded(told[0]), told[1]
        group = groups.setdefault(delay, {"count": 0, "longestLeftMs": 0})
        group["count"] += 1
        group["longestLeftMs"] = max(group["longestLeftMs"], left)
    return [{"delayMs": delay, "isRepeating": False, "keepsAlive": True, **group} for delay, group in groups.items()]
