import atexit
import os
import socket

from flask import Flask, jsonify

app = Flask(__name__)
STATSD = ("127.0.0.1", int(os.environ.get("STATSD_PORT", "8125")))


class Metrics:
    def __init__(self, prefix):
        self.prefix = prefix
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setblocking(False)
        atexit.register(self.close)

    def count(self, name):
        try:
            self.socket.sendto(f"{self.prefix}.{name}:1|c".encode(), STATSD)
        except OSError:
            pass

    def close(self):
        self.socket.close()


@app.get("/deliveries/<int:number>")
def delivery(number):
    metrics = Metrics("deliveries")
    metrics.count("read")
    return jsonify(delivery=number, state="on its way")


@app.get("/healthz")
def healthz():
    return "ok"
