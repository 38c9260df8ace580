"""Runs a service with uvicorn, on a port that the service tells when it listens."""

from __future__ import annotations

import asyncio

import uvicorn
from fastapi import FastAPI

from config import config


class Server(uvicorn.Server):
    async def startup(self, sockets: list | None = None) -> None:
        """Says where it listens once it does; the application has prepared its tables by then."""
        await super().startup(sockets)
        if self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            print(f"Listening on http://{host}:{port}", flush=True)


def serve(app: FastAPI) -> None:
    settings = uvicorn.Config(app, host=config.host, port=config.port, log_level="error", access_log=False)
    asyncio.run(Server(settings).serve())
