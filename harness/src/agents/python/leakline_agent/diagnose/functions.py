"""Names of functions by file and line: `tracemalloc` tells lines alone.

They come from the functions that are loaded. To parse the sources takes seconds while `tracemalloc` is on.
"""

import gc
from types import CodeType, FunctionType

_codes_by_file = {}
_spans_by_file = {}


def _last_line(code):
    if hasattr(code, "co_lines"):
        return max((line for _start, _end, line in code.co_lines() if line is not None), default=code.co_firstlineno)
    # Python 3.9, by `Objects/lnotab_notes.txt` of CPython: pairs of a step in the code and a signed one in the lines.
    line = last = code.co_firstlineno
    for step in code.co_lnotab[1::2]:
        line += step - 256 if step >= 128 else step
        last = max(last, line)
    return last


def _nested(code):
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each
            yield from _nested(each)


def _load():
    """Looks through all functions that are alive."""
    _codes_by_file.clear()
    _spans_by_file.clear()
    for each in gc.get_objects():
        if isinstance(each, FunctionType):
            known = _codes_by_file.setdefault(each.__code__.co_filename, {})
            known[each.__code__] = each.__qualname__


def _spans(file):
    """(first line, last line, name) of each function of a file, those that are nested in others included."""
    spans = []
    for code, name in list(_codes_by_file.get(file, {}).items()):
        for each in (code, *_nested(code)):
            shown = name if each is code else getattr(each, "co_qualname", each.co_name)
            spans.append((each.co_firstlineno, _last_line(each), shown.replace(".<locals>", "")))
    return spans


def function_at(file, line):
    """The innermost function around a line; None at the top of a module."""
    if file not in _codes_by_file:
        _load()
        # A file without functions is not looked for again.
        _codes_by_file.setdefault(file, {})
    if file not in _spans_by_file:
        _spans_by_file[file] = _spans(file)
    around = [each for each in _spans_by_file[file] if each[0] <= line <= each[1]]
    return max(around)[2] if around else None
