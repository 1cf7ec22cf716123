"""A new version of the program: what an old one kept on the phone still leaves."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.cohorts.models import Trainee
from school.curriculum.lesson_models import Lesson
from school.offline import program, rules
from school.offline.models import OutboxReceipt
from tests.browser.phones import (
    BADGE,
    OUTBOX,
    Phone,
    Server,
    account_of,
    address,
    arrives,
    kept_lesson,
    press_read,
    read,
    until,
)
from tests.browser.waits import carries_entries

pytestmark = pytest.mark.browser

# How the first program with an outbox wrote its store; never to be changed with the program.
FIRST_STORE = """({account, entry}) => new Promise((done, fail) => {
  const request = indexedDB.open(`outbox-${account}`, 1);
  request.onupgradeneeded = () => {
    const store = request.result.createObjectStore(
      "entries", {keyPath: "place", autoIncrement: true});
    store.createIndex("uuid", "uuid", {unique: true});
  };
  request.onerror = () => fail(request.error);
  request.onsuccess = () => {
    const transaction = request.result.transaction("entries", "readwrite");
    transaction.objectStore("entries").add(entry);
    transaction.oncomplete = () => { request.result.close(); done(); };
  };
})"""


def test_an_entry_of_the_first_program_leaves_with_the_newest(
    phone: Phone, records: Session, apprentice: Trainee, lesson: Lesson
) -> None:
    page = phone.sign_in("aicha@ecole.example")
    account = account_of(page)
    page.goto("/static/0/img/favicon.svg")
    entry = {
        "format": 1,
        "uuid": "8f14e45f-ceea-4672-9b1d-3a5c0f6e2d11",
        "kind": "lesson.read",
        "target": f"{address(lesson)}/read",
        "fields": [],
        "saved_at": 1772442000000,
        "state": "waiting",
        "title": "Leçon lue",
        "page": address(lesson),
    }
    page.evaluate(FIRST_STORE, {"account": account, "entry": entry})
    page.goto("/curriculum")
    arrives(page, records, lesson)


def test_a_new_worker_takes_over_and_leaves_entries_and_copies(
    phone: Phone,
    records: Session,
    apprentice: Trainee,
    lesson: Lesson,
    line: Server,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = kept_lesson(phone, lesson)
    phone.context.set_offline(True)
    press_read(page)
    expect(page.locator(BADGE)).to_contain_text("1 saisie en attente")
    monkeypatch.setattr(program, "SHELL", (*program.SHELL, "css/practical.css"))
    phone.context.route(OUTBOX, lambda route: route.abort())
    phone.context.set_offline(False)
    page.goto("/offline")
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    until(page, "caches.open('assets').then((one) => one.keys())"
          ".then((all) => all.some((one) => one.url.endsWith('css/practical.css')))")  # fmt: skip
    expect(page.locator(BADGE)).to_contain_text("1 saisie en attente")
    line.stop()
    page.goto(address(lesson))
    expect(page.get_by_role("heading", level=1)).to_have_text("Le cœur de la fibre")
    line.start()
    phone.context.unroute(OUTBOX)
    page.goto("/curriculum")
    arrives(page, records, lesson)


def test_an_entry_that_is_too_new_for_the_server_waits_for_it(
    phone: Phone,
    records: Session,
    apprentice: Trainee,
    lesson: Lesson,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = kept_lesson(phone, lesson)
    with monkeypatch.context() as patched:
        patched.setattr(rules, "FORMAT", 0)
        with page.expect_response(lambda answer: carries_entries(answer.request)):
            press_read(page)
        expect(page.locator(BADGE)).to_contain_text("1 saisie en attente")
        assert read(records) == []
    page.goto("/curriculum")
    arrives(page, records, lesson)
    assert len(list(records.scalars(select(OutboxReceipt)))) == 1
