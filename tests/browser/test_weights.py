"""What pages cost on a weak line, all that a browser asks for counted, as they are served.

A new browser asks for at most 100 kB, and for 15 kB when it comes back; what a trainer needs for
a day without network comes after the page, and is weighed apart. Bytes are counted where they leave
the application, heads included: no cache and no worker hides any.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from school.accounts import operations
from school.cohorts.models import Cohort, Trainee
from school.core.clock import today
from tests.browser.actors import PASSWORD, Actor
from tests.browser.conftest import PHONE
from tests.browser.gates import answer
from tests.browser.phones import Server, until
from tests.browser.waits import DAY_IS_DONE, OUTBOX_IS_DONE, until_true
from tests.factories.lessons import newest_version_id
from tests.factories.records import make_cohort, make_enrolment, make_placement, make_staff

pytestmark = pytest.mark.browser

FIRST_BYTES = 100_000
PHOTO_BYTES = 300_000
REPEAT_BYTES = 15_000
DAY_BYTES = 150_000
TRAINER = "formateur@ecole.example"
CLASS_SIZE = 24

DAY = "**/offline/day"
SAVING = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
"""Makes a phone one whose owner is asked before the day is brought."""

ALL_IS_HERE = "caches.match('/offline').then(Boolean)"


@dataclass
class Scale:
    """Weighs what the application answers, address by address."""

    answer: Callable[..., Iterable[bytes]]
    weights: dict[str, int] = field(default_factory=dict)
    sent: dict[str, int] = field(default_factory=dict)
    under_way: list[str] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer, and count the line of status, the heads and the body."""
        path = environ["PATH_INFO"]
        self.sent[path] = self.sent.get(path, 0) + int(environ.get("CONTENT_LENGTH") or 0)

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            head = sum(len(name) + len(value) + 4 for name, value in headers)
            self._add(path, len(status) + head)
            return start_response(status, headers, *rest)

        self.under_way.append(path)
        try:
            body = b"".join(self.answer(environ, start))
            self._add(path, len(body))
        finally:
            self.under_way.remove(path)
        return [body]

    def settle(self, page: Page) -> None:
        """Wait until the page and its scripts have all that they ask for."""
        until(page, ALL_IS_HERE)
        page.evaluate(OUTBOX_IS_DONE)
        page.wait_for_load_state("networkidle")
        until_true(page, lambda: not self.under_way, "an answer never ends")

    def _add(self, path: str, size: int) -> None:
        self.weights[path] = self.weights.get(path, 0) + size

    def weigh(self, page: Page, address: str) -> int:
        """Open an address and give the bytes that came, once nothing comes any more."""
        until_true(page, lambda: not self.under_way, "what was asked before is never answered")
        self.weights.clear()
        page.goto(address)
        self.settle(page)
        return sum(self.weights.values())


@pytest.fixture
def scale(line: Server) -> Scale:
    """The scale, in front of the application."""
    found = Scale(line.answer)
    line.answer = found
    return found


@pytest.fixture
def cohort(records: Session, apprentice: Trainee) -> Cohort:
    """A class of a trainer's, of the usual size, on the newest curriculum."""
    staff = make_staff(records, email=TRAINER, name="Rodrigue Ahouansou")
    operations.set_password(records, operations.account_for_staff(records, staff), PASSWORD)
    cohort = make_cohort(
        records, staff.school, curriculum_version_id=newest_version_id(records), ends_on=None
    )
    for _ in range(CLASS_SIZE - 1):
        make_placement(records, make_enrolment(records, cohort))
    make_enrolment(records, cohort, apprentice)
    records.commit()
    return cohort


@pytest.fixture
def new_browser(chromium: Browser, line: Server) -> Iterator[Callable[[str], Page]]:
    """Give a browser that has seen nothing, in which somebody is signed in."""
    contexts = []

    def window(cookies: Any = None) -> Page:
        context = chromium.new_context(
            viewport=PHONE,  # type: ignore[arg-type]
            locale="fr-FR",
            base_url=line.address,
        )
        context.add_cookies(cookies or [])
        contexts.append(context)
        return context.new_page()

    def signed_in(identifier: str) -> Page:
        before = window()
        Actor(before, identifier).sign_in()
        cookies = before.context.cookies()
        # What it would still bring would be weighed with what is looked at.
        contexts.pop().close()
        return window(cookies)

    yield signed_in
    for context in contexts:
        context.close()


