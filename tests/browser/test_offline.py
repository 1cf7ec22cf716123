"""A phone without network: what is read stays, what is entered leaves once, whatever happens."""

import re
import shutil
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, Playwright, Route, expect
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.serving import BaseWSGIServer, make_server

from school.accounts import operations
from school.accounts.models import Account
from school.cohorts.models import Trainee
from school.curriculum.lesson_models import Lesson
from school.learning.models import LessonProgress
from school.learning.quizzes.models import QuizAttempt
from school.offline.models import OutboxReceipt
from tests.browser.actors import PASSWORD, Actor, give_account
from tests.browser.conftest import CHROMIUM_ARGUMENTS, PHONE
from tests.factories.lessons import make_lesson
from tests.factories.records import make_cohort, make_enrolment, make_school, make_trainee

pytestmark = pytest.mark.browser

OUTBOX = "**/offline/outbox"
BADGE = "[data-offline]"
QUIZ = "/quizzes/modules/F0/attempt"
KEPT = "caches.match(location.href).then(Boolean)"
SAYS = "[data-outbox-says]"


def until(page: Page, condition: str) -> None:
    """Wait until something holds in the page, which allows no code made of texts."""
    deadline = monotonic() + 15
    while not page.evaluate(condition):
        assert monotonic() < deadline, condition
        page.wait_for_timeout(20)


class Phone:
    """A browser with a profile on disk: closed and opened again, it is still the same phone."""

    def __init__(self, driver: Playwright, profile: Path, server: "Server") -> None:
        self.driver = driver
        self.profile = profile
        self.server = server
        self.context: BrowserContext = self._open()

    def _open(self) -> BrowserContext:
        context = self.driver.chromium.launch_persistent_context(
            self.profile,
            executable_path=shutil.which("chromium"),
            args=CHROMIUM_ARGUMENTS,
            viewport=PHONE,  # type: ignore[arg-type]
            locale="fr-FR",
            timezone_id="Africa/Porto-Novo",
            base_url=self.server.address,
        )
        context.set_default_timeout(15_000)
        return context

    @property
    def page(self) -> Page:
        """The window that is open."""
        return self.context.pages[0]

    def close_and_open(self) -> Page:
        """Close the browser and open it again."""
        self.context.close()
        self.context = self._open()
        return self.page

    def sign_in(self, identifier: str) -> Page:
        """Sign somebody in, and wait until the phone keeps pages."""
        page = self.page
        page.goto("/sign-in")
        page.get_by_label("Courriel ou téléphone").fill(identifier)
        page.get_by_label("Mot de passe").fill(PASSWORD)
        Actor(page).press("Se connecter")
        expect(page).to_have_url(re.compile(r"/$"))
        until(page, "navigator.serviceWorker.controller !== null")
        return page


class Server:
    """The application on a port of its own, which may be cut off and come back."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.port: int = app.config["SERVER_PORT"]
        self.address = f"http://127.0.0.1:{self.port}"
        self.running: BaseWSGIServer | None = None
        self.start()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer, unless the line is cut: connections that are still open are dropped then."""
        if self.running is None:
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
            raise ConnectionAbortedError
        return self.app(environ, start_response)

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


@pytest.fixture
def line(app: Flask) -> Iterator[Server]:
    """The server at the other end of the line."""
    server = Server(app)
    yield server
    server.stop()


@pytest.fixture
def phone(playwright: Playwright, tmp_path: Path, line: Server) -> Iterator[Phone]:
    """A phone that nobody has used."""
    found = Phone(playwright, tmp_path / "profile", line)
    yield found
    found.context.close()


@pytest.fixture
def apprentice(records: Session) -> Trainee:
    """An apprentice in training, who can sign in."""
    school = make_school(records)
    trainee = make_trainee(records, family_name="Sanni", given_names="Aïcha")
    make_enrolment(records, make_cohort(records, school, ends_on=None), trainee)
    give_account(records, trainee.id, "Aïcha Sanni", "aicha@ecole.example")
    return trainee


