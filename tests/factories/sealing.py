"""A sealed report with small files, for tests of pages: signed, but computed from nothing."""

from datetime import date, datetime
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.orm import Session

from school import seal_keys as keys
from school.accounts.models import School
from school.accounts.rules import Language
from school.hiring.rules import Evidence
from school.hiring.sealing import rules
from school.hiring.sealing.models import SealedFile, SealedReport, SealedSchool
from school.hiring.sealing.parameters import Parameters

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
FILES = {
    rules.PDF: b"%PDF-1.4",
    rules.FIGURES: b'{"groups": [], "enterprises": []}',
    rules.TABLE: b"code\n",
    rules.DEFINITIONS: b"words\n",
}


def make_sealed_report(session: Session, school: School) -> SealedReport:
    """Keep a sealed report of a school; each has a code of its own."""
    day = date(2026, 6, 30)
    parameters = Parameters(
        schools=(school.reference,),
        as_of=day,
        known_on=day,
        months=6,
        evidence=Evidence.CONFIRMED,
        period_from=None,
        period_to=None,
        language=Language.FRENCH,
        checked_at="http://localhost/verify",
    )
    at = datetime.fromisoformat("2026-07-01T09:30")
    statement = rules.Statement(parameters.as_plain(), 1, at, f"Afi {uuid4()}", "test")
    code = rules.code_of(statement, FILES)
    manifest = rules.manifest_of(statement, code, FILES).as_bytes()
    report = SealedReport(
        code=code,
        edition=1,
        sealed_at=at,
        manifest=manifest,
        public_key=keys.public_text(KEY),
        signature=keys.sign(KEY, manifest),
    )
    session.add(report)
    session.flush()
    session.add(SealedSchool(report_id=report.id, school_id=school.id))
    for name, content in FILES.items():
        session.add(SealedFile(report_id=report.id, name=name, content=content))
    session.flush()
    return report
