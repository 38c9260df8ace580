import hashlib
import os
import tempfile
from pathlib import Path

from flask import Flask, jsonify, request

app = Flask(__name__)


def spool(data):
    target = Path(tempfile.mkstemp(suffix=".upload")[1])
    target.write_bytes(data)
    return target


@app.post("/uploads")
def upload():
    spooled = spool(request.get_data() or b"empty")
    try:
        digest = hashlib.sha256(spooled.read_bytes()).hexdigest()
    finally:
        spooled.unlink()
    return jsonify(sha256=digest), 201


@app.get("/healthz")
def healthz():
    return "ok"
