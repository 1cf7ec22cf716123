"""Sealed reports: made again byte for byte, corrected by editions, broken by one byte."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import update
from sqlalchemy.orm import Session

from school import seal_keys as keys
from school.accounts.rules import Language
from school.cohorts.models import Trainee
from school.cohorts.rules import Sex
from school.core.errors import DomainError, InvalidInput, NeedsConfirmation, NotAllowed
from school.hiring.rules import Evidence, SituationKind
from school.hiring.sealing import operations, queries
from school.hiring.sealing.models import SealedFile, SealedReport
from school.hiring.sealing.operations import Sealer
from school.hiring.sealing.parameters import Parameters
from school.hiring.sealing.rules import FIGURES, PDF, SIGNATURE, TABLE, Integrity
from tests.factories.careers import Careers
from tests.factories.records import make_cohort
from tests.support.papers import lent_fonts
from tests.support.people import People

KNOWN_ON = date(2026, 6, 30)
LATER = date(2026, 9, 30)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel("2026-10-01 08:00+00:00", tick=False):
        yield


@pytest.fixture
def sealer(tmp_path: Path) -> Sealer:
    at = datetime.fromisoformat("2026-10-01T08:00")
    return Sealer("Afi Dossou", at, tmp_path / "instance")


@pytest.fixture
def careers(people: People, session: Session) -> Careers:
    """A cohort large enough for every rate to be published."""
    cohort = make_cohort(session, people.school, reference="C-2025", starts_on=date(2024, 11, 1))
    careers = Careers(session, cohort)
    careers.hired(12, Sex.FEMALE)
    careers.hired(14, Sex.MALE, in_trade=True)
    careers.found(SituationKind.SEEKING, 8, Sex.FEMALE)
    careers.found(SituationKind.SEEKING, 6, Sex.MALE)
    for one in careers.certified(10, Sex.FEMALE):
        careers.placement(one)
    session.commit()
    return careers


def parameters(*schools: str, language: Language = Language.FRENCH) -> Parameters:
    return Parameters(
        schools=schools or ("EMN",),
        as_of=KNOWN_ON,
        known_on=KNOWN_ON,
        months=6,
        evidence=Evidence.CONFIRMED,
        period_from=None,
        period_to=None,
        language=language,
        checked_at="https://ecole.example/verify",
    )


def sealed(app: Flask, session: Session, sealer: Sealer, *schools: str) -> SealedReport:
    with app.test_request_context():
        report = operations.seal(session, parameters(*schools), sealer)
    session.commit()
    return report


def remade(app: Flask, session: Session, report: SealedReport) -> operations.Remade:
    with app.test_request_context():
        return operations.remade(session, report)


def text_of(pdf: bytes) -> str:
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    return " ".join("\n".join(pages).replace("\u00a0", " ").split())


def test_a_report_is_made_again_byte_for_byte(
    app: Flask, session: Session, careers: Careers, sealer: Sealer
) -> None:
    report = sealed(app, session, sealer)
    again = remade(app, session, report)
    assert again.is_same, again.altered
    assert again.changes == []
    careers.hired(3, recorded_on=LATER)
    session.commit()
    once_more = remade(app, session, report)
    assert set(once_more.altered) >= {FIGURES, PDF, TABLE}, "new enrolments were there all along"
    assert any(one["figure"] == "certified" for one in once_more.changes)


def test_facts_learned_later_leave_it_as_it_was(
    app: Flask, session: Session, careers: Careers, sealer: Sealer
) -> None:
    unknown = careers.certified(6, Sex.MALE)
    session.commit()
    report = sealed(app, session, sealer)
    for one in unknown:
        careers.hire(one, recorded_on=LATER)
    session.commit()
    assert remade(app, session, report).is_same


def test_what_was_never_dated_is_listed_when_it_changes(
    app: Flask, session: Session, careers: Careers, sealer: Sealer
) -> None:
    report = sealed(app, session, sealer)
    for one in careers.certified(6, Sex.FEMALE):
        session.execute(update(Trainee).where(Trainee.id == one.trainee_id).values(sex=Sex.MALE))
    session.commit()
    again = remade(app, session, report)
    assert not again.is_same
    changed = {(one["of"], one["figure"]): (one["before"], one["after"]) for one in again.changes}
    assert changed["men", "certified"] == (20, 26)


def test_the_paper_reads_back_and_says_what_the_file_says(
    app: Flask, session: Session, careers: Careers, sealer: Sealer
) -> None:
    report = sealed(app, session, sealer)
    files = queries.files_of(session, report)
    text = text_of(files[PDF])
    figures = json.loads(files[FIGURES])
    total = figures["groups"][-1]
    assert total["group"] == {}
    rate = total["hire_rate"]
    assert (rate["numerator"], rate["denominator"]) == (26, 50)
    assert "26 personnes embauchées sur 50 certifiées" in text
    for whose in (total, total["women"], total["men"]):
        one = whose["hire_rate"]
        shown = f"{one['value'] * 100:.1f}".replace(".", ",")
        assert f"{shown} % ({one['numerator']}/{one['denominator']})" in text
    for name in ("low", "high"):
        assert f"{rate[name] * 100:.1f} %".replace(".", ",") in text
    for words in ("Rapport d’embauche pour le ministère", "scellée le", "Afi Dossou", report.code):
        assert words in text
    assert "Écart" in text
    assert "promotion" in text
    assert "C-2025" in text
    assert re.search("40,0 % .*29,0 %", text)
    assert lent_fonts(files[PDF]) == set()


def test_it_can_be_read_in_english(
    app: Flask, session: Session, careers: Careers, sealer: Sealer
) -> None:
    with app.test_request_context():
        report = operations.seal(session, parameters(language=Language.ENGLISH), sealer)
    text = text_of(queries.file_of(session, report, PDF) or b"")
    assert "52.0% (26/50)" in text
    assert "embauch" not in text.replace("Rapport d’embauche", "")


def test_the_seal_is_intact_until_anything_is_touched(
    app: Flask, session: Session, careers: Careers, sealer: Sealer
) -> None:
    report = sealed(app, session, sealer)
    public = keys.public_text(keys.seal_key(sealer.instance))
    files = queries.files_of(session, report)
    assert operations.integrity(report, files, public) == (Integrity.INTACT, [])
    assert operations.integrity(report, files, "another")[0] is Integrity.OTHER_KEY
    for name, body in files.items():
        spoilt = {**files, name: body[:-1] + bytes([body[-1] ^ 1])}
        assert operations.integrity(report, spoilt, public) == (Integrity.BROKEN, [name])
    session.expunge(report)
    report.manifest = report.manifest.replace(b"Afi", b"Ali")
    assert operations.integrity(report, files, public) == (Integrity.BROKEN, [SIGNATURE])


def test_what_is_sealed_is_never_changed(
    app: Flask, session: Session, careers: Careers, sealer: Sealer
) -> None:
    report = sealed(app, session, sealer)
    report.edition = 3
    with pytest.raises(RuntimeError):
        session.flush()
    session.rollback()
    one = session.query(SealedFile).first()
    session.delete(one)
    with pytest.raises(RuntimeError):
        session.flush()
    session.rollback()


def test_a_new_edition_says_what_changed_and_why(
    app: Flask, session: Session, careers: Careers, sealer: Sealer
) -> None:
    unknown = careers.certified(6, Sex.MALE)
    session.commit()
    first = sealed(app, session, sealer)
    with app.test_request_context(), pytest.raises(NotAllowed, match="Aucun chiffre"):
        operations.seal_edition(session, first, KNOWN_ON, "rien", sealer)
    for one in unknown:
        careers.hire(one, recorded_on=LATER)
    session.commit()
    with app.test_request_context():
        with pytest.raises(InvalidInput):
            operations.seal_edition(session, first, LATER, "  ", sealer)
        with pytest.raises(InvalidInput, match="Hier au plus tard"):
            operations.seal_edition(session, first, date(2026, 10, 1), "Reçus ce matin.", sealer)
        second = operations.seal_edition(session, first, LATER, "Six contrats reçus.", sealer)
    session.commit()
    assert (second.edition, second.replaces_id) == (2, first.id)
    assert queries.newest_edition(session, first).id == second.id
    statement = second.read_manifest().statement
    assert (statement.replaces, statement.reason) == (first.code, "Six contrats reçus.")
    figures = json.loads(queries.file_of(session, second, FIGURES) or b"")
    changes = {
        (one["of"], one["figure"]): (one["before"], one["after"])
        for one in figures["changes"]
        if one["group"] == {}
    }
    assert changes["", "hired"] == (26, 32)
    assert changes["", "hire_rate"] == ([26, 56], [32, 56])
    text = text_of(queries.file_of(session, second, PDF) or b"")
    assert "Six contrats reçus." in text
    assert "Ce que cette édition change" in text
    assert remade(app, session, second).is_same
    with app.test_request_context(), pytest.raises(NotAllowed, match="plus récente"):
        operations.seal_edition(session, first, LATER, "encore", sealer)


def test_a_period_without_exits_is_not_sealed(
    app: Flask, people: People, session: Session, sealer: Sealer
) -> None:
    with app.test_request_context(), pytest.raises(DomainError, match="rien à sceller"):
        operations.seal(session, parameters(), sealer)


def test_several_schools_stand_side_by_side(
    app: Flask, people: People, session: Session, careers: Careers, sealer: Sealer
) -> None:
    cohort = make_cohort(
        session, people.other_school, reference="D-2025", starts_on=date(2024, 11, 1)
    )
    Careers(session, cohort).hired(20, Sex.FEMALE)
    session.commit()
    report = sealed(app, session, sealer, "AUTRE", "EMN")
    figures = json.loads(queries.file_of(session, report, FIGURES) or b"")
    groups = [row["group"] for row in figures["groups"]]
    assert groups == [{"school": "AUTRE"}, {"school": "EMN"}, {}]
    text = text_of(queries.file_of(session, report, PDF) or b"")
    assert "École par école" in text
    assert remade(app, session, report).is_same


def test_two_reports_do_not_tell_of_fewer_than_five(
    app: Flask, session: Session, careers: Careers, sealer: Sealer
) -> None:
    unknown = careers.certified(20, Sex.MALE)
    session.commit()
    first = sealed(app, session, sealer)
    for one in unknown[:3]:
        careers.hire(one, recorded_on=LATER)
    session.commit()
    later = replace(parameters(), known_on=LATER)
    with app.test_request_context(), pytest.raises(NotAllowed) as refused:
        operations.seal(session, later, sealer)
    assert refused.value.values["code"] == first.code
    assert "Embauchés" in refused.value.values["figures"]
    assert "3" not in refused.value.values["figures"]
    with app.test_request_context():
        with pytest.raises(NeedsConfirmation):
            operations.seal_edition(session, first, LATER, "Trois contrats.", sealer)
        edition = operations.seal_edition(
            session, first, LATER, "Trois contrats.", sealer, confirmed=True
        )
    assert edition.edition == 2
    session.rollback()
    for one in unknown[3:8]:
        careers.hire(one, recorded_on=LATER)
    session.commit()
    with app.test_request_context():
        assert operations.seal(session, later, sealer).code != first.code
