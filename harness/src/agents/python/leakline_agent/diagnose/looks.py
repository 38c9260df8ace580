"""What grew at each of several looks: collections by the number of their members, memory by the stack that allocated it."""

import gc
from collections import OrderedDict, defaultdict, deque

from leakline_agent.diagnose import stacks

_CHUNK = 10_000
_COLLECTIONS = (list, dict, set, deque, OrderedDict, defaultdict)

_sizes = []
_allocated = []


def _size(collection):
    # The class's own, because a subclass may run code of the application in `__len__`.
    for kind in (dict, list, set, deque):
        if isinstance(collection, kind):
            return kind.__len__(collection)
    return 0


def _collections():
    """Those that the collector tracks, and those that only its objects lead to: a dict of strings is not tracked."""
    tracked = gc.get_objects()
    found = {id(each): each for each in tracked if isinstance(each, _COLLECTIONS)}
    for start in range(0, len(tracked), _CHUNK):
        for each in gc.get_referents(*tracked[start : start + _CHUNK]):
            if isinstance(each, _COLLECTIONS):
                found[id(each)] = each
    return list(found.values())


def allocated():
    """{stack: [bytes, blocks]} of what was allocated since `watch` and is alive."""
    by_stack = defaultdict(lambda: [0, 0])
    for size, stack in stacks.blocks():
        known = by_stack[stack]
        known[0] += size
        known[1] += 1
    return dict(by_stack)


def forget():
    _sizes.clear()
    _allocated.clear()


def mark():
    _allocated.append(allocated())
    _sizes.append({id(each): _size(each) for each in _collections()})


def _rises(numbers):
    return all(before < after for before, after in zip(numbers, numbers[1:]))


def grown_collections():
    """(collection, members added) of what held more at each look, the most first."""
    if len(_sizes) < 2:
        return []
    found = []
    for each in _collections():
        sizes = [look.get(id(each)) for look in _sizes]
        if None not in sizes and _rises(sizes):
            found.append((each, sizes[-1] - sizes[0]))
    found.sort(key=lambda each: each[1], reverse=True)
    return found


def grown_allocations():
    """{stack: (bytes, blocks)} that were added since the first look, of what grew from the first look to the second, and to now.

    What is allocated once, as a cache that fills at its first use, grew at one look alone.
    """
    now = allocated()
    if not _allocated:
        return {stack: tuple(amount) for stack, amount in now.items()}
    grown = {}
    for stack, amount in now.items():
        amounts = [look.get(stack, (0, 0)) for look in _allocated[:2]] + [amount]
        if _rises([each[0] for each in amounts]):
            grown[stack] = (amount[0] - amounts[0][0], amount[1] - amounts[0][1])
    return grown
