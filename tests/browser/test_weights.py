"""What pages cost on a weak line, all that a browser asks for counted, as they are served.

A new browser asks for at most 100 kB, and for 15 kB when it comes back. Bytes are counted where
they leave the application, heads included: no cache and no worker hides any.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy.orm import Session

from school.accounts import operations
from school.cohorts.models import Cohort, Trainee
from school.core.clock import today
from tests.browser.actors import PASSWORD, Actor
from tests.browser.conftest import PHONE
from tests.browser.phones import Server, until
from tests.factories.lessons import newest_version_id
from tests.factories.records import make_cohort, make_enrolment, make_placement, make_staff

pytestmark = pytest.mark.browser

FIRST_BYTES = 100_000
REPEAT_BYTES = 15_000
TRAINER = "formateur@ecole.example"
CLASS_SIZE = 24

ALL_IS_HERE = "caches.match('/offline').then(Boolean)"


@dataclass
class Scale:
    """Weighs what the application answers, address by address."""

    answer: Callable[..., Iterable[bytes]]
    weights: dict[str, int] = field(default_factory=dict)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer, and count the line of status, the heads and the body."""
        path = environ["PATH_INFO"]

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            head = sum(len(name) + len(value) + 4 for name, value in headers)
            self._add(path, len(status) + head)
            return start_response(status, headers, *rest)

        body = b"".join(self.answer(environ, start))
        self._add(path, len(body))
        return [body]

    def _add(self, path: str, size: int) -> None:
        self.weights[path] = self.weights.get(path, 0) + size

    def weigh(self, page: Page, address: str) -> int:
        """Open an address and give the bytes that came, once nothing comes any more."""
        self.weights.clear()
        page.goto(address)
        until(page, ALL_IS_HERE)
        page.wait_for_load_state("networkidle")
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
        return window(before.context.cookies())

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
     "/practicals/new?cohort={cohort}&task=PA-05&trainee={trainee}", "/practicals/grid/{cohort}"],
)  # fmt: skip
def test_the_pages_of_a_trainer_are_light(
    new_browser: Callable[[str], Page],
    scale: Scale,
    cohort: Cohort,
    apprentice: Trainee,
    address: str,
) -> None:
    page = new_browser(TRAINER)
    day = today().isoformat()
    filled = address.format(cohort=cohort.reference, trainee=apprentice.reference, day=day)
    is_light(page, scale, filled)


def is_light(page: Page, scale: Scale, address: str) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    first = scale.weigh(page, address)
    assert first <= FIRST_BYTES, scale.weights
    repeat = scale.weigh(page, address)
    assert repeat <= REPEAT_BYTES, scale.weights
    here = page.evaluate("location.origin")
    assert [one for one in asked if not one.startswith((here, "data:"))] == []