@pytest.mark.parametrize(
    "address",
    ["/", "/curriculum/modules/F0", "/curriculum/lessons/F0-02", "/quizzes/modules/F0/attempt"],
)
def test_the_pages_of_an_apprentice_are_light(
    new_browser: Callable[[str], Page], scale: Scale, cohort: Cohort, address: str
) -> None:
    page = new_browser("aicha@ecole.example")
    is_light(page, scale, address)


@pytest.mark.parametrize(
    "address",
    ["/", "/cohorts/{cohort}", "/cohorts/{cohort}/attendance?date={day}&half_day=morning",
     "/practicals/new?cohort={cohort}&task=PA-05&trainee={trainee}", "/practicals/grid/{cohort}",
     "/practicals", "/practicals/new?cohort={cohort}", "/practicals/new?cohort={cohort}&task=PA-05",
     "/practicals/new?cohort={cohort}&task=PA-24&trainee=", "/offline"],
)  # fmt: skip
def test_the_pages_of_a_trainer_are_light(
    new_browser: Callable[[str], Page],
    scale: Scale,
    cohort: Cohort,
    apprentice: Trainee,
    address: str,
) -> None:
    page = new_browser(TRAINER)
    page.context.add_init_script(SAVING)
    day = today().isoformat()
    filled = address.format(cohort=cohort.reference, trainee=apprentice.reference, day=day)
    is_light(page, scale, filled)


def test_the_day_of_a_trainer_is_light(
    new_browser: Callable[[str], Page], scale: Scale, cohort: Cohort
) -> None:
    page = new_browser(TRAINER)
    scale.weigh(page, "/")
    expect(page.locator("[data-day-says]")).to_contain_text("10 tâches")
    brought = [f"/cohorts/{cohort.reference}/attendance", "/practicals/new", "/visits/mine"]
    assert sum(scale.weights[one] for one in brought) <= DAY_BYTES, scale.weights
    with page.expect_response(DAY):
        repeat = scale.weigh(page, "/")
    until(page, DAY_IS_DONE)
    assert repeat + scale.weights["/offline/day"] <= REPEAT_BYTES, scale.weights
    assert not {*brought} & {*scale.weights}


def test_photos_leave_the_phone_much_smaller_than_they_were_taken(
    new_browser: Callable[[str], Page],
    scale: Scale,
    cohort: Cohort,
    apprentice: Trainee,
    tmp_path: Path,
) -> None:
    photo = tmp_path / "photo.jpg"
    taken = Image.effect_noise((4000, 3000), 60).filter(ImageFilter.GaussianBlur(3))
    taken.convert("RGB").save(photo, quality=97)
    page = new_browser(TRAINER)
    new = f"/practicals/new?cohort={cohort.reference}&task=PA-06"
    page.goto(f"{new}&trainee={apprentice.reference}")
    answer(page)
    page.locator("[name=measure-loss]").fill("0,2")
    page.locator("details:has([name=photos]) > summary").click()
    page.locator("[name=photos]").set_input_files(photo)
    page.get_by_role("button", name="Signer l’essai").click()
    expect(page).to_have_url(re.compile("/practicals/A"))
    left = sum(size for path, size in scale.sent.items() if path.startswith("/offline/files/"))
    assert 20_000 < left <= PHOTO_BYTES
    assert left < photo.stat().st_size / 5


def is_light(page: Page, scale: Scale, address: str) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    first = scale.weigh(page, address)
    assert first <= FIRST_BYTES, scale.weights
    repeat = scale.weigh(page, address)
    assert repeat <= REPEAT_BYTES, scale.weights
    here = page.evaluate("location.origin")
    assert [one for one in asked if not one.startswith((here, "data:"))] == []
