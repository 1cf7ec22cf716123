"""A phone whose clock is wrong by a year: what is entered is kept, and no wrong day goes unsaid."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts import operations
from school.cohorts.models import Enrolment
from school.core.clock import today
from school.practicals.sheet_models import PracticalSheet
from tests.browser.actors import PASSWORD
from tests.browser.gates import answer
from tests.browser.phones import BADGE, SAYS, Phone, until
from tests.browser.waits import KEPT_WHOLE
from tests.factories.records import make_cohort, make_enrolment, make_school, make_staff

pytestmark = pytest.mark.browser

TRAINER = "formateur@ecole.example"
YEAR = timedelta(days=365)


@pytest.fixture
def person(records: Session) -> Enrolment:
    """Somebody who has been in training for a month, and whose trainer can sign in."""
    school = make_school(records)
    staff = make_staff(records, school=school, email=TRAINER)
    operations.set_password(records, operations.account_for_staff(records, staff), PASSWORD)
    cohort = make_cohort(records, school, starts_on=today() - timedelta(days=30), ends_on=None)
    found = make_enrolment(records, cohort)
    records.commit()
    return found


def sheets(records: Session) -> list[PracticalSheet]:
    records.rollback()
    return list(records.scalars(select(PracticalSheet)))


def form_of(person: Enrolment) -> str:
    """Give the one page of the task, in which the person is still to be chosen."""
    return f"/practicals/new?cohort={person.cohort.reference}&task=PA-06&trainee="


def fill(page: Page) -> None:
    answer(page)
    page.locator("[name=measure-loss]").fill("0,2")


def sign(page: Page) -> None:
    page.get_by_role("button", name="Signer l’essai").click()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [(YEAR, "Ce jour n’est pas encore venu"), (-YEAR, "n’était pas inscrite")],
    ids=["a year ahead", "a year behind"],
)
def test_a_wrong_clock_loses_nothing_and_its_day_is_told(
    phone: Phone, records: Session, person: Enrolment, wrong: timedelta, words: str
) -> None:
    page = phone.sign_in(TRAINER)
    page.goto(form_of(person))
    until(page, KEPT_WHOLE)
    phone.context.clock.set_fixed_time(datetime.now(UTC) + wrong)
    phone.context.set_offline(True)
    page.goto(form_of(person) + person.trainee.reference)
    expect(page.locator("[name=assessed_on]")).to_have_value((today() + wrong).isoformat())
    fill(page)
    sign(page)
    expect(page.locator(SAYS)).to_contain_text("gardé sur ce téléphone")
    phone.context.set_offline(False)
    expect(page.locator(BADGE)).to_contain_text("1 saisie refusée")
    assert sheets(records) == []
    page.goto("/offline")
    page.get_by_role("link", name="Ouvrir et corriger").click()
    expect(page.locator(SAYS)).to_contain_text(words)
    expect(page.locator("[name=measure-loss]")).to_have_value("0,2")
    mend(page)
    expect(page.get_by_text("C’est enregistré.")).to_be_visible()
    [sheet] = sheets(records)
    assert sheet.assessed_on == today()


def mend(page: Page) -> None:
    """Put the day right, and sign again."""
    day = page.locator("[name=assessed_on]")
    if not day.is_visible():
        page.locator("details:has([name=assessed_on]) > summary").click()
    day.fill(today().isoformat())
    sign(page)
