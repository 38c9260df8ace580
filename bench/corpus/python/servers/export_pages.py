import itertools
import os
import secrets

from flask import Flask, abort, jsonify

app = Flask(__name__)
exports = {}


def pages_of(kind):
    rows = [f"{kind} {i}" for i in range(30)]
    for start in range(0, len(rows), 10):
        yield rows[start : start + 10]


@app.post("/exports/<kind>")
def start_export(kind):
    pages = pages_of(kind)
    first = next(pages)
    token = secrets.token_hex(8)
    exports[token] = pages
    return jsonify(token=token, rows=first), 201


@app.get("/exports/<token>/next")
def next_page(token):
    if token not in exports:
        abort(404)
    rows = list(itertools.islice(exports[token], 1))
    if not rows:
        del exports[token]
    return jsonify(rows=rows)


@app.get("/healthz")
def healthz():
    return "ok"


if __name__ == "__main__":
    app.run("127.0.0.1", int(os.environ["PORT"]), threaded=True)
