"""The table of the shop, the same as that of the twins on Node.js: all may share a database."""

from __future__ import annotations

import psycopg2

from config import config
from errors import reason_of

# The lock is for services that start side by side: without it two `CREATE TABLE IF NOT EXISTS` at the same time can fail
# on a unique index of the catalogue. The number is that of the other twins.
SEED = """
    SELECT pg_advisory_xact_lock(724001);
    CREATE TABLE IF NOT EXISTS products (
        sku text PRIMARY KEY, name text NOT NULL, price_cents integer NOT NULL, stock integer NOT NULL);
    INSERT INTO products VALUES
        ('tea', 'Tea', 450, 120), ('coffee', 'Coffee', 890, 75), ('cocoa', 'Cocoa', 620, 40),
        ('sold-out', 'Saffron', 1990, 0)
        ON CONFLICT DO NOTHING;
"""


def seed_database() -> None:
    """Creates and fills the table unless it is there, through a connection of its own that is closed again."""
    try:
        connection = psycopg2.connect(config.database_url, connect_timeout=5)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(SEED)
        finally:
            connection.close()
    except psycopg2.Error as error:
        advice = "Check DATABASE_URL, and that PostgreSQL runs and may be written to."
        raise RuntimeError(f"the database cannot be prepared ({reason_of(error)}). {advice}") from error
