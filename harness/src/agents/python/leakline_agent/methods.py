"""What the harness may ask in measure mode."""

import gc
import os
import sys

# Taken before the application can replace them: `gevent` does.
from time import perf_counter, sleep

from leakline_agent import memory, objects
from leakline_agent.full_collection import full_collection
from leakline_agent.timers import timers

# As in the agent of Node.js: a warm heap is still after three passes.
_MOST_PASSES = 6
_STILL_BYTES = 64
_NEARLY_STILL_BYTES = 4_096
_NEARLY_STILL_SHARE = 0.0005
_PATIENCE_SECONDS = 0.25
_TURN_SECONDS = 0.002


def _collections():
    return sum(generation["collections"] for generation in gc.get_stats())


def _heap():
    return {
        # First, because what comes after it allocates.
        "blocks": sys.getallocatedblocks(),
        "blockBytes": memory.block_bytes(),
        "mallocBytes": memory.malloc_bytes(),
    }


def _reading(heap, forced, alive=None):
    return {
        "pid": os.getpid(),
        **heap,
        "rssBytes": memory.rss_bytes(),
        "collections": _collections(),
        "forced": forced,
        "alive": alive,
    }


def read():
    """A look at this process without a collection."""
    return _reading(_heap(), {"passes": 0, "durationMs": 0, "isStable": True})


def _moved_bytes(before, after):
    # Of a process that tells neither, the number of blocks stands for its bytes.
    keys = [key for key in ("blockBytes", "mallocBytes") if after[key] is not None] or ["blocks"]
    return max(abs(after[key] - before[key]) for key in keys)


def collect(is_counting):
    """Collects until the heap holds still, then takes a reading, and looks at what is alive.

    Objects are looked at without being asked for a count as well: that is where the pools are.
    """
    started = perf_counter()
    full_collection()
    before = _heap()
    for passes in range(2, _MOST_PASSES + 1):
        # Other threads and their event loops get a turn: finalizers may have left them something to do.
        sleep(_TURN_SECONDS)
        full_collection()
        heap = _heap()
        moved = _moved_bytes(before, heap)
        nearly = max(_NEARLY_STILL_BYTES, _NEARLY_STILL_SHARE * (heap["blockBytes"] or 0))
        seconds = perf_counter() - started
        if moved <= _STILL_BYTES or (moved <= nearly and seconds >= _PATIENCE_SECONDS):
            break
        before = heap
    is_stable = moved <= nearly
    forced = {"passes": passes, "durationMs": (perf_counter() - started) * 1_000, "isStable": is_stable}
    return _reading(heap, forced, objects.look())


def measure_methods():
    return {
        "read": read,
        "collect": collect,
        "timers": timers,
        "lookForPools": lambda: None,
    }
