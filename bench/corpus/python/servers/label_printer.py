import os
import queue
import threading

from flask import Flask, jsonify

app = Flask(__name__)


class Printer:
    def __init__(self, name):
        self.name = name
        self.jobs = queue.Queue()
        self.printed = 0

    def run(self):
        while True:
            job = self.jobs.get()
            self.printed += len(job)

    def start(self):
        threading.Thread(target=self.run, name=f"printer-{self.name}", daemon=True).start()


@app.post("/labels/<int:number>")
def print_label(number):
    printer = Printer(f"desk-{number % 5}")
    printer.start()
    printer.jobs.put(f"parcel {number}")
    return jsonify(queued=number), 202


@app.get("/healthz")
def healthz():
    return "ok"


if __name__ == "__main__":
    app.run("127.0.0.1", int(os.environ["PORT"]), threaded=True)
