"""Collections that grow: the way to them, and the line that puts members in."""

from collections import deque

from leakline_agent.diagnose import looks, stacks
from leakline_agent.diagnose.ownership import owner_of
from leakline_agent.diagnose.retainers import retainers_of, type_name
from leakline_agent.diagnose.retained_size import retained_bytes
from leakline_agent.diagnose.source import is_same_function, writes_to

_MOST_COLLECTIONS = 8


def _newest(collection):
    """The member that was put in last, and its key; of a set any, because it keeps no order."""
    try:
        if isinstance(collection, dict):
            return next(reversed(collection.values())), next(reversed(collection))
        if isinstance(collection, (list, deque)):
            return collection[-1], None
        return next(iter(collection)), None
    except (StopIteration, IndexError, RuntimeError):
        # Another thread has changed it.
        return None, None


def _named(links):
    """The name of the variable or attribute that leads to the collection."""
    return next((link["edge"] for link in reversed(links) if link["edge"].isidentifier()), None)


def _with_writing_line(stack, name):
    """The stack from the line on that puts members in, where a function on it does: the member was made some lines before."""
    for index, (file, line) in enumerate(stack):
        lines = [each for each in writes_to(file, name) if is_same_function(file, line, each)]
        if lines:
            nearest = min(lines, key=lambda each: (each < line, abs(each - line)))
            return ((file, nearest), *stack[index + 1 :])
    return None


def _only_writer(links, name):
    """The one line of the module that puts something into a collection of this name."""
    if not links or links[0]["place"] is None or name is None:
        return None
    file = links[0]["place"]["file"]
    lines = writes_to(file, name)
    return ((file, lines[0]),) if len(lines) == 1 else None


def _writing_stack(collection, links, made):
    """The stack that puts members in: seen where the memory of the collection had to grow, else read in the source."""
    name = _named(links)
    return (
        stacks.stack_of_table(collection)
        or (made and _with_writing_line(made, name))
        or _only_writer(links, name)
        or made
    )


def _is_of_agent(links, stack):
    if stack is not None and stacks.is_ours(stack):
        return True
    return bool(links) and links[0]["place"] is not None and links[0]["place"]["file"].startswith(stacks.OWN_FOLDER)


def _maker(stack):
    """Whose code made something: of the innermost frame that is not of Python itself."""
    return next((owner for owner in (owner_of(file) for file, _line in stack) if owner != "engine"), "engine")


def _frames(stack, made):
    """The frames of a stack that put a member in, with who handed the member over."""
    frames = stacks.frames_of(stack)
    if made is not None and _maker(made) == "own" and owner_of(frames[0]["file"]) != "own":
        giver = next((frame for frame in frames if owner_of(frame["file"]) == "own"), None)
        if giver is not None:
            giver["gave"] = "kept"
    return frames


def growths():
    told = []
    for collection, added in looks.grown_collections()[:_MOST_COLLECTIONS]:
        links = retainers_of(collection)
        value, key = _newest(collection)
        made = next((found for found in map(stacks.stack_of, (value, key)) if found is not None), None)
        stack = _writing_stack(collection, links, made)
        if _is_of_agent(links, stack):
            continue
        edge = "[entry]" if isinstance(collection, dict) else "[n]"
        size = retained_bytes(*(each for each in (value, key) if each is not None))
        told.append(
            {
                "className": type_name(value),
                "addedCount": added,
                "addedBytes": added * size,
                "retainers": [*links, {"edge": edge, "className": type_name(value), "place": None}],
                "heldBy": owner_of(links[0]["place"]["file"]) if links else "engine",
                "made": None if stack is None else _frames(stack, made),
            }
        )
    return told
