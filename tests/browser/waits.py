"""What a test waits for when a phone does something by itself: the very thing, and no while."""

from collections.abc import Callable
from time import monotonic

from flask import Flask, request
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, Request

OUTBOX_IS_DONE = """import(document.querySelector("script[src*='/js/outbox.js']").src)
  .then((outbox) => outbox.send())"""
"""Holds once the phone has sent what waits and greeted, if it was to: a page does so by itself."""

DAY_IS_DONE = """navigator.locks.query().then(({ held, pending }) =>
  ![...held, ...pending].some((one) => one.name.startsWith("day-")))"""
"""Whether the day of a trainer, once asked for, has been brought."""

KEPT_WHOLE = """Promise.all([
  caches.match(location.href),
  caches.open("assets").then((files) => Promise.all(
    [...document.querySelectorAll("script[src], link[rel=stylesheet]")]
      .map((one) => files.match(one.src || one.href)))),
]).then(([page, files]) => Boolean(page) && files.every(Boolean))"""
"""Whether the phone has a page with its scripts and styles, which it keeps a moment later."""

FROM_NETWORK = "!document.documentElement.dataset.copied"


def carries_entries(sending: Request) -> bool:
    """Tell whether a phone sends entries; it also greets, at the same address, with none."""
    if not sending.url.endswith("/offline/outbox"):
        return False
    return bool((sending.post_data_json or {}).get("entries"))


def count_sendings(app: Flask) -> list[int]:
    """Note how many entries come with each sending that reaches the server."""
    sendings: list[int] = []

    def note() -> None:
        if request.path == "/offline/outbox":
            sendings.append(len(request.get_json()["entries"]))

    app.before_request_funcs[None].insert(0, note)
    return sendings


def until_true(page: Page, holds: Callable[[], bool], problem: str, seconds: float = 15) -> None:
    """Wait until something holds outside of the page, which goes on meanwhile."""
    deadline = monotonic() + seconds
    while not _holds_now(holds):
        assert monotonic() < deadline, problem
        page.wait_for_timeout(20)


def _holds_now(holds: Callable[[], bool]) -> bool:
    """Whether it holds; a page that goes elsewhere while it is asked has not answered yet."""
    try:
        return holds()
    except PlaywrightError as error:
        if "Execution context was destroyed" not in error.message:
            raise
        return False


def open_anew(page: Page, address: str) -> None:
    """Open a page as the server has it now: a phone shows its copy where the line is slow."""
    deadline = monotonic() + 15
    page.goto(address)
    while not page.evaluate(FROM_NETWORK):
        assert monotonic() < deadline, f"only a copy of {address} comes"
        page.goto(address)
