import os
import threading
from contextlib import contextmanager

from flask import Flask, jsonify
from psycopg2.pool import ThreadedConnectionPool

app = Flask(__name__)
free = threading.Semaphore(10)
pool = None
opening = threading.Lock()


def get_pool():
    global pool
    with opening:
        if pool is None:
            pool = ThreadedConnectionPool(10, 10, os.environ["DATABASE_URL"])
    return pool


@contextmanager
def borrowed():
    with free:
        connection = get_pool().getconn()
        try:
            with connection:
                yield connection
        finally:
            get_pool().putconn(connection)


@app.get("/rates/<int:hotel>")
def rates(hotel):
    with borrowed() as connection, connection.cursor() as cursor:
        cursor.execute("select n, n * %s::int from generate_series(1, 7) n", (hotel % 100,))
        return jsonify(hotel=hotel, rates=dict(cursor.fetchall()))


@app.get("/healthz")
def healthz():
    return "ok"
