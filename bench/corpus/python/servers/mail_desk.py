import os
import signal
import subprocess
import sys

import psycopg2
from celery import Celery
from flask import Flask, jsonify

celery = Celery("mail_desk", broker=os.environ["REDIS_URL"], backend=os.environ["REDIS_URL"])
celery.conf.update(worker_prefetch_multiplier=1, result_expires=60, worker_hijack_root_logger=False)
links = []


def connect():
    return psycopg2.connect(os.environ["DATABASE_URL"])


@celery.task
def send_receipt(number):
    link = connect()
    with link, link.cursor() as cursor:
        cursor.execute("select %s::int * 2", (number,))
        links.append(link)
        return cursor.fetchone()[0]


@celery.task
def send_newsletter(number):
    link = connect()
    try:
        with link, link.cursor() as cursor:
            cursor.execute("select %s::int * 3", (number,))
            return cursor.fetchone()[0]
    finally:
        link.close()


app = Flask(__name__)


@app.post("/receipts/<int:number>")
def receipt(number):
    return jsonify(sent=send_receipt.delay(number).get(timeout=15))


@app.post("/newsletters/<int:number>")
def newsletter(number):
    return jsonify(sent=send_newsletter.delay(number).get(timeout=15))


@app.get("/healthz")
def healthz():
    return "ok"


def start_worker():
    options = ["--concurrency", "2", "--loglevel", "ERROR", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    return subprocess.Popen([sys.executable, "-m", "celery", "-A", "mail_desk:celery", "worker", *options])


if __name__ == "__main__":
    worker = start_worker()

    def stop(*_):
        worker.terminate()
        worker.wait(10)
        sys.exit(0)

    signal.signal(signal.SIGTERM, stop)
    send_newsletter.delay(1).get(timeout=30)
    app.run("127.0.0.1", int(os.environ["PORT"]), threaded=True)
