"""Thirty practicals with photos cross a bad line: each arrives once, with equal content.

What is measured: the practicals are typed into the real form, in real Chromium without network,
once for each test process; the browser is killed three times meanwhile, and at the end. For each
seed what the phone held and the server are put back to that evening, the browser sends over a line
that harms a third of all exchanges, is killed at a moment that the seed chooses, is opened again,
and goes on until its outbox is empty. `SCHOOL_TESTS_SEEDS` gives another number of seeds than the
twenty of a run of all tests.
"""

import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright

from school.accounts import operations
from school.config import Settings
from school.core.clock import today
from school.core.database import Database
from tests.browser import field_day
from tests.browser.actors import PASSWORD
from tests.browser.conftest import CHROMIUM_ARGUMENTS, PHONE
from tests.browser.crossing import OPEN, WAITING, Crossing, Evening, evening_of
from tests.browser.field_day import PEOPLE, PRACTICALS, Practical, address_of, thirty
from tests.browser.phones import KEPT, Phone, Server, until
from tests.factories.lessons import newest_version_id
from tests.factories.records import (
    make_cohort,
    make_enrolment,
    make_school,
    make_staff,
    make_trainee,
)
from tests.support.applications import make_application
from tests.support.bad_line import BadLine
from tests.support.databases import Databases
from tests.support.postgres import free_port

pytestmark = pytest.mark.browser

TRAINER = "formateur@ecole.example"
SEEDS = int(os.environ.get("SCHOOL_TESTS_SEEDS", "20"))
AT_ONCE = 5
"""Seeds of one case, so that the processes of a test run share them out."""

WAITS = "document.querySelectorAll('[data-entries=waiting] .what').length"

KILLED_HALF_TYPED, KILLED_SIGNING, KILLED_KEPT = 6, 13, 21
"""The practicals in whose middle, at whose signing and after which the browser is killed."""


class Day:
    """A trainer without network, whose phone dies now and then."""

    def __init__(self, phone: Phone, cohort: str, practicals: list[Practical]) -> None:
        self.phone = phone
        self.cohort = cohort
        self.practicals = practicals
        self.account = ""

    def prepare(self) -> None:
        """Open every form with the network, then close the browser as in the evening before."""
        page = self.phone.sign_in(TRAINER)
        self.account = page.locator("meta[name=account]").get_attribute("content") or ""
        for task in sorted({one.task for one in self.practicals}):
            page.goto(address_of(self.cohort, task))
            until(page, KEPT)
        for address in (OPEN, WAITING):
            page.goto(address)
            until(page, KEPT)
        self.phone.close_and_open()

    def work(self) -> None:
        """Type everything; what the phone did not say it has is typed again."""
        self.phone.context.set_offline(True)
        for kept, one in enumerate(self.practicals):
            page = self._type(one)
            if one.number == KILLED_HALF_TYPED:
                page = self._die(kept)
                page = self._type(one)
            field_day.sign(page)
            if one.number == KILLED_SIGNING and self._survived_signing(kept):
                continue
            field_day.is_kept(self.phone.page)
            if one.number == KILLED_KEPT:
                self._die(kept + 1)
        self._die(len(self.practicals))
        self.phone.kill()

    def _type(self, one: Practical) -> Page:
        page = self.phone.page
        page.goto(address_of(self.cohort, one.task))
        field_day.fill(page, one)
        return page

    def _survived_signing(self, kept: int) -> bool:
        """Die as the button is pressed: the person looks whether it was kept, and signs again."""
        page = self._die(None)
        until(page, f"{WAITS} >= {kept}")
        if page.evaluate(WAITS) == kept + 1:
            return True
        field_day.sign(self._type(self.practicals[kept]))
        return False

    def _die(self, kept: int | None) -> Page:
        """Lose the browser at once, and find on its return what it had said it has."""
        self.phone.kill()
        page = self.phone.open_again()
        self.phone.context.set_offline(True)
        page.goto(WAITING)
        if kept is not None:
            until(page, f"{WAITS} === {kept}")
        return page


@pytest.fixture(scope="module")
def crossing(
    databases: Databases, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Crossing]:
    """A phone in the evening of a day in the field, and the line to its school."""
    folder = tmp_path_factory.mktemp("field")
    line_port, server_port = free_port(), free_port()
    with databases.fresh("sqlite") as url:
        settings = Settings(
            instance=folder / "instance",
            DATABASE_URL=url,
            public_url=f"http://127.0.0.1:{line_port}",
        )
        app = make_application(settings, SERVER_PORT=server_port)
        logging.getLogger("werkzeug").setLevel(logging.WARNING)
        server, line = Server(app), BadLine(line_port, server_port)
        database = Database(url)
        options = {"args": CHROMIUM_ARGUMENTS, "viewport": PHONE}
        phone = Phone(playwright, folder / "profile", line.address, options)
        evening = spend_day(phone, line, database, folder)
        phone.profile = folder / "copy"
        crossing = Crossing(app, line, phone, database, folder, evening)
        yield crossing
        crossing.leave()
        line.close()
        server.stop()
        database.dispose()
        app.extensions["school_database"].dispose()


def spend_day(phone: Phone, line: BadLine, database: Database, folder: Path) -> Evening:
    """Type a day's practicals, and keep the phone and the server as they are then."""
    cohort, trainees = make_class(database)
    (folder / "photos").mkdir()
    practicals = thirty(trainees, folder / "photos")
    assert len(practicals) == PRACTICALS
    day = Day(phone, cohort, practicals)
    day.prepare()
    line.cut = True
    day.work()
    line.cut = False
    line.settle()
    evening = folder / "evening.db"
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(str(database.engine.url.database), evening)
    profile = folder / "evening"
    shutil.copytree(phone.profile, profile, ignore=shutil.ignore_patterns("Singleton*"))
    said = field_day.expected(practicals, today())
    return Evening(profile, evening, day.account, said, evening_of(said))


def make_class(database: Database) -> tuple[str, list[str]]:
    """Make a class and its trainer; give the references of the class and of its people."""
    with database.transaction() as records:
        school = make_school(records)
        staff = make_staff(records, school=school, email=TRAINER, name="Rodrigue Ahouansou")
        operations.set_password(records, operations.account_for_staff(records, staff), PASSWORD)
        version = newest_version_id(records)
        cohort = make_cohort(records, school, ends_on=None, curriculum_version_id=version)
        people = [make_trainee(records) for _ in range(PEOPLE)]
        for one in people:
            make_enrolment(records, cohort, one)
        return cohort.reference, [one.reference for one in people]


@pytest.mark.parametrize("first", range(0, SEEDS, AT_ONCE))
def test_every_entry_arrives_once_with_equal_content(crossing: Crossing, first: int) -> None:
    for seed in range(first, min(first + AT_ONCE, SEEDS)):
        crossing.cross(seed)
