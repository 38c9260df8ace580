import random

from flask import Flask, jsonify

app = Flask(__name__)
prices = {}


def price_of(show):
    if show not in prices:
        seats = random.Random(show)
        prices[show] = {f"row {row}": [seats.randint(10, 90) for _ in range(30)] for row in range(20)}
    return prices[show]


@app.get("/shows/<int:number>")
def show_prices(number):
    show = number % 40
    return jsonify(show=show, prices=price_of(show))


@app.get("/healthz")
def healthz():
    return "ok"
