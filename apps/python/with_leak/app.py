"""The routes of the shop."""

from __future__ import annotations

from flask import Flask

from database import database
from errors import register_errors
from visits import visits

app = Flask(__name__)
register_errors(app)
app.register_blueprint(database)
app.register_blueprint(visits)


@app.get("/healthz")
def healthz() -> dict[str, str]:
    """The service listens only after its table is in place, so that an answer is the proof."""
    return {"status": "ok"}
