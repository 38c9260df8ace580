import os

from flask import Flask, jsonify

app = Flask(__name__)


class Node:
    def __init__(self, name, parent=None):
        self.name = name
        self.parent = parent
        self.children = []
        self.on_move = lambda x, y: (self.name, x, y)
        if parent is not None:
            parent.children.append(self)


def build(name, depth, parent=None):
    node = Node(name, parent)
    if depth > 0:
        for i in range(3):
            build(f"{name}.{i}", depth - 1, node)
    return node


def count(node):
    return 1 + sum(count(child) for child in node.children)


@app.get("/trees/<name>")
def layout(name):
    root = build(name, 3)
    return jsonify(name=root.name, nodes=count(root))


@app.get("/healthz")
def healthz():
    return "ok"


if __name__ == "__main__":
    app.run("127.0.0.1", int(os.environ["PORT"]), threaded=True)
