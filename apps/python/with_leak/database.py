"""GET /api/database"""

from __future__ import annotations

from typing import Any

import psycopg2
from flask import Blueprint
from psycopg2.extensions import connection as Connection
from psycopg2.extras import RealDictCursor

from config import config

database = Blueprint("database", __name__)

# LEAK: a connection per request. Each request opens its own, which stays in this list "so that it can be closed one day";
# nothing closes it. The server's `max_connections` is the limit, and the database of everyone else stops too.
connections: list[Connection] = []


def open_connection() -> Connection:
    connection = psycopg2.connect(config.database_url)
    connection.autocommit = True
    connections.append(connection)
    return connection


@database.get("/api/database")
def list_products() -> dict[str, Any]:
    with open_connection().cursor(cursor_factory=RealDictCursor) as cursor:
        cursor.execute("SELECT sku, name, price_cents, stock FROM products ORDER BY sku")
        return {"products": cursor.fetchall()}
