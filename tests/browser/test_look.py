"""Every page of every role in a real browser: nothing inaccessible, too wide or complaining.

The pages are those of the demo school, found by following links; which ones there must be is
read from the routes, so that a new page is looked at by itself.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import FilePayload, Page, expect
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from school.access.roles import Role
from school.accounts.models import ClauseMember
from school.certification.models import Certificate, Jury
from school.clauses.models import Contract
from school.cohorts.models import Cohort, Enrolment, Trainee
from school.config import Settings
from school.core.clock import today
from school.core.database import Database
from school.core.outbox import MailMessage
from school.demo.operations import open_demo
from school.demo.scene import compose
from school.hiring.sealing.models import SealedReport
from school.messages.secrets import preference_token
from school.placements.agreements.models import AgreementVersion
from school.placements.ends.rules import EndAction, EndParty, EndState
from school.placements.evaluations.models import Evaluation
from school.placements.evaluations.rules import EvaluationState
from school.placements.models import Placement
from school.placements.rules import PlacementStatus
from school.practicals.sheet_models import PracticalSheet, SheetPhoto
from school.practicals.trace_models import SheetTrace
from school.visits.models import Visit
from tests.browser.checker import faults_of
from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.letters import addresses_of_letters
from tests.browser.tours import Tour, pages_of
from tests.factories.ends import make_end
from tests.factories.records import make_placement
from tests.support.applications import make_application
from tests.support.databases import Databases
from tests.support.shipped import shipped_pack

pytestmark = pytest.mark.browser

PEOPLE = {
    Role.DIRECTOR: "Florence",
    Role.TRAINER: "Rodrigue",
    Role.APPRENTICE: "Aïcha",
    Role.ENTERPRISE: "Prosper",
    Role.MINISTRY: "Mathias",
    Role.INTEGRATION_OFFICER: "Ida",
    Role.AUTHORITY_READER: "Luc",
}
EMAIL = "florence.agossou@ecole-fibre.example"
AGAIN = "/link/agreements/again"
"""Where a link to sign that no longer serves leads."""

FETCHED = {
    "certification.revocations",
    "cohorts.calendar",
    "offline.day",
    "offline.module",
    "offline.tasks",
    "placements.tutor_feed",
}
"""Routes that a script, a calendar or whoever verifies a badge asks, and that are no pages."""

NO_LINK: dict[Role | None, set[str]] = {
    # For developers; for the proxy; what a phone fetches by itself and shows without network.
    None: {
        "web.gallery",
        "web.health",
        "offline.manifest",
        "offline.unreachable",
        "offline.worker",
    },
    # A grid of the whole cohort, and steps that others take; who still learns has no certificate.
    # Steps of placements are the school's and the enterprise's.
    Role.APPRENTICE: {
        "certification.certificate",
        "certification.certificate_file",
        "competencies.cohort",
        "practicals.grid",
        "placements.move",
    },
    # The apprentice and the tutor sign for themselves; an operator names its own people, and
    # brings in its own hours.
    # What a contract says, costs and plans is between the operator and the authority. The
    # ministry seals the board of all contracts.
    Role.DIRECTOR: {
        "clauses.document",
        "clauses.new_participant",
        "clauses.reports",
        "clauses.seal_clauses",
        "clauses.terms",
        "forecasts.plans",
        "forecasts.scenario",
        "forecasts.scenarios",
        "month_hours.preview",
        "month_hours.sheet",
        "month_hours.upload",
        "penalties.good_faith",
        "penalties.new_entry",
        "penalties.show",
        "practices.survey",
        "practices.surveys",
        "placements.sign_agreement",
    },
    # Steps of placements are the director's.
    Role.TRAINER: {
        "placements.end_step",
        "placements.move",
        "placements.sign_agreement",
    },
    # What follows a placement is between the school and the apprentice.
    Role.ENTERPRISE: {"placements.end_step"},
    # Each side of a hearing speaks for itself, and the authority decides.
    Role.MINISTRY: {
        "penalties.decide",
        "penalties.hear_authority",
        "penalties.hear_operator",
        "penalties.new_hearing",
    },
    # The ministry chooses what every team is asked.
    Role.INTEGRATION_OFFICER: {"practices.survey_questions"},
}
"""Routes to which no page leads a person who has the permission, and why."""


@dataclass(frozen=True)
class DemoSchool:
    """The files of the demo school, as it stands today."""

    database: Path
    instance: Path


@pytest.fixture(scope="module")
def demo_school(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> DemoSchool:
    """The demo school, composed once for the tours of a test process."""
    folder = tmp_path_factory.mktemp("demo")
    kept = DemoSchool(folder / "demo.db", folder / "instance")
    with databases.fresh("sqlite") as url:
        settings = Settings(instance=kept.instance, DATABASE_URL=url, public_url="http://127.0.0.1")
        application = make_application(settings)
        words = application.test_request_context(base_url=settings.public_url)
        pack = shipped_pack()
        database: Database = application.extensions["school_database"]
        with database.transaction() as records:
            open_demo(records, pack, compose(pack, 2026, today()).draft, today(), words=words)
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        database.dispose()
        shutil.copyfile(str(database.engine.url.database), kept.database)
    return kept


@pytest.fixture
def database_url(databases: Databases, demo_school: DemoSchool, tmp_path: Path) -> Iterator[str]:
    """A copy of the demo school, and its keys in the place of the application's own."""
    shutil.copytree(demo_school.instance, tmp_path / "instance")
    with databases.fresh("sqlite", empty=True) as url:
        shutil.copyfile(demo_school.database, url.removeprefix("sqlite:///"))
        yield url


