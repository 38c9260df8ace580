"""The agent's side of the protocol in `harness/src/model/agent-protocol.ts`: one JSON value per line."""

import json
import os
import sys

# The modules below those of the application: `gevent` and others replace names in `socket` and `threading`.
import _socket
import _thread

_RECEIVE_BYTES = 65_536


def _script():
    """The program that the process runs; empty for `python -c`. Where the agent starts, `sys.argv` is not there yet."""
    arguments = getattr(sys, "orig_argv", None) or []
    for index, argument in enumerate(arguments[1:], start=1):
        if argument == "-c":
            return ""
        if argument == "-m":
            return " ".join(arguments[index : index + 2])
        if not argument.startswith("-"):
            return argument
    return ""


def _hello():
    version = ".".join(str(part) for part in sys.version_info[:3])
    return {
        "type": "hello",
        "pid": os.getpid(),
        "ppid": os.getppid(),
        "runtime": "python",
        "version": version,
        "script": _script(),
    }


class Channel:
    """Answers the harness from a thread of its own, which `threading` does not know of and which keeps no process alive."""

    def __init__(self, socket_path, methods):
        self._socket_path = socket_path
        self._methods = methods
        self._socket = None

    def open(self):
        peer = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
        peer.connect(self._socket_path)
        self._socket = peer
        _thread.start_new_thread(self._serve, ())

    def reopen(self):
        """In a forked process: leaves the parent's connection alone, and makes one of its own."""
        inherited = self._socket
        try:
            if inherited is not None:
                # Only this process's descriptor: the parent goes on with its own.
                inherited.close()
            self.open()
        except OSError:
            # The harness is gone.
            self._socket = None

    def _send(self, message):
        self._socket.sendall((json.dumps(message) + "\n").encode("ascii"))

    def _answer(self, request):
        identity = request["id"]
        try:
            answer = self._methods[request["method"]](*request["args"])
        except Exception as error:
            return {"type": "failure", "id": identity, "message": f"{type(error).__name__}: {error}"}
        return {"type": "answer", "id": identity, "answer": answer}

    def _serve(self):
        rest = b""
        try:
            # From this thread, because there are programs that let no other thread run: uWSGI without `enable-threads`.
            # The harness then sees a process without an agent, and not one that does not answer.
            self._send(_hello())
            while True:
                chunk = self._socket.recv(_RECEIVE_BYTES)
                if not chunk:
                    break
                *lines, rest = (rest + chunk).split(b"\n")
                for line in lines:
                    self._send(self._answer(json.loads(line)))
        except (OSError, ValueError):
            # The harness is gone, or somebody else is at the other end.
            pass
        self._socket.close()