@pytest.fixture
def lesson(records: Session) -> Lesson:
    """A lesson of a module of the apprentice's."""
    found = make_lesson(records, title_fr="Le cœur de la fibre")
    records.commit()
    return found


def address(lesson: Lesson) -> str:
    return f"/curriculum/lessons/{lesson.reference}"


def read(records: Session) -> list[str]:
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
    page.get_by_role("button", name="J’ai lu").click()


def kept_lesson(phone: Phone, lesson: Lesson) -> Page:
    """Sign in and read a lesson, so that the phone has it."""
    page = phone.sign_in("aicha@ecole.example")
    page.goto(address(lesson))
    until(page, KEPT)
    until(page, "caches.match('/offline').then(Boolean)")
    return page


@pytest.mark.parametrize("cut", ["offline", "killed"])
def test_a_lesson_is_read_without_network_and_its_mark_arrives_once(
    phone: Phone, line: Server, records: Session, apprentice: Trainee, lesson: Lesson, cut: str
) -> None:
    page = kept_lesson(phone, lesson)
    line.stop()
    phone.context.set_offline(cut == "offline")
    page.goto(address(lesson))
    expect(page.get_by_role("heading", level=1)).to_have_text("Le cœur de la fibre")
    expect(page.get_by_text(re.compile("Copie du"))).to_be_visible()
    press_read(page)
    expect(page.locator(SAYS)).to_contain_text("gardé sur ce téléphone")
    expect(page.locator(BADGE)).to_contain_text("1 saisie en attente")
    assert read(records) == []
    page = phone.close_and_open()
    page.goto("/offline")
    expect(page.get_by_text("Leçon lue : Le cœur de la fibre")).to_be_visible()
    line.start()
    page.goto("/curriculum")
    arrives(page, records, lesson)
    page.goto(address(lesson))
    expect(page.get_by_text("Vous avez lu cette leçon")).to_be_visible()
    assert read(records) == [lesson.reference]


def test_a_quiz_is_taken_without_network_and_its_answers_arrive_once(
    phone: Phone, line: Server, records: Session, apprentice: Trainee, lesson: Lesson
) -> None:
    page = kept_lesson(phone, lesson)
    page.goto(QUIZ)
    until(page, KEPT)
    line.stop()
    page.goto(address(lesson))
    expect(page.get_by_role("heading", level=1)).to_have_text("Le cœur de la fibre")
    page.goto(QUIZ)
    expect(page.get_by_text(re.compile("Copie du"))).to_be_visible()
    page.locator("[data-question]").first.locator("input, select").first.focus()
    page.get_by_role("button", name="Envoyer mes réponses").click()
    expect(page.locator(SAYS)).to_contain_text("gardé sur ce téléphone")
    page.goto(QUIZ)
    expect(page.get_by_role("button", name="Envoyer mes réponses")).to_be_hidden()
    phone.close_and_open().goto("/offline")
    expect(phone.page.locator(BADGE)).to_contain_text("1 saisie en attente")
    line.start()
    phone.context.route(OUTBOX, lambda route: route.fetch() and route.abort())
    with phone.page.expect_event("requestfailed"):
        phone.page.get_by_role("button", name="Envoyer maintenant").click()
    phone.context.unroute(OUTBOX)
    phone.page.goto("/offline")
    expect(phone.page.get_by_text("Tout est parti")).to_be_visible()
    records.rollback()
    [attempt] = records.scalars(select(QuizAttempt))
    assert attempt.trainee_id == apprentice.id
    assert attempt.answered_at < attempt.received_at


def test_an_answer_that_was_lost_is_not_counted_twice(
    phone: Phone, records: Session, apprentice: Trainee, lesson: Lesson
) -> None:
    page = kept_lesson(phone, lesson)
    arrived: list[int] = []

    def lose(route: Route) -> None:
        arrived.append(route.fetch().status)
        route.abort()

    phone.context.route(OUTBOX, lose)
    with page.expect_event("requestfailed"):
        press_read(page)
    expect(page.locator(BADGE)).to_contain_text("1 saisie en attente")
    assert arrived == [200]
    assert read(records) == [lesson.reference]
    phone.context.unroute(OUTBOX)
    page.goto("/curriculum")
    arrives(page, records, lesson)
    assert len(list(records.scalars(select(OutboxReceipt)))) == 1


