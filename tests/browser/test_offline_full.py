"""A phone without room: the person is told, what was typed stays, and the network still serves."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Trainee
from school.curriculum.lesson_models import Lesson
from school.offline.models import OutboxReceipt
from tests.browser.phones import (
    BADGE,
    OUTBOX,
    SAYS,
    Phone,
    address,
    arrives,
    fill_disk,
    kept_lesson,
    press_read,
    read,
    refuse_writing,
)

pytestmark = pytest.mark.browser

FULL = "n’a plus de place"
QUIZ = "/quizzes/modules/F0/attempt"


def test_a_full_phone_sends_at_once_what_it_cannot_keep(
    phone: Phone, records: Session, apprentice: Trainee, lesson: Lesson
) -> None:
    page = kept_lesson(phone, lesson)
    fill_disk(phone)
    refuse_writing(page)
    press_read(page)
    expect(page.get_by_text("C’est enregistré.")).to_be_visible()
    arrives(page, records, lesson)


def test_a_full_phone_without_network_says_so_and_keeps_the_page(
    phone: Phone, records: Session, apprentice: Trainee, lesson: Lesson
) -> None:
    page = kept_lesson(phone, lesson)
    page.goto(QUIZ)
    first = page.locator("[data-question] input[type=text]").first
    fill_disk(phone)
    refuse_writing(page)
    first.fill("12,5")
    phone.context.set_offline(True)
    page.get_by_role("button", name="Envoyer mes réponses").click()
    expect(page.get_by_role("alert")).to_contain_text(FULL)
    expect(first).to_have_value("12,5")
    expect(page.locator(BADGE)).to_be_hidden()
    phone.context.set_offline(False)
    page.get_by_role("button", name="Envoyer mes réponses").click()
    expect(page.get_by_text("C’est enregistré.")).to_be_visible()
    assert len(list(records.scalars(select(OutboxReceipt)))) == 1


def test_a_full_phone_sends_once_although_the_answer_was_lost(
    phone: Phone, records: Session, apprentice: Trainee, lesson: Lesson
) -> None:
    page = kept_lesson(phone, lesson)
    fill_disk(phone)
    refuse_writing(page)
    phone.context.route(OUTBOX, lambda route: route.fetch() and route.abort())
    press_read(page)
    expect(page.locator(SAYS)).to_contain_text(FULL)
    phone.context.unroute(OUTBOX)
    press_read(page)
    arrives(page, records, lesson)
    assert len(list(records.scalars(select(OutboxReceipt)))) == 1


def test_a_full_phone_still_shows_what_the_network_brings(
    phone: Phone, records: Session, apprentice: Trainee, lesson: Lesson
) -> None:
    page = phone.sign_in("aicha@ecole.example")
    page.evaluate("caches.delete('whose')")
    fill_disk(phone)
    refuse_writing(page)
    page.goto(address(lesson))
    expect(page.get_by_role("heading", level=1)).to_have_text("Le cœur de la fibre")
    expect(page.get_by_text("Copie du")).to_have_count(0)


def test_a_module_that_finds_no_room_says_so(
    phone: Phone, apprentice: Trainee, lesson: Lesson
) -> None:
    page = phone.sign_in("aicha@ecole.example")
    page.goto("/curriculum/modules/F0")
    expect(page.locator("[data-carry-size]")).to_contain_text("ko")
    fill_disk(phone)
    refuse_writing(page)
    page.get_by_role("button", name="Emporter ce module").click()
    expect(page.locator("[data-carry-says]")).to_contain_text(FULL)
    expect(page.get_by_role("button", name="Emporter ce module")).to_be_enabled()


def test_what_waited_before_the_phone_was_full_still_leaves(
    phone: Phone, records: Session, apprentice: Trainee, lesson: Lesson
) -> None:
    page = kept_lesson(phone, lesson)
    phone.context.set_offline(True)
    press_read(page)
    expect(page.locator(BADGE)).to_contain_text("1 saisie en attente")
    fill_disk(phone)
    refuse_writing(page)
    phone.context.set_offline(False)
    arrives(page, records, lesson)
    assert read(records) == [lesson.reference]
