"""The record on paper, and the way in and out of the bundle."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from school.command import run
from school.competencies.models import CompetencyEvidence, CompetencyRecord
from school.competencies.rules import EvidenceKind, Level, Voice
from tests.factories.competencies import make_competency_record, make_evidence
from tests.factories.records import make_assessment, make_cohort, make_enrolment, task_of
from tests.support.bundles import SMALL_SCHOOL, write_bundle
from tests.support.papers import lent_fonts
from tests.support.people import People

RECORDS = (
    "record,trainee,module,competency,curriculum_version,voice,level,noted_on,recorded_at,author,"
    "comment\n"
    'R1,T-1,F0,F0.4,2026.1,self,3,2026-03-02,2026-03-02T10:00:00,Aïcha,"Oui, seule"\n'
    "R2,T-1,F0,F0.4,,trainer,not_seen,2026-03-02,2026-03-02T10:00:01,Rodrigue,\n"
)
EVIDENCE = "record,kind,evidence,happened_on\nR1,week,P-1/2026-02-23,2026-02-27\n"


def test_a_record_is_printed_with_its_voices_and_pages(people: People, session: Session) -> None:
    enrolment = make_enrolment(session, make_cohort(session, people.school))
    practical = make_assessment(session, enrolment, task=task_of(session))
    for voice, level in ((Voice.SELF, Level.EXPERT), (Voice.TRAINER, Level.ACQUIRED)):
        record = make_competency_record(session, enrolment.trainee, voice=voice, level=level)
    make_evidence(
        session, record, kind=EvidenceKind.PRACTICAL, reference=practical.reference,
        happened_on=date(2026, 3, 5),
    )  # fmt: skip
    session.commit()
    address = f"/trainees/{enrolment.trainee.reference}/competencies.pdf"
    response = people.client("trainer").get(address)
    assert response.mimetype == "application/pdf"
    reader = PdfReader(BytesIO(response.data))
    text = "\n".join(page.extract_text() for page in reader.pages)
    for words in ("Livret de compétences", enrolment.trainee.family_name, "F0.4", "05/03/2026",
                  "Signatures", "Historique", f"page 1 sur {len(reader.pages)}"):  # fmt: skip
        assert words in text, words
    assert reader.trailer["/Root"]["/Lang"] == "fr"  # type: ignore[index]
    assert lent_fonts(response.data) == set()
    assert people.client("foreign_trainer").get(address).status_code == 404


@pytest.fixture
def installation(
    database: object, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """An installation without any school, and a folder to work in."""
    monkeypatch.setenv("SCHOOL_INSTANCE", str(tmp_path / "instance"))
    monkeypatch.setenv("DATABASE_URL", database_url)
    tmp_path.joinpath("instance").mkdir()
    return tmp_path


def bundle(folder: Path, records: str = RECORDS, evidence: str = EVIDENCE) -> str:
    tables = {**SMALL_SCHOOL, "competency_records": records, "competency_evidence": evidence}
    return str(write_bundle(folder, tables))


def test_a_record_goes_in_and_out_and_loses_nothing(installation: Path, session: Session) -> None:
    assert run(["import", bundle(installation / "in")]) == 0
    first, second = session.scalars(select(CompetencyRecord).order_by(CompetencyRecord.reference))
    assert (first.level, second.level) == (Level.EXPERT, Level.NOT_SEEN)
    (cited,) = session.scalars(select(CompetencyEvidence))
    assert cited.record_id == first.id
    assert run(["export", str(installation / "out")]) == 0
    assert (installation / "out" / "competency_records.csv").read_text("utf-8") == RECORDS
    assert (installation / "out" / "competency_evidence.csv").read_text() == EVIDENCE


def test_what_was_said_is_never_changed_by_an_import(
    installation: Path, session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["import", bundle(installation / "in")]) == 0
    assert run(["import", bundle(installation / "again")]) == 0
    changed = RECORDS.replace("self,3", "self,1")
    assert run(["import", bundle(installation / "changed", changed)]) == 2
    assert "level" in capsys.readouterr().err
    levels = session.scalars(select(CompetencyRecord.level).order_by(CompetencyRecord.reference))
    assert list(levels) == [Level.EXPERT, Level.NOT_SEEN]


@pytest.mark.parametrize(
    ("was", "wrong", "column"),
    [
        ("self,3", "self,4", "level"),
        ("self,3", "chief,3", "voice"),
        ("2026-03-02T10:00:00", "2026-03-02", "recorded_at"),
        ("2026-03-02T10:00:00", "2026-02-30T10:00:00", "recorded_at"),
        ("2026-03-02T10:00:00", "0026-03-02T10:00:00", "recorded_at"),
        (",Rodrigue,", ",,", "author"),
    ],
)
def test_what_cannot_be_is_named(
    installation: Path, capsys: pytest.CaptureFixture[str], was: str, wrong: str, column: str
) -> None:
    assert run(["import", bundle(installation / "in", RECORDS.replace(was, wrong))]) == 2
    assert column in capsys.readouterr().err
