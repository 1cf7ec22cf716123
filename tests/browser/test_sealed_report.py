"""A sealed report from the choice to the check of a copy, and the edition that corrects it.

Played in real Chromium, with scripts and without, by the ministry; in English by a director.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import time_machine
from playwright.sync_api import FilePayload, Page, expect
from pypdf import PdfReader
from sqlalchemy.orm import Session

from school.accounts.models import School
from school.cohorts.models import Enrolment
from school.cohorts.rules import Sex
from school.hiring.rules import SituationKind
from tests.browser.actors import Actor, gather
from tests.browser.conftest import LAPTOP, PHONE
from tests.factories.careers import Careers
from tests.factories.records import make_school
from tests.support.follow_up import careers_at

pytestmark = pytest.mark.browser

NOON = "2026-07-01 12:00+00:00"
SEALED_AS_OF = "2026-05-31"
LEARNED_ON = date(2026, 6, 15)
SAME, DIFFERENT = "Votre copie est celle qui a été scellée", "Votre copie n’est pas celle"


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOON, tick=True):
        yield


def filled(session: Session, school: School, hired: int) -> list[Enrolment]:
    """Let people leave a school; give those of whom nothing is known yet."""
    careers: Careers = careers_at(session, school, reference=f"{school.reference}-1")
    careers.hired(hired, Sex.FEMALE)
    careers.hired(hired, Sex.MALE)
    careers.found(SituationKind.SEEKING, 10, Sex.FEMALE)
    careers.found(SituationKind.SEEKING, 10, Sex.MALE)
    return careers.certified(8, Sex.MALE)


@dataclass
class Copies:
    """The files of a report as somebody keeps them, and the code on the paper."""

    code: str
    paper: bytes
    archive: bytes

    @property
    def pages(self) -> str:
        """The words of the paper."""
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(self.paper)).pages)


def downloaded(actor: Actor, words: str) -> bytes:
    """Follow a link to a file, and read what arrives."""
    with actor.page.expect_download() as download:
        actor.follow(words)
    return Path(download.value.path()).read_bytes()


def seal(actor: Actor, *words: str, **choice: str) -> Copies:
    """Choose on the page, look at the preview, seal, and download."""
    preview, sealing, paper, archive = words
    for name, value in choice.items():
        actor.page.locator(f"select[name={name}]").select_option(value)
    actor.fill(as_of=SEALED_AS_OF, known_on=SEALED_AS_OF)
    actor.press(preview)
    actor.press(sealing)
    expect(actor.page).to_have_url(re.compile(r"/reports/\w{5}-\w{5}$"))
    code = actor.page.url.rsplit("/", 1)[1]
    return Copies(code, downloaded(actor, paper), downloaded(actor, archive))


FRENCH = ("Voir l’aperçu", "Sceller ce rapport", "Télécharger le PDF", "Tout télécharger (ZIP)")


def hand_in(visitor: Actor, name: str, content: bytes) -> None:
    """Give a copy to the public page."""
    copy = FilePayload(name=name, mimeType="application/octet-stream", buffer=content)
    visitor.page.set_input_files("input[type=file]", copy)
    visitor.press("Vérifier la copie")


def altered(content: bytes) -> bytes:
    """Change one byte in the middle of a file."""
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def check_copies(visitor: Actor, report: Copies) -> None:
    """Type the code of the paper on a phone, without an account, and hand copies in."""
    visitor.page.goto("/verify")
    visitor.fill(code=report.code.lower().replace("-", " "))
    visitor.press("Voir ce qui est scellé")
    visitor.sees("Le sceau est intact")
    visitor.sees("École de Nikki")
    hand_in(visitor, "copie.pdf", report.paper)
    visitor.sees(SAME)
    hand_in(visitor, "copie.pdf", altered(report.paper))
    visitor.sees(DIFFERENT)
    visitor.sees("différent du fichier scellé")
    hand_in(visitor, "copie.zip", report.archive)
    visitor.sees(SAME)
    with ZipFile(BytesIO(report.archive)) as archive:
        hand_in(visitor, "chiffres.json", altered(archive.read("figures.json")))
    visitor.sees(DIFFERENT)


def correct(ministry: Actor) -> None:
    """Give a report its second edition, which says what changed and why."""
    ministry.follow("Préparer une nouvelle édition")
    ministry.sees("Taux d’embauche vérifié")
    ministry.fill(reason="Contrats reçus en juin.")
    ministry.press("Sceller la nouvelle édition")
    ministry.sees("Contrats reçus en juin.")
    paper = downloaded(ministry, "Télécharger le PDF")
    words = " ".join(Copies("", paper, b"").pages.split())
    assert "Ce que cette édition change" in words
    assert "98 personnes embauchées sur 158 certifiées" in words


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "without scripts"])
def test_the_ministry_seals_and_anybody_checks(
    records: Session, open_browser: Callable[..., Page], scripts: bool
) -> None:
    cast = gather(records, lambda: open_browser(LAPTOP, scripts=scripts))
    others = [make_school(records, code, name=f"École de {code}") for code in ("Nikki", "Abomey")]
    late = [
        filled(records, school, hired)
        for school, hired in zip([cast.school, *others], (16, 12, 9), strict=True)
    ]
    records.commit()
    ministry = cast.ministry
    ministry.sign_in()
    ministry.follow("Préparer un rapport")
    first = seal(ministry, *FRENCH, months="6", language="fr")
    ministry.sees("Le sceau est intact")
    assert "74 personnes embauchées sur 158 certifiées" in " ".join(first.pages.split())
    assert first.code in first.pages
    assert {"École de Nikki", "École de Abomey", cast.school.name} <= set(first.pages.splitlines())

    visitor = Actor(open_browser(PHONE, scripts=scripts))
    check_copies(visitor, first)
    for people in late:
        for one in people:
            Careers.hire(Careers(records, one.cohort), one, recorded_on=LEARNED_ON)
    records.commit()
    correct(ministry)
    visitor.page.goto(f"/verify/{first.code}")
    visitor.sees("Une édition plus récente remplace ce rapport")


def test_a_director_seals_in_english(records: Session, open_browser: Callable[..., Page]) -> None:
    cast = gather(records, lambda: open_browser(LAPTOP))
    filled(records, cast.school, 16)
    records.commit()
    director = cast.director
    director.sign_in()
    director.page.goto("/reports/new")
    director.page.get_by_text("Director").first.click()
    director.press("English")
    expect(director.page.locator("html")).to_have_attribute("lang", "en")
    director.page.goto("/reports/new")
    english = (
        "See the preview",
        "Seal this report",
        "Download the PDF",
        "Download everything (ZIP)",
    )
    report = seal(director, *english, language="en")
    director.sees("The seal is intact")
    words = " ".join(report.pages.split())
    assert "32 people hired out of 60 certified" in words
    assert "embauch" not in words
    director.page.goto(f"/verify/{report.code}")
    copy = FilePayload(name="copy.pdf", mimeType="application/pdf", buffer=altered(report.paper))
    director.page.set_input_files("input[type=file]", copy)
    director.press("Check the copy")
    director.sees("different from the sealed file")