@dataclass
class Look:
    """What is wrong with the pages seen, one line for each fault."""

    page: Page
    faults: list[str]

    def at(self, address: str) -> None:
        """Look at the open page on a phone by day and on a laptop by night."""
        for size, scheme in ((PHONE, "light"), (LAPTOP, "dark")):
            self.page.set_viewport_size(size)  # type: ignore[arg-type]
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            width = self.page.evaluate("document.documentElement.scrollWidth")
            if width > size["width"]:
                self._note(address, scheme, f"{width} pixels wide")
            for fault in faults_of(self.page):
                self._note(address, scheme, fault)

    def _note(self, address: str, scheme: str, words: str) -> None:
        self.faults.append(f"{address} ({scheme}) {words}")


@pytest.fixture
def look(open_browser: Callable[..., Page]) -> Look:
    """A window in which every complaint is kept."""
    found = Look(open_browser(PHONE), [])
    found.page.on("console", lambda message: found.faults.append(message.text))
    found.page.on("pageerror", lambda error: found.faults.append(str(error)))
    return found


def _first(role: Role, records: Session) -> list[str]:
    """Give pages that lists name too late: they stand behind ten others of their kind."""
    if role is Role.APPRENTICE:
        ended = _broken_off(records, PEOPLE[role])
        return [ended, *_signed(records, Trainee.given_names == PEOPLE[role])]
    if role not in {Role.DIRECTOR, Role.TRAINER}:
        return []
    own = Cohort.reference.startswith("EFC")
    placements = records.scalars(select(Placement).join(Placement.cohort).where(own))
    states = {one.status: one.reference for one in placements}
    return [
        *(f"/placements/{reference}" for reference in states.values()),
        *_agreed(records, own),
        *_visited(records, own),
        *_evaluated(records, own),
        *(f"/juries/{reference}" for reference in records.scalars(select(Jury.reference))),
        *_signed(records, own),
    ]


def _broken_off(records: Session, given_names: str) -> str:
    """Break a placement of hers off, which she may agree to or contest."""
    whose = Enrolment.trainee.has(Trainee.given_names == given_names)
    enrolment = records.scalars(select(Enrolment).where(whose)).first()
    assert enrolment is not None
    day = enrolment.cohort.starts_on
    placement = make_placement(
        records,
        enrolment,
        starts_on=day,
        ends_on=day,
        ended_on=day,
        status=PlacementStatus.BROKEN_OFF,
    )
    make_end(records, placement, action=EndAction.DECLARE, party=EndParty.SCHOOL, comment=None,
             state=EndState.DECLARED)  # fmt: skip
    records.commit()
    return f"/placements/{placement.reference}/end"


def _visited(records: Session, own: ColumnElement[bool]) -> list[str]:
    """Give a visit that took place, of which there is a report to print."""
    visits = select(func.max(Visit.reference)).join(Visit.placement).join(Placement.cohort)
    found = records.scalar(visits.where(own, Visit.done_on.is_not(None)))
    return [f"/visits/{found}"] if found else []


def _evaluated(records: Session, own: ColumnElement[bool]) -> list[str]:
    """Give the evaluations of a placement of which a low mark waits for somebody."""
    evaluations = select(Placement.reference).join(Evaluation).join(Placement.cohort)
    found = records.scalar(evaluations.where(own, Evaluation.state == EvaluationState.OPEN))
    return [f"/placements/{found}/evaluations"]


def _agreed(records: Session, own: ColumnElement[bool]) -> list[str]:
    """Give a placement for each state in which the newest version of an agreement stands."""
    versions = records.scalars(
        select(AgreementVersion)
        .join(AgreementVersion.placement)
        .join(Placement.cohort)
        .where(own)
        .order_by(AgreementVersion.number)
    )
    states = {one.status: one.placement.reference for one in versions}
    return [f"/placements/{reference}/agreement" for reference in states.values()]


