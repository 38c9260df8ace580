import os

from flask import Flask, render_template_string

app = Flask(__name__)

TEMPLATE = """<!doctype html>
<title>{{ product.name }}</title>
<h1>{{ product.name }}</h1>
<p>{{ product.text }}</p>
<p>{{ "%.2f"|format(product.price / 100) }} EUR</p>
"""

pages = {}


def load_product(product_id):
    return {
        "id": product_id,
        "name": f"Product {product_id}",
        "price": 995 + 10 * (product_id % 90),
        "text": f"Product number {product_id} is made of oak and brass.",
    }


def page_for(product_id):
    page = pages.get(product_id)
    if page is None:
        page = render_template_string(TEMPLATE, product=load_product(product_id))
        pages[product_id] = page
    return page


@app.get("/products/<int:product_id>")
def show_product(product_id):
    return page_for(product_id)


@app.get("/healthz")
def healthz():
    return "ok"


if __name__ == "__main__":
    app.run("127.0.0.1", int(os.environ["PORT"]), threaded=True)
