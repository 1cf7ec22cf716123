"""Static files under an address that changes with their content, so that phones keep them."""

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, request, send_from_directory
from markupsafe import Markup

from school.access.guard import public
from school.paths import STATIC
from school.web.template_addresses import address

YEAR_SECONDS = 31_536_000
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

blueprint = Blueprint("assets", __name__)


@lru_cache(maxsize=256)
def fingerprint(name: str, modified: float) -> str:
    """Give ten hexadecimal digits of a file's content; the time only renews the memory."""
    del modified
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]


def asset(name: str) -> str:
    """Give the address of a static file, with its fingerprint."""
    mark = fingerprint(name, (STATIC / name).stat().st_mtime)
    return address("assets.serve", mark=mark, name=name)


@lru_cache(maxsize=256)
def _compressed(path: Path, modified: float) -> bytes:
    del modified
    return gzip.compress(path.read_bytes(), compresslevel=9, mtime=0)


@blueprint.get("/static/<mark>/<path:name>")
@public
def serve(mark: str, name: str) -> Response:
    """Serve a static file, compressed when it is text, to be kept for a year."""
    path = _file_named(name)
    if path is None:
        abort(404)
    kind = TYPES.get(path.suffix)
    if kind is None or not request.accept_encodings.best_match(["gzip"]):
        response = send_from_directory(STATIC, name)
    else:
        response = Response(_compressed(path, path.stat().st_mtime), mimetype=kind)
        response.headers["Content-Encoding"] = "gzip"
    if mark == fingerprint(name, path.stat().st_mtime):
        response.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
    response.vary.add("Accept-Encoding")
    return response


def _file_named(name: str) -> Path | None:
    # A name too long, or with a character no file bears, is an error of the system's, not ours.
    try:
        path = (STATIC / name).resolve()
        inside = path.is_relative_to(STATIC.resolve())
        return path if inside and path.is_file() else None
    except (OSError, ValueError):
        return None


def install(app: Flask) -> None:
    """Serve the files and let templates name them."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals["asset"] = asset
    app.jinja_env.globals["inline_style"] = inline_style


def inline_style(name: str) -> Markup:
    """Give a style sheet's text, for a page that must be one request."""
    return Markup((STATIC / name).read_text(encoding="utf-8"))  # noqa: S704
