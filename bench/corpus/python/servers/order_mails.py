import os

from blinker import Namespace
from flask import Flask, jsonify, request

app = Flask(__name__)
signals = Namespace()
order_shipped = signals.signal("order-shipped")


def place_order(item, email):
    order = {"item": item, "email": email, "state": "placed", "lines": [f"1 x {item}"]}

    def tell_customer(sender, **details):
        order["state"] = "shipped"
        return f"to {email}: your {item} is on its way"

    order_shipped.connect(tell_customer, weak=False)
    return order


@app.post("/orders")
def create_order():
    body = request.get_json(silent=True) or {}
    order = place_order(body.get("item", "lamp"), body.get("email", "ada@example.org"))
    return jsonify(order), 201


@app.get("/healthz")
def healthz():
    return "ok"


if __name__ == "__main__":
    app.run("127.0.0.1", int(os.environ["PORT"]), threaded=True)
