import queue
import threading
import time

from flask import Flask, jsonify

app = Flask(__name__)
visits = queue.Queue()
totals = {"pages": 0, "batches": 0}


def write_batches():
    while True:
        time.sleep(0.5)
        batch = []
        while True:
            try:
                batch.append(visits.get_nowait())
            except queue.Empty:
                break
        if batch:
            totals["pages"] += len(batch)
            totals["batches"] += 1


writer = threading.Thread(target=write_batches, name="writer", daemon=True)
writer.start()


@app.get("/pages/<int:page>")
def page(page):
    visits.put({"page": page, "at": time.time(), "agent": "Mozilla/5.0 " * 8})
    return jsonify(page=page)


@app.get("/healthz")
def healthz():
    return "ok"
