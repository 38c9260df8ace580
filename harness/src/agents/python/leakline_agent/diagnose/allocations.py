"""Memory that was allocated while we watched and has survived, by the stack that allocated it."""

import os

from leakline_agent.diagnose import looks, stacks

_MOST_SITES = 300


def allocations():
    grown = looks.grown_allocations()
    found = [(size, count, stack) for stack, (size, count) in grown.items() if not stacks.is_ours(stack)]
    found.sort(key=lambda each: each[0], reverse=True)
    return [
        {"pid": os.getpid(), "stack": stacks.frames_of(stack), "survivingBytes": size, "survivingCount": max(0, count)}
        for size, count, stack in found[:_MOST_SITES]
    ]
