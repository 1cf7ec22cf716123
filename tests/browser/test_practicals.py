"""The form of an attempt under a thumb: the verdict while one types, the keys, the next person."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from school.accounts import operations
from school.cohorts.models import Enrolment
from school.core.clock import today
from school.placements.rules import PlacementStatus
from school.practicals.traces.dates import DateDoubt
from tests.browser.actors import PASSWORD, Actor
from tests.browser.checker import faults_of
from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.gates import answer, questions
from tests.browser.phones import SAYS, until
from tests.factories.practicals import make_equipment, make_photo, make_sheet, make_trace
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
from tests.support.sor_examples import synthetic, turned_round

pytestmark = pytest.mark.browser

OpenBrowser = Callable[..., Page]

TOUCHED = "one => (one.closest('label') ?? one).getBoundingClientRect().toJSON()"
"""The box that a thumb touches to reach a field."""


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
    # The script of the form has run: from here on, Enter goes down the column and sends nothing.
    expect(page.locator("[data-stop]")).to_be_hidden()
    answer(page)
    answer(page, "Oui", within="#measure-proof_test, #measure-sleeves")
    page.locator("[name=measure-estimate-01]").focus()
    for _ in range(11):
        page.keyboard.type("0,04")
        page.keyboard.press("Enter")
    expect(live).to_contain_text("13 mesures sur 14")
    expect(live).to_contain_text("il manque n°\u00a012")
    page.keyboard.type("0,05")
    expect(live).to_contain_text("moyenne 0,041")
    expect(live).to_have_attribute("data-verdict", "acquired")
    third = page.locator("[name=measure-estimate-03]")
    third.fill("0.14")
    expect(live).to_have_attribute("data-verdict", "not_acquired")
    expect(live).to_contain_text("0,14\u00a0dB au n°\u00a03")
    third.fill("9")
    expect(live).to_have_attribute("data-verdict", "not_acquired")
    expect(live).to_contain_text("Une perte dépasse trente fois sa limite")
    page.get_by_role("button", name="Signer l’essai").click()
    expect(page.get_by_label("J’ai vérifié, continuer quand même")).to_be_focused()
    third.fill("90")
    expect(live).to_have_attribute("data-verdict", "impossible")
    third.fill("")
    expect(live).to_have_attribute("data-verdict", "in_progress")


def test_both_ways_of_a_splice_are_averaged_while_one_types(
    open_browser: OpenBrowser, enrolments: list[Enrolment]
) -> None:
    page = trainer_in(open_browser(PHONE))
    page.goto(form_of(enrolments[0], "PA-05"))
    page.get_by_label("Toutes les colonnes").check()
    page.locator("[name=measure-loss_ab-02]").fill("-0,06")
    average = page.locator("[data-average=mean_loss-02]")
    expect(average).to_have_text("—")
    page.locator("[name=measure-loss_ba-02]").fill("0,071")
    expect(average).to_have_text("0,0055")
    page.locator("[name=measure-loss_ab-02]").fill("0,3")
    expect(page.locator("[data-live]")).to_contain_text("Perte moyenne des deux sens")


def test_one_no_closes_the_measures_and_asks_why(
    open_browser: OpenBrowser, enrolments: list[Enrolment]
) -> None:
    page = trainer_in(open_browser(PHONE))
    page.goto(form_of(enrolments[0], "PA-06"))
    reason = page.get_by_label("Ce qui manque à la sécurité")
    expect(reason).to_be_hidden()
    page.locator("[data-gate]").first.get_by_text("Non", exact=True).click()
    expect(page.get_by_label("Perte d’insertion")).to_be_hidden()
    expect(page.locator("[data-live]")).to_contain_text("non acquis")
    page.get_by_role("button", name="Signer l’essai").click()
    expect(reason).to_be_focused()
    reason.fill("Sans lunettes")
    page.get_by_role("button", name="Signer l’essai").click()
    expect(page.get_by_role("heading", name="Feuille signée")).to_be_visible()
    expect(page.get_by_text("Sans lunettes").first).to_be_visible()


@pytest.mark.parametrize("button", ["Signer l’essai", "Signer, puis le suivant"])
def test_nothing_is_kept_before_the_person_is_chosen_and_safety_is_answered(
    open_browser: OpenBrowser, enrolments: list[Enrolment], button: str
) -> None:
    page = trainer_in(open_browser(PHONE))
    page.goto(form_of(enrolments[0], "PA-06").removesuffix(enrolments[0].trainee.reference))
    live, sign = page.locator("[data-live]"), page.get_by_role("button", name=button)
    page.get_by_label("Perte d’insertion").fill("0,2")
    expect(live).to_contain_text("1 mesure sur 1 · en cours")
    expect(live).to_contain_text("Il manque les réponses de sécurité.")
    sign.click()
    expect(page.get_by_label("Personne évaluée")).to_be_focused()
    page.get_by_label("Personne évaluée").select_option(enrolments[0].trainee.reference)
    first, *others = questions(page)
    for question in others:
        question.get_by_text("Oui", exact=True).click()
    sign.click()
    expect(first.get_by_label("Oui")).to_be_focused()
    expect(first.get_by_label("Oui")).to_be_in_viewport()
    expect(page.locator(SAYS)).to_have_count(0)
    first.get_by_text("Oui", exact=True).click()
    expect(live).to_contain_text("1 mesure sur 1 · acquis")
    day = page.get_by_label("Jour de l’essai")
    page.get_by_text("Jour, remarque, autre verdict").click()
    day.fill("")
    page.get_by_text("Jour, remarque, autre verdict").click()
    sign.click()
    expect(day).to_be_focused()
    day.fill(today().isoformat())
    sign.click()
    expect(page.get_by_text("C’est enregistré.")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_same_again_for_the_next_person_in_one_tap(
    open_browser: OpenBrowser, enrolments: list[Enrolment], scripts: bool
) -> None:
    page = trainer_in(open_browser(PHONE, scripts=scripts))
    page.goto(form_of(enrolments[0], "PA-06"))
    answer(page)
    page.get_by_label("Perte d’insertion").fill("0,2")
    page.get_by_role("button", name="Signer, puis le suivant").click()
    person = page.get_by_label("Personne évaluée")
    expect(person).to_have_value(enrolments[1].trainee.reference)
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


def pages_of_a_trainer(records: Session, enrolment: Enrolment) -> list[str]:
    """Make what a trainer works with, and give the addresses of its pages."""
    attempt = make_assessment(records, enrolment, assessed_on=today(), recorded_on=today())
    sheet = make_sheet(records, attempt)
    make_photo(records, sheet)
    like = [[make_trace(records, sheet).reference, "same_trace"]]
    make_trace(records, sheet, position=1, likeness=like, doubt=DateDoubt.YEAR_WRONG)
    make_trace(records, sheet, turned_round(synthetic()), position=2)
    make_equipment(records, enrolment.cohort.school, calibration_due_on=today())
    placement = make_placement(records, enrolment, status=PlacementStatus.LIVE)
    visit = make_visit(records, placement, planned_on=today() - timedelta(days=2))
    records.commit()
    cohort = enrolment.cohort.reference
    return [
        "/practicals",
        f"/practicals/new?cohort={cohort}",
        f"/practicals/new?cohort={cohort}&task=PA-05",
        form_of(enrolment, "PA-05"),
        f"/practicals/{attempt.reference}",
        f"/practicals/{attempt.reference}/correct",
        f"/practicals/sheets/{sheet.reference}",
        "/practicals/equipment",
        "/practicals/equipment/new",
        form_of(enrolment, "PA-04"),
        form_of(enrolment, "PA-08"),
        form_of(enrolment, "PA-14"),
        f"/practicals/grid/{cohort}",
        "/visits",
        "/visits/choose",
        f"/visits/new?placement={placement.reference}",
        f"/visits/{visit.reference}",
        f"/visits/{visit.reference}/log",
    ]


def test_every_task_has_a_form_for_a_phone(
    open_browser: OpenBrowser, enrolments: list[Enrolment]
) -> None:
    page = trainer_in(open_browser(PHONE))
    for number in range(1, 27):
        page.goto(form_of(enrolments[0], f"PA-{number:02d}"))
        for summary in page.locator("main summary").all():
            summary.click()
        columns = page.get_by_label("Toutes les colonnes")
        if columns.count():
            columns.check()
        assert faults_of(page) == [], number
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], number
        for field in page.locator("main [name^=measure-]:visible").all():
            box = field.evaluate(
                "one => (one.closest('label') ?? one).getBoundingClientRect().toJSON()"
            )
            assert box["height"] >= 44, number
            assert box["width"] >= 44, number


def test_large_photos_are_made_smaller_before_they_are_sent(
    open_browser: OpenBrowser, enrolments: list[Enrolment], tmp_path: Path
) -> None:
    photo = tmp_path / "photo.png"
    taken = Image.effect_noise((2400, 1800), 60).filter(ImageFilter.GaussianBlur(3))
    taken.convert("RGB").save(photo)
    page = trainer_in(open_browser(PHONE))
    page.goto(form_of(enrolments[0], "PA-06"))
    answer(page)
    page.get_by_label("Perte d’insertion").fill("0,2")
    page.get_by_text("Matériel, photos et courbes").click()
    page.locator("#photos").set_input_files(photo)
    chosen = "document.querySelector('[name=photos]').files[0]"
    sign = page.get_by_role("button", name="Signer l’essai")
    expect(sign).to_be_enabled()
    assert page.evaluate(f"{chosen}.type") == "image/jpeg"
    assert page.evaluate(f"{chosen}.size") < photo.stat().st_size / 4
    sign.click()
    shown = page.get_by_role("img", name="Photo 1 de l’essai")
    expect(shown).to_have_attribute("width", "1600")
    expect(shown).to_have_attribute("height", "1200")


def test_photos_chosen_meanwhile_are_not_lost_to_those_before_them(
    open_browser: OpenBrowser, enrolments: list[Enrolment], tmp_path: Path
) -> None:
    large, small = tmp_path / "large.png", tmp_path / "small.jpg"
    Image.effect_noise((900, 700), 90).convert("RGB").save(large)
    Image.effect_noise((80, 60), 90).convert("RGB").save(small)
    page = trainer_in(open_browser(PHONE))
    page.goto(form_of(enrolments[0], "PA-06"))
    page.get_by_text("Matériel, photos et courbes").click()
    page.evaluate("""() => {
      const [make, write] = [window.createImageBitmap, HTMLCanvasElement.prototype.toBlob];
      const held = new Promise((done) => { window.release = done; });
      window.createImageBitmap = (...given) => held.then(() => make(...given));
      HTMLCanvasElement.prototype.toBlob = function (done, ...given) {
        write.call(this, (blob) => { done(blob); window.written = true; }, ...given);
      };
    }""")
    page.locator("#photos").set_input_files(large)
    page.locator("#photos").set_input_files(small)
    page.evaluate("window.release()")
    expect(page.get_by_role("button", name="Signer l’essai")).to_be_enabled()
    until(page, "window.written")
    names = "[...document.querySelector('[name=photos]').files].map((one) => one.name)"
    assert page.evaluate(names) == ["small.jpg"]


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_no_page_has_a_fault_or_scrolls_sideways(
    open_browser: OpenBrowser,
    records: Session,
    enrolments: list[Enrolment],
    size: dict[str, int],
) -> None:
    addresses = pages_of_a_trainer(records, enrolments[0])
    page = trainer_in(open_browser(size))
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    for address in addresses:
        page.goto(address)
        for summary in page.locator("main summary").all():
            summary.click()
        assert faults_of(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], address
    assert complaints == []
