"""The form of an attempt under a thumb: the verdict while one types, the keys, the next person."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from school.accounts import operations
from school.cohorts.models import Enrolment
from school.core.clock import today
from school.placements.rules import PlacementStatus
from tests.browser.actors import PASSWORD, Actor
from tests.browser.conftest import LAPTOP, PHONE
from tests.factories.records import (
    make_assessment,
    make_cohort,
    make_enrolment,
    make_placement,
    make_school,
    make_staff,
    make_trainee,
    make_visit,
)

pytestmark = pytest.mark.browser

OpenBrowser = Callable[..., Page]


@pytest.fixture
def enrolments(records: Session) -> list[Enrolment]:
    """Two people of a cohort under way, whose trainer can sign in."""
    school = make_school(records)
    staff = make_staff(records, school=school, email="formateur@ecole.example")
    account = operations.account_for_staff(records, staff)
    operations.set_password(records, account, PASSWORD)
    start = today() - timedelta(days=60)
    cohort = make_cohort(records, school, starts_on=start, ends_on=start + timedelta(days=200))
    found = [
        make_enrolment(records, cohort, make_trainee(records, family_name=name))
        for name in ("Adjovi", "Bio")
    ]
    records.commit()
    return found


def trainer_in(page: Page) -> Page:
    Actor(page, "formateur@ecole.example").sign_in()
    return page


def form_of(enrolment: Enrolment, task: str) -> str:
    cohort, trainee = enrolment.cohort.reference, enrolment.trainee.reference
    return f"/practicals/new?cohort={cohort}&task={task}&trainee={trainee}"


def test_the_verdict_follows_what_is_typed(
    open_browser: OpenBrowser, enrolments: list[Enrolment]
) -> None:
    page = trainer_in(open_browser(PHONE))
    page.goto(form_of(enrolments[0], "PA-05"))
    live = page.locator("[data-live]")
    expect(live).to_be_hidden()
    page.locator("[name=measure-estimate-01]").focus()
    for _ in range(11):
        page.keyboard.type("0,04")
        page.keyboard.press("Enter")
    expect(live).to_contain_text("11 mesures sur 12")
    expect(live).to_contain_text("en cours")
    page.keyboard.type("0,05")
    expect(live).to_contain_text("moyenne 0,041")
    expect(live).to_have_attribute("data-verdict", "acquired")
    third = page.locator("[name=measure-estimate-03]")
    third.fill("0.14")
    expect(live).to_have_attribute("data-verdict", "notAcquired")
    third.fill("9")
    expect(live).to_have_attribute("data-verdict", "impossible")
    third.fill("")
    expect(live).to_have_attribute("data-verdict", "inProgress")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_same_again_for_the_next_person_in_one_tap(
    open_browser: OpenBrowser, enrolments: list[Enrolment], scripts: bool
) -> None:
    page = trainer_in(open_browser(PHONE, scripts=scripts))
    page.goto(form_of(enrolments[0], "PA-06"))
    page.get_by_label("Sécurité vérifiée").check()
    page.get_by_label("Perte d’insertion").fill("0,2")
    page.get_by_role("button", name="Enregistrer l’essai").click()
    page.get_by_role("link", name="Suivant").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(enrolments[1].trainee.full_name)
    expect(page.get_by_label("Perte d’insertion")).to_be_visible()
    expect(page.get_by_label("Perte d’insertion")).to_have_value("")


def test_what_was_typed_for_one_person_is_not_given_to_another(
    open_browser: OpenBrowser, enrolments: list[Enrolment]
) -> None:
    page = trainer_in(open_browser(PHONE))
    page.goto(form_of(enrolments[0], "PA-06"))
    page.get_by_label("Perte d’insertion").fill("0,2")
    page.goto(form_of(enrolments[1], "PA-06"))
    expect(page.get_by_label("Perte d’insertion")).to_have_value("")
    page.goto(form_of(enrolments[0], "PA-06"))
    expect(page.get_by_label("Perte d’insertion")).to_have_value("0,2")


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_no_page_has_a_fault_or_scrolls_sideways(
    open_browser: OpenBrowser,
    records: Session,
    enrolments: list[Enrolment],
    size: dict[str, int],
) -> None:
    attempt = make_assessment(records, enrolments[0], assessed_on=today(), recorded_on=today())
    placement = make_placement(records, enrolments[0], status=PlacementStatus.LIVE)
    visit = make_visit(records, placement, planned_on=today() - timedelta(days=2))
    records.commit()
    cohort = enrolments[0].cohort.reference
    page = trainer_in(open_browser(size))
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for address in (
        "/practicals",
        f"/practicals/new?cohort={cohort}",
        f"/practicals/new?cohort={cohort}&task=PA-05",
        form_of(enrolments[0], "PA-05"),
        f"/practicals/{attempt.reference}",
        f"/practicals/{attempt.reference}/correct",
        f"/practicals/grid/{cohort}",
        "/visits",
        "/visits/choose",
        f"/visits/new?placement={placement.reference}",
        f"/visits/{visit.reference}",
        f"/visits/{visit.reference}/log",
    ):
        page.goto(address)
        for summary in page.locator("main summary").all():
            summary.click()
        assert Axe().run(page).response["violations"] == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], address
    assert complaints == []
