"""Leakline's agent inside a Python process: collects garbage, counts what is alive, and tells the harness.

Standard library only, Python 3.9 and later. It imports few modules and no `threading`: what it imports, the application
finds imported before its own first line.
"""

import os

from leakline_agent.channel import Channel
from leakline_agent.methods import measure_methods


def start(socket_path, is_diagnosing):
    """Connects this process, and each process that it forks later."""
    methods = measure_methods()
    if is_diagnosing:
        from leakline_agent.diagnose.methods import diagnose_methods

        methods.update(diagnose_methods())
    channel = Channel(socket_path, methods)
    channel.open()
    # A fork has the parent's memory and none of its threads.
    os.register_at_fork(after_in_child=channel.reopen)
