import os
import threading

import psycopg
from flask import Flask, jsonify

app = Flask(__name__)
connections = {}


def connection():
    thread = threading.current_thread()
    if thread not in connections:
        connections[thread] = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    return connections[thread]


@app.get("/customers/<int:number>")
def customer(number):
    row = connection().execute("select %s::int, 'Customer ' || %s::text", (number, number)).fetchone()
    return jsonify(id=row[0], name=row[1])


@app.get("/healthz")
def healthz():
    return "ok"


if __name__ == "__main__":
    app.run("127.0.0.1", int(os.environ["PORT"]), threaded=True)
