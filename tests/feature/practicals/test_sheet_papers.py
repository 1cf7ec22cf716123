"""A signed sheet on paper: all that it says, by the thresholds of its day, for who may see it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from school.accounts.models import Account
from school.curriculum.lesson_models import CurriculumVersion
from school.practicals.equipment_rules import Calibration, EquipmentKind
from school.practicals.models import Assessment
from school.practicals.rules import Verdict
from school.practicals.sheet_models import PhotoPart, PracticalSheet, SheetAcknowledgement
from school.practicals.sheet_rules import Content, Gate, Measured, Used
from tests.factories.packs import load_later, with_limit
from tests.factories.practicals import make_photo, make_sheet
from tests.factories.records import add, make_assessment, task_of
from tests.feature.practicals.conftest import TrainingClass
from tests.support.papers import lent_fonts
from tests.support.people import People

BOTH_WAYS = {"loss_ab": "-0.08", "loss_ba": "0.31"}
GATES = (
    Gate("laser", "Laser éteint ?", "Laser off?", True),
    Gate("scraps", "Boîte à chutes ?", "Scrap box?", None),
)
EARLIER_PHOTOS = "Ces photos sont d’une feuille corrigée depuis"
METER = Used(
    EquipmentKind.POWER_METER,
    "PM-77",
    None,
    date(2025, 1, 5),
    date(2026, 1, 5),
    Calibration.EXPIRED,
)


def splices(**values: str) -> tuple[Measured, ...]:
    measured = {**{f"estimate-{place:02d}": "0.04" for place in range(1, 13)}, **values}
    return tuple(Measured(name, Decimal(value), "dB") for name, value in measured.items())


@pytest.fixture
def attempt(session: Session, training: TrainingClass) -> Assessment:
    return make_assessment(session, training.first, verdict=Verdict.NOT_ACQUIRED)


@pytest.fixture
def sheet(session: Session, attempt: Assessment) -> PracticalSheet:
    """Twelve splices of which the third is bad, kept as acquired."""
    said = splices(**{f"{code}-03": value for code, value in BOTH_WAYS.items()})
    return make_sheet(
        session, attempt, attempt=2, computed=Verdict.NOT_ACQUIRED, verdict=Verdict.ACQUIRED,
        decision_reason="Soudeuse déréglée", note="Geste sûr\nPoste propre",
        content=Content(GATES, said, (METER,)).as_plain(),
        signed_at=datetime(2026, 3, 10, 9, 5, tzinfo=UTC),
    )  # fmt: skip


def version_now(session: Session) -> str:
    newest = select(CurriculumVersion).order_by(CurriculumVersion.id.desc()).limit(1)
    return session.scalars(newest).one().version


def printed(people: People, sheet: PracticalSheet, who: str = "trainer") -> bytes:
    response = people.client(who).get(f"/practicals/sheets/{sheet.reference}.pdf")
    assert response.status_code == 200
    assert response.mimetype == "application/pdf"
    return bytes(response.data)


def text_of(data: bytes) -> str:
    pages = [page.extract_text() for page in PdfReader(BytesIO(data)).pages]
    return " ".join("\n".join(pages).replace("\u00a0", " ").split())


def test_all_that_was_signed_is_printed(
    people: People, session: Session, sheet: PracticalSheet
) -> None:
    add(
        session,
        SheetAcknowledgement(
            sheet_id=sheet.id, acknowledged_by="Aïcha Adjovi", remark="Je veux refaire",
            acknowledged_at=datetime(2026, 3, 10, 16, 0, tzinfo=UTC),
        ),
    )  # fmt: skip
    session.commit()
    data = printed(people, sheet)
    text = text_of(data)
    for words in (
        sheet.cohort.school.name, sheet.trainee.full_name, sheet.cohort.name, "PA-05",
        "2 sur 3", "Vendredi 20 février 2026", "Verdict : acquis", "Soudeuse déréglée",
        "Les mesures donnent « non acquis »", "Geste sûr", "Poste propre",
        "Laser éteint ? Oui", "Boîte à chutes ? sans réponse", "0,115 *", "* hors limite",
        "n° de série PM-77", "étalonnage échu", "Signé par Rodrigue Dossou", "10 mars 2026 10:05",
        "Lu par Aïcha Adjovi", "Je veux refaire", f"Feuille {sheet.reference}",
        f"/practicals/sheets/{sheet.reference}", "page 1 sur",
    ):  # fmt: skip
        assert words in text, words
    reader = PdfReader(BytesIO(data))
    assert reader.trailer["/Root"]["/Lang"] == "fr"  # type: ignore[index]
    assert reader.metadata is not None
    assert reader.metadata.title == "PA-05 Soudure par fusion"
    assert lent_fonts(data) == set()
    assert data == printed(people, sheet)


def test_an_english_reader_has_it_in_english(
    people: People, session: Session, sheet: PracticalSheet
) -> None:
    session.commit()
    client = people.client("trainer")
    client.post("/language", data={"language": "en"})
    data = client.get(f"/practicals/sheets/{sheet.reference}.pdf").data
    reader = PdfReader(BytesIO(data))
    assert reader.trailer["/Root"]["/Lang"] == "en"  # type: ignore[index]
    text = text_of(data)
    for words in ("Fusion splicing", "Laser off? Yes", "0.115", "Splicer estimate"):
        assert words in text, words


def test_photos_are_printed_and_one_that_cannot_be_read_is_said(
    people: People, session: Session, sheet: PracticalSheet
) -> None:
    make_photo(session, sheet)
    broken = make_photo(session, sheet, position=1)
    session.commit()
    session.execute(update(PhotoPart).where(PhotoPart.photo_id == broken.id).values(content=b"no"))
    session.commit()
    data = printed(people, sheet)
    text = text_of(data)
    assert "Photo 1 de l’essai" in text
    assert "Photo 2 de l’essai : elle ne peut pas être lue." in text
    assert sum(len(page.images) for page in PdfReader(BytesIO(data)).pages) == 1


def test_a_correction_without_photos_keeps_those_of_the_sheet_before(
    people: People, session: Session, attempt: Assessment, sheet: PracticalSheet
) -> None:
    photo = make_photo(session, sheet)
    newer = make_sheet(session, attempt, number=2, correction_reason="Angle mal lu")
    session.commit()
    client = people.client("trainer")
    for address in (f"/practicals/{attempt.reference}", f"/practicals/sheets/{newer.reference}"):
        page = client.get(address).text
        assert f"/practicals/photos/{photo.reference}.jpg" in page
        assert EARLIER_PHOTOS in page
    assert EARLIER_PHOTOS not in client.get(f"/practicals/sheets/{sheet.reference}").text
    assert EARLIER_PHOTOS in text_of(printed(people, newer))
    assert EARLIER_PHOTOS not in text_of(printed(people, sheet))
    data = printed(people, newer)
    assert sum(len(page.images) for page in PdfReader(BytesIO(data)).pages) == 1


def test_photos_of_somebody_else_do_not_come_with_a_correction(
    people: People, session: Session, training: TrainingClass, attempt: Assessment
) -> None:
    other = training.enrolments[1].trainee
    make_photo(session, make_sheet(session, attempt, trainee_id=other.id))
    newer = make_sheet(session, attempt, number=2, correction_reason="Autre personne")
    session.commit()
    assert "Photo 1 de l’essai" not in text_of(printed(people, newer))
    page = people.client("trainer").get(f"/practicals/sheets/{newer.reference}").text
    assert "Photo 1 de l’essai" not in page


def test_a_stopped_attempt_says_what_was_not_held(
    people: People, session: Session, attempt: Assessment
) -> None:
    gates = (Gate("laser", "Laser éteint ?", "Laser off?", False),)
    stopped = make_sheet(
        session, attempt, content=Content(gates).as_plain(), stop_reason="Laser allumé"
    )
    session.commit()
    text = text_of(printed(people, stopped))
    assert "Arrêt pour la sécurité : Laser allumé" in text
    assert "Laser éteint ? Non" in text
    assert "Aucune mesure n’a été notée." in text
    assert "Photos" not in text


def test_a_corrected_sheet_names_the_one_that_counts(
    people: People, session: Session, attempt: Assessment, sheet: PracticalSheet
) -> None:
    newer = make_sheet(session, attempt, number=2, correction_reason="Angle mal lu")
    session.commit()
    older = text_of(printed(people, sheet))
    assert f"Cette feuille a été corrigée : la feuille {newer.reference}" in older
    text = text_of(printed(people, newer))
    assert "a été corrigée" not in text
    assert "Raison de la correction Angle mal lu" in text
    assert sheet.reference in text


def test_a_sheet_about_somebody_else_is_not_named(
    people: People, session: Session, training: TrainingClass, attempt: Assessment
) -> None:
    other = training.enrolments[1].trainee
    first = make_sheet(session, attempt, trainee_id=other.id, signed_by="Noël Zannou")
    newer = make_sheet(session, attempt, number=2, correction_reason="Autre personne")
    session.commit()
    text = text_of(printed(people, newer))
    assert first.reference not in text
    assert "Zannou" not in text


def test_a_sheet_keeps_the_thresholds_that_it_names(
    people: People, session: Session, training: TrainingClass
) -> None:
    made = make_assessment(session, training.first, task=task_of(session, "PA-06"))
    said = Content(measures=(Measured("loss", Decimal("0.25"), "dB"),)).as_plain()
    sheet = make_sheet(session, made, content=said, curriculum_version=version_now(session))
    other = make_sheet(session, made, number=2, content=said, curriculum_version="1999.1")
    training.cohort.curriculum_version_id = load_later(session, with_limit("PA-06", "loss", "0.10"))
    session.commit()
    text = text_of(printed(people, sheet))
    assert "au plus 0,3 dB" in text
    assert "Chaque mesure tient ses limites." in text
    page = people.client("trainer").get(f"/practicals/sheets/{sheet.reference}").text
    assert "hors limite" not in page
    text = text_of(printed(people, other))
    assert "au plus 0,1 dB" in text
    assert "1999.1, qui n’est pas chargée ici" in text


def test_it_is_for_those_who_may_see_the_sheet(
    people: People, session: Session, training: TrainingClass, sheet: PracticalSheet
) -> None:
    account: Account = people.account("apprentice")
    session.commit()
    address = f"/practicals/sheets/{sheet.reference}.pdf"
    for who in ("foreign_trainer", "foreign_director", "apprentice"):
        assert people.client(who).get(address).status_code == 404
    assert people.client("trainer").get("/practicals/sheets/F-none.pdf").status_code == 404
    account.trainee_id = training.first.trainee_id
    session.commit()
    assert people.client("apprentice").get(address).status_code == 200
    link = f'href="{address}"'
    assert link in people.client("apprentice").get(f"/practicals/{sheet.assessment_reference}").text
    assert link in people.client("trainer").get(f"/practicals/sheets/{sheet.reference}").text
