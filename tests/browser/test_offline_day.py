"""A trainer's day on a phone: brought by one visit, used without network, gone with its trainer."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.accounts import operations
from school.accounts.models import Staff
from school.cohorts.models import Cohort, Enrolment
from school.core.clock import today
from school.offline import day_pages
from school.practicals.sheet_models import PracticalSheet
from tests.browser.actors import PASSWORD
from tests.browser.gates import answer
from tests.browser.phones import KEPT, Phone, Server, until
from tests.browser.waits import DAY_IS_DONE
from tests.factories.lessons import newest_version_id
from tests.factories.practicals import make_equipment
from tests.factories.records import (
    make_assessment,
    make_cohort,
    make_enrolment,
    make_school,
    make_staff,
    make_trainee,
    task_of,
)

pytestmark = pytest.mark.browser

TRAINER = "formateur@ecole.example"
COLLEAGUE = "collegue@ecole.example"
READY = re.compile("Ce téléphone est prêt pour aujourd’hui")
SAYS = "[data-day-says]"
PERSON = "Personne évaluée"
THEN_NEXT = "Signer, puis le suivant"
COPIES = """caches.keys().then((names) => Promise.all(
  names.filter((one) => one.startsWith("pages-"))
    .map((one) => caches.open(one).then((store) => store.keys()))
)).then((found) => found.flat().map(({ url }) => url))"""


@pytest.fixture
def trainer(records: Session) -> Staff:
    """A trainer who can sign in, and a colleague of theirs."""
    school = make_school(records)
    people = [make_staff(records, school=school, email=one) for one in (TRAINER, COLLEAGUE)]
    for one in people:
        operations.set_password(records, operations.account_for_staff(records, one), PASSWORD)
    return people[0]


@pytest.fixture
def enrolments(records: Session, trainer: Staff) -> list[Enrolment]:
    """Three people of a cohort under way, one of whom has failed PA-06 last week."""
    start = today() - timedelta(days=60)
    cohort = make_cohort(
        records, trainer.school, starts_on=start, ends_on=start + timedelta(days=200),
        curriculum_version_id=newest_version_id(records),
    )  # fmt: skip
    found = [
        make_enrolment(records, cohort, make_trainee(records, family_name=name))
        for name in ("Adjovi", "Bio", "Codjo")
    ]
    make_equipment(records, cohort.school, serial="SN-1")
    make_assessment(
        records, found[1], task=task_of(records, "PA-06"), verdict="not_acquired",
        trainer_id=trainer.id, assessed_on=today() - timedelta(days=7),
        recorded_on=today() - timedelta(days=7),
    )  # fmt: skip
    records.commit()
    return found


@pytest.fixture
def cohort(enrolments: list[Enrolment]) -> Cohort:
    """The cohort that trains."""
    return enrolments[0].cohort


def ready(phone: Phone, identifier: str = TRAINER) -> Page:
    """Sign in, which leads to the first page, and wait until the day is on the phone."""
    page = phone.sign_in(identifier)
    expect(page.locator(SAYS)).to_contain_text(READY)
    until(page, KEPT)
    return page


def form_of(cohort: Cohort, trainee: str = "") -> str:
    return f"/practicals/new?cohort={cohort.reference}&task=PA-06&trainee={trainee}"


def measure(page: Page, value: str) -> None:
    """Answer that all is safe, and enter the loss of a splice."""
    answer(page)
    page.get_by_label("Perte d’insertion").fill(value)


def test_one_visit_is_enough_for_the_whole_way_to_a_form(
    phone: Phone, line: Server, cohort: Cohort, enrolments: list[Enrolment]
) -> None:
    page = ready(phone)
    expect(page.locator(SAYS)).to_contain_text(
        re.compile(r"1 promotion, 10 tâches, copie de \d+\sh\s\d\d\.")
    )
    line.stop()
    page = phone.close_and_open()
    page.goto("/")
    expect(page.get_by_text(re.compile("Copie du"))).to_be_visible()
    page.get_by_role("link", name="Noter une pratique").first.click()
    page.get_by_role("link", name=re.compile("PA-06")).first.click()
    person = page.get_by_label(PERSON)
    expect(person).to_have_value("")
    person.select_option(enrolments[1].trainee.reference)
    expect(page.locator("[data-stands]")).to_have_text("essai 2 sur 3 · non acquis")
    measure(page, "0,42")
    expect(page.locator("[data-live]")).to_have_attribute("data-verdict", "not_acquired")
    page.get_by_label("Perte d’insertion").fill("0,2")
    expect(page.locator("[data-live]")).to_have_attribute("data-verdict", "acquired")


def test_the_same_again_without_network_is_one_tap_for_each_person(
    phone: Phone, line: Server, records: Session, cohort: Cohort, enrolments: list[Enrolment]
) -> None:
    page = ready(phone)
    line.stop()
    first, second, third = (one.trainee for one in enrolments)
    page.goto(form_of(cohort, first.reference))
    measure(page, "0,2")
    page.locator("summary", has_text="Jour, remarque, autre verdict").click()
    page.get_by_label("Remarque").fill("Bon geste")
    page.locator("summary", has_text="Matériel").click()
    page.get_by_label("SN-1").check()
    page.get_by_role("button", name=THEN_NEXT).click()
    is_ready_for_the_next(page, second.reference)
    measure(page, "0,1")
    page.get_by_role("button", name=THEN_NEXT).click()
    expect(page.get_by_label(PERSON)).to_have_value(third.reference)
    expect(page.locator("[data-offline]")).to_contain_text("2 saisies en attente")
    page.reload()
    expect(page.get_by_label(PERSON)).to_have_value(third.reference)
    option = page.get_by_label(PERSON).locator(f"[value={first.reference}]")
    expect(option).to_have_text(re.compile("essai 2 sur 3 · pas encore envoyé"))
    measure(page, "0,25")
    page.get_by_role("button", name=THEN_NEXT).click()
    expect(page.get_by_text("C’est gardé sur ce téléphone")).to_be_visible()
    line.start()
    page.goto("/offline")
    expect(page.get_by_text("Tout est parti")).to_be_visible()
    records.rollback()
    made = records.scalars(select(PracticalSheet).order_by(PracticalSheet.id)).all()
    assert [one.trainee_id for one in made] == [first.id, second.id, third.id]
    assert [one.note for one in made] == ["Bon geste", None, None]
    assert [[piece.serial for piece in one.said.equipment] for one in made] == [["SN-1"]] * 3
    assert [one.attempt for one in made] == [1, 2, 1]


def is_ready_for_the_next(page: Page, reference: str) -> None:
    """Check that the form is another person's, empty but for the equipment."""
    expect(page.get_by_label(PERSON)).to_have_value(reference)
    expect(page.locator("[data-went-on]")).to_contain_text("gardé sur ce téléphone")
    expect(page.locator("[data-stands]")).to_contain_text("essai 2 sur 3")
    expect(page.get_by_label("Perte d’insertion")).to_have_value("")
    expect(page.get_by_label("Remarque")).to_have_value("")
    expect(page.get_by_label("SN-1")).to_be_checked()
    assert page.locator("[data-gate] :checked").count() == 0
    assert page.evaluate("document.activeElement.closest('[data-gate]') !== null")


