"""Settings of the service. The environment is read here and nowhere else."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from typing import NoReturn

HIGHEST_PORT = 65_535


@dataclass(frozen=True)
class Config:
    host: str
    port: int
    database_url: str
    redis_url: str


def refuse_to_start(problem: str) -> NoReturn:
    """A wrong setting is the operator's to mend: one line and no traceback."""
    print(problem, file=sys.stderr)
    sys.exit(1)


def read_url(name: str, example: str) -> str:
    return os.environ.get(name) or refuse_to_start(f"{name} is not set. Set it, e.g. {name}={example}")


def read_database_url() -> str:
    """Any scheme that names PostgreSQL; SQLAlchemy reads the driver from it."""
    url = read_url("DATABASE_URL", "postgres://user:password@127.0.0.1:5432/shop")
    return re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql+asyncpg://", url)


def read_port() -> int:
    text = os.environ.get("PORT") or "3000"
    is_port = text.isascii() and text.isdigit() and int(text) <= HIGHEST_PORT
    if not is_port:
        refuse_to_start(f'PORT is "{text}". Set it to a whole number from 0 to {HIGHEST_PORT}.')
    return int(text)


config = Config(
    host=os.environ.get("HOST") or "127.0.0.1",
    port=read_port(),
    database_url=read_database_url(),
    redis_url=read_url("REDIS_URL", "redis://127.0.0.1:6379"),
)
