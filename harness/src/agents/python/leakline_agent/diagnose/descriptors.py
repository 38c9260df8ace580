"""Descriptors that are numbers and not objects: nothing but the call that opens one knows where it came from."""

import os
import sys

_opened = {}


def _identity(descriptor):
    status = os.fstat(descriptor)
    return status.st_dev, status.st_ino


def _note(descriptor):
    frame = sys._getframe(2)
    stack = []
    while frame is not None:
        stack.append((frame.f_code.co_filename, frame.f_lineno))
        frame = frame.f_back
    _opened[descriptor] = (_identity(descriptor), tuple(stack))


def _wrap(opens):
    def opening(*args, **kwargs):
        result = opens(*args, **kwargs)
        for descriptor in result if isinstance(result, tuple) else (result,):
            _note(descriptor)
        return result

    opening.__name__ = opens.__name__
    return opening


def watch():
    """Wraps the functions of `os` that return a descriptor."""
    _opened.clear()
    for name in ("open", "dup", "pipe"):
        opens = getattr(os, name)
        if getattr(opens, "__code__", None) is None:
            setattr(os, name, _wrap(opens))


def _is_open(descriptor, identity):
    try:
        return _identity(descriptor) == identity
    except OSError:
        return False


def living(known):
    """(name, stack) of each that is open, without those that an object stands for."""
    for descriptor, (identity, stack) in list(_opened.items()):
        if descriptor not in known and _is_open(descriptor, identity):
            yield f"descriptor {descriptor}", stack