def test_one_attempt_too_many_is_confirmed_before_it_waits(
    phone: Phone, line: Server, records: Session, cohort: Cohort, enrolments: list[Enrolment]
) -> None:
    for _ in range(2):
        make_assessment(
            records, enrolments[1], task=task_of(records, "PA-06"), verdict="not_acquired",
            assessed_on=today() - timedelta(days=1), recorded_on=today() - timedelta(days=1),
        )  # fmt: skip
    records.commit()
    page = ready(phone)
    line.stop()
    page.goto(form_of(cohort))
    confirm = page.get_by_label("J’ai vérifié, continuer quand même")
    expect(confirm).to_be_hidden()
    page.get_by_label(PERSON).select_option(enrolments[1].trainee.reference)
    expect(page.locator("[data-stands]")).to_contain_text("essai 4, la tâche en prévoit 3")
    expect(page.locator("[data-stands] + [data-confirms]")).to_be_visible()
    confirm.check()
    measure(page, "0,2")
    page.get_by_role("button", name="Signer l’essai").click()
    expect(page.get_by_text("C’est gardé sur ce téléphone")).to_be_visible()
    line.start()
    page.goto("/offline")
    expect(page.get_by_text("Tout est parti")).to_be_visible()
    records.rollback()
    [made] = records.scalars(select(PracticalSheet))
    assert made.attempt == 4


def test_a_link_to_somebody_opens_the_copy_of_everybody_on_them(
    phone: Phone, line: Server, cohort: Cohort, enrolments: list[Enrolment]
) -> None:
    page = ready(phone)
    line.stop()
    third = enrolments[2].trainee.reference
    page.goto(form_of(cohort, third) + "&like=A-1")
    expect(page.get_by_label(PERSON)).to_have_value(third)
    expect(page.get_by_label("Jour de l’essai")).to_have_value(today().isoformat())
    page.goto(f"/practicals/new?cohort={cohort.reference}&task=PA-06")
    expect(page.get_by_label(PERSON)).to_have_value("")


