import decimal
import os
import threading

from flask import Flask, jsonify

app = Flask(__name__)
local = threading.local()


def scratch():
    if not hasattr(local, "lines"):
        local.lines = []
        local.context = decimal.Context(prec=12)
        local.buffer = bytearray(50_000)
    return local


@app.get("/receipts/<int:number>")
def receipt(number):
    mine = scratch()
    mine.lines.extend(f"line {i}: {mine.context.divide(number + i, 7)}" for i in range(20))
    mine.buffer[:4] = number.to_bytes(4, "big")
    return jsonify(number=number, last=mine.lines[-1])


@app.get("/healthz")
def healthz():
    return "ok"


if __name__ == "__main__":
    app.run("127.0.0.1", int(os.environ["PORT"]), threaded=True)