@pytest.mark.parametrize(
    ("status", "kind", "body"),
    [(500, "text/html", "<h1>Oups</h1>"), (200, "text/html", "<form>Connectez-vous</form>"),
     (200, "application/json", '{"account":'), (200, "application/json", "[]"), (204, "", "")],
    ids=["500", "a page", "half a body", "another answer", "nothing"],
)  # fmt: skip
def test_nonsense_answers_lose_nothing(
    phone: Phone,
    records: Session,
    apprentice: Trainee,
    lesson: Lesson,
    status: int,
    kind: str,
    body: str,
) -> None:
    page = kept_lesson(phone, lesson)
    phone.context.route(
        OUTBOX, lambda route: route.fulfill(status=status, content_type=kind, body=body)
    )
    with page.expect_response(OUTBOX):
        press_read(page)
    expect(page.locator(BADGE)).to_contain_text("1 saisie en attente")
    assert read(records) == []
    phone.context.unroute(OUTBOX)
    page.goto("/curriculum")
    arrives(page, records, lesson)


def test_somebody_else_on_the_same_phone_sees_nothing(
    phone: Phone, line: Server, records: Session, apprentice: Trainee, lesson: Lesson
) -> None:
    other = make_trainee(records)
    make_enrolment(records, make_cohort(records), other)
    give_account(records, other.id, "Bio Kossi", "bio@ecole.example")
    page = kept_lesson(phone, lesson)
    phone.context.set_offline(True)
    press_read(page)
    expect(page.locator(BADGE)).to_contain_text("1 saisie en attente")
    # The session ends elsewhere, before anything could leave.
    account = records.scalar(select(Account).where(Account.trainee_id == apprentice.id))
    assert account is not None
    records.commit()
    operations.set_password(records, account, PASSWORD + " neuve")
    records.commit()
    phone.context.set_offline(False)
    page = phone.sign_in("bio@ecole.example")
    expect(page.locator(BADGE)).to_be_hidden()
    page.goto("/offline")
    expect(page.get_by_text("Tout est parti")).to_be_visible()
    assert read(records) == []
    line.stop()
    page.goto(address(lesson))
    expect(page.get_by_role("heading", level=1)).to_have_text("Pas de réseau")
    line.start()
    page.goto("/sign-in")
    page.get_by_label("Courriel ou téléphone").fill("aicha@ecole.example")
    page.get_by_label("Mot de passe").fill(PASSWORD + " neuve")
    Actor(page).press("Se connecter")
    expect(page).to_have_url(re.compile(r"/$"))
    arrives(page, records, lesson)


def test_what_was_refused_is_opened_and_sent_again(
    phone: Phone, records: Session, apprentice: Trainee, lesson: Lesson
) -> None:
    page = kept_lesson(phone, lesson)
    reference = lesson.reference
    lesson.reference = "ELSEWHERE"
    records.commit()
    press_read(page)
    expect(page.get_by_role("alert")).to_contain_text("Cette fiche n’existe pas")
    lesson.reference = reference
    records.commit()
    page.goto("/offline")
    expect(page.locator(BADGE)).to_contain_text("1 saisie refusée")
    page.get_by_role("link", name="Ouvrir et corriger").click()
    expect(page.get_by_role("alert")).to_contain_text("Cette fiche n’existe pas")
    press_read(page)
    expect(page.get_by_text("C’est enregistré.")).to_be_visible()
    assert read(records) == [reference]


def test_what_was_refused_is_thrown_away_after_a_second_thought(
    phone: Phone, records: Session, apprentice: Trainee, lesson: Lesson
) -> None:
    page = kept_lesson(phone, lesson)
    lesson.reference = "ELSEWHERE"
    records.commit()
    press_read(page)
    expect(page.get_by_role("alert")).to_be_visible()
    page.goto("/offline")
    page.locator("summary", has_text="Jeter").click()
    page.get_by_role("button", name="Jeter la saisie").click()
    expect(page.get_by_text("Tout est parti")).to_be_visible()
    expect(page.locator(BADGE)).to_be_hidden()


