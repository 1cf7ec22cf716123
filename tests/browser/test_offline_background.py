"""A phone whose pages are all closed: what waits leaves when the line comes back, by the worker."""

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from school.cohorts.models import Trainee
from school.curriculum.lesson_models import Lesson
from tests.browser.background import Background
from tests.browser.phones import (
    BADGE,
    SAYS,
    Phone,
    Server,
    account_of,
    address,
    arrives,
    kept_lesson,
    press_read,
    read,
)
from tests.browser.waits import count_sendings, until_true

pytestmark = pytest.mark.browser

BLANK = "about:blank"


def kept_with_pages_closed(phone: Phone, line: Server, lesson: Lesson) -> Background:
    """Mark a lesson as read without network, and close every page."""
    page = kept_lesson(phone, lesson)
    account = account_of(page)
    line.stop()
    page.goto(address(lesson))
    press_read(page)
    expect(page.locator(SAYS)).to_contain_text("tout seul au retour du réseau")
    return Background(phone, f"outbox-{account}")


def test_what_waits_leaves_while_no_page_is_open(
    phone: Phone, line: Server, app: Flask, records: Session, apprentice: Trainee, lesson: Lesson
) -> None:
    sendings = count_sendings(app)
    closed = kept_with_pages_closed(phone, line, lesson)
    assert read(records) == []
    line.start()
    closed.wake()
    until_true(closed.page, lambda: read(records) == [lesson.reference], "nothing arrived")
    assert [one.url for one in phone.context.pages] == [BLANK]
    closed.page.goto("/offline")
    expect(closed.page.get_by_text("Tout est parti")).to_be_visible()
    assert sum(sendings) == 1
    arrives(closed.page, records, lesson)


def test_a_session_that_ended_meanwhile_is_said_by_the_next_page(
    phone: Phone, line: Server, app: Flask, records: Session, apprentice: Trainee, lesson: Lesson
) -> None:
    closed = kept_with_pages_closed(phone, line, lesson)
    phone.context.clear_cookies()
    sendings = count_sendings(app)
    line.start()
    closed.wake()
    until_true(closed.page, lambda: bool(sendings), "nothing was sent")
    line.stop()
    closed.page.goto("/offline")
    expect(closed.page.locator(BADGE)).to_contain_text("Connectez-vous de nouveau")
    assert read(records) == []
