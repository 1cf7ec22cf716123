"""Attempts with photos where there is no network, or a bad one: each arrives once, and whole."""

import re
import threading
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from flask import request
from PIL import Image
from playwright.sync_api import Page, Route, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from school.accounts import operations
from school.accounts.models import Account, Staff
from school.cohorts.models import Enrolment
from school.offline.file_models import FilePiece
from school.offline.models import OutboxReceipt
from school.offline.rules import LARGEST_FILE
from school.practicals.models import Assessment
from school.practicals.sheet_models import SheetPhoto
from tests.browser.actors import PASSWORD
from tests.browser.background import Background
from tests.browser.gates import answer
from tests.browser.phones import (
    BADGE,
    OUTBOX,
    SAYS,
    Phone,
    Server,
    account_of,
    enter,
    fill_disk,
    refuse_writing,
    until,
)
from tests.browser.waits import until_true
from tests.factories.records import make_cohort, make_enrolment, make_school, make_staff

pytestmark = pytest.mark.browser

TRAINER = "formateur@ecole.example"
PIECES = "**/offline/files/*"
ATTEMPT = re.compile("/practicals/A")
LONGEST_SENDING = 60_000
"""Milliseconds for two photos in all their pieces, on a busy machine."""

DRAFT_HAS_FILES = """new Promise((done) => {
  const request = indexedDB.open("drafts-" + document.querySelector("meta[name=account]").content);
  request.onsuccess = () => {
    const store = request.result.transaction("files").objectStore("files");
    store.getAll().onsuccess = ({ target }) => {
      request.result.close();
      done(target.result[0]?.files.length === 2);
    };
  };
})"""
"""Whether the two photos that were chosen are on the disk; those of nobody yet are none."""

TRIES = 3
"""A piece is tried so often before the phone waits for a better line."""


@pytest.fixture
def trainer(records: Session) -> Staff:
    """A trainer who can sign in."""
    staff = make_staff(records, school=make_school(records), email=TRAINER)
    operations.set_password(records, operations.account_for_staff(records, staff), PASSWORD)
    return staff


@pytest.fixture
def people(records: Session, trainer: Staff) -> list[Enrolment]:
    """Two people of a cohort of the trainer's school, in training today."""
    cohort = make_cohort(records, trainer.school, ends_on=None)
    found = [make_enrolment(records, cohort) for _ in range(2)]
    records.commit()
    return found


