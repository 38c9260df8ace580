"""Answers to failed requests."""

from __future__ import annotations

import errno
import re

from flask import Flask, Response, jsonify
from werkzeug.exceptions import HTTPException

EXHAUSTED = re.compile(
    "too many clients|connection slots are reserved|max number of clients|no free connection|no connection available",
    re.IGNORECASE,
)


def reason_of(error: BaseException) -> str:
    """Why something failed, in one line; drivers put advice into further ones."""
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def is_exhausted(error: Exception) -> bool:
    has_no_descriptor = isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE)
    return has_no_descriptor or EXHAUSTED.search(str(error)) is not None


def answer_in_json(error: Exception) -> tuple[Response, int]:
    """503 when a resource ran out and later may do better, else 500."""
    if isinstance(error, HTTPException):
        return jsonify(error=error.description), error.code or 500
    return jsonify(error=reason_of(error)), 503 if is_exhausted(error) else 500


def register_errors(app: Flask) -> None:
    app.register_error_handler(Exception, answer_in_json)
