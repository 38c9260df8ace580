import os

from flask import Flask, Response, stream_with_context

app = Flask(__name__)


def rows(year):
    yield "day,visits,note\n"
    for day in range(365):
        yield f"{year}-{day:03},{(day * year) % 977},{'x' * (day % 40)}\n"


@app.get("/visits/<int:year>.csv")
def visits(year):
    return Response(stream_with_context(rows(year)), mimetype="text/csv")


@app.get("/healthz")
def healthz():
    return "ok"


if __name__ == "__main__":
    app.run("127.0.0.1", int(os.environ["PORT"]), threaded=True)