def _signed(records: Session, own: ColumnElement[bool]) -> list[str]:
    """Give attempts with a photo, with a trace and with a sheet that was corrected."""
    sheets = (
        select(func.min(PracticalSheet.assessment_reference))
        .join(PracticalSheet.cohort)
        .join(PracticalSheet.trainee)
        .where(own)
    )
    found = (
        sheets.join(SheetPhoto, SheetPhoto.sheet_id == PracticalSheet.id),
        sheets.join(SheetTrace, SheetTrace.sheet_id == PracticalSheet.id),
        sheets.where(PracticalSheet.number > 1),
    )
    references = [records.scalar(query) for query in found]
    return [f"/practicals/{reference}" for reference in references if reference]


def _beside(role: Role, records: Session, page: Page) -> list[str]:
    """Bring about the pages that only a form or a rare state leads to; give their addresses."""
    preview = ["/reports/new?months=6"]
    if role is Role.INTEGRATION_OFFICER:
        return [_month_preview(records, page)]
    if role is not Role.DIRECTOR:
        return preview if role is Role.MINISTRY else []
    page.goto("/exchange")
    sheet = FilePayload(
        name="enterprises.csv", mimeType="text/csv", buffer=b"reference,name\nE-9,Neuve\n"
    )
    page.set_input_files("input[type=file]", sheet)
    page.get_by_role("button", name="Voir ce qui changerait").click()
    page.wait_for_url("**/exchange/*")
    cohort = records.scalar(select(Cohort.reference).order_by(Cohort.starts_on.desc()).limit(1))
    trainee = records.scalar(select(Trainee.reference).order_by(Trainee.id).limit(1))
    steps = (f"apply/{trainee}", "complete", "certify")
    return [page.url, *preview, *(f"/cohorts/{cohort}/{step}" for step in steps)]


def _month_preview(records: Session, page: Page) -> str:
    """Send a file of a month's hours, and give the address of what it would do."""
    own = select(ClauseMember.enterprise_id)
    contract = records.scalars(
        select(Contract).where(Contract.operator_id.in_(own)).order_by(Contract.id).limit(1)
    ).one()
    page.goto(f"/clauses/contracts/{contract.reference}/hours/{contract.starts_on:%Y-%m}/import")
    rows = b"participant,worked_on,hours\nN-0,2020-01-02,7\n"
    sheet = FilePayload(name="mars.csv", mimeType="text/csv", buffer=rows)
    page.set_input_files("input[type=file]", sheet)
    page.get_by_role("button", name="Voir ce qui changerait").click()
    page.wait_for_url("**/import/*")
    return page.url


@pytest.mark.parametrize("role", PEOPLE, ids=str)
def test_every_page_of_a_role_is_clean(
    app: Flask, records: Session, server: str, look: Look, role: Role
) -> None:
    """All that a role may open is reached by links, and each page of it is accessible."""
    # Written before the phone has anything to tell the server: SQLite lets one write at a time.
    first = _first(role, records)
    look.page.goto("/sign-in")
    look.page.get_by_role("button", name=PEOPLE[role]).click()
    expect(look.page).not_to_have_url(re.compile("/sign-in"))
    tour = Tour(app, look.page, server)
    for address in tour.walk(*first, "/", *_beside(role, records, look.page)):
        look.at(address)
    assert look.faults == []
    assert pages_of(app, role) - tour.endpoints - FETCHED == NO_LINK.get(role, set())


def test_every_page_without_a_person_is_clean(
    app: Flask, records: Session, server: str, look: Look
) -> None:
    """Signing in, a forgotten password, and the pages behind the links of mails."""
    look.page.goto("/password/forgotten")
    look.page.get_by_label("Courriel ou téléphone").fill(EMAIL)
    look.page.get_by_role("button", name="Envoyer le lien").click()
    expect(look.page).not_to_have_url(re.compile("/password/forgotten"))
    records.rollback()
    bodies = "\n".join(records.scalars(select(MailMessage.body)))
    links = re.findall(r"https?://[^/\s]+(/\S+)", bodies)
    tour = Tour(app, look.page, server)
    sealed = [f"/verify/{code}" for code in records.scalars(select(SealedReport.code))]
    attested = [f"/attest/{code}" for code in records.scalars(select(Certificate.code))]
    public = ("/sign-in", "/verify", *sealed, "/attest", *attested, AGAIN)
    with app.app_context():
        written = records.scalars(select(MailMessage).limit(1))
        chosen = [f"/link/messages/{preference_token(message)}" for message in written]
    letters = addresses_of_letters(app, records)
    for address in tour.walk(*public, *links, *chosen, *letters):
        look.at(address)
    assert look.faults == []
    assert pages_of(app, None) - tour.endpoints - FETCHED == NO_LINK[None]
