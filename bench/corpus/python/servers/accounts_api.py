import os

import psycopg2
from flask import Flask, jsonify, request
from psycopg2.pool import ThreadedConnectionPool

app = Flask(__name__)
pool = ThreadedConnectionPool(10, 20, os.environ["DATABASE_URL"])


def set_up():
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    with connection, connection.cursor() as cursor:
        cursor.execute("create table if not exists accounts (email text primary key, name text)")
        cursor.execute("insert into accounts values ('ada@example.org', 'Ada') on conflict do nothing")
    connection.close()


set_up()


def create_account(email, name):
    connection = pool.getconn()
    with connection, connection.cursor() as cursor:
        cursor.execute("insert into accounts (email, name) values (%s, %s)", (email, name))
    pool.putconn(connection)


@app.post("/accounts")
def create():
    body = request.get_json()
    try:
        create_account(body["email"], body["name"])
    except psycopg2.errors.UniqueViolation:
        return jsonify(error="taken"), 409
    return jsonify(email=body["email"]), 201


@app.get("/healthz")
def healthz():
    return "ok"


if __name__ == "__main__":
    app.run("127.0.0.1", int(os.environ["PORT"]), threaded=True)
