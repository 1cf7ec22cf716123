"""The program as a phone keeps it: its worker and its manifest."""

import json
import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from flask import Response, request
from flask_babel import gettext

from school.offline.kept import rules_of_copies
from school.paths import STATIC
from school.web.assets import asset
from school.web.template_addresses import address

SHELL = (
    "css/epissure.css",
    "css/lesson.css",
    "css/quiz.css",
    "js/app.js",
    "js/phone.js",
    "js/store.js",
    "js/pieces.js",
    "js/sending.js",
    "js/outbox.js",
    "js/entries.js",
    "js/sendings.js",
    "js/files.js",
    "js/drafts.js",
    "js/carry.js",
    "js/here.js",
    "js/quiz.js",
    "img/favicon.svg",
)
"""Files that every page kept on a phone needs."""

OF_WORKER_TOO = ("js/store.js", "js/pieces.js", "js/sending.js")
"""Modules of the shell that the worker needs as well; they import nothing and know no page."""

EXPORTED = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)


def program_mark() -> str:
    """Give eight figures that change with the files of the program that a phone holds."""
    return _mark_of(tuple(asset(name) for name in SHELL))


@lru_cache(maxsize=8)
def _mark_of(addresses: tuple[str, ...]) -> str:
    return sha256("\n".join(addresses).encode()).hexdigest()[:8]


def worker_text() -> Response:
    """Give the worker with the addresses of what it keeps, so that it changes when they do."""
    shell = [asset(name) for name in SHELL]
    unreachable = address("offline.unreachable")
    told = {
        "SHELL": shell,
        "UNREACHABLE": unreachable,
        "SEVERAL": rules_of_copies(),
        "OUTBOX": address("offline.outbox"),
        "FILE": address("offline.file", uuid="UUID"),
        "PROGRAM": program_mark(),
    }
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in told.items())
    text = head + "".join(_inlined(name) for name in OF_WORKER_TOO) + _text_of("js/worker.js")
    return _asked_again(Response(text, mimetype="text/javascript"))


def _inlined(name: str) -> str:
    """Give a module as a worker reads it: not every browser lets workers import modules."""
    text = _text_of(name)
    exported = ", ".join(EXPORTED.findall(text))
    inside = EXPORTED.sub("", text)
    return f"const {{ {exported} }} = (() => {{\n{inside}return {{ {exported} }};\n}})();\n"


def _text_of(name: str) -> str:
    return Path(STATIC / name).read_text(encoding="utf-8")


def manifest_text() -> Response:
    """Give the manifest of the installable program."""
    start = address("offline.index")
    root = request.script_root + "/"
    told = {
        "name": gettext("Épissure, la formation aux métiers de la fibre"),
        "short_name": "Épissure",
        "id": root,
        "start_url": root,
        "scope": root,
        "display": "standalone",
        "background_color": "#fbfaf7",
        "theme_color": "#0b5cad",
        "icons": [
            _drawing("img/favicon.svg", "any"),
            _picture("img/icon-192.png", 192, "any"),
            _picture("img/icon-512.png", 512, "any"),
            _drawing("img/icon-maskable.svg", "maskable"),
            _picture("img/icon-maskable-512.png", 512, "maskable"),
        ],
        "shortcuts": [{"name": gettext("Envois"), "url": start}],
    }
    text = json.dumps(told, ensure_ascii=False)
    return _asked_again(Response(text, mimetype="application/manifest+json"))


def _drawing(name: str, purpose: str) -> dict[str, str]:
    return {"src": asset(name), "sizes": "any", "type": "image/svg+xml", "purpose": purpose}


def _picture(name: str, side: int, purpose: str) -> dict[str, str]:
    # The same drawings again, for the phones that install no drawing.
    return {
        "src": asset(name),
        "sizes": f"{side}x{side}",
        "type": "image/png",
        "purpose": purpose,
    }


def _asked_again(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response
