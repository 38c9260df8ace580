import gevent
from flask import Flask, jsonify
from gevent.pool import Pool

app = Flask(__name__)
AIRLINES = ("north", "south", "west")


def ask(airline, flight):
    gevent.sleep(0.002)
    return {"airline": airline, "flight": flight, "price": len(airline) * 40 + flight % 30}


@app.get("/flights/<int:flight>")
def quotes(flight):
    pool = Pool(3)
    offers = pool.map(lambda airline: ask(airline, flight), AIRLINES)
    return jsonify(flight=flight, offers=offers)


@app.get("/healthz")
def healthz():
    return "ok"