def test_a_page_that_is_not_here_says_what_is(phone: Phone, line: Server, cohort: Cohort) -> None:
    page = ready(phone)
    line.stop()
    page.goto(f"/practicals/new?cohort={cohort.reference}&task=PA-05&trainee=")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pas de réseau")
    here = page.locator("[data-here]")
    here.get_by_role("link", name=re.compile("^PA-06")).click()
    expect(page.get_by_label(PERSON)).to_be_visible()


def test_only_what_has_changed_comes_again(
    phone: Phone, records: Session, cohort: Cohort, enrolments: list[Enrolment]
) -> None:
    page = ready(phone)
    asked: list[str] = []
    phone.context.on("request", lambda one: asked.append(one.url))
    with page.expect_response("**/offline/day"):
        page.reload()
    until(page, DAY_IS_DONE)
    assert [one for one in asked if "/practicals/new" in one] == []
    enrolments[0].withdrawn_on = today() - timedelta(days=1)
    records.commit()
    with page.expect_response("**/practicals/new?cohort=*&task=PA-06&trainee="):
        page.reload()
    expect(page.locator("[data-day] progress")).to_be_hidden()
    phone.context.set_offline(True)
    page.goto(form_of(cohort))
    expect(page.get_by_label(PERSON).locator("option")).to_have_count(3)


def test_the_copies_go_with_their_trainer(phone: Phone, line: Server, cohort: Cohort) -> None:
    page = ready(phone)
    page.locator(".account summary").click()
    page.get_by_role("button", name="Se déconnecter", exact=True).click()
    page.wait_for_url("**/sign-in")
    assert phone.names_of_copies() == []
    page = phone.sign_in(COLLEAGUE)
    assert not [one for one in page.evaluate(COPIES) if "task=PA-06" in one]


def test_a_new_program_brings_the_day_again_and_the_old_one_stays_meanwhile(
    phone: Phone, line: Server, cohort: Cohort, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ready(phone)
    monkeypatch.setattr(day_pages, "MARK_DIGITS", 10)
    phone.context.route("**/practicals/new?*task=*", lambda route: route.abort())
    page.reload()
    expect(page.locator(SAYS)).to_contain_text("Le réseau a manqué")
    line.stop()
    page.goto(form_of(cohort))
    expect(page.get_by_label(PERSON)).to_be_visible()
    line.start()
    phone.context.unroute("**/practicals/new?*task=*")
    page.goto("/")
    expect(page.locator(SAYS)).to_contain_text(READY)


@pytest.fixture
def saving(phone: Phone) -> Phone:
    """A phone whose owner pays for every byte."""
    phone.context.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    )
    return phone


def test_who_saves_data_is_asked_first(saving: Phone, cohort: Cohort) -> None:
    page = saving.sign_in(TRAINER)
    prepare = page.get_by_role("button", name="Préparer ce téléphone pour aujourd’hui")
    expect(prepare).to_be_visible()
    expect(page.locator("[data-day-size]")).to_contain_text("ko")
    assert not [one for one in page.evaluate(COPIES) if "/practicals/new" in one]
    prepare.click()
    expect(page.locator(SAYS)).to_contain_text(READY)


def test_a_task_is_taken_along_by_hand(phone: Phone, line: Server, cohort: Cohort) -> None:
    page = ready(phone)
    page.goto(f"/practicals/new?cohort={cohort.reference}&task=PA-05")
    page.get_by_role("button", name="Prendre cette tâche sur ce téléphone").click()
    expect(page.get_by_text("Cette tâche est sur ce téléphone")).to_be_visible()
    line.stop()
    page.goto(f"/practicals/new?cohort={cohort.reference}&task=PA-05&trainee=")
    expect(page.get_by_label(PERSON)).to_be_visible()


def test_no_more_of_a_person_than_the_name_is_on_the_phone(
    phone: Phone, records: Session, cohort: Cohort, enrolments: list[Enrolment]
) -> None:
    trainee = enrolments[0].trainee
    trainee.phone, trainee.email = "+229 97 00 11 22", "adjovi@mail.example"
    records.commit()
    page = ready(phone)
    for address in page.evaluate(COPIES):
        text = page.evaluate("(one) => caches.match(one).then((kept) => kept.text())", address)
        assert "97 00 11 22" not in text, address
        assert "adjovi@mail.example" not in text, address
