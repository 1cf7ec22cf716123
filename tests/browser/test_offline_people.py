"""Who uses a phone: signing out, somebody else, a session that ended while there was no network."""

import re
import threading

import pytest
from flask import Response, after_this_request, request
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts import operations
from school.accounts.models import Account
from school.cohorts.models import Trainee
from school.curriculum.lesson_models import Lesson
from school.offline.models import OutboxReceipt
from tests.browser.actors import PASSWORD, give_account
from tests.browser.phones import (
    BADGE,
    OUTBOX,
    SAYS,
    Phone,
    Server,
    account_of,
    address,
    arrives,
    enter,
    kept_lesson,
    press_read,
    read,
)
from tests.factories.records import make_cohort, make_enrolment, make_trainee

pytestmark = pytest.mark.browser

NEW_PASSWORD = PASSWORD + " neuve"
QUIZ = "/quizzes/modules/F0/attempt"
FIRST_QUESTION = "[data-question] input[type=text]"


def sign_out(page: Page) -> None:
    page.locator(".account summary").click()
    page.get_by_role("button", name="Se déconnecter", exact=True).click()


def end_sessions(records: Session, apprentice: Trainee) -> None:
    """Change the password elsewhere, which ends the sessions of every phone."""
    records.rollback()
    account = records.scalars(select(Account).where(Account.trainee_id == apprentice.id)).one()
    operations.set_password(records, account, NEW_PASSWORD)
    records.commit()


def nothing_waits(page: Page) -> None:
    page.goto("/offline")
    expect(page.get_by_text("Tout est parti")).to_be_visible()


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
    sign_out(page)
    expect(page.get_by_text("1 saisie n’a pas quitté ce téléphone.")).to_be_visible()
    page.get_by_role("button", name=choice).click()
    page.wait_for_url("**/sign-in")
    assert phone.names_of_copies() == []
    phone.context.unroute(OUTBOX)
    page = phone.sign_in("aicha@ecole.example")
    if choice.startswith("Les garder"):
        arrives(page, records, lesson)
    nothing_waits(page)
    assert len(read(records)) == choice.startswith("Les garder")


def test_signing_out_without_network_wipes_and_says_what_is_left(
    phone: Phone, apprentice: Trainee, lesson: Lesson
) -> None:
    page = kept_lesson(phone, lesson)
    phone.context.set_offline(True)
    sign_out(page)
    expect(page.get_by_role("alert")).to_contain_text("la session elle-même reste ouverte")
    assert phone.names_of_copies() == []
    phone.context.set_offline(False)
    page.get_by_role("button", name="Se déconnecter", exact=True).click()
    page.wait_for_url("**/sign-in")


@pytest.mark.parametrize("under_way", ["/offline", "/curriculum/lessons/F0-01"])
def test_a_copy_under_way_does_not_come_back_after_signing_out(
    phone: Phone, line: Server, apprentice: Trainee, under_way: str
) -> None:
    asked, leaving, answered = (threading.Event() for _ in range(3))

    def has_answered(response: Response) -> Response:
        response.call_on_close(answered.set)
        return response

    def hold() -> None:
        """Answer with the page only once its reader has left, and before the leaving is over."""
        if request.path == under_way:
            after_this_request(has_answered)
            asked.set()
            leaving.wait(20)
        elif request.path == "/sign-out":
            leaving.set()
            answered.wait(20)

    line.app.before_request_funcs[None].insert(0, hold)
    page = phone.sign_in("aicha@ecole.example")
    if under_way != "/offline":
        page.goto("/curriculum/modules/F0")
        page.get_by_role("button", name="Emporter ce module").click()
    assert asked.wait(15)
    sign_out(page)
    page.wait_for_url("**/sign-in")
    assert phone.names_of_copies() == []


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
    end_sessions(records, apprentice)
    phone.context.set_offline(False)
    page = phone.sign_in("bio@ecole.example")
    nothing_waits(page)
    expect(page.locator(BADGE)).to_be_hidden()
    assert read(records) == []
    line.stop()
    page.goto(address(lesson))
    expect(page.get_by_role("heading", level=1)).to_have_text("Pas de réseau")
    line.start()
    page.goto("/sign-in")
    enter(page, "aicha@ecole.example", NEW_PASSWORD)
    expect(page).to_have_url(re.compile(r"/$"))
    arrives(page, records, lesson)


@pytest.mark.parametrize("who", ["aicha@ecole.example", "bio@ecole.example"])
def test_what_was_typed_when_a_session_ended_comes_back_to_its_own_person_alone(
    phone: Phone, records: Session, apprentice: Trainee, lesson: Lesson, who: str
) -> None:
    other = make_trainee(records)
    make_enrolment(records, make_cohort(records, ends_on=None), other)
    give_account(records, other.id, "Bio Kossi", "bio@ecole.example")
    page = phone.sign_in("aicha@ecole.example")
    page.goto(QUIZ)
    page.locator(FIRST_QUESTION).first.fill("12,5")
    end_sessions(records, apprentice)
    is_own = who.startswith("aicha")
    page = phone.sign_in(who, NEW_PASSWORD if is_own else PASSWORD)
    page.goto(QUIZ)
    expect(page.locator(FIRST_QUESTION).first).to_have_value("12,5" if is_own else "")
    expect(page.get_by_text("a été reprise")).to_have_count(int(is_own))
    names = page.evaluate("indexedDB.databases().then((all) => all.map(({ name }) => name))")
    own = f"drafts-{account_of(page)}"
    assert [name for name in names if name.startswith("drafts-")] == [own]


def test_a_session_that_ended_without_network_is_asked_for_and_the_entry_leaves_once(
    phone: Phone, records: Session, apprentice: Trainee, lesson: Lesson
) -> None:
    page = kept_lesson(phone, lesson)
    phone.context.set_offline(True)
    press_read(page)
    expect(page.locator(SAYS)).to_contain_text("gardé sur ce téléphone")
    end_sessions(records, apprentice)
    phone.context.set_offline(False)
    expect(page.locator(BADGE)).to_contain_text("Connectez-vous de nouveau")
    expect(page.locator(BADGE)).to_contain_text("1 saisie en attente")
    assert read(records) == []
    page.locator(BADGE).get_by_role("link", name="Se connecter").click()
    expect(page).to_have_url(re.compile("/sign-in"))
    enter(page, "aicha@ecole.example", NEW_PASSWORD)
    arrives(page, records, lesson)
    nothing_waits(page)
    assert len(list(records.scalars(select(OutboxReceipt)))) == 1
