"""Every page of every role in a real browser: nothing inaccessible, too wide or complaining.

The pages are those of the demo school, found by following links; which ones there must be is
read from the routes, so that a new page is looked at by itself.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import FilePayload, Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.access.roles import Role
from school.certification.models import Certificate, Jury
from school.cohorts.models import Cohort, Trainee
from school.core.clock import today
from school.core.outbox import MailMessage
from school.curriculum.pack.reading import read_pack
from school.demo.operations import open_demo
from school.demo.scene import compose
from school.hiring.sealing.models import SealedReport
from school.paths import CURRICULA
from school.placements.models import Placement
from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.tours import Tour, pages_of

pytestmark = pytest.mark.browser

PEOPLE = {
    Role.DIRECTOR: "Florence",
    Role.TRAINER: "Rodrigue",
    Role.APPRENTICE: "Aïcha",
    Role.ENTERPRISE: "Prosper",
    Role.MINISTRY: "Mathias",
}
EMAIL = "florence.agossou@ecole-fibre.example"
FETCHED = {
    "certification.revocations",
    "cohorts.calendar",
    "offline.module",
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
    Role.APPRENTICE: {
        "certification.certificate",
        "certification.certificate_file",
        "competencies.cohort",
        "practicals.grid",
        "placements.move",
    },
    # Steps of placements are the director's.
    Role.TRAINER: {"placements.move"},
    # The ministry reads figures and never persons.
    Role.MINISTRY: {"clauses.participant", "clauses.participants"},
}
"""Routes to which no page leads a person who has the permission, and why."""


@pytest.fixture
def demo(app: Flask, records: Session) -> Session:
    """The demo school, as it stands today."""
    pack = read_pack(CURRICULA)
    words = app.test_request_context(base_url=app.config["SETTINGS"].public_url)
    draft = compose(pack, 2026, today()).draft
    open_demo(records, pack, draft, today(), words=words)
    records.commit()
    return records


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
            for fault in Axe().run(self.page).response["violations"]:
                self._note(address, scheme, f"{fault['id']}: {fault['nodes'][0]['html'][:200]}")

    def _note(self, address: str, scheme: str, words: str) -> None:
        self.faults.append(f"{address} ({scheme}) {words}")


@pytest.fixture
def look(open_browser: Callable[..., Page]) -> Look:
    """A window in which every complaint is kept."""
    found = Look(open_browser(PHONE), [])
    found.page.on("console", lambda message: found.faults.append(message.text))
    found.page.on("pageerror", lambda error: found.faults.append(str(error)))
    return found


def _first(role: Role, demo: Session) -> list[str]:
    """Give a placement of each state and the juries to whom the school's are shown."""
    if role not in {Role.DIRECTOR, Role.TRAINER}:
        return []
    school = select(Cohort.school_id).where(Cohort.reference.startswith("EFC")).limit(1)
    own = (
        select(Placement).join(Placement.cohort).where(Cohort.school_id == school.scalar_subquery())
    )
    states = {one.status: one.reference for one in demo.scalars(own)}
    juries = demo.scalars(select(Jury.reference))
    return [
        *(f"/placements/{reference}" for reference in states.values()),
        *(f"/juries/{reference}" for reference in juries),
    ]


def _beside(role: Role, demo: Session, page: Page) -> list[str]:
    """Bring about the pages that only a form or a rare state leads to; give their addresses."""
    preview = ["/reports/new?months=6"]
    if role is not Role.DIRECTOR:
        return preview if role is Role.MINISTRY else []
    page.goto("/exchange")
    sheet = FilePayload(
        name="enterprises.csv", mimeType="text/csv", buffer=b"reference,name\nE-9,Neuve\n"
    )
    page.set_input_files("input[type=file]", sheet)
    page.get_by_role("button", name="Voir ce qui changerait").click()
    page.wait_for_url("**/exchange/*")
    cohort = demo.scalar(select(Cohort.reference).order_by(Cohort.starts_on.desc()).limit(1))
    trainee = demo.scalar(select(Trainee.reference).order_by(Trainee.id).limit(1))
    steps = (f"apply/{trainee}", "complete", "certify")
    return [page.url, *preview, *(f"/cohorts/{cohort}/{step}" for step in steps)]


@pytest.mark.parametrize("role", PEOPLE, ids=str)
def test_every_page_of_a_role_is_clean(
    app: Flask, demo: Session, server: str, look: Look, role: Role
) -> None:
    """All that a role may open is reached by links, and each page of it is accessible."""
    look.page.goto("/sign-in")
    look.page.get_by_role("button", name=PEOPLE[role]).click()
    tour = Tour(app, look.page, server)
    for address in tour.walk(*_first(role, demo), "/", *_beside(role, demo, look.page)):
        look.at(address)
    assert look.faults == []
    assert pages_of(app, role) - tour.endpoints - FETCHED == NO_LINK.get(role, set())


def test_every_page_without_a_person_is_clean(
    app: Flask, demo: Session, server: str, look: Look
) -> None:
    """Signing in, a forgotten password, and the pages behind the links of mails."""
    look.page.goto("/password/forgotten")
    look.page.get_by_label("Courriel ou téléphone").fill(EMAIL)
    look.page.get_by_role("button", name="Envoyer le lien").click()
    demo.rollback()
    bodies = "\n".join(demo.scalars(select(MailMessage.body)))
    links = re.findall(r"https?://[^/\s]+(/\S+)", bodies)
    tour = Tour(app, look.page, server)
    sealed = [f"/verify/{code}" for code in demo.scalars(select(SealedReport.code))]
    attested = [f"/attest/{code}" for code in demo.scalars(select(Certificate.code))]
    public = ("/sign-in", "/verify", *sealed, "/attest", *attested)
    for address in tour.walk(*public, *links):
        look.at(address)
    assert look.faults == []
    assert pages_of(app, None) - tour.endpoints - FETCHED == NO_LINK[None]
