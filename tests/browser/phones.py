"""A phone that loses its network, the server that goes away, and what they have exchanged."""

import os
import re
import shutil
import signal
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

from flask import Flask
from playwright.sync_api import BrowserContext, Page, Playwright, expect
from playwright.sync_api import Error as PlaywrightError
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.serving import BaseWSGIServer, make_server

from school.curriculum.lesson_models import Lesson
from school.learning.models import LessonProgress
from tests.browser.actors import PASSWORD, Actor

OUTBOX = "**/offline/outbox"
BADGE = "[data-offline]"
KEPT = "caches.match(location.href).then(Boolean)"
SAYS = "[data-outbox-says]"


def until(page: Page, condition: str) -> None:
    """Wait until something holds in the page, which allows no code made of texts."""
    deadline = monotonic() + 15
    while not page.evaluate(condition):
        assert monotonic() < deadline, condition
        page.wait_for_timeout(20)


def enter(page: Page, identifier: str, password: str = PASSWORD) -> None:
    """Fill in the form of signing in, and send it."""
    page.get_by_label("Courriel ou téléphone").fill(identifier)
    page.get_by_label("Mot de passe").fill(password)
    Actor(page).press("Se connecter")


class Phone:
    """A browser with a profile on disk: closed and opened again, it is still the same phone."""

    def __init__(
        self, driver: Playwright, profile: Path, address: str, options: dict[str, Any]
    ) -> None:
        self.driver = driver
        self.profile = profile
        self.address = address
        self.options = options
        self.window_lost = False
        self.context: BrowserContext = self._open()

    def _open(self) -> BrowserContext:
        context = self.driver.chromium.launch_persistent_context(
            self.profile,
            executable_path=shutil.which("chromium"),
            locale="fr-FR",
            timezone_id="Africa/Porto-Novo",
            base_url=self.address,
            **self.options,
        )
        context.set_default_timeout(15_000)
        self.window_lost = False
        context.pages[0].on("crash", self._lose_window)
        return context

    def _lose_window(self, _: Page) -> None:
        """Remember that the browser ended the page by itself: no address opens in it any more."""
        self.window_lost = True

    @property
    def page(self) -> Page:
        """The window that is open."""
        return self.context.pages[0]

    def close_and_open(self) -> Page:
        """Close the browser and open it again."""
        self.context.close()
        self.context = self._open()
        return self.page

    def kill(self) -> None:
        """End the browser as an empty battery does: it is not told, and closes nothing."""
        for pid in list(self._processes()):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def open_again(self) -> Page:
        """Open the browser after it was killed."""
        with suppress(PlaywrightError):
            self.context.close()
        self.context = self._open()
        return self.page

    def _processes(self) -> Iterator[int]:
        """Give the processes of this browser, told by its profile, which no other has."""
        mark = f"--user-data-dir={self.profile}".encode()
        for found in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                if mark in found.read_bytes().split(b"\0"):
                    yield int(found.parent.name)

    def sign_in(self, identifier: str, password: str = PASSWORD) -> Page:
        """Sign somebody in, and wait until the phone keeps pages."""
        page = self.page
        page.goto("/sign-in")
        enter(page, identifier, password)
        expect(page).to_have_url(re.compile(r"/$"))
        until(page, "navigator.serviceWorker.controller !== null")
        return page

    def names_of_copies(self) -> list[str]:
        """List the stores of copied pages that the phone has."""
        names: list[str] = self.page.evaluate("caches.keys()")
        return [name for name in names if name.startswith("pages-")]


class Server:
    """The application on a port of its own, which may be cut off and come back."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.answer: Callable[..., Iterable[bytes]] = app
        self.port: int = app.config["SERVER_PORT"]
        self.address = f"http://127.0.0.1:{self.port}"
        self.running: BaseWSGIServer | None = None
        self.start()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer, unless the line is cut: connections that are still open are dropped then."""
        if self.running is None:
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
            raise ConnectionAbortedError
        return self.answer(environ, start_response)

    def start(self) -> None:
        """Serve."""
        self.running = make_server("127.0.0.1", self.port, self, threaded=True)
        threading.Thread(target=self.running.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Answer nothing any more."""
        running, self.running = self.running, None
        if running:
            running.shutdown()
            running.server_close()


def address(lesson: Lesson) -> str:
    """Give the address of a lesson."""
    return f"/curriculum/lessons/{lesson.reference}"


def account_of(page: Page) -> str:
    """Give the mark of the account whose page it is."""
    name = page.locator("meta[name=account]").get_attribute("content")
    assert name
    return name


def read(records: Session) -> list[str]:
    """List the lessons that the server knows to be read."""
    records.rollback()
    return list(records.scalars(select(LessonProgress.lesson_reference)))


def arrives(page: Page, records: Session, lesson: Lesson) -> None:
    """Wait until the mark of a lesson has reached the server, and left the phone."""
    deadline = monotonic() + 15
    while not read(records):
        assert monotonic() < deadline, "nothing arrived"
        page.wait_for_timeout(20)
    expect(page.locator(BADGE)).to_be_hidden()
    assert read(records) == [lesson.reference]


def press_read(page: Page) -> None:
    """Press the button that marks the lesson as read."""
    page.get_by_role("button", name="J’ai lu").click()


def kept_lesson(phone: Phone, lesson: Lesson) -> Page:
    """Sign in and read a lesson, so that the phone has it."""
    page = phone.sign_in("aicha@ecole.example")
    page.goto(address(lesson))
    until(page, KEPT)
    until(page, "caches.match('/offline').then(Boolean)")
    return page


def fill_disk(phone: Phone, bytes_left: int = 0) -> None:
    """Give the pages of the school so much room on the phone, and no more."""
    used = phone.page.evaluate("navigator.storage.estimate().then((found) => found.usage)")
    room = {"origin": phone.address, "quotaSize": used + bytes_left}
    phone.context.new_cdp_session(phone.page).send("Storage.overrideQuotaForOrigin", room)


def refuse_writing(page: Page) -> None:
    """Check that the disk is full, rather than believe it."""
    until(page, "caches.open('assets').then((one) => one.put('/x', new Response('x'.repeat(1e6))))"
          ".then(() => false, (error) => error.name === 'QuotaExceededError')")  # fmt: skip
