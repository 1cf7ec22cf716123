"""A roll call taken where there is no network, and what a colleague noted meanwhile."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts import operations
from school.accounts.models import Account, Staff
from school.cohorts.models import Attendance, Cohort, Enrolment
from school.cohorts.rules import AttendanceState
from school.core.clock import today
from school.offline.models import OutboxReceipt
from tests.browser.actors import PASSWORD
from tests.browser.phones import BADGE, OUTBOX, SAYS, Phone, Server, enter, until
from tests.browser.waits import KEPT_WHOLE, carries_entries
from tests.factories.records import make_cohort, make_enrolment, make_school, make_staff

pytestmark = pytest.mark.browser

TRAINER = "formateur@ecole.example"
NEW_PASSWORD = PASSWORD + " neuve"


@pytest.fixture
def trainer(records: Session) -> Staff:
    """A trainer who can sign in."""
    staff = make_staff(
        records, school=make_school(records), email=TRAINER, name="Rodrigue Ahouansou"
    )
    operations.set_password(records, operations.account_for_staff(records, staff), PASSWORD)
    return staff


@pytest.fixture
def cohort(records: Session, trainer: Staff) -> Cohort:
    """A cohort of the trainer's school with two people in training today."""
    found = make_cohort(records, trainer.school, ends_on=None)
    for _ in range(2):
        make_enrolment(records, found)
    records.commit()
    return found


@pytest.fixture
def page(phone: Phone, cohort: Cohort) -> Page:
    """The roll call of this morning, which the phone has kept."""
    page = phone.sign_in(TRAINER)
    day = today().isoformat()
    page.goto(f"/cohorts/{cohort.reference}/attendance?date={day}&half_day=morning")
    until(page, KEPT_WHOLE)
    # The page of what waits is brought a moment later.
    until(page, "caches.match('/offline').then(Boolean)")
    return page


def states(records: Session) -> list[AttendanceState]:
    records.rollback()
    return list(records.scalars(select(Attendance.state).order_by(Attendance.state)))


def call(page: Page) -> None:
    """Note that the first person is absent, and save."""
    page.locator(".roll [value=absent]").first.check()
    page.get_by_role("button", name="Enregistrer l’appel").click()


def arrives(page: Page, records: Session) -> None:
    expect(page.get_by_text("Tout est parti")).to_be_visible()
    assert states(records) == [AttendanceState.ABSENT, AttendanceState.PRESENT]
    assert len(list(records.scalars(select(OutboxReceipt)))) == 1


@pytest.mark.parametrize("cut", ["offline", "killed"])
def test_a_roll_call_without_network_arrives_once(
    phone: Phone, line: Server, page: Page, records: Session, cut: str
) -> None:
    line.stop()
    phone.context.set_offline(cut == "offline")
    page.reload()
    expect(page.get_by_text("Copie du")).to_be_visible()
    call(page)
    expect(page.locator(SAYS)).to_contain_text("gardé sur ce téléphone")
    assert states(records) == []
    page = phone.close_and_open()
    page.goto("/offline")
    expect(page.locator("[data-entries=waiting] .what")).to_contain_text("Appel du")
    line.start()
    page.goto("/offline")
    arrives(page, records)


def test_a_session_that_ended_meanwhile_is_opened_again_and_the_roll_call_leaves_once(
    phone: Phone, page: Page, records: Session, trainer: Staff
) -> None:
    phone.context.set_offline(True)
    call(page)
    expect(page.locator(SAYS)).to_contain_text("gardé sur ce téléphone")
    account = records.scalars(select(Account).where(Account.staff_id == trainer.id)).one()
    operations.set_password(records, account, NEW_PASSWORD)
    records.commit()
    phone.context.set_offline(False)
    expect(page.locator(BADGE)).to_contain_text("Connectez-vous de nouveau")
    expect(page.locator(BADGE)).to_contain_text("1 saisie en attente")
    page.locator(BADGE).get_by_role("link", name="Se connecter").click()
    enter(page, TRAINER, NEW_PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("Envois")
    arrives(page, records)


@pytest.mark.parametrize(
    ("status", "kind", "body"),
    [(401, "text/html", "<form>Connectez-vous</form>"), (500, "text/html", "<h1>Oups</h1>"),
     (200, "application/json", '{"account":'), (200, "text/html", "<form>Connectez-vous</form>")],
    ids=["401", "500", "half a body", "a page"],
)  # fmt: skip
def test_a_roll_call_outlives_nonsense(
    phone: Phone, page: Page, records: Session, status: int, kind: str, body: str
) -> None:
    phone.context.route(
        OUTBOX, lambda route: route.fulfill(status=status, content_type=kind, body=body)
    )
    with page.expect_response(lambda answer: carries_entries(answer.request)):
        call(page)
    expect(page.locator(BADGE)).to_contain_text("1 saisie en attente")
    assert states(records) == []
    phone.context.unroute(OUTBOX)
    page.goto("/offline")
    arrives(page, records)


def test_a_roll_call_of_somebody_who_has_left_is_told(
    phone: Phone, page: Page, records: Session, cohort: Cohort
) -> None:
    phone.context.set_offline(True)
    call(page)
    expect(page.locator(SAYS)).to_contain_text("gardé sur ce téléphone")
    for enrolment in records.scalars(select(Enrolment).where(Enrolment.cohort_id == cohort.id)):
        enrolment.withdrawn_on = cohort.starts_on
    records.commit()
    phone.context.set_offline(False)
    expect(page.get_by_role("alert")).to_contain_text("n’est plus en formation")
    expect(page.locator(BADGE)).to_contain_text("1 saisie refusée")
    assert states(records) == []
