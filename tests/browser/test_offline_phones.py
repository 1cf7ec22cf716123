"""A phone lets the server hear of it: seldom, with what it holds, until somebody signs out."""

import re
import threading

import pytest
from flask import request
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Trainee
from school.curriculum.lesson_models import Lesson
from school.offline.models import Phone as HeardPhone
from tests.browser.actors import give_account
from tests.browser.phones import (
    BADGE,
    OUTBOX,
    Phone,
    Server,
    address,
    arrives,
    kept_lesson,
    press_read,
    until,
)
from tests.browser.waits import OUTBOX_IS_DONE, until_true
from tests.factories.records import make_cohort, make_enrolment, make_trainee

pytestmark = pytest.mark.browser

KNOWN = "Object.keys(localStorage).filter((key) => key.startsWith('phone:')).length"
TOLD = """Object.entries(localStorage).some(
  ([key, value]) => key.startsWith('phone:') && JSON.parse(value).told_at)"""


def heard(records: Session) -> list[tuple[str, int]]:
    """List the phones that the server heard of, with what stayed on each."""
    records.rollback()
    rows = records.execute(select(HeardPhone.number, HeardPhone.held).order_by(HeardPhone.id))
    return [(number, held) for number, held in rows]


def becomes(page: Page, records: Session, held: list[int]) -> list[str]:
    """Wait until the server knows of so many phones that hold so much; give their numbers."""
    until_true(page, lambda: [found for _, found in heard(records)] == held, f"never {held}")
    return [number for number, _ in heard(records)]


def sign_out(page: Page, button: str = "Se déconnecter") -> None:
    page.locator(".account summary").click()
    page.get_by_role("button", name="Se déconnecter", exact=True).click()
    if button != "Se déconnecter":
        page.get_by_role("button", name=button).click()
    page.wait_for_url("**/sign-in")


@pytest.fixture
def page(phone: Phone, apprentice: Trainee, lesson: Lesson) -> Page:
    """A lesson that the phone has kept."""
    found = kept_lesson(phone, lesson)
    until(found, TOLD)
    return found


def test_a_phone_greets_once_and_then_only_with_what_it_sends(
    phone: Phone, page: Page, records: Session
) -> None:
    [number] = becomes(page, records, [0])
    sent: list[str] = []
    phone.context.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    page.goto("/offline")
    expect(page.get_by_text("Tout est parti")).to_be_visible()
    expect(page.locator("[data-phone] [data-here]")).to_be_visible()
    page.goto("/curriculum/lessons/F0-01")
    page.evaluate(OUTBOX_IS_DONE)
    assert sent == []
    press_read(page)
    expect(page.get_by_text("C’est enregistré.")).to_be_visible()
    page.evaluate(OUTBOX_IS_DONE)
    assert len(sent) == 1
    assert becomes(page, records, [0]) == [number]


def test_what_is_entered_during_a_greeting_leaves_right_after_it(
    phone: Phone, line: Server, records: Session, apprentice: Trainee, lesson: Lesson
) -> None:
    greeted, over = threading.Semaphore(0), threading.Event()

    def hold() -> None:
        if request.path == "/offline/outbox" and not request.get_json()["entries"]:
            greeted.release()
            over.wait(20)

    line.app.before_request_funcs[None].insert(0, hold)
    page = phone.sign_in("aicha@ecole.example")
    assert greeted.acquire(timeout=15)
    page.goto(address(lesson))
    assert greeted.acquire(timeout=15)
    press_read(page)
    expect(page.locator(BADGE)).to_contain_text("1 saisie en attente")
    over.set()
    arrives(page, records, lesson)


def test_what_the_server_refused_is_said_to_stay(
    page: Page, records: Session, lesson: Lesson
) -> None:
    lesson.reference = "ELSEWHERE"
    records.commit()
    press_read(page)
    expect(page.get_by_role("alert")).to_be_visible()
    becomes(page, records, [1])
    page.goto("/offline")
    page.locator("summary", has_text="Jeter").click()
    page.get_by_role("button", name="Jeter la saisie").click()
    expect(page.get_by_text("Tout est parti")).to_be_visible()
    page.goto("/curriculum")
    becomes(page, records, [0])


def test_signing_out_ends_the_number(phone: Phone, page: Page, records: Session) -> None:
    [before] = becomes(page, records, [0])
    sign_out(page)
    assert page.evaluate(KNOWN) == 0
    becomes(page, records, [])
    page = phone.sign_in("aicha@ecole.example")
    [after] = becomes(page, records, [0])
    assert after != before


def test_what_is_kept_keeps_its_number(phone: Phone, page: Page, records: Session) -> None:
    [before] = becomes(page, records, [0])
    phone.context.route(OUTBOX, lambda route: route.abort())
    press_read(page)
    expect(page.locator(BADGE)).to_contain_text("1 saisie en attente")
    sign_out(page, "Les garder et se déconnecter")
    phone.context.unroute(OUTBOX)
    page = phone.sign_in("aicha@ecole.example")
    page.goto("/offline")
    expect(page.get_by_text("Tout est parti")).to_be_visible()
    assert becomes(page, records, [0]) == [before]


def test_without_network_nobody_greets(
    phone: Phone, line: Server, page: Page, records: Session
) -> None:
    becomes(page, records, [0])
    page.evaluate("Object.keys(localStorage).forEach((key) => localStorage.removeItem(key))")
    line.stop()
    page.goto("/offline")
    expect(page.get_by_text(re.compile("Copie du"))).to_be_visible()
    expect(page.locator(BADGE)).to_be_hidden()
    line.start()
    page.goto("/offline")
    until(page, TOLD)
    assert len(heard(records)) == 2


def test_a_browser_that_stores_nothing_sends_nevertheless(
    phone: Phone, page: Page, records: Session
) -> None:
    phone.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } });"
    )
    before = heard(records)
    page.goto("/curriculum/lessons/F0-01")
    press_read(page)
    expect(page.get_by_text("C’est enregistré.")).to_be_visible()
    assert heard(records) == before


def test_two_people_on_one_phone_have_two_numbers(
    phone: Phone, page: Page, records: Session
) -> None:
    other = make_trainee(records)
    make_enrolment(records, make_cohort(records), other)
    give_account(records, other.id, "Bio Kossi", "bio@ecole.example")
    phone.context.clear_cookies()
    page = phone.sign_in("bio@ecole.example")
    first, second = becomes(page, records, [0, 0])
    assert first != second
