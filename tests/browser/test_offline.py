"""A phone without network: what is read stays, what is entered leaves once, whatever happens."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Trainee
from school.curriculum.lesson_models import Lesson
from school.learning.quizzes.models import QuizAttempt
from school.offline.models import OutboxReceipt
from tests.browser.actors import Actor
from tests.browser.conftest import PHONE
from tests.browser.phones import (
    BADGE,
    OUTBOX,
    SAYS,
    Phone,
    Server,
    address,
    arrives,
    kept_lesson,
    press_read,
    read,
    until,
)
from tests.browser.waits import KEPT_WHOLE, carries_entries, count_sendings, open_anew

pytestmark = pytest.mark.browser

QUIZ = "/quizzes/modules/F0/attempt"


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
    open_anew(page, address(lesson))
    expect(page.get_by_text("Vous avez lu cette leçon")).to_be_visible()
    assert read(records) == [lesson.reference]


def test_a_quiz_is_taken_without_network_and_its_answers_arrive_once(
    phone: Phone, line: Server, records: Session, apprentice: Trainee, lesson: Lesson
) -> None:
    page = kept_lesson(phone, lesson)
    page.goto(QUIZ)
    until(page, KEPT_WHOLE)
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
    arrived: list[int] = []

    def lose(route: Route) -> None:
        with suppress(PlaywrightError):
            arrived.append(route.fetch().status)
        route.abort()

    # The outbox tries by itself too: whichever sending comes first loses its answer.
    phone.context.route(OUTBOX, lose)
    with phone.page.expect_event("requestfailed", lambda _: bool(arrived)):
        line.start()
        phone.page.get_by_role("button", name="Envoyer maintenant").click()
    phone.context.unroute(OUTBOX)
    phone.page.goto("/offline")
    expect(phone.page.get_by_text("Tout est parti")).to_be_visible()
    records.rollback()
    [attempt] = records.scalars(select(QuizAttempt))
    assert attempt.trainee_id == apprentice.id
    assert attempt.answered_at < attempt.received_at


@pytest.mark.parametrize("lost", ["whole", "half"])
def test_an_answer_that_was_lost_is_not_counted_twice(
    phone: Phone, records: Session, apprentice: Trainee, lesson: Lesson, lost: str
) -> None:
    page = kept_lesson(phone, lesson)
    arrived: list[int] = []

    def lose(route: Route) -> None:
        if not carries_entries(route.request):
            return route.continue_()
        answer = route.fetch()
        arrived.append(answer.status)
        if lost == "whole":
            return route.abort()
        return route.fulfill(response=answer, body=answer.body()[: len(answer.body()) // 2])

    phone.context.route(OUTBOX, lose)
    ends = "requestfailed" if lost == "whole" else "requestfinished"
    with page.expect_event(ends, carries_entries):
        press_read(page)
    expect(page.locator(BADGE)).to_contain_text("1 saisie en attente")
    # The outbox tries by itself too, as often as there is time for.
    assert {*arrived} == {200}
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
    with page.expect_response(lambda answer: carries_entries(answer.request)):
        press_read(page)
    expect(page.locator(BADGE)).to_contain_text("1 saisie en attente")
    assert read(records) == []
    phone.context.unroute(OUTBOX)
    page.goto("/curriculum")
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


@pytest.mark.parametrize("stalls", [False, True], ids=["cut", "stalled"])
def test_half_a_page_gives_way_to_the_copy(
    phone: Phone, line: Server, apprentice: Trainee, lesson: Lesson, stalls: bool
) -> None:
    page = kept_lesson(phone, lesson)
    released = threading.Event()

    def half(environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
        body = b"".join(line.app(environ, start_response))
        yield body[: len(body) // 2]
        if stalls:
            released.wait(20)

    line.answer = half
    try:
        page.goto(address(lesson))
        expect(page.get_by_text(re.compile("Copie du"))).to_be_visible()
        expect(page.get_by_role("button", name="J’ai lu")).to_be_visible()
    finally:
        released.set()


def test_two_tabs_send_once(
    phone: Phone, line: Server, records: Session, apprentice: Trainee, lesson: Lesson
) -> None:
    page = kept_lesson(phone, lesson)
    other = phone.context.new_page()
    other.goto("/offline")
    sendings = count_sendings(line.app)
    phone.context.set_offline(True)
    press_read(page)
    expect(other.get_by_text("Leçon lue : Le cœur de la fibre")).to_be_visible()
    expect(other.locator(BADGE)).to_contain_text("1 saisie en attente")
    phone.context.set_offline(False)
    arrives(other, records, lesson)
    expect(page.locator(BADGE)).to_be_hidden()
    assert [count for count in sendings if count] == [1]


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
