import subprocess

from flask import Flask, jsonify

app = Flask(__name__)
jobs = []


def make_preview(document):
    job = subprocess.Popen(["true", f"preview-{document}"], stdin=subprocess.DEVNULL)
    jobs.append((document, job))
    return len(jobs)


@app.post("/documents/<int:document>/preview")
def preview(document):
    return jsonify(document=document, job=make_preview(document)), 202


@app.get("/healthz")
def healthz():
    return "ok"