@pytest.mark.parametrize(
    "choice", ["Les garder et se déconnecter", "Tout effacer et se déconnecter"]
)
def test_signing_out_with_entries_asks_for_a_second_thought(
    phone: Phone, records: Session, apprentice: Trainee, lesson: Lesson, choice: str
) -> None:
    page = kept_lesson(phone, lesson)
    phone.context.route(OUTBOX, lambda route: route.abort())
    press_read(page)
    expect(page.locator(BADGE)).to_contain_text("1 saisie en attente")
    page.locator(".account summary").click()
    page.get_by_role("button", name="Se déconnecter", exact=True).click()
    expect(page.get_by_text("1 saisie n’a pas quitté ce téléphone.")).to_be_visible()
    page.get_by_role("button", name=choice).click()
    page.wait_for_url("**/sign-in")
    names = page.evaluate("caches.keys()")
    assert not [name for name in names if name.startswith("pages-")]
    phone.context.unroute(OUTBOX)
    phone.sign_in("aicha@ecole.example")
    expect(page.locator(BADGE)).to_be_hidden()
    assert read(records) == ([lesson.reference] if choice.startswith("Les garder") else [])


def test_a_module_is_taken_along(
    phone: Phone, line: Server, records: Session, apprentice: Trainee, lesson: Lesson
) -> None:
    page = phone.sign_in("aicha@ecole.example")
    page.goto("/curriculum/modules/F0")
    expect(page.locator("[data-carry-size]")).to_contain_text("ko")
    page.get_by_role("button", name="Emporter ce module").click()
    expect(page.get_by_role("button", name="Retirer de ce téléphone")).to_be_visible()
    expect(page.get_by_role("button", name="Emporter ce module")).to_be_hidden()
    line.stop()
    page.goto(address(lesson))
    expect(page.get_by_role("heading", level=1)).to_have_text("Le cœur de la fibre")
    assert page.evaluate("getComputedStyle(document.body).fontFamily") != "Times"
    page.goto("/account")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pas de réseau")


def test_a_line_that_hangs_gives_way_to_the_copy(
    phone: Phone, line: Server, apprentice: Trainee, lesson: Lesson
) -> None:
    page = kept_lesson(phone, lesson)
    released = threading.Event()

    def hang() -> None:
        released.wait(20)

    line.app.before_request_funcs[None].insert(0, hang)
    try:
        page.goto(address(lesson))
        expect(page.get_by_text(re.compile("Copie du"))).to_be_visible()
    finally:
        released.set()


def test_two_tabs_send_once(
    phone: Phone, line: Server, records: Session, apprentice: Trainee, lesson: Lesson
) -> None:
    page = kept_lesson(phone, lesson)
    other = phone.context.new_page()
    other.goto("/offline")
    sent: list[str] = []
    phone.context.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    phone.context.set_offline(True)
    press_read(page)
    expect(other.get_by_text("Leçon lue : Le cœur de la fibre")).to_be_visible()
    expect(other.locator(BADGE)).to_contain_text("1 saisie en attente")
    sent.clear()
    phone.context.set_offline(False)
    arrives(other, records, lesson)
    expect(page.locator(BADGE)).to_be_hidden()
    assert len([one for one in sent if one.endswith("/offline/outbox")]) == 1


Window = Callable[..., Page]


def test_without_scripts_nothing_is_kept_and_the_form_is_sent(
    open_browser: Window, records: Session, apprentice: Trainee, lesson: Lesson
) -> None:
    page = open_browser(PHONE, scripts=False)
    Actor(page, "aicha@ecole.example").sign_in()
    page.goto("/offline")
    expect(page.get_by_text("Rien n’est gardé sur ce téléphone")).to_be_visible()
    page.goto(address(lesson))
    press_read(page)
    expect(page.get_by_text("Leçon marquée comme lue")).to_be_visible()
    assert read(records) == [lesson.reference]
