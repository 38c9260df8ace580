"""Entry point: Python's `site` imports this module at the start of every process that has the folder on PYTHONPATH.

It takes the place of the machine's own `sitecustomize`, so it imports that first. What goes wrong here may not disturb
the application: its process runs on as if we were not there, and the harness notices that no agent connected.
"""

import os
import sys

_FOLDER = os.path.dirname(os.path.abspath(__file__))


def _import_hidden():
    """Imports the `sitecustomize` that this one hides, under its own name."""
    from importlib.machinery import PathFinder
    from importlib.util import module_from_spec

    others = [entry for entry in sys.path if os.path.abspath(entry or os.curdir) != _FOLDER]
    spec = PathFinder.find_spec("sitecustomize", others)
    if spec is None or spec.loader is None:
        return
    module = module_from_spec(spec)
    sys.modules["sitecustomize"] = module
    spec.loader.exec_module(module)


def _start_agent():
    socket_path = os.environ.get("LEAKLINE_AGENT_SOCKET")
    if not socket_path:
        return
    from leakline_agent import start

    start(socket_path, os.environ.get("LEAKLINE_AGENT_MODE") == "diagnose")


_writes_bytecode = not sys.dont_write_bytecode
# The folder belongs to an installed package. It stays as it is.
sys.dont_write_bytecode = True
try:
    _start_agent()
except Exception:
    pass
finally:
    sys.dont_write_bytecode = not _writes_bytecode
    # The application does not find our modules by chance.
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or os.curdir) != _FOLDER]

# Its errors are the user's own: Python prints them and goes on.
_import_hidden()
