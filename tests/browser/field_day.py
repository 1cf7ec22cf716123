"""A day in the field: thirty practicals with photos, how they are typed, and what must arrive."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from random import Random

from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.practicals.models import Assessment, Measure
from school.practicals.photos import read_photo
from school.practicals.sheet_models import PhotoPart, PracticalSheet, SheetPhoto
from tests.browser.gates import questions
from tests.browser.phones import SAYS

PRACTICALS = 30
PEOPLE = 15
GPS, LATITUDE = 0x8825, 2
ESTIMATES = tuple(f"estimate-{place:02d}" for place in range(1, 13))
LARGE = frozenset({4, 19})
"""Practicals with a photo that is sent in several pieces."""

TWO_PHOTOS = 3
"""Each how-manieth practical has two photos."""


@dataclass(frozen=True)
class Practical:
    """What a trainer types for one person: told from the others by its remark."""

    number: int
    trainee: str
    task: str
    typed: Mapping[str, str]
    answered: tuple[str, ...]
    stop: str
    photos: tuple[Path, ...]

    @property
    def note(self) -> str:
        """The remark, which no other practical bears."""
        return f"Essai du matin n° {self.number} « bien »"


Said = tuple[object, ...]
"""Everything that was said of an attempt, to be compared."""


def thirty(trainees: Sequence[str], folder: Path) -> list[Practical]:
    """Make up the practicals of a day: two tasks, several attempts of one person, one stopped."""
    found = []
    for number in range(PRACTICALS):
        fusion = number % 5 == 2
        stopped = number == PRACTICALS - 4
        loss = f"0,{10 + number}"
        estimates = {name: f"0,0{1 + (number + place) % 5}" for place, name in enumerate(ESTIMATES)}
        typed = estimates if fusion else {"loss": loss}
        found.append(
            Practical(
                number=number,
                trainee=trainees[number % len(trainees)],
                task="PA-05" if fusion else "PA-06",
                typed={} if stopped else typed,
                answered=("proof_test", "sleeves") if fusion else (),
                stop="Sans lunettes, puis sans poubelle à chutes" if stopped else "",
                photos=tuple(_photos(folder, number)),
            )
        )
    return found


def _photos(folder: Path, number: int) -> Iterator[Path]:
    for place in range(2 if number % TWO_PHOTOS == 0 else 1):
        path = folder / f"photo-{number}-{place}.{'png' if number % 7 == 3 else 'jpg'}"
        side = 420 if number in LARGE and place == 0 else 48
        random = Random(f"{number} {place}")  # noqa: S311
        image = Image.frombytes("L", (side, side), random.randbytes(side * side)).convert("RGB")
        notes = Image.Exif()
        notes.get_ifd(GPS)[LATITUDE] = (6.0, 21.0, float(number))
        image.save(path, quality=90, exif=notes)
        yield path


# Typing -----------------------------------------------------------------------------------------


def address_of(cohort: str, task: str) -> str:
    """Give the one page on which a task is assessed, whoever the person is."""
    return f"/practicals/new?cohort={cohort}&task={task}&trainee="


def fill(page: Page, practical: Practical) -> None:
    """Type all of a practical into the form, without signing it."""
    page.locator("[name=trainee]").select_option(practical.trainee)
    for place, gate in enumerate(questions(page)):
        gate.get_by_text("Non" if practical.stop and place == 1 else "Oui", exact=True).click()
    if practical.stop:
        page.locator("[name=stop_reason]").fill(practical.stop)
    else:
        for name in practical.answered:
            page.locator(f"#measure-{name}").get_by_text("Oui", exact=True).click()
        for name, value in practical.typed.items():
            page.locator(f"[name=measure-{name}]").fill(value)
    for folded in page.locator("main details.folded").all():
        if folded.get_attribute("open") is None:
            folded.locator("summary").click()
    page.locator("[name=photos]").set_input_files(practical.photos)
    page.locator("[name=note]").fill(practical.note)


def sign(page: Page) -> None:
    """Press the button that signs."""
    page.get_by_role("button", name="Signer l’essai").click()


def is_kept(page: Page) -> None:
    """Check that the phone says that it has the entry."""
    expect(page.locator(SAYS)).to_contain_text("gardé sur ce téléphone")


# Comparing --------------------------------------------------------------------------------------


def expected(practicals: Sequence[Practical], day: date) -> list[Said]:
    """List what must arrive of practicals that were signed on a day."""
    return sorted(_expected(one, day) for one in practicals)


def _expected(one: Practical, day: date) -> Said:
    measures = {name: Decimal(value.replace(",", ".")) for name, value in one.typed.items()}
    if not one.stop:
        measures |= dict.fromkeys(one.answered, Decimal(1))
    passed = not one.stop and (one.task == "PA-05" or measures["loss"] <= Decimal("0.30"))
    photos = tuple(_kept_as(path) for path in one.photos)
    verdict = "acquired" if passed else "not_acquired"
    return (one.note, one.trainee, one.task, day, one.stop, verdict, _sorted(measures), photos)


def _kept_as(path: Path) -> str:
    with path.open("rb") as stream:
        return sha256(read_photo(stream).content).hexdigest()


def _sorted(measures: Mapping[str, Decimal]) -> tuple[tuple[str, Decimal], ...]:
    return tuple(sorted(measures.items()))


def arrived(session: Session) -> list[Said]:
    """List all that the server knows of attempts, by their signed sheets."""
    return sorted(
        (
            sheet.note,
            sheet.trainee.reference,
            sheet.task.reference,
            sheet.assessed_on,
            sheet.stop_reason or "",
            sheet.verdict.value,
            _sorted({one.name: one.value for one in sheet.said.measures}),
            tuple(_digest(session, photo) for photo in sheet.photos),
        )
        for sheet in session.scalars(select(PracticalSheet))
    )


def _digest(session: Session, photo: SheetPhoto) -> str:
    parts = select(PhotoPart.content).where(PhotoPart.photo_id == photo.id)
    return sha256(b"".join(session.scalars(parts.order_by(PhotoPart.reference)))).hexdigest()


def assessed(session: Session) -> list[Said]:
    """List all that the server knows of attempts, by what counts in figures."""
    found = []
    for one in session.scalars(select(Assessment)):
        own = select(Measure).where(Measure.assessment_reference == one.reference)
        measures = {measure.reference: measure.value for measure in session.scalars(own)}
        found.append(
            (
                one.trainee.reference,
                one.task.reference,
                one.assessed_on,
                one.verdict.value,
                tuple(sorted((name, value or Decimal(0)) for name, value in measures.items())),
            )
        )
    return sorted(found)
