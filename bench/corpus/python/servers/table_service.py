import gevent
from flask import Flask, jsonify

app = Flask(__name__)


def remind(table, every_seconds):
    while True:
        gevent.sleep(every_seconds)
        app.logger.debug("table %s still waits", table)


@app.post("/tables/<int:table>/call")
def call_waiter(table):
    gevent.spawn(remind, table, 20)
    return jsonify(table=table, called=True), 202


@app.get("/healthz")
def healthz():
    return "ok"
