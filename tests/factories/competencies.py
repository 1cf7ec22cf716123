"""Small builders of what competency records hold."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from school.cohorts.models import Trainee
from school.competencies.models import CompetencyEvidence, CompetencyRecord
from school.competencies.rules import EvidenceKind, Level, Voice
from school.core.clock import now
from tests.factories.records import add, number


def make_competency_record(session: Session, trainee: Trainee, **values: Any) -> CompetencyRecord:
    """Make a level that a trainer gave somebody for splicing."""
    serial = number()
    defaults = {
        "reference": f"CR-{serial}",
        "trainee_id": trainee.id,
        "module": "F0",
        "competency": "F0.4",
        "voice": Voice.TRAINER,
        "level": Level.IN_PROGRESS,
        "noted_on": date(2026, 3, 2),
        "recorded_at": now() + timedelta(seconds=serial % 60),
        "author": "Rodrigue Dossou",
    }
    return add(session, CompetencyRecord(**{**defaults, **values}))


def make_evidence(session: Session, record: CompetencyRecord, **values: Any) -> CompetencyEvidence:
    """Make a piece of evidence that a record cites."""
    defaults = {
        "kind": EvidenceKind.PRACTICAL,
        "reference": f"A-{number()}",
        "happened_on": date(2026, 3, 1),
    }
    return add(session, CompetencyEvidence(record_id=record.id, **{**defaults, **values}))
