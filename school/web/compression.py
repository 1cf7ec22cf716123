"""Compressed answers: on a weak line, bytes are what a page costs."""

import gzip

from flask import Flask, Response, request

MINIMUM_BYTES = 500
COMPRESSIBLE = frozenset(
    {
        "text/html",
        "text/css",
        "text/csv",
        "text/plain",
        "text/javascript",
        "application/json",
        "image/svg+xml",
    }
)


def install(app: Flask) -> None:
    """Compress the text answers of those who accept it."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    response.vary.add("Accept-Encoding")
    if (
        response.is_streamed
        or response.mimetype not in COMPRESSIBLE
        or "Content-Encoding" in response.headers
        or request.accept_encodings.best_match(["gzip"]) is None
    ):
        return response
    data = response.get_data()
    if len(data) >= MINIMUM_BYTES:
        response.set_data(gzip.compress(data, compresslevel=5, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
