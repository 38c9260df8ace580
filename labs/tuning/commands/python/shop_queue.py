"""The queue of the shop with Celery: a broker in Redis, results in Redis, and a task that works in PostgreSQL."""

import os

import psycopg2
from celery import Celery

app = Celery("shop_queue", broker=os.environ["REDIS_URL"], backend=os.environ["REDIS_URL"])
connection = None


@app.task
def generate(prompt, seconds):
    """Keeps the one connection of its process, as a pool of one would."""
    global connection
    if connection is None:
        connection = psycopg2.connect(os.environ["DATABASE_URL"], application_name="shop_queue")
        connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(%s)", (seconds,))
        cursor.execute("INSERT INTO images (job) VALUES (%s)", (prompt,))


@app.task
def prepare(count):
    with psycopg2.connect(os.environ["DATABASE_URL"]) as admin, admin.cursor() as cursor:
        cursor.execute("CREATE TABLE images (id bigserial PRIMARY KEY, job text NOT NULL)")
        cursor.execute("CREATE TABLE visits (path text NOT NULL)")
        cursor.execute("INSERT INTO visits SELECT '/' || n FROM generate_series(1, %s) AS n", (count,))


if __name__ == "__main__":
    import sys

    if sys.argv[1] == "prepare":
        prepare(int(sys.argv[2]))
    else:
        for n in range(int(sys.argv[2])):
            generate.delay(f"test {n}", float(sys.argv[3]))
