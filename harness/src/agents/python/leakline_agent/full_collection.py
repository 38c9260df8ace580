"""A full collection, without what CPython itself keeps of the past."""

import gc
import sys

# Its cache of method lookups keeps up to 4,096 names alive. CPython's own search for leaks empties it, too:
# `Lib/test/libregrtest/refleak.py`.
_clear_type_cache = getattr(sys, "_clear_type_cache", None)

_MOST_PASSES = 4


def full_collection():
    """Collects once. Returns how many objects it found that nobody can reach."""
    if _clear_type_cache is not None:
        _clear_type_cache()
    return gc.collect()


def collect_all():
    """Collects until nothing is found: a generator that was left in the middle is gone after the second pass alone."""
    for _pass in range(_MOST_PASSES):
        if full_collection() == 0:
            break
