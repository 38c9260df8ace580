import subprocess
import tempfile

from flask import Flask, jsonify

app = Flask(__name__)


@app.post("/checksums/<int:number>")
def checksum(number):
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(f"document {number}\n" * 50)
        file.flush()
        done = subprocess.run(["cksum", file.name], capture_output=True, text=True, check=True)
    return jsonify(number=number, checksum=done.stdout.split()[0])


@app.get("/healthz")
def healthz():
    return "ok"
