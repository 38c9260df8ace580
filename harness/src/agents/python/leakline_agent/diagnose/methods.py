"""What the harness may ask in diagnose mode."""

from time import monotonic

from leakline_agent.diagnose import allocations, checkouts, descriptors, growths, looks, origins, stacks
from leakline_agent.full_collection import collect_all

_since = [0.0]


def _watch(depth):
    collect_all()
    looks.forget()
    stacks.watch(depth)
    checkouts.watch()
    descriptors.watch()
    _since[0] = monotonic()


def _origins():
    collect_all()
    return origins.origins(_since[0])


def _allocations():
    collect_all()
    return allocations.allocations()


def _mark_heap():
    collect_all()
    looks.mark()


def _growths():
    collect_all()
    return growths.growths()


def diagnose_methods():
    return {
        "watch": _watch,
        "origins": _origins,
        "allocations": _allocations,
        "markHeap": _mark_heap,
        "growths": _growths,
    }
