"""What stands at a line of the application's own code."""

import ast
from functools import lru_cache

from leakline_agent.diagnose.functions import function_at
from leakline_agent.diagnose.ownership import is_installed

# Methods of collections that put something in.
_WRITING = frozenset(
    ("append", "appendleft", "add", "extend", "insert", "setdefault", "update", "put", "push", "__setitem__")
)


def _last_name(node):
    """`LOG` of `LOG` and of `shop.LOG`."""
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else None


def _written_names(node):
    """Names of the collections that a node puts something into."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _WRITING:
        yield _last_name(node.func.value)
        # `SESSIONS[key].append(…)` and `SESSIONS.setdefault(key, []).append(…)` fill what the name leads to.
        inner = node.func.value
        while isinstance(inner, (ast.Subscript, ast.Call)):
            inner = inner.value if isinstance(inner, ast.Subscript) else inner.func
            if isinstance(inner, ast.Attribute) and inner.attr in _WRITING:
                inner = inner.value
            yield _last_name(inner)
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
    for target in targets:
        if isinstance(target, ast.Subscript):
            yield _last_name(target.value)
        elif isinstance(node, ast.AugAssign):
            yield _last_name(target)


class _Statements(ast.NodeVisitor):
    def __init__(self):
        self.writes = []
        self.columns = {}

    def visit(self, node):
        if isinstance(node, ast.stmt):
            self.columns.setdefault(node.lineno, node.col_offset + 1)
        self.writes.extend((name, node.lineno) for name in _written_names(node) if name is not None)
        self.generic_visit(node)


@lru_cache(maxsize=64)
def _statements_of(file):
    statements = _Statements()
    if is_installed(file):
        return statements
    try:
        with open(file, "rb") as source:
            statements.visit(ast.parse(source.read()))
    except (OSError, SyntaxError, ValueError, RecursionError):
        # It is no file, or it is not there any longer.
        pass
    return statements


def column_at(file, line):
    """Where the code of a line begins, in the application's own files; else 1."""
    return _statements_of(file).columns.get(line, 1)


def writes_to(file, name):
    """Lines of a file that put something into a collection of this name."""
    return sorted({line for written, line in _statements_of(file).writes if written == name})


def is_same_function(file, line, other):
    return function_at(file, line) == function_at(file, other)
