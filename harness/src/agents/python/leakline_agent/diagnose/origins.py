"""Living resources that were made while we watched, by the stack that made them."""

import gc
import os
import sys
from time import monotonic

from leakline_agent.diagnose import descriptors, stacks
from leakline_agent.diagnose.checkouts import loans
from leakline_agent.diagnose.ownership import owner_of
from leakline_agent.diagnose.pool_owners import pools_by_connection
from leakline_agent.diagnose.resources import describers_of, descriptor_of

_SQLALCHEMY = f"{os.sep}sqlalchemy{os.sep}"
_MOST_DETAILS = 3
_MOST_PORTS = 50
_MOST_ORIGINS = 300


def _describe(living, describe):
    try:
        return describe(living)
    except Exception:
        # It was closed a moment ago, or its class has another shape in this version of the driver.
        return None


def _stack_of(living, pools):
    """The stack to look at: of the pool that was made while we watched, else of the thing itself."""
    pool = pools.get(id(living))
    stack = None if pool is None else stacks.stack_of(pool)
    return stack or stacks.stack_of(living)


def _is_within_greenlet(stack):
    """Whether SQLAlchemy did it in the greenlet that it runs in for asyncio: that stack leads to nobody's code."""
    return (
        "sqlalchemy.ext.asyncio" in sys.modules
        and any(_SQLALCHEMY in file for file, _line in stack)
        and not any(owner_of(file) == "own" for file, _line in stack)
    )


def _found():
    """(rank, kind, details, port, stack) of each living resource."""
    objects = gc.get_objects()
    describers = describers_of(set(map(type, objects)))
    living = [each for each in objects if type(each) in describers]
    pools = pools_by_connection(objects)
    del objects
    for each in living:
        rank, describe = describers[type(each)]
        stack = _stack_of(each, pools)
        if stack is None or stacks.is_ours(stack) or _is_within_greenlet(stack):
            continue
        told = _describe(each, describe)
        if told is not None:
            yield (rank, *told, stack)
    known = {descriptor_of(each) for each in living}
    for name, stack in descriptors.living(known):
        yield (len(describers), "file", name, None, stack)
    for stack in loans():
        yield (0, "pool-client", "a connection of a pool", None, stack)


def origins(watched_since):
    by_place = {}
    ports = set()
    for _rank, kind, details, port, stack in sorted(_found(), key=lambda each: each[0]):
        if port is not None and kind == "socket":
            # The driver's connection was told already, with the stack that asked for it.
            if port in ports:
                continue
            ports.add(port)
        known = by_place.setdefault((kind, stack), {"alive": 0, "details": [], "localPorts": []})
        known["alive"] += 1
        if details not in known["details"] and len(known["details"]) < _MOST_DETAILS:
            known["details"].append(details)
        if port is not None and len(known["localPorts"]) < _MOST_PORTS:
            known["localPorts"].append(port)
    age = (monotonic() - watched_since) * 1_000
    told = [
        {
            "kind": kind,
            "pid": os.getpid(),
            "stack": stacks.frames_of(stack),
            "oldestMs": age,
            **known,
        }
        for (kind, stack), known in by_place.items()
    ]
    told.sort(key=lambda each: each["alive"], reverse=True)
    return told[:_MOST_ORIGINS]
