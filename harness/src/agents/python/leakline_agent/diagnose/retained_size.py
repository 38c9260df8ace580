"""How much memory an object keeps alive, of what was made since `watch`."""

import gc
import sys
from types import FunctionType, ModuleType

from leakline_agent.diagnose import stacks

_MOST_OBJECTS = 2_000
# They lead to all of the program.
_SHARED = (type, ModuleType, FunctionType)


def retained_bytes(*values):
    """Bytes of the values and of what they lead to.

    What was made before `watch` belongs to others as well and is left out. What is shared with others and is newer counts
    in full, so this is an upper bound.
    """
    seen = {id(each) for each in values}
    following = list(values)
    total = 0
    for each in following:
        total += sys.getsizeof(each, 0)
        if len(seen) > _MOST_OBJECTS:
            continue
        for part in gc.get_referents(each):
            if id(part) in seen or isinstance(part, _SHARED) or stacks.stack_of(part) is None:
                continue
            seen.add(id(part))
            following.append(part)
    return total
