"""Writes down what happens to a pool: a line of JSON for each event, on standard output."""

import json
import sys
import threading
import time


class Recorder:
    def __init__(self):
        self._lock = threading.Lock()
        self._began = time.monotonic()
        self._began_at = time.time() * 1000
        self._connections = 0
        self._requests = 0
        self._unserved = 0
        self._opening = 0
        self._line({"kind": "began", "epochMs": self._began_at})

    def now_ms(self):
        return (time.monotonic() - self._began) * 1000

    def _line(self, value):
        sys.stdout.write(json.dumps(value) + "\n")
        sys.stdout.flush()

    def note(self, kind, **more):
        with self._lock:
            self._line({"atMs": self.now_ms(), "kind": kind, **more})

    def asked(self):
        with self._lock:
            self._requests += 1
            self._unserved += 1
            self._line({"atMs": self.now_ms(), "kind": "asked", "request": self._requests})
            return self._requests

    def given(self, request, connection):
        with self._lock:
            self._unserved -= 1
            self._line({"atMs": self.now_ms(), "kind": "given", "request": request, "connection": connection})

    def gave_up(self, request, error):
        with self._lock:
            self._unserved -= 1
            self._line({"atMs": self.now_ms(), "kind": "gave-up", "request": request, "error": error})

    def opening(self):
        with self._lock:
            self._connections += 1
            self._opening += 1
            self._line({"atMs": self.now_ms(), "kind": "opening", "connection": self._connections})
            return self._connections

    def opened(self, connection):
        with self._lock:
            self._opening -= 1
            self._line({"atMs": self.now_ms(), "kind": "opened", "connection": connection})

    def gauge(self, total, idle):
        """Neither library counts who waits. These are requests that have no connection, less those that have one opened."""
        with self._lock:
            waiting = max(0, self._unserved - self._opening)
            self._line({"atMs": self.now_ms(), "kind": "gauge", "total": total, "idle": idle, "waiting": waiting})


def tell(error):
    """Class and text, without the link to the documentation that SQLAlchemy adds."""
    module = type(error).__module__.split(".")[0]
    name = type(error).__name__ if module == "builtins" else module + "." + type(error).__name__
    text = str(error).split(" (Background on this error")[0]
    return name if text == "" else name + ": " + text


def median(values):
    return sorted(values)[len(values) // 2]


def compared(parts, with_pool):
    """Milliseconds on average of each part of a request without a pool, and both medians."""
    count = len(parts)
    connect, query, close = (sum(part[index] for part in parts) / count for index in range(3))
    return {
        "connectMs": connect,
        "queryMs": query,
        "closeMs": close,
        "withoutP50Ms": median([sum(part) for part in parts]),
        "withPoolP50Ms": median(with_pool),
    }
