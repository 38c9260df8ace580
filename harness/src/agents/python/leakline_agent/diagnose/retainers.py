"""The shortest way from a variable of a module, or of a function that runs, to something that is alive."""

import gc
import os
import sys
from collections import deque
from types import FunctionType

from leakline_agent.diagnose.stacks import OWN_FOLDER

_LONGEST_WAY = 12
# A layer of more objects than this belongs to something that everybody refers to.
_MOST_IN_LAYER = 2_000
_FRAME_OWNERS = ("frame", "traceback")


def type_name(value):
    kind = type(value)
    return kind.__name__ if kind.__module__ in ("builtins", "collections") else kind.__qualname__


def _is_identifier(key):
    return isinstance(key, str) and key.isidentifier()


def _key_of(mapping, value):
    for key, each in list(mapping.items()):
        if each is value:
            return key
    return None


def _modules():
    """{id of a module's namespace: (name, file)}"""
    return {
        id(module.__dict__): (name, getattr(module, "__file__", None))
        for name, module in list(sys.modules.items())
        if isinstance(getattr(module, "__dict__", None), dict)
    }


def _locals():
    """{id of a value: (function, file, line, variable)} of the functions that other threads are in."""
    found = {}
    own = sys._getframe()
    for top in sys._current_frames().values():
        frame = top
        while frame is not None and top is not own:
            code = frame.f_code
            if not code.co_filename.startswith(OWN_FOLDER) and frame.f_locals is not frame.f_globals:
                for name, value in frame.f_locals.items():
                    found.setdefault(id(value), (code.co_name, code.co_filename, frame.f_lineno, name))
            frame = frame.f_back
    return found


def _suspended(value):
    """The frame of a generator or coroutine, None of anything else."""
    for name in ("cr_frame", "gi_frame", "ag_frame"):
        frame = getattr(value, name, None)
        if frame is not None and type(value).__name__ in ("coroutine", "generator", "async_generator"):
            return frame
    return None


def _slot_of(holder, value):
    for slots in (getattr(kind, "__slots__", ()) for kind in type(holder).__mro__):
        for name in (slots,) if isinstance(slots, str) else slots:
            try:
                if object.__getattribute__(holder, name) is value:
                    return name
            except AttributeError:
                continue
    return None


def _variable_of(function, value):
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or ()):
        if cell is value:
            return name
    return None


def _edge(holder, value):
    """How the holder holds the value: an attribute, a variable, a key, a place."""
    if isinstance(holder, dict):
        key = _key_of(holder, value)
        return key if _is_identifier(key) else "[entry]"
    if isinstance(holder, (list, tuple, deque, set, frozenset)):
        return "[n]"
    if isinstance(holder, FunctionType):
        return _variable_of(holder, value) or ""
    frame = _suspended(holder)
    if frame is not None:
        return str(_key_of(frame.f_locals, value) or "")
    attributes = getattr(holder, "__dict__", None)
    if isinstance(attributes, dict) or type(attributes).__name__ == "mappingproxy":
        key = _key_of(attributes, value)
        if key is not None:
            return str(key)
    return _slot_of(holder, value) or ""


class _Search:
    """Goes outwards from a value, one layer of holders at a time: each layer costs one walk over the heap."""

    def __init__(self, value):
        self._held_by = {id(value): None}
        self._keep = [value]
        self._modules = _modules()
        self._locals = _locals()

    def find(self, value):
        """(root link, [(holder, held)]) from the root to the value. None where no way was found."""
        layer = [value]
        for _step in range(_LONGEST_WAY):
            for each in layer:
                if id(each) in self._locals:
                    return self._local_link(each), self._steps(each)
            following = []
            wanted = {id(each): each for each in layer}
            ignored = {id(layer), id(wanted), id(self._held_by), id(self._keep), id(self._modules), id(self._locals)}
            for holder in gc.get_referrers(*layer):
                if id(holder) in self._held_by or id(holder) in ignored or type(holder).__name__ in _FRAME_OWNERS:
                    continue
                held = next((each for each in gc.get_referents(holder) if id(each) in wanted), None)
                if held is None:
                    continue
                self._held_by[id(holder)] = held
                self._keep.append(holder)
                if id(holder) in self._modules:
                    return self._module_link(holder), self._steps(holder)
                following.append(holder)
            layer = following[:_MOST_IN_LAYER]
            if not layer:
                return None
        return None

    def _steps(self, holder):
        steps = []
        while (held := self._held_by[id(holder)]) is not None:
            steps.append((holder, held))
            holder = held
        return steps

    def _module_link(self, namespace):
        name, file = self._modules[id(namespace)]
        place = {"file": os.path.abspath(file) if file else name, "line": 1, "column": 1}
        return [{"edge": "module", "className": name, "place": place}]

    def _local_link(self, value):
        function, file, line, variable = self._locals[id(value)]
        place = {"file": os.path.abspath(file), "line": line, "column": 1}
        return [
            {"edge": "function", "className": function, "place": place},
            {"edge": variable, "className": type_name(value), "place": None},
        ]


def _is_part(holder, held):
    """Whether what is held is a part of its holder's own: its attributes, the variables that a function closed over."""
    if isinstance(held, dict):
        return isinstance(holder, type) or getattr(holder, "__dict__", None) is held
    return type(held).__name__ == "cell" or (isinstance(holder, FunctionType) and holder.__closure__ is held)


def retainers_of(value):
    """Links from a module or a running function to a value; none where no way was found."""
    found = _Search(value).find(value)
    if found is None:
        return []
    links, steps = found
    owner = None
    for holder, held in steps:
        if _is_part(holder, held):
            owner = holder if owner is None else owner
            continue
        whole = holder if owner is None else owner
        # A function holds a cell, and the cell the value.
        key = holder if type(holder).__name__ == "cell" else held
        links.append({"edge": str(_edge(whole, key)), "className": type_name(held), "place": None})
        owner = None
    return links
