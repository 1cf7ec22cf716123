"""A visit written down where there is no network, and what a colleague wrote meanwhile."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts import operations
from school.accounts.models import Staff
from school.core.clock import today
from school.offline.models import OutboxReceipt
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from school.visits.models import Visit
from tests.browser.actors import PASSWORD, Actor
from tests.browser.phones import BADGE, SAYS, Phone, Server, until
from tests.browser.waits import KEPT_WHOLE
from tests.factories.records import (
    make_cohort,
    make_enrolment,
    make_placement,
    make_school,
    make_staff,
    make_visit,
)

pytestmark = pytest.mark.browser

TRAINER = "formateur@ecole.example"
WORDS = "Épissures propres."


@pytest.fixture
def trainer(records: Session) -> Staff:
    """A trainer who can sign in."""
    staff = make_staff(
        records, school=make_school(records), email=TRAINER, name="Rodrigue Ahouansou"
    )
    operations.set_password(records, operations.account_for_staff(records, staff), PASSWORD)
    return staff


@pytest.fixture
def placement(records: Session, trainer: Staff) -> Placement:
    """A placement under way, begun a month ago."""
    enrolment = make_enrolment(records, make_cohort(records, trainer.school))
    begun = today() - timedelta(days=30)
    return make_placement(
        records, enrolment, status=PlacementStatus.LIVE, starts_on=begun, ends_on=None
    )


@pytest.fixture
def visit(records: Session, trainer: Staff, placement: Placement) -> Visit:
    """A visit that the trainer has to make today."""
    found = make_visit(records, placement, planned_on=today(), trainer=trainer)
    records.commit()
    return found


@pytest.fixture
def page(phone: Phone, visit: Visit) -> Page:
    """The form of the visit, reached by the short list; the phone has kept both."""
    page = phone.sign_in(TRAINER)
    page.goto("/visits/mine")
    until(page, KEPT_WHOLE)
    page.locator(".turns .what a").first.click()
    opens(page)
    until(page, KEPT_WHOLE)
    return page


def opens(page: Page) -> None:
    """Wait for the form with its scripts: a link that is followed does not wait for them."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Noter la visite")
    page.wait_for_load_state()


def summary_of(records: Session, visit: Visit) -> str | None:
    records.rollback()
    records.refresh(visit)
    return visit.summary


def write(page: Page, words: str = WORDS) -> None:
    page.get_by_label("Ce qui s’est dit").fill(words)
    Actor(page).press("Enregistrer le compte rendu")


def arrives(page: Page, records: Session, visit: Visit, words: str = WORDS) -> None:
    expect(page.get_by_text("Tout est parti")).to_be_visible()
    assert summary_of(records, visit) == words
    assert len(list(records.scalars(select(OutboxReceipt)))) == 1


@pytest.mark.parametrize("cut", ["offline", "killed"])
def test_a_visit_without_network_arrives_once(
    phone: Phone, line: Server, page: Page, records: Session, visit: Visit, cut: str
) -> None:
    line.stop()
    phone.context.set_offline(cut == "offline")
    page.goto("/visits/mine")
    expect(page.get_by_text("Copie du")).to_be_visible()
    page.locator(".turns .what a").first.click()
    opens(page)
    expect(page.get_by_text("Copie du")).to_be_visible()
    write(page)
    expect(page.locator(SAYS)).to_contain_text("gardé sur ce téléphone")
    assert summary_of(records, visit) is None
    page = phone.close_and_open()
    page.goto(f"/visits/{visit.reference}/log")
    expect(page.get_by_role("button", name="Enregistrer le compte rendu")).to_be_hidden()
    page.goto("/offline")
    expect(page.locator("[data-entries=waiting] .what")).to_contain_text("Visite notée :")
    line.start()
    page.goto("/offline")
    arrives(page, records, visit)
    assert visit.done_on == today()
    # The form is forgotten a moment after the entry has left.
    until(page, f"caches.match('/visits/{visit.reference}/log').then((kept) => !kept)")
    line.stop()
    page.goto(f"/visits/{visit.reference}/log")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pas de réseau")


def test_a_colleague_was_quicker(
    phone: Phone, line: Server, page: Page, records: Session, visit: Visit
) -> None:
    line.stop()
    write(page)
    expect(page.locator(SAYS)).to_contain_text("gardé sur ce téléphone")
    page.goto("/visits/mine")
    visit.done_on, visit.summary = today(), "Le tuteur est content."
    records.commit()
    line.start()
    page.goto("/offline")
    expect(page.locator(BADGE)).to_contain_text("1 saisie refusée")
    page.get_by_role("link", name="Ouvrir et corriger").click()
    expect(page.get_by_role("alert")).to_contain_text("Le tuteur est content.")
    expect(page.get_by_label("Ce qui s’est dit")).to_have_value(WORDS)
    assert summary_of(records, visit) == "Le tuteur est content."
    write(page, "Le tuteur est content. Épissures propres.")
    expect(page.get_by_text("C’est enregistré.")).to_be_visible()
    expect(page.locator(BADGE)).to_be_hidden()
    assert summary_of(records, visit) == "Le tuteur est content. Épissures propres."


def test_an_odd_day_is_confirmed(page: Page, records: Session, visit: Visit) -> None:
    odd = today() - timedelta(days=60)
    box = page.get_by_label("J’ai vérifié")
    expect(box).to_be_hidden()
    page.get_by_label("Jour", exact=True).fill(odd.isoformat())
    write(page)
    expect(page.get_by_role("alert")).to_contain_text("en dehors du placement")
    assert summary_of(records, visit) is None
    box.check()
    write(page)
    expect(page.get_by_text("C’est enregistré.")).to_be_visible()
    assert summary_of(records, visit) == WORDS
    assert visit.done_on == odd


def test_a_copy_proposes_the_day_on_which_it_is_filled_in(
    phone: Phone, line: Server, page: Page
) -> None:
    line.stop()
    page.clock.set_fixed_time(f"{today() + timedelta(days=2)}T08:00:00+01:00")
    page.reload()
    expect(page.get_by_text("Copie du")).to_be_visible()
    proposed = (today() + timedelta(days=2)).isoformat()
    expect(page.get_by_label("Jour", exact=True)).to_have_value(proposed)
