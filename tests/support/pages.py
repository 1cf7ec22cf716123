"""A test client that looks at every page it is given."""

import re
from collections import Counter
from hashlib import blake2b
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

VOID_OF_LABEL = {"hidden", "submit", "button", "image", "reset"}


ELSEWHERE = "noopener noreferrer external"
"""What a link to a film says of itself; no other link leads to another host."""


def is_film(element: Element) -> bool:
    """Tell whether a link leads to a film of a lesson, beside which host and size are told."""
    return element.get("class") == "film" and element.get("rel") == ELSEWHERE


class CheckingClient(FlaskClient):
    """A client that refuses pages that are malformed, unlabelled or against the policy."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request and check the page that comes back."""
        response = super().open(*args, **{"buffered": True, **kwargs})
        if response.mimetype == "text/html" and response.status_code not in {301, 302, 303, 308}:
            check_page(response.get_data(as_text=True))
        return response


WORDS = re.compile(
    r"(?<=>)[^<]+"
    r'|(?<= value=")[^"]*|(?<= aria-label=")[^"]*|(?<= content=")[^"]*|(?<= nonce=")[^"]*'
    r'|(?<= href=")[/?](?!/)[^"]*|(?<= action=")[/?](?!/)[^"]*|(?<= src=")/(?!/)[^"]*'
)
"""What differs from page to page of the same markup: words, and addresses within the school."""

TELLING = re.compile(r"&[#\w]*;?|[^\t\n\r -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd]")
"""What of words may make a page malformed: references, and letters that no page may hold."""

SOUND: set[bytes] = set()
"""The markup of pages that were found to be sound, of which this process reads each once."""


def check_page(text: str) -> None:
    """Check that a page is well-formed, has one h1, unique ids, labels and no inline code."""
    assert not re.search(r"\{\{|\{%|Undefined|%\(\w+\)s", text), "a template left its marks"
    markup = blake2b(WORDS.sub(_without_words, text).encode("utf-8", "backslashreplace")).digest()
    if markup not in SOUND:
        _check_markup(text)
        SOUND.add(markup)


def _without_words(words: re.Match[str]) -> str:
    return "".join(["words" if words[0].strip() else "", *TELLING.findall(words[0])])


def _check_markup(text: str) -> None:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False, strict=True)
    root = parser.parse(text)
    elements = list(root.iter())
    _check_head(root)
    _check_ids(elements)
    _check_labels(root, elements)
    _check_policy(elements)


def _check_head(root: Element) -> None:
    assert root.get("lang") in {"fr", "en"}, "the page's language is missing"
    title = root.find("head/title")
    assert title is not None
    assert (title.text or "").strip(), "the page has no title"
    headings = [element.tag for element in root.iter() if re.fullmatch("h[1-6]", str(element.tag))]
    assert headings.count("h1") == 1, f"{headings.count('h1')} h1 elements"
    levels = [int(heading[1]) for heading in headings]
    for before, after in pairwise(levels):
        assert after <= before + 1, f"a heading jumps from h{before} to h{after}"


def _check_ids(elements: list[Element]) -> None:
    counts = Counter(element.get("id") for element in elements if element.get("id"))
    twice = [name for name, count in counts.items() if count > 1]
    assert not twice, f"ids used twice: {twice}"
    for element in elements:
        for attribute in ("aria-labelledby", "aria-describedby", "for"):
            for name in (element.get(attribute) or "").split():
                assert name in counts, f"{attribute} names {name}, which is not there"


def _check_labels(root: Element, elements: list[Element]) -> None:
    labelled = {element.get("for") for element in elements if element.tag == "label"}
    wrapped = {
        id(inner) for label in root.iter("label") for inner in label.iter() if inner is not label
    }
    for element in elements:
        if element.tag not in {"input", "select", "textarea"}:
            continue
        if element.get("type") in VOID_OF_LABEL:
            continue
        assert (
            element.get("id") in labelled
            or id(element) in wrapped
            or element.get("aria-label")
            or element.get("aria-labelledby")
        ), f"the field {element.get('name')} has no label"


def _check_policy(elements: list[Element]) -> None:
    for element in elements:
        assert element.get("style") is None, f"<{element.tag}> has an inline style"
        handlers = [name for name in element.keys() if str(name).startswith("on")]  # noqa: SIM118
        assert not handlers, f"<{element.tag}> has inline handlers"
        if element.tag == "script":
            assert element.get("src"), "an inline script"
        if element.tag == "style":
            assert element.get("nonce"), "a style without its nonce"
        for attribute in ("src", "href", "action"):
            target = element.get(attribute) or ""
            host = re.match(r"(?:https?:)?//([^/]+)", target)
            assert not host or is_film(element) or host[1].startswith(("localhost", "127.0.0.1")), (
                f"{attribute} leads to another host: {target}"
            )