@pytest.fixture
def page(phone: Phone, people: list[Enrolment]) -> Page:
    """The form of an attempt of the first person."""
    page = phone.sign_in(TRAINER)
    page.goto(form_of(people[0]))
    until(page, "caches.match('/offline').then(Boolean)")
    return page


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Two photos, light enough to be sent as they are, each in several pieces."""
    return [noise(tmp_path / f"photo-{number}.jpg", number) for number in (1, 2)]


def noise(path: Path, number: int, side: int = 400) -> Path:
    image = Image.effect_noise((side, side), 60 + 20 * number).convert("RGB")
    image.save(path, quality=95)
    return path


def form_of(person: Enrolment) -> str:
    cohort, trainee = person.cohort.reference, person.trainee.reference
    return f"/practicals/new?cohort={cohort}&task=PA-06&trainee={trainee}"


def fill(page: Page, *photos: Path, loss: str = "0,2") -> None:
    answer(page)
    page.get_by_label("Perte d’insertion").fill(loss)
    if photos:
        page.get_by_text("Matériel, photos et courbes").click()
        page.locator("#photos").set_input_files(photos)
        expect(page.get_by_role("button", name="Signer l’essai")).to_be_enabled()


def sign(page: Page) -> None:
    page.get_by_role("button", name="Signer l’essai").click()


def is_kept(page: Page, count: int = 1) -> None:
    expect(page.locator(SAYS)).to_contain_text("gardé sur ce téléphone")
    expect(page.locator(BADGE)).to_contain_text(f"{count} saisie")


def counts(records: Session) -> list[int]:
    """Count the attempts, their photos, the receipts and what is left of files."""
    records.rollback()
    tables = (Assessment, SheetPhoto, OutboxReceipt, FilePiece)
    return [records.scalar(select(func.count()).select_from(one)) or 0 for one in tables]


def look_at_sendings(page: Page) -> None:
    """Open the page of what waits; a browser that was killed may have forgotten its session.

    A slow line brings the copy of the page, which then asks to sign in.
    """
    page.goto("/offline")
    asked = page.locator(BADGE).get_by_role("link", name="Se connecter")
    password = page.get_by_label("Mot de passe")
    expect(page.get_by_text("Tout est parti").or_(asked).or_(password).first).to_be_visible()
    if asked.is_visible():
        asked.click()
        expect(password).to_be_visible()
    if password.is_visible():
        enter(page, TRAINER)


def arrives(page: Page) -> None:
    """Wait until the attempt is shown, which all pieces of its photos come before."""
    expect(page).to_have_url(ATTEMPT, timeout=LONGEST_SENDING)


def all_gone(page: Page) -> None:
    expect(page.get_by_text("Tout est parti")).to_be_visible(timeout=LONGEST_SENDING)
    expect(page.locator(BADGE)).to_be_hidden()


def kept_like(records: Session, page: Page, sent: list[Path]) -> None:
    """Compare the photos that were kept with those that were chosen, in their order."""
    records.rollback()
    kept = records.scalars(select(SheetPhoto).order_by(SheetPhoto.position)).all()
    for one, path in zip(kept, sent, strict=True):
        answer = page.request.get(f"/practicals/photos/{one.reference}.jpg")
        found, chosen = (Image.open(found).convert("L") for found in (BytesIO(answer.body()), path))
        assert found.size == chosen.size
        pairs = zip(found.tobytes(), chosen.tobytes(), strict=True)
        assert sum(abs(a - b) for a, b in pairs) / (found.width * found.height) < 12


@pytest.mark.parametrize("cut", ["offline", "killed"])
def test_an_attempt_with_photos_arrives_once(
    phone: Phone, line: Server, page: Page, records: Session, photos: list[Path], cut: str
) -> None:
    line.stop()
    phone.context.set_offline(cut == "offline")
    fill(page, *photos)
    sign(page)
    is_kept(page)
    for path in photos:
        path.rename(path.with_suffix(".kept"))
    if cut == "killed":
        phone.kill()
    page = phone.open_again()
    page.goto("/offline")
    expect(page.locator("[data-entries=waiting] .what")).to_contain_text("PA-06")
    expect(page.locator("[data-saved-at]")).to_contain_text("2 fichiers")
    assert counts(records) == [0, 0, 0, 0]
    line.start()
    look_at_sendings(page)
    all_gone(page)
    assert counts(records) == [1, 2, 1, 0]
    kept_like(records, page, [path.with_suffix(".kept") for path in photos])


def test_photos_leave_in_pieces_while_no_page_is_open(
    page: Page, phone: Phone, line: Server, records: Session, photos: list[Path]
) -> None:
    account = account_of(page)
    line.stop()
    fill(page, *photos)
    sign(page)
    is_kept(page)
    closed = Background(phone, f"outbox-{account}")
    line.start()
    closed.wake()
    until_true(closed.page, lambda: counts(records) == [1, 2, 1, 0], "not all arrived", 60)
    kept_like(records, closed.page, photos)


def test_what_was_begun_survives_a_killed_browser_until_somebody_signs_out(
    phone: Phone, page: Page, people: list[Enrolment], photos: list[Path]
) -> None:
    fill(page, *photos)
    until(page, DRAFT_HAS_FILES)
    phone.kill()
    page = phone.open_again()
    look_at_sendings(page)
    page.locator("[data-begun]").get_by_role("link", name="PA-06").click()
    expect(page.get_by_text("a été reprise")).to_be_visible()
    expect(page.get_by_label("Perte d’insertion")).to_have_value("0,2")
    until(page, "document.querySelector('#photos').files.length === 2")
    page.locator(".account summary").click()
    page.get_by_role("button", name="Se déconnecter", exact=True).click()
    expect(page.get_by_label("Mot de passe")).to_be_visible()
    names = page.evaluate("indexedDB.databases().then((all) => all.map(({ name }) => name))")
    assert [name for name in names if name.startswith("drafts-")] == []


def test_a_cut_line_goes_on_from_where_it_was(
    phone: Phone, page: Page, records: Session, photos: list[Path]
) -> None:
    sent: list[tuple[str, int]] = []

    def cut(route: Route) -> None:
        asked = route.request.url
        sent.append((asked.split("/")[-1][:36], int(asked.split("start=")[1].split("&")[0])))
        if len(sent) % 3 == 0:
            route.fetch()  # it arrives, and the answer is lost
            route.abort()
        elif len(sent) % 3 == 2:
            route.abort()
        else:
            route.continue_()

    phone.context.route(PIECES, cut)
    fill(page, *photos)
    sign(page)
    arrives(page)
    assert counts(records) == [1, 2, 1, 0]
    kept_like(records, page, photos)
    assert len(sent) > 6
    for number in {number for number, _ in sent}:
        starts = [start for one, start in sent if one == number]
        assert starts == sorted(starts), "what has arrived is not sent again"


def test_after_a_break_only_what_broke_is_asked_about_again(
    phone: Phone, page: Page, people: list[Enrolment], records: Session, photos: list[Path]
) -> None:
    asked: Counter[str] = Counter()
    broken: list[str] = []

    def note(route: Route) -> None:
        asked.update(one["uuid"] for one in (route.request.post_data_json or {})["entries"])
        route.continue_()

    def cut(route: Route) -> None:
        if len(broken) < 2 * TRIES:
            broken.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    phone.context.route(OUTBOX, lambda route: route.abort())
    for person, photo in zip(people, photos, strict=True):
        page.goto(form_of(person))
        fill(page, photo)
        sign(page)
        is_kept(page, people.index(person) + 1)
    # In the place of the fault, without a moment between: the outbox tries by itself too.
    phone.context.route(PIECES, cut)
    phone.context.route(OUTBOX, note)

    def all_are_there() -> bool:
        page.evaluate("window.dispatchEvent(new Event('online'))")
        return counts(records)[0] == len(people)

    until_true(page, all_are_there, "the photos never arrive", seconds=60)
    assert len(broken) == 2 * TRIES
    at_first_after_its_break_and_when_whole = 3
    assert list(asked.values()) == [at_first_after_its_break_and_when_whole] * len(people)


def test_a_browser_killed_in_the_middle_of_a_photo_goes_on_from_there(
    phone: Phone, line: Server, page: Page, records: Session, photos: list[Path]
) -> None:
    begun: list[tuple[str, int]] = []
    killed = threading.Event()

    def note() -> None:
        """Note each piece; the third is under way until the browser is dead."""
        if request.path.startswith("/offline/files/"):
            begun.append((request.path, int(request.args["start"])))
            if len(begun) == 3:
                killed.wait(20)

    line.app.before_request_funcs[None].insert(0, note)
    fill(page, *photos)
    sign(page)
    until_true(page, lambda: len(begun) == 3, "the photos never leave")
    phone.kill()
    killed.set()
    assert counts(records)[0] == 0
    page = phone.open_again()
    look_at_sendings(page)
    all_gone(page)
    assert counts(records) == [1, 2, 1, 0]
    kept_like(records, page, photos)
    assert len(set(begun)) == 6
    assert len(begun) <= 7, "at most the piece under way is sent again"


def test_what_was_refused_comes_back_with_its_photos(
    phone: Phone, page: Page, records: Session, photos: list[Path]
) -> None:
    sent: list[str] = []
    phone.context.on("request", lambda one: sent.append(one.url) if "/files/" in one.url else None)
    fill(page, *photos, loss="9")
    sign(page)
    expect(page.get_by_role("alert")).to_contain_text("Valeur impossible")
    arrived = len(sent)
    page = phone.close_and_open()
    phone.context.on("request", lambda one: sent.append(one.url) if "/files/" in one.url else None)
    page.goto("/offline")
    page.get_by_role("link", name="Ouvrir et corriger").click()
    expect(page.get_by_role("alert")).to_contain_text("Valeur impossible")
    expect(page.get_by_label("Perte d’insertion")).to_have_value("9")
    names = "[...document.querySelector('[name=photos]').files].map((one) => one.name)"
    assert page.evaluate(names) == ["photo-1.jpg", "photo-2.jpg"]
    page.get_by_label("Perte d’insertion").fill("0,2")
    sign(page)
    arrives(page)
    kept_like(records, page, photos)
    assert counts(records) == [1, 2, 2, 0]
    assert len(sent) == arrived == 6, "what the server has is not sent again"


@pytest.mark.parametrize(
    ("status", "kind", "body"),
    [(500, "text/html", "<h1>Oups</h1>"), (200, "text/html", "<form>Connectez-vous</form>"),
     (200, "application/json", '{"account":'), (404, "text/html", "<h1>Rien</h1>")],
    ids=["500", "a page", "half a body", "nothing there"],
)  # fmt: skip
def test_nonsense_answers_to_pieces_lose_nothing(
    phone: Phone,
    page: Page,
    records: Session,
    photos: list[Path],
    status: int,
    kind: str,
    body: str,
) -> None:
    phone.context.route(
        PIECES, lambda route: route.fulfill(status=status, content_type=kind, body=body)
    )
    fill(page, photos[0])
    with page.expect_response(PIECES):
        sign(page)
    expect(page.locator(BADGE)).to_contain_text("1 saisie en attente")
    assert counts(records) == [0, 0, 0, 0]
    phone.context.unroute(PIECES)
    page.goto("/offline")
    all_gone(page)
    assert counts(records) == [1, 1, 1, 0]


def test_a_session_that_ended_in_the_middle_of_a_photo_goes_on_after_signing_in(
    phone: Phone, page: Page, records: Session, photos: list[Path]
) -> None:
    ended: list[str] = []

    def end(route: Route) -> None:
        if "start=0" not in route.request.url and not ended:
            ended.append(route.request.url)
            records.rollback()
            account = records.scalars(select(Account)).one()
            operations.set_password(records, account, PASSWORD + " neuve")
            records.commit()
        route.continue_()

    phone.context.route(PIECES, end)
    fill(page, *photos)
    sign(page)
    expect(page.locator(BADGE)).to_contain_text("Connectez-vous de nouveau")
    assert counts(records)[0] == 0
    page.locator(BADGE).get_by_role("link", name="Se connecter").click()
    enter(page, TRAINER, PASSWORD + " neuve")
    all_gone(page)
    assert counts(records) == [1, 2, 1, 0]


def test_a_full_phone_sends_photos_from_the_page_itself(
    phone: Phone, page: Page, records: Session, photos: list[Path]
) -> None:
    fill_disk(phone)
    refuse_writing(page)
    fill(page, *photos)
    phone.context.set_offline(True)
    sign(page)
    expect(page.get_by_role("alert")).to_contain_text("n’a plus de place")
    phone.context.set_offline(False)
    sign(page)
    arrives(page)
    assert counts(records) == [1, 2, 1, 0]
    kept_like(records, page, photos)


def test_large_photos_do_not_hold_up_what_is_small(
    phone: Phone,
    line: Server,
    page: Page,
    records: Session,
    people: list[Enrolment],
    photos: list[Path],
) -> None:
    begun: list[str] = []
    signed, counted = threading.Event(), threading.Event()

    def linger() -> None:
        """Let the second piece wait for what is small, and the others until that has arrived."""
        if request.path.startswith("/offline/files/"):
            begun.append(request.path)
            for turn, event in ((2, signed), (3, counted)):
                if len(begun) >= turn:
                    event.wait(20)

    line.app.before_request_funcs[None].insert(0, linger)
    other = phone.context.new_page()
    other.goto(form_of(people[1]))
    fill(other)
    fill(page, *photos)
    with page.expect_response(PIECES):
        sign(page)
    sign(other)
    expect(page.locator(BADGE)).to_contain_text("2 saisies en attente")
    signed.set()
    arrives(other)
    assert counts(records)[:3] == [1, 0, 1]
    counted.set()
    arrives(page)
    assert counts(records) == [2, 2, 2, 0]


def test_a_file_that_is_too_large_is_named_and_nothing_typed_is_lost(
    page: Page, records: Session, tmp_path: Path
) -> None:
    heavy = tmp_path / "fibre.sor"
    heavy.write_bytes(bytes(LARGEST_FILE + 1))
    fill(page)
    page.locator("[name=traces]").evaluate("one => { one.closest('details').open = true; }")
    page.locator("[name=traces]").set_input_files(heavy)
    sign(page)
    expect(page.get_by_role("alert")).to_contain_text("fibre.sor est trop lourd")
    expect(page.get_by_label("Perte d’insertion")).to_have_value("0,2")
    expect(page.locator(BADGE)).to_be_hidden()
    page.locator("[name=traces]").set_input_files([])
    sign(page)
    arrives(page)
    assert counts(records) == [1, 0, 1, 0]


def test_somebody_else_on_the_phone_finds_no_photos(
    phone: Phone, page: Page, records: Session, trainer: Staff, photos: list[Path]
) -> None:
    other = make_staff(records, school=trainer.school, email="autre@ecole.example")
    operations.set_password(records, operations.account_for_staff(records, other), PASSWORD)
    records.commit()
    phone.context.route(OUTBOX, lambda route: route.abort())
    fill(page, *photos)
    sign(page)
    is_kept(page)
    page.locator(".account summary").click()
    page.get_by_role("button", name="Se déconnecter", exact=True).click()
    expect(page.get_by_text("1 saisie n’a pas quitté ce téléphone.")).to_be_visible()
    page.get_by_role("button", name="Les garder et se déconnecter").click()
    page.wait_for_url("**/sign-in")
    phone.context.unroute(OUTBOX)
    page = phone.sign_in("autre@ecole.example")
    page.goto("/offline")
    all_gone(page)
    assert counts(records) == [0, 0, 0, 0]
