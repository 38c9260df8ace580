"""What is alive in this process, as far as Python's collector tracks it: objects that can refer to others."""

import gc
import sys
from collections import Counter

from leakline_agent.pools import read_pool, readers_of


def _task_types(types):
    tasks = getattr(sys.modules.get("asyncio"), "Task", None)
    return {each for each in types if tasks is not None and issubclass(each, tasks)}


def look():
    """Walks over the tracked objects once: their number, tasks of asyncio that are not done, and pools."""
    objects = gc.get_objects()
    types = Counter(map(type, objects))
    wanted = readers_of(types)
    tasks = _task_types(types)
    found = [each for each in objects if type(each) in wanted or type(each) in tasks]
    gauges = (read_pool(each, wanted[type(each)]) for each in found if type(each) in wanted)
    return {
        "objects": len(objects),
        "tasks": sum(1 for each in found if type(each) in tasks and not each.done()),
        "pools": [gauge for gauge in gauges if gauge is not None],
    }
