"""What the first load of a page costs on the wire."""

import re
from dataclasses import dataclass

from bench.http import Browser

REFERENCES = re.compile(
    r"""<(?:link|script|img|source|use)\b[^>]*\b(?:src|href)=["']([^"'#?]+)[^"']*["']"""
)
INSIDE = re.compile(r"""\bimport\b(?:[^'"(]*|\()['"]([^'"]+)['"]|\burl\(['"]?([^'")]+)['")]""")
"""Modules by name and files of style sheets; what a script computes is not named."""


@dataclass(frozen=True)
class Weight:
    """Requests and bytes, headers counted, of a browser that has never been here."""

    requests: int
    wire_bytes: int


def first_load(browser: Browser, path: str) -> Weight:
    """Load a page and all it names, each file once, as a new browser would."""
    waiting, seen, size = [path], set[str](), 0
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = browser.get(address)
        if answer.status != 200:
            raise RuntimeError(f"{address} answered {answer.status}")
        size += answer.wire_bytes
        waiting.extend(named_in(address, answer.body, is_page=address == path))
    return Weight(len(seen), size)


def named_in(address: str, body: bytes, *, is_page: bool) -> list[str]:
    """List the files of this host that a page, a style sheet or a script names."""
    if is_page:
        found = REFERENCES.findall(body.decode())
    elif address.endswith((".css", ".js")):
        found = [script or style for script, style in INSIDE.findall(body.decode())]
    else:
        found = []
    folder = address.rsplit("/", 1)[0]
    local = []
    for name in found:
        if name.startswith(("http:", "https:", "//", "data:", "#")):
            continue
        local.append(name if name.startswith("/") else f"{folder}/{name.removeprefix('./')}")
    return local
