import hashlib
from collections import deque

from flask import Flask, jsonify, request

app = Flask(__name__)
recent = deque()


def remember(name, image):
    recent.append((name, image))
    return len(recent)


@app.post("/scans/<name>")
def scan(name):
    image = bytearray(request.get_data()) or bytearray(hashlib.sha256(name.encode()).digest() * 256)
    remember(name, image)
    return jsonify(name=name, bytes=len(image)), 201


@app.get("/healthz")
def healthz():
    return "ok"
