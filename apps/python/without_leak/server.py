"""Runs the shop with Flask's own server, a thread for each connection of a client."""

from __future__ import annotations

import logging
import signal
import sys

from werkzeug.serving import make_server

from app import app
from config import config
from errors import reason_of
from seed import seed_database


def main() -> None:
    """Listening comes last: whoever gets an answer, also from /healthz, finds the table in place."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: sys.exit(0))
    seed_database()
    server = make_server(config.host, config.port, app, threaded=True)
    print(f"Listening on http://{config.host}:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    try:
        main()
    except (OSError, RuntimeError) as error:
        sys.exit(f"Cannot start: {reason_of(error)}")
