"""Stacks by `tracemalloc`: where each block of memory that is alive was allocated."""

import ctypes
import os
import sys

import _tracemalloc
from leakline_agent.diagnose.functions import function_at
from leakline_agent.diagnose.source import column_at

OWN_FOLDER = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))) + os.sep
# Each frame costs time at each allocation. Connections are opened deep inside of drivers, and few requests show them.
_FRAMES = {"counts": 40, "buffers": 20, "heap": 20}
_WORD_BYTES = ctypes.sizeof(ctypes.c_void_p)


def watch(depth):
    """Begins anew: what was allocated before has no stack from now on."""
    _tracemalloc.stop()
    _tracemalloc.start(_FRAMES[depth])


def is_ours(stack):
    """Whether the agent itself stands on a stack."""
    return any(file.startswith(OWN_FOLDER) for file, _line in stack)


def _find_block_reader():
    """The stack of a block of memory by its address. None where this Python does not let us ask."""
    try:
        function = ctypes.pythonapi._PyTraceMalloc_GetTraceback
    except AttributeError:
        return None
    function.argtypes = [ctypes.c_uint, ctypes.c_size_t]
    function.restype = ctypes.py_object
    return lambda address: function(0, address)


_stack_of_block = _find_block_reader()


def _stack_of_instance(living):
    """In Python 3.11 `tracemalloc` does not know that two words stand before an object whose class is written in Python."""
    if sys.version_info[:2] != (3, 11) or _stack_of_block is None:
        return None
    if not (type(living).__flags__ & (1 << 4) and type(living).__flags__ & (1 << 14)):
        # `Py_TPFLAGS_MANAGED_DICT` and `Py_TPFLAGS_HAVE_GC` of CPython.
        return None
    return _stack_of_block(id(living) - 4 * _WORD_BYTES)


def stack_of(living):
    """Where an object was allocated, innermost frame first, as (file, line). None where it was made before `watch`."""
    return _tracemalloc._get_object_traceback(living) or _stack_of_instance(living)


# Words between the head of an object and the pointer to the memory of its members, by the structures of CPython.
_TABLES = ((list, 1), (dict, 2), (set, 3))
_DEQUE_RIGHT_BLOCK = 2


def _table_word(collection):
    from collections import deque

    if isinstance(collection, deque):
        return _DEQUE_RIGHT_BLOCK
    return next((word for kind, word in _TABLES if isinstance(collection, kind)), None)


def stack_of_table(collection):
    """Where the memory of a collection's members was allocated last: the line that made it grow. None where it is older."""
    word = _table_word(collection)
    if word is None or _stack_of_block is None:
        return None
    address = ctypes.c_size_t.from_address(id(collection) + object.__basicsize__ + word * _WORD_BYTES).value
    return _stack_of_block(address) if address else None


def _is_shown(file):
    return not file.startswith("<frozen importlib")


def frames_of(stack):
    frames = []
    for file, line in stack:
        if not _is_shown(file):
            continue
        absolute = file if file.startswith("<") else os.path.abspath(file)
        frames.append(
            {
                "functionName": function_at(file, line),
                "file": absolute,
                "line": line,
                "column": column_at(absolute, line),
                "isAsync": False,
            }
        )
    return frames


def blocks():
    """(bytes, stack) of every block that was allocated since `watch` and is alive."""
    for _domain, size, stack, _depth in _tracemalloc._get_traces():
        yield size, stack
