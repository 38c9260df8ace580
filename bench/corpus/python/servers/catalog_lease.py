import itertools
import weakref

from flask import Flask, jsonify

app = Flask(__name__)
numbers = itertools.count(1)


class Catalog:
    def __init__(self):
        self.items = {f"item-{i}": i * 10 for i in range(50)}


class Lease:
    def __init__(self, catalog):
        self.number = next(numbers)
        self.items = dict(itertools.islice(catalog.items.items(), 5))
        weakref.finalize(catalog, self.release)

    def release(self):
        self.items.clear()


catalog = Catalog()


@app.get("/catalog/lease")
def lease():
    taken = Lease(catalog)
    return jsonify(lease=taken.number, items=taken.items)


@app.get("/healthz")
def healthz():
    return "ok"
