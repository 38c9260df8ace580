import os
from functools import lru_cache

from flask import Flask, jsonify

app = Flask(__name__)


@lru_cache(maxsize=100)
def tariff(zone):
    return {"zone": zone, "steps": [zone * 3 + step for step in range(40)], "text": f"zone {zone} " * 20}


@app.get("/tariffs/<int:zone>")
def show(zone):
    return jsonify(tariff(zone))


@app.get("/healthz")
def healthz():
    return "ok"


if __name__ == "__main__":
    app.run("127.0.0.1", int(os.environ["PORT"]), threaded=True)
